package org.szformat.selection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Projection;
import org.szformat.spill.IdHash;
import org.szformat.spill.TupleSort;

/** IDs that are sorted, to be joined with those of a file, which are sorted too. */
final class ManyIds implements ListedIds {
    private static final long MEMORY_BYTES = 16L << 20;

    private final IdSource ids;
    private final Path folder;
    private final TupleSort sort;
    private final BitSet found = new BitSet();
    private long listed;
    private long repeated;

    /** Reads all of a list. */
    ManyIds(IdSource ids, Path folder) throws IOException {
        this.ids = ids;
        this.folder = folder;
        this.sort = new TupleSort(3, folder, MEMORY_BYTES);
        try {
            IdHash hash = new IdHash();
            long[] number = new long[1];
            ids.forEach(id -> {
                hash.of(id);
                sort.add(hash.high(), hash.low(), number[0]++);
                return true;
            });
            Listed each = new Listed(sort);
            while (each.next()) {
                listed++;
            }
            repeated = number[0] - listed;
        } catch (IOException | RuntimeException e) {
            sort.close();
            throw e;
        }
    }

    /** The IDs, each once, by their hashes. */
    private static final class Listed {
        private final TupleSort.Cursor cursor;
        private long high;
        private long low;
        private long number = -1;
        private boolean hasNext;

        Listed(TupleSort sort) throws IOException {
            cursor = sort.sorted();
            hasNext = cursor.next();
        }

        boolean next() throws IOException {
            if (!hasNext) {
                return false;
            }
            high = cursor.at(0);
            low = cursor.at(1);
            number = cursor.at(2);
            do {
                hasNext = cursor.next();
            } while (hasNext && cursor.at(0) == high && cursor.at(1) == low);
            return true;
        }

        int compareTo(TupleSort.Cursor other) {
            int order = Long.compareUnsigned(high, other.at(0));
            return order != 0 ? order : Long.compareUnsigned(low, other.at(1));
        }
    }

    @Override
    public RecordSelection.Rows in(RecordFile source) throws IOException {
        try (TupleSort keys = new TupleSort(3, folder, MEMORY_BYTES)) {
            Projection projection = Projection.of(
                    source.schema(), Set.of(source.schema().key().orElseThrow().name()));
            IdHash hash = new IdHash();
            for (Chunk chunk : source.chunks()) {
                long row = chunk.firstRow();
                for (Record record : source.read(chunk, projection)) {
                    hash.of(record.key());
                    keys.add(hash.high(), hash.low(), row++);
                }
            }
            return join(keys.sorted(), source.size());
        }
    }

    private Bits join(TupleSort.Cursor keys, long size) throws IOException {
        Bits rows = new Bits(size);
        Listed each = new Listed(sort);
        boolean hasListed = each.next();
        boolean hasKey = keys.next();
        int number = 0;
        while (hasListed && hasKey) {
            int order = each.compareTo(keys);
            if (order == 0) {
                rows.set(keys.at(2));
                found.set(number);
            }
            if (order < 0) {
                hasListed = each.next();
                number++;
            } else {
                hasKey = keys.next();
            }
        }
        return rows;
    }

    @Override
    public IdSelection.Report report() throws IOException {
        PriorityQueue<Long> first = new PriorityQueue<>(Collections.reverseOrder());
        Listed each = new Listed(sort);
        for (int number = 0; each.next(); number++) {
            if (!found.get(number)) {
                first.add(each.number);
                if (first.size() > IdSelection.Report.MOST_NAMED) {
                    first.poll();
                }
            }
        }
        return new IdSelection.Report(listed, repeated, listed - found.cardinality(), named(first));
    }

    private List<String> named(PriorityQueue<Long> numbers) throws IOException {
        if (numbers.isEmpty()) {
            return List.of();
        }
        long last = numbers.element();
        List<String> names = new ArrayList<>();
        long[] number = new long[1];
        ids.forEach(id -> {
            if (numbers.contains(number[0])) {
                names.add(id);
            }
            return number[0]++ < last;
        });
        return names;
    }

    @Override
    public void close() throws IOException {
        sort.close();
    }

    /** A bit for each row. */
    private static final class Bits implements RecordSelection.Rows {
        private final long[] words;

        Bits(long rows) {
            words = new long[Math.toIntExact((rows + Long.SIZE - 1) / Long.SIZE)];
        }

        void set(long row) {
            words[(int) (row / Long.SIZE)] |= 1L << row;
        }

        @Override
        public boolean contains(long row) {
            return (words[(int) (row / Long.SIZE)] >>> row & 1) != 0;
        }

        @Override
        public boolean mayContainAny(Chunk chunk) {
            for (long row = chunk.firstRow(); row < chunk.firstRow() + chunk.records(); row++) {
                if (contains(row)) {
                    return true;
                }
            }
            return false;
        }
    }
}
