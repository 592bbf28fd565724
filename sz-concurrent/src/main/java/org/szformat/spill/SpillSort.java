package org.szformat.spill;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.szformat.crew.Crew;

/**
 * Sorts entries by their keys' bytes, in memory or, where that does not suffice, by runs on disk that are merged. Keys
 * differ from one another; whoever wants entries of equal keys to stay in their order ends keys with a number.
 *
 * <p>Each thread of a crew that adds entries gathers a run of its own, which it sorts and writes when there is no more room:
 * nobody waits for anybody else, and which run an entry is in makes no difference to the order. At most so many runs are
 * merged at once that their cursors fit into the memory. All but {@link #add} is for the crew's own thread.
 */
public final class SpillSort implements Closeable {
    /** Where there is less memory for each thread, threads share it and wait for one another. */
    private static final long LEAST_RUN = 4L << 20;

    private static final int MOST_RUNS = 1024;

    /** Entries in order. After {@link #next} has returned true, the others say where the entry is. */
    public interface Cursor {
        boolean next() throws IOException, InterruptedException;

        /** What holds the entry; it stays as it is. */
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
    private final int maxRuns;
    private final LinkedBlockingQueue<EntryRun> gathered = new LinkedBlockingQueue<>();
    private final List<SpillRun> runs = new ArrayList<>();
    private final List<SpillFile> files = new ArrayList<>();

    /** Those that have room, and that nobody writes to: two threads in one file would wait for each other. */
    private final Deque<SpillFile> open = new ArrayDeque<>();

    /**
     * Nothing to sort yet.
     *
     * @param memory how much may be used, about
     */
    public SpillSort(Crew crew, SpillFolder folder, long memory) {
        this.crew = crew;
        this.folder = folder;
        this.maxRuns = (int) Math.max(2, Math.min(MOST_RUNS, memory / RunCursor.MEMORY));
        int some = (int) Math.max(1, Math.min(crew.threads(), memory / LEAST_RUN));
        for (int i = 0; i < some; i++) {
            gathered.add(new EntryRun(memory / some));
        }
    }

    /** Adds copies of entries. Safe for use by the threads of the crew. */
    public void add(EntryBuffer entries) throws IOException, InterruptedException {
        EntryRun run = gathered.take();
        try {
            byte[] bytes = entries.array();
            for (int from = 0; from < entries.length(); ) {
                int length = EntryBuffer.HEADER
                        + SpillRun.littleEndian(bytes, from)
                        + SpillRun.littleEndian(bytes, from + Integer.BYTES);
                if (!run.hasRoom(length)) {
                    spill(run);
                }
                run.add(bytes, from, length);
                from += length;
            }
        } finally {
            gathered.add(run);
        }
    }

    private void spill(EntryRun entries) throws IOException, InterruptedException {
        SpillRun written = write(SortedEntries.of(List.of(entries)), entries.bytes());
        entries.clear();
        synchronized (runs) {
            runs.add(written);
        }
    }

    private SpillRun write(Cursor entries, long bytes) throws IOException, InterruptedException {
        SpillFile file = takeFile();
        SpillRun run = SpillRun.write(file, entries, bytes);
        synchronized (runs) {
            if (!file.isFull()) {
                open.push(file);
            }
        }
        return run;
    }

    private SpillFile takeFile() throws IOException {
        synchronized (runs) {
            if (!open.isEmpty()) {
                return open.pop();
            }
            SpillFile file = new SpillFile(folder);
            files.add(file);
            return file;
        }
    }

    /** All entries in order. Nothing is added before it is asked for, nor hereafter. */
    public Cursor sorted() throws IOException, InterruptedException {
        List<EntryRun> last = new ArrayList<>();
        gathered.drainTo(last);
        if (runs.isEmpty()) {
            return SortedEntries.of(last);
        }
        last.removeIf(run -> run.count() == 0);
        List<Future<?>> spilled = new ArrayList<>();
        for (EntryRun run : last) {
            spilled.add(crew.submit(() -> {
                spill(run);
                return run;
            }));
        }
        for (Future<?> each : spilled) {
            crew.await(each);
        }
        while (runs.size() > maxRuns) {
            // The last ones are merged first: they come last again, and no entry is written more often than it must be.
            int some = Math.min(maxRuns, runs.size() - maxRuns + 1);
            List<SpillRun> merged = runs.subList(runs.size() - some, runs.size());
            long bytes = merged.stream().mapToLong(SpillRun::bytes).sum();
            SpillRun whole = write(merge(merged), bytes);
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

    /** Has the runs removed; the system takes its time for that, so the crew does it beside other work. */
    @Override
    public void close() {
        synchronized (runs) {
            runs.clear();
            open.clear();
            for (SpillFile each : files) {
                crew.leave(() -> {
                    each.close();
                    return each;
                });
            }
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
