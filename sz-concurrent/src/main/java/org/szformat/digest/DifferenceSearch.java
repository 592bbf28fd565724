package org.szformat.digest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.szformat.crew.Crew;
import org.szformat.crew.OrderedWork;
import org.szformat.layout.Chunk;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.spill.IdHash;

/** Finds the {@link RecordDifference} of two files by the hashes of their records and IDs. Confined to one thread. */
final class DifferenceSearch implements Closeable {
    private static final long MAX_BYTES =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 6);
    private static final Comparator<long[]> ORDER = (a, b) -> Arrays.compare(a, 0, 4, b, 0, 4);

    private final RecordFile first;
    private final RecordFile second;
    private final Path folder;
    private final boolean byId;
    private final Rows onlyInFirst = new Rows();
    private final Rows onlyInSecond = new Rows();
    private final Rows changed = new Rows();
    private long same;

    /** How many rows there are, and the first of them. */
    private static final class Rows {
        private final PriorityQueue<Long> lowest = new PriorityQueue<>(Comparator.reverseOrder());
        private long count;

        void add(long row) {
            count++;
            lowest.add(row);
            if (lowest.size() > RecordDifference.MOST_NAMES) {
                lowest.remove();
            }
        }

        List<String> names(RecordFile file) throws IOException {
            Optional<Field> key = file.schema().key();
            List<String> names = new ArrayList<>();
            for (long row : lowest.stream().sorted().toList()) {
                names.add(
                        key.isEmpty()
                                ? "row " + row
                                : file.read(
                                                row,
                                                Projection.of(
                                                        file.schema(),
                                                        Set.of(key.get().name())))
                                        .key());
            }
            return names;
        }
    }

    DifferenceSearch(Path first, Path second, Path folder) throws IOException {
        this.folder = folder;
        this.first = Layouts.open(first, ReadOptions.defaults());
        try {
            this.second = Layouts.open(second, ReadOptions.defaults());
        } catch (IOException | RuntimeException e) {
            this.first.close();
            throw e;
        }
        this.byId = this.first.schema().key().isPresent()
                && this.second.schema().key().isPresent();
    }

    RecordDifference run(int threads) throws IOException, InterruptedException {
        int parts = HashSpill.parts(Math.max(first.size(), second.size()));
        try (HashSpill ofFirst = HashSpill.in(folder, parts);
                HashSpill ofSecond = HashSpill.in(folder, parts)) {
            hash(first, threads, ofFirst);
            hash(second, threads, ofSecond);
            for (int part = 0; part < parts; part++) {
                compare(sorted(ofFirst.read(part)), sorted(ofSecond.read(part)));
            }
        }
        return new RecordDifference(
                same,
                onlyInFirst.count,
                onlyInSecond.count,
                changed.count,
                onlyInFirst.names(first),
                onlyInSecond.names(second),
                changed.names(first));
    }

    private void hash(RecordFile file, int threads, HashSpill into) throws IOException, InterruptedException {
        Projection all = Projection.all(file.schema());
        try (Crew crew = new Crew("sz-compare " + file.path(), threads)) {
            OrderedWork<long[]> work = new OrderedWork<>(crew, MAX_BYTES);
            for (Chunk chunk : file.chunks()) {
                long bytes = file.memoryBytes(chunk, all);
                while (!work.hasRoom(bytes)) {
                    into.add(work.next());
                }
                work.begin(bytes, () -> hashes(file.read(chunk, all), chunk.firstRow()));
            }
            while (!work.isEmpty()) {
                into.add(work.next());
            }
        }
    }

    private long[] hashes(List<Record> records, long firstRow) {
        long[] hashes = new long[records.size() * HashSpill.LONGS];
        DigestBuilder digest = new DigestBuilder(records.get(0).schema());
        IdHash id = new IdHash();
        for (int i = 0; i < records.size(); i++) {
            int at = i * HashSpill.LONGS;
            digest.add(records.get(i));
            hashes[at + 2] = digest.lastHash(0);
            hashes[at + 3] = digest.lastHash(1);
            hashes[at + 4] = firstRow + i;
            if (byId) {
                id.of(records.get(i).key());
                hashes[at] = id.high();
                hashes[at + 1] = id.low();
            } else {
                hashes[at] = hashes[at + 2];
                hashes[at + 1] = hashes[at + 3];
            }
        }
        return hashes;
    }

    private static List<long[]> sorted(long[] hashes) {
        List<long[]> records = new ArrayList<>(hashes.length / HashSpill.LONGS);
        for (int at = 0; at < hashes.length; at += HashSpill.LONGS) {
            records.add(Arrays.copyOfRange(hashes, at, at + HashSpill.LONGS));
        }
        records.sort(ORDER);
        return records;
    }

    /** Both are in the order of IDs' hashes, then of records' hashes. */
    private void compare(List<long[]> left, List<long[]> right) {
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            int order = l == left.size()
                    ? 1
                    : r == right.size() ? -1 : Arrays.compare(left.get(l), 0, 2, right.get(r), 0, 2);
            int nextL = order <= 0 ? endOfId(left, l) : l;
            int nextR = order >= 0 ? endOfId(right, r) : r;
            compareId(left.subList(l, nextL), right.subList(r, nextR));
            l = nextL;
            r = nextR;
        }
    }

    private static int endOfId(List<long[]> records, int from) {
        int to = from + 1;
        while (to < records.size() && Arrays.equals(records.get(from), 0, 2, records.get(to), 0, 2)) {
            to++;
        }
        return to;
    }

    /** The records of one ID. */
    private void compareId(List<long[]> left, List<long[]> right) {
        List<Long> leftAlone = new ArrayList<>();
        List<Long> rightAlone = new ArrayList<>();
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            int order = l == left.size() ? 1 : r == right.size() ? -1 : ORDER.compare(left.get(l), right.get(r));
            if (order == 0) {
                same++;
                l++;
                r++;
            } else if (order < 0) {
                leftAlone.add(left.get(l++)[4]);
            } else {
                rightAlone.add(right.get(r++)[4]);
            }
        }
        int both = Math.min(leftAlone.size(), rightAlone.size());
        leftAlone.subList(0, both).forEach(changed::add);
        leftAlone.subList(both, leftAlone.size()).forEach(onlyInFirst::add);
        rightAlone.subList(both, rightAlone.size()).forEach(onlyInSecond::add);
    }

    @Override
    public void close() throws IOException {
        try (second) {
            first.close();
        }
    }
}
