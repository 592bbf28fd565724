package org.szformat.spill;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.szformat.crew.Crew;
import org.szformat.crew.OrderedWork;

/**
 * Sorts entries by their keys' bytes, in memory or, where that does not suffice, by runs on disk that are merged. Keys
 * differ from one another; whoever wants entries of equal keys to stay in their order ends keys with a number.
 *
 * <p>Runs are sorted and written by the crew while the next entries come; at most so many runs are merged at once that a
 * block of each, and the next, fit into the memory. For the crew's own thread.
 */
public final class SpillSort implements Closeable {
    /** Half of the memory is for what comes, half for a run that is being written. */
    private static final int PARTS = 2;

    private static final int MOST_RUNS = 1024;

    /** Entries in order. After {@link #next} has returned true, the others say where the entry is. */
    public interface Cursor {
        boolean next() throws IOException, InterruptedException;

        /** What holds the entry, until the next one is asked for. */
        byte[] bytes();

        int keyFrom();

        int keyLength();

        default int payloadFrom() {
            return keyFrom() + keyLength();
        }

        int payloadLength();
    }

    private final Crew crew;
    private final SpillFolder folder;
    private final long runBytes;
    private final int maxRuns;
    private final OrderedWork<SpillRun> writing;
    private final List<SpillRun> runs = new ArrayList<>();
    private List<EntryBuffer> gathered = new ArrayList<>();
    private long gatheredBytes;

    /**
     * Nothing to sort yet.
     *
     * @param memory how much may be used, about
     */
    public SpillSort(Crew crew, SpillFolder folder, long memory) {
        this.crew = crew;
        this.folder = folder;
        this.runBytes = memory / PARTS;
        this.maxRuns = (int) Math.max(2, Math.min(MOST_RUNS, memory / RunCursor.MEMORY));
        this.writing = new OrderedWork<>(crew, runBytes);
    }

    /** Adds entries, which are this sort's hereafter. */
    public void add(EntryBuffer entries) throws IOException, InterruptedException {
        if (entries.count() == 0) {
            return;
        }
        if (!gathered.isEmpty() && gatheredBytes + entries.footprint() > runBytes) {
            spill();
        }
        gathered.add(entries);
        gatheredBytes += entries.footprint();
    }

    private void spill() throws IOException, InterruptedException {
        while (!writing.hasRoom(gatheredBytes)) {
            runs.add(writing.next());
        }
        List<EntryBuffer> entries = gathered;
        writing.begin(gatheredBytes, () -> SpillRun.write(folder, SortedEntries.of(entries)));
        gathered = new ArrayList<>();
        gatheredBytes = 0;
    }

    /** All entries in order. Nothing is added hereafter. */
    public Cursor sorted() throws IOException, InterruptedException {
        if (runs.isEmpty() && writing.isEmpty()) {
            List<EntryBuffer> all = gathered;
            gathered = List.of();
            return SortedEntries.of(all);
        }
        spill();
        while (!writing.isEmpty()) {
            runs.add(writing.next());
        }
        while (runs.size() > maxRuns) {
            // The last ones are merged first: they come last again, and no entry is written more often than it must be.
            int some = Math.min(maxRuns, runs.size() - maxRuns + 1);
            List<SpillRun> merged = runs.subList(runs.size() - some, runs.size());
            SpillRun whole = SpillRun.write(folder, merge(merged));
            for (SpillRun run : merged) {
                run.delete();
            }
            merged.clear();
            runs.add(0, whole);
        }
        return merge(runs);
    }

    private Cursor merge(List<SpillRun> some) throws IOException, InterruptedException {
        List<RunCursor> cursors = new ArrayList<>();
        for (SpillRun run : some) {
            cursors.add(new RunCursor(run, crew));
        }
        return new MergedEntries(cursors);
    }

    /** Removes the runs. */
    @Override
    public void close() throws IOException {
        for (SpillRun run : runs) {
            run.delete();
        }
    }

    /** Compares two keys as unsigned bytes. */
    static int compare(byte[] a, int aFrom, int aLength, byte[] b, int bFrom, int bLength) {
        return Arrays.compareUnsigned(a, aFrom, aFrom + aLength, b, bFrom, bFrom + bLength);
    }

    /** The first bytes of a key, which decide most comparisons, as an unsigned number. */
    static long prefix(byte[] bytes, int from, int length) {
        if (length >= Long.BYTES) {
            return SpillRun.bigEndian(bytes, from);
        }
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = prefix << Byte.SIZE | (i < length ? bytes[from + i] & 0xFF : 0);
        }
        return prefix;
    }
}
