package org.szformat.concurrent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/**
 * Fetches the records that are asked for, however many, in bounded memory: what is asked for is looked up some way ahead;
 * then windows of it are read ahead, in which rows are read from the front of the file to its end, each once.
 */
final class FetchingAhead implements ReadAhead.Pieces<Match> {
    /** So many are looked up together. */
    private static final int LOOKUP = 1024;

    /** A window has no more than so many. */
    private static final int WINDOW = 1024;

    /** What was asked for, and where it is. */
    @SuppressWarnings("ArrayRecordComponent") // read-only, never compared
    private record Located(String id, long[] rows, long memoryBytes) {}

    private final RecordFile file;
    private final Projection projection;
    private final ReadAhead<Located> lookups;
    private final Iterator<Located> located;
    private final long windowBytes;
    private @Nullable Located next;
    private @Nullable RuntimeException failure;

    private FetchingAhead(
            RecordFile file, Projection projection, int workers, long maxBytes, ReadAhead.Pieces<Located> lookups) {
        this.file = file;
        this.projection = projection;
        this.lookups = new ReadAhead<>(file.path(), workers, Long.MAX_VALUE, lookups);
        this.located = Spliterators.iterator(this.lookups);
        this.windowBytes = maxBytes / (ReadAhead.window(workers) + 1);
    }

    /** What was found of each ID, in the order asked. */
    static Stream<Match> byId(
            RecordFile file, Projection projection, int workers, long maxBytes, Iterable<String> ids) {
        Iterator<String> asked = ids.iterator();
        return stream(file, workers, maxBytes, new FetchingAhead(file, projection, workers, maxBytes, () -> {
            List<String> some = new ArrayList<>();
            while (some.size() < LOOKUP && asked.hasNext()) {
                some.add(asked.next());
            }
            return some.isEmpty() ? null : new ReadAhead.Piece<>(0, () -> locate(file, projection, some));
        }));
    }

    /** The records of rows, in the order asked. */
    static Stream<Record> byRow(RecordFile file, Projection projection, int workers, long maxBytes, long[] rows) {
        Fetching.requireRows(file, rows);
        PrimitiveIterator.OfLong asked = Arrays.stream(rows).iterator();
        return stream(file, workers, maxBytes, new FetchingAhead(file, projection, workers, maxBytes, () -> {
                    List<long[]> some = new ArrayList<>();
                    while (some.size() < LOOKUP && asked.hasNext()) {
                        some.add(new long[] {asked.nextLong()});
                    }
                    return some.isEmpty()
                            ? null
                            : new ReadAhead.Piece<>(0, () -> {
                                List<Located> located = new ArrayList<>();
                                for (long[] row : some) {
                                    located.add(new Located("", row, file.memoryBytes(row[0], projection)));
                                }
                                return located;
                            });
                }))
                .map(match -> match.records().get(0));
    }

    private static Stream<Match> stream(RecordFile file, int workers, long maxBytes, FetchingAhead windows) {
        ReadAhead<Match> readAhead = new ReadAhead<>(file.path(), workers, maxBytes, windows);
        return StreamSupport.stream(readAhead, false).onClose(readAhead::close);
    }

    private static List<Located> locate(RecordFile file, Projection projection, List<String> ids) throws IOException {
        List<long[]> rows = file.rows(ids);
        List<Located> located = new ArrayList<>(ids.size());
        for (int i = 0; i < rows.size(); i++) {
            long bytes = 0;
            for (long row : rows.get(i)) {
                bytes += file.memoryBytes(row, projection);
            }
            located.add(new Located(ids.get(i), rows.get(i), bytes));
        }
        return located;
    }

    @Override
    public ReadAhead.@Nullable Piece<Match> next() {
        List<Located> window = new ArrayList<>();
        long bytes = 0;
        for (Located one = peek(); one != null && window.size() < WINDOW; one = peek()) {
            if (!window.isEmpty() && one.memoryBytes() > windowBytes - bytes) {
                break;
            }
            next = null;
            window.add(one);
            bytes += one.memoryBytes();
        }
        if (window.isEmpty() && failure != null) {
            throw failure;
        }
        return window.isEmpty() ? null : new ReadAhead.Piece<>(bytes, () -> read(window));
    }

    /** The next one, or null when there are no more, or none before a failure, which is kept until then. */
    private @Nullable Located peek() {
        if (next == null && failure == null) {
            try {
                next = located.hasNext() ? located.next() : null;
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        return next;
    }

    @Override
    public void close() {
        lookups.close();
    }

    private List<Match> read(List<Located> window) throws IOException {
        long[] rows = window.stream()
                .flatMapToLong(one -> Arrays.stream(one.rows()))
                .sorted()
                .distinct()
                .toArray();
        List<Record> records = file.read(rows, projection);
        List<Match> matches = new ArrayList<>(window.size());
        for (Located one : window) {
            matches.add(new Match(
                    one.id(),
                    Arrays.stream(one.rows())
                            .mapToObj(row -> records.get(Arrays.binarySearch(rows, row)))
                            .toList()));
        }
        return matches;
    }
}
