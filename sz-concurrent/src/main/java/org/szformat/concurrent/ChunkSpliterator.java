package org.szformat.concurrent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/** What is in a run of chunks in row order, a chunk being read when something of it is wanted. Splits between chunks. */
final class ChunkSpliterator<T> implements Spliterator<T> {
    private static final int CHARACTERISTICS = ORDERED | NONNULL | SIZED | SUBSIZED;

    /** What chunks are taken for. */
    private interface Contents<T> {
        List<T> read(Chunk chunk) throws IOException;

        /** How many there are in chunks that follow one another, from the first to the last of them. */
        long count(Chunk first, Chunk last);
    }

    private final Contents<T> contents;
    private final List<Chunk> chunks;
    private int next;
    private final int end;
    private Iterator<T> current;
    private long currentLeft;

    private ChunkSpliterator(
            Contents<T> contents, List<Chunk> chunks, int next, int end, Iterator<T> current, long currentLeft) {
        this.contents = contents;
        this.chunks = chunks;
        this.next = next;
        this.end = end;
        this.current = current;
        this.currentLeft = currentLeft;
    }

    /** All records of a file, as of when the stream begins. */
    static Stream<Record> records(RecordFile file, Projection projection) {
        return stream(file, new Contents<>() {
            @Override
            public List<Record> read(Chunk chunk) throws IOException {
                return file.read(chunk, projection);
            }

            @Override
            public long count(Chunk first, Chunk last) {
                return last.firstRow() + last.records() - first.firstRow();
            }
        });
    }

    /** All chunks of a file as batches, as of when the stream begins. */
    static Stream<Batch> batches(RecordFile file, Projection projection) {
        return stream(file, new Contents<>() {
            @Override
            public List<Batch> read(Chunk chunk) throws IOException {
                return List.of(file.readBatch(chunk, projection));
            }

            @Override
            public long count(Chunk first, Chunk last) {
                return last.number() - first.number() + 1L;
            }
        });
    }

    private static <T> Stream<T> stream(RecordFile file, Contents<T> contents) {
        return StreamSupport.stream(
                () -> {
                    List<Chunk> chunks = chunksOf(file);
                    return new ChunkSpliterator<>(contents, chunks, 0, chunks.size(), Collections.emptyIterator(), 0);
                },
                CHARACTERISTICS,
                false);
    }

    private static List<Chunk> chunksOf(RecordFile file) {
        try {
            return file.chunks();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        while (currentLeft == 0) {
            if (next == end) {
                return false;
            }
            List<T> some = read(chunks.get(next));
            next++;
            current = some.iterator();
            currentLeft = some.size();
        }
        currentLeft--;
        action.accept(current.next());
        return true;
    }

    /** Gives the first half of the chunks away, and with it what is left of the chunk that was begun. */
    @Override
    public @Nullable Spliterator<T> trySplit() {
        int middle = next + (end - next) / 2;
        if (middle == next) {
            return null;
        }
        Spliterator<T> first = new ChunkSpliterator<>(contents, chunks, next, middle, current, currentLeft);
        next = middle;
        current = Collections.emptyIterator();
        currentLeft = 0;
        return first;
    }

    @Override
    public long estimateSize() {
        return next == end ? currentLeft : currentLeft + contents.count(chunks.get(next), chunks.get(end - 1));
    }

    @Override
    public int characteristics() {
        return CHARACTERISTICS;
    }

    private List<T> read(Chunk chunk) {
        try {
            return contents.read(chunk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
