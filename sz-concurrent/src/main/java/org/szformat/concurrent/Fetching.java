package org.szformat.concurrent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/**
 * Fetches the records that are asked for, whole sets at once: IDs are looked up in slices, then rows are read in slices,
 * from the front of the file to its end. Safe for use by many threads.
 */
final class Fetching {
    /** A slice of rows is no longer, so that threads end at about the same time. */
    private static final int MAX_SLICE = 256;

    /** So many slices for each thread, if there are rows enough. */
    private static final int SLICES = 4;

    /** Fewer IDs are not worth a thread. */
    private static final int FEW_IDS = 256;

    /** Fewer rows are not worth a thread unless they are large. */
    private static final int FEW_ROWS = 64;

    private static final long LARGE_BYTES = 1 << 20;

    private final RecordFile file;
    private final Projection projection;
    private final int workers;

    /** How threads are waited for. */
    @FunctionalInterface
    interface Waiting<X extends Exception> {
        void run(Workers workers) throws IOException, X;
    }

    Fetching(RecordFile file, Projection projection, int workers) {
        this.file = file;
        this.projection = projection;
        this.workers = workers;
    }

    /** All records of some IDs, in the order asked. */
    <X extends Exception> Lookup byId(Collection<String> ids, Waiting<X> waiting) throws IOException, X {
        List<String> asked = List.copyOf(ids);
        List<long[]> found = rows(asked, waiting);
        Set<String> missing = new LinkedHashSet<>();
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).length == 0) {
                missing.add(asked.get(i));
            }
        }
        long[] rows = found.stream().flatMapToLong(Arrays::stream).toArray();
        return new Lookup(byRow(rows, waiting), List.copyOf(missing));
    }

    private <X extends Exception> List<long[]> rows(List<String> ids, Waiting<X> waiting) throws IOException, X {
        if (workers == 1 || ids.size() <= FEW_IDS) {
            return file.rows(ids);
        }
        return sliced(
                ids.size(),
                Math.max(FEW_IDS, ids.size() / workers + 1),
                waiting,
                (from, to) -> file.rows(ids.subList(from, to)));
    }

    /** Records in the order asked, each read once. */
    <X extends Exception> List<Record> byRow(long[] rows, Waiting<X> waiting) throws IOException, X {
        requireRows(file, rows);
        long[] ascending = Arrays.stream(rows).sorted().distinct().toArray();
        List<Record> records = isWorthThreads(ascending)
                ? sliced(
                        ascending.length,
                        Math.max(1, Math.min(MAX_SLICE, ascending.length / (workers * SLICES))),
                        waiting,
                        (from, to) -> file.read(Arrays.copyOfRange(ascending, from, to), projection))
                : file.read(ascending, projection);
        return inOrder(rows, ascending, records);
    }

    /** Throws unless the file has all these rows. */
    static void requireRows(RecordFile file, long[] rows) {
        long size = file.size();
        for (long row : rows) {
            if (row < 0 || row >= size) {
                throw new IndexOutOfBoundsException(file.path() + ": row " + row + " of " + size);
            }
        }
    }

    /** The records of rows, of which each distinct one was read. */
    private static List<Record> inOrder(long[] rows, long[] ascending, List<Record> records) {
        return Arrays.stream(rows)
                .mapToObj(row -> records.get(Arrays.binarySearch(ascending, row)))
                .toList();
    }

    private boolean isWorthThreads(long[] rows) throws IOException {
        if (workers == 1 || rows.length > FEW_ROWS) {
            return workers > 1;
        }
        long bytes = 0;
        for (long row : rows) {
            bytes += file.memoryBytes(row, projection);
        }
        return bytes > LARGE_BYTES;
    }

    private interface Slice<T> {
        List<T> read(int from, int to) throws IOException;
    }

    private <T, X extends Exception> List<T> sliced(int size, int slice, Waiting<X> waiting, Slice<T> work)
            throws IOException, X {
        int slices = (int) (((long) size + slice - 1) / slice);
        List<List<T>> results = new ArrayList<>(Collections.nCopies(slices, List.of()));
        waiting.run(new Workers("sz-reader " + file.path(), workers, slices, (task, number) -> {
            int from = number * slice;
            results.set(number, work.read(from, from + Math.min(slice, size - from)));
        }));
        return results.stream().flatMap(List::stream).toList();
    }
}
