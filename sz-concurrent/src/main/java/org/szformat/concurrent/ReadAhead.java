package org.szformat.concurrent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;

/**
 * What a pool of threads makes of the chunks of a file, in row order. The pool works on chunks only that the reader of
 * the stream has come near to; so a stream that is forgotten half-way holds no more than those, and its threads end when
 * they have had nothing to do for a while. For one thread at a time.
 */
final class ReadAhead<T> implements Spliterator<T> {
    /** What is made of a chunk. */
    @FunctionalInterface
    interface ChunkFunction<T> {
        List<T> apply(Chunk chunk) throws IOException;
    }

    private static final int EXTRA_CHUNKS = 2;
    private static final long MAX_STORED_BYTES = 64L << 20;

    private record Ahead<T>(Chunk chunk, Future<List<T>> results) {}

    private final RecordFile file;
    private final ChunkFunction<T> function;
    private final List<Chunk> chunks;
    private final int window;
    private final DaemonPool pool;
    private final Deque<Ahead<T>> ahead = new ArrayDeque<>();
    private Iterator<T> current = Collections.emptyIterator();
    private long aheadBytes;
    private int next;
    private volatile boolean closed;

    ReadAhead(RecordFile file, int workers, ChunkFunction<T> function) {
        this.file = file;
        this.function = function;
        this.chunks = ChunkSpliterator.chunksOf(file);
        this.window = workers + EXTRA_CHUNKS;
        this.pool = new DaemonPool("sz-reader " + file.path(), workers);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        while (!current.hasNext()) {
            submit();
            Ahead<T> first = ahead.poll();
            if (first == null) {
                close();
                return false;
            }
            current = await(first.results()).iterator();
            aheadBytes -= first.chunk().storedBytes();
            submit();
        }
        action.accept(current.next());
        return true;
    }

    /** Nothing: who splits runs ahead of those who take, and there would be no bound. */
    @Override
    public @Nullable Spliterator<T> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return file.size();
    }

    @Override
    public int characteristics() {
        return ORDERED | NONNULL | IMMUTABLE;
    }

    /** Stops the pool and waits until its threads have ended, whether the calling one is interrupted or not. */
    void close() {
        closed = true;
        pool.stop();
        pool.join();
    }

    private void submit() {
        while (next < chunks.size() && ahead.size() < window) {
            Chunk chunk = chunks.get(next);
            if (!ahead.isEmpty() && chunk.storedBytes() > MAX_STORED_BYTES - aheadBytes) {
                return;
            }
            if (closed) {
                throw new IllegalStateException(file.path() + ": the stream is closed");
            }
            ahead.add(new Ahead<>(chunk, pool.submit(() -> function.apply(chunk))));
            aheadBytes += chunk.storedBytes();
            next++;
        }
    }

    private List<T> await(Future<List<T>> results) {
        try {
            return results.get();
        } catch (ExecutionException e) {
            close();
            if (e.getCause() instanceof IOException io) {
                throw new UncheckedIOException(io);
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException(file.path() + ": interrupted while reading");
            interrupted.initCause(e);
            throw new UncheckedIOException(interrupted);
        }
    }
}
