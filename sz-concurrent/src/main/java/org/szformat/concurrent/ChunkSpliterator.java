package org.szformat.concurrent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/** The records of a run of chunks in row order, a chunk being read when its first record is wanted. */
final class ChunkSpliterator implements Spliterator<Record> {
    private static final int CHARACTERISTICS = ORDERED | NONNULL | SIZED | SUBSIZED;

    private final RecordFile file;
    private final Projection projection;
    private final List<Chunk> chunks;
    private Iterator<Record> current;
    private long currentLeft;
    private int next;
    private final int end;

    private ChunkSpliterator(
            RecordFile file,
            Projection projection,
            List<Chunk> chunks,
            Iterator<Record> current,
            long currentLeft,
            int next,
            int end) {
        this.file = file;
        this.projection = projection;
        this.chunks = chunks;
        this.current = current;
        this.currentLeft = currentLeft;
        this.next = next;
        this.end = end;
    }

    /** All records of a file, as of when the stream begins. */
    static Stream<Record> stream(RecordFile file, Projection projection) {
        return StreamSupport.stream(
                () -> {
                    List<Chunk> chunks = chunksOf(file);
                    return new ChunkSpliterator(
                            file, projection, chunks, Collections.emptyIterator(), 0, 0, chunks.size());
                },
                CHARACTERISTICS,
                false);
    }

    /** All chunks of a file as batches, as of when the stream begins; its spliterator knows its size and splits evenly. */
    static Stream<Batch> batches(RecordFile file, Projection projection) {
        Supplier<Spliterator<Batch>> batches = () -> {
            List<Chunk> chunks = chunksOf(file);
            return IntStream.range(0, chunks.size())
                    .mapToObj(number -> unchecked(() -> file.readBatch(chunks.get(number), projection)))
                    .spliterator();
        };
        return StreamSupport.stream(batches, CHARACTERISTICS, false);
    }

    private static List<Chunk> chunksOf(RecordFile file) {
        return unchecked(file::chunks);
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Streams cannot throw checked exceptions. */
    private static <T> T unchecked(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super Record> action) {
        while (currentLeft == 0) {
            if (next == end) {
                return false;
            }
            Chunk chunk = chunks.get(next);
            List<Record> records = unchecked(() -> file.read(chunk, projection));
            next++;
            current = records.iterator();
            currentLeft = records.size();
        }
        currentLeft--;
        action.accept(current.next());
        return true;
    }

    /** Gives the first half of the chunks away, and with it what is left of the chunk that was begun. */
    @Override
    public @Nullable Spliterator<Record> trySplit() {
        int chunksLeft = end - next;
        if (chunksLeft < 2) {
            return null;
        }
        int middle = next + chunksLeft / 2;
        Spliterator<Record> first = new ChunkSpliterator(file, projection, chunks, current, currentLeft, next, middle);
        current = Collections.emptyIterator();
        currentLeft = 0;
        next = middle;
        return first;
    }

    @Override
    public long estimateSize() {
        if (next == end) {
            return currentLeft;
        }
        Chunk last = chunks.get(end - 1);
        return currentLeft + last.firstRow() + last.records() - chunks.get(next).firstRow();
    }

    @Override
    public int characteristics() {
        return CHARACTERISTICS;
    }
}
