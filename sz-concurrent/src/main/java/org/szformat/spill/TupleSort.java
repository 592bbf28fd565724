package org.szformat.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of tuples of longs, which compare as unsigned numbers, the first first. What does not fit into memory is
 * sorted in parts, which go to temporary files and are merged, {@value #FAN_IN} at a time. The files have no name any more
 * where the system knows such files; so nothing is left of them when the process is killed. Confined to one thread.
 *
 * <pre>{@code
 * try (TupleSort sort = new TupleSort(2, folder, memoryBytes)) {
 *     sort.add(row, target);
 *     TupleSort.Cursor sorted = sort.sorted();
 *     while (sorted.next()) {
 *         System.out.println(sorted.at(0));
 *     }
 * }
 * }</pre>
 */
public final class TupleSort implements Closeable {
    private static final int FAN_IN = 64;
    private static final int BUFFER_BYTES = 1 << 15;
    private static final int FIRST_TUPLES = 1 << 10;

    private final int width;
    private final Path folder;
    private final int capacity;
    private final List<List<Run>> levels = new ArrayList<>();
    private long[] tuples;
    private int used;
    private boolean isSorted;

    /** Tuples in sorted order, one after the other. */
    public interface Cursor {
        /** Goes on to the next, first to the first; false when there is none. */
        boolean next() throws IOException;

        /** A number of the tuple that it is at. */
        long at(int index);
    }

    /**
     * No tuples yet.
     *
     * @param width how many longs a tuple has
     * @param folder where temporary files go
     * @param memoryBytes how much memory tuples may take
     */
    public TupleSort(int width, Path folder, long memoryBytes) {
        this.width = width;
        this.folder = folder;
        long longs = Math.max(2L * width, Math.min(memoryBytes / Long.BYTES / 2, Integer.MAX_VALUE / 4));
        this.capacity = (int) (longs / width) * width;
        this.tuples = new long[Math.min(capacity, FIRST_TUPLES * width)];
    }

    /** Adds a tuple of two. */
    public void add(long first, long second) throws IOException {
        int at = reserve();
        tuples[at] = first;
        tuples[at + 1] = second;
    }

    /** Adds a tuple of three. */
    public void add(long first, long second, long third) throws IOException {
        int at = reserve();
        tuples[at] = first;
        tuples[at + 1] = second;
        tuples[at + 2] = third;
    }

    private int reserve() throws IOException {
        if (used == tuples.length) {
            if (used == capacity) {
                spill();
            } else {
                tuples = Arrays.copyOf(tuples, (int) Math.min(capacity, 2L * used));
            }
        }
        int at = used;
        used += width;
        isSorted = false;
        return at;
    }

    /** All that were added; as often as one likes, one at a time. Nothing can be added afterwards. */
    public Cursor sorted() throws IOException {
        sortMemory();
        Cursor memory = new MemoryCursor(tuples, used, width);
        List<Cursor> parts = new ArrayList<>();
        for (List<Run> level : levels) {
            for (Run run : level) {
                parts.add(run.cursor());
            }
        }
        if (parts.isEmpty()) {
            return memory;
        }
        parts.add(memory);
        return new MergeCursor(parts, width);
    }

    private void sortMemory() {
        if (!isSorted) {
            new FlatSort(tuples, width).sort(used);
            isSorted = true;
        }
    }

    private void spill() throws IOException {
        sortMemory();
        keep(0, Run.write(folder, width, new MemoryCursor(tuples, used, width)));
        used = 0;
    }

    private void keep(int level, Run run) throws IOException {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        List<Run> runs = levels.get(level);
        runs.add(run);
        if (runs.size() < FAN_IN) {
            return;
        }
        List<Cursor> parts = new ArrayList<>();
        runs.forEach(part -> parts.add(part.cursor()));
        Run merged = Run.write(folder, width, new MergeCursor(parts, width));
        for (Run part : runs) {
            part.close();
        }
        runs.clear();
        keep(level + 1, merged);
    }

    @Override
    public void close() throws IOException {
        for (List<Run> level : levels) {
            for (Run run : level) {
                run.close();
            }
        }
        levels.clear();
        tuples = new long[0];
        used = 0;
    }

    private static final class MemoryCursor implements Cursor {
        private final long[] tuples;
        private final int end;
        private final int width;
        private int at;

        MemoryCursor(long[] tuples, int end, int width) {
            this.tuples = tuples;
            this.end = end;
            this.width = width;
            this.at = -width;
        }

        @Override
        public boolean next() {
            at += width;
            return at < end;
        }

        @Override
        public long at(int index) {
            return tuples[at + index];
        }
    }

    /** Sorted tuples in a temporary file. */
    private static final class Run implements Closeable {
        private final FileChannel channel;
        private final int width;
        private final long bytes;

        private Run(FileChannel channel, int width, long bytes) {
            this.channel = channel;
            this.width = width;
            this.bytes = bytes;
        }

        static Run write(Path folder, int width, Cursor sorted) throws IOException {
            FileChannel channel = TemporaryFile.in(folder);
            try {
                ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES / (Long.BYTES * width) * Long.BYTES * width);
                long bytes = 0;
                while (sorted.next()) {
                    if (!buffer.hasRemaining()) {
                        bytes += drain(channel, buffer);
                    }
                    for (int i = 0; i < width; i++) {
                        buffer.putLong(sorted.at(i));
                    }
                }
                bytes += drain(channel, buffer);
                return new Run(channel, width, bytes);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        private static long drain(FileChannel channel, ByteBuffer buffer) throws IOException {
            buffer.flip();
            long bytes = 0;
            while (buffer.hasRemaining()) {
                bytes += channel.write(buffer);
            }
            buffer.clear();
            return bytes;
        }

        Cursor cursor() {
            return new FileCursor(channel, width, bytes);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final class FileCursor implements Cursor {
        private final FileChannel channel;
        private final int tupleBytes;
        private final long end;
        private final ByteBuffer buffer;
        private long position;
        private int at;

        FileCursor(FileChannel channel, int width, long end) {
            this.channel = channel;
            this.tupleBytes = Long.BYTES * width;
            this.end = end;
            this.buffer =
                    ByteBuffer.allocate(BUFFER_BYTES / tupleBytes * tupleBytes).limit(0);
            this.at = -tupleBytes;
        }

        @Override
        public boolean next() throws IOException {
            at += tupleBytes;
            if (at < buffer.limit()) {
                return true;
            }
            if (position == end) {
                return false;
            }
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, position + buffer.position());
                if (read < 0) {
                    throw new IOException("a temporary file is shorter than it was written");
                }
            }
            position += buffer.limit();
            at = 0;
            return true;
        }

        @Override
        public long at(int index) {
            return buffer.getLong(at + Long.BYTES * index);
        }
    }

    private static final class MergeCursor implements Cursor {
        private final PriorityQueue<Cursor> behind;
        private final List<Cursor> parts;
        private @Nullable Cursor least;
        private boolean isBegun;

        MergeCursor(List<Cursor> parts, int width) {
            this.behind = new PriorityQueue<>(parts.size(), byTuple(width));
            this.parts = parts;
        }

        private static Comparator<Cursor> byTuple(int width) {
            return (a, b) -> {
                int order = 0;
                for (int i = 0; i < width && order == 0; i++) {
                    order = Long.compareUnsigned(a.at(i), b.at(i));
                }
                return order;
            };
        }

        @Override
        public boolean next() throws IOException {
            for (Cursor part : isBegun ? List.<Cursor>of() : parts) {
                enqueue(part);
            }
            isBegun = true;
            if (least != null) {
                enqueue(least);
            }
            least = behind.poll();
            return least != null;
        }

        private void enqueue(Cursor part) throws IOException {
            if (part.next()) {
                behind.add(part);
            }
        }

        @Override
        public long at(int index) {
            if (least == null) {
                throw new IllegalStateException("there is no tuple");
            }
            return least.at(index);
        }
    }
}
