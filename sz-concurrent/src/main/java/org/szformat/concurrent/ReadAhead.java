package org.szformat.concurrent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.threads.DaemonPool;

/**
 * What a pool of threads makes of pieces of work, in their order. The pool does only pieces that the reader of the stream
 * has come near to; so a stream that is forgotten half-way holds no more than those, and its threads end when they have
 * had nothing to do for a while. For one thread at a time, but for {@link #close}.
 */
final class ReadAhead<T> implements Spliterator<T> {
    private static final int EXTRA_PIECES = 2;

    /**
     * A piece of work.
     *
     * @param memoryBytes how much memory its results take
     */
    record Piece<T>(long memoryBytes, Callable<List<T>> results) {}

    /** Where pieces come from, one after the other. */
    @FunctionalInterface
    interface Pieces<T> {
        /** The next piece, or null when there are no more. */
        @Nullable
        Piece<T> next() throws IOException;

        /** Ends what threads it has, and waits for them. */
        default void close() {}
    }

    private record Ahead<T>(long memoryBytes, Future<List<T>> results) {}

    private final Path path;
    private final int window;
    private final long maxBytes;
    private final Pieces<T> pieces;
    private final DaemonPool pool;
    private final Deque<Ahead<T>> ahead = new ArrayDeque<>();
    private @Nullable Piece<T> next;
    private boolean atEnd;
    private Iterator<T> current = Collections.emptyIterator();
    private long currentBytes;
    private long heldBytes;
    private volatile boolean closed;

    /**
     * Begins nothing yet.
     *
     * @param workers how many threads at most
     * @param maxBytes how much memory results may take; those of a larger piece are made when there are no others
     */
    ReadAhead(Path path, int workers, long maxBytes, Pieces<T> pieces) {
        this.path = path;
        this.window = window(workers);
        this.maxBytes = maxBytes;
        this.pieces = pieces;
        this.pool = new DaemonPool("sz-reader " + path, workers);
    }

    /** How many pieces so many workers are ahead at most. */
    static int window(int workers) {
        return workers + EXTRA_PIECES;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        while (!current.hasNext()) {
            current = Collections.emptyIterator();
            heldBytes -= currentBytes;
            currentBytes = 0;
            submit();
            Ahead<T> first = ahead.poll();
            if (first == null) {
                close();
                return false;
            }
            current = await(first.results()).iterator();
            currentBytes = first.memoryBytes();
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
        return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
        return ORDERED | NONNULL;
    }

    /** Stops the pool and waits until its threads have ended, whether the calling one is interrupted or not. */
    void close() {
        closed = true;
        pool.close();
        pieces.close();
    }

    private void submit() {
        try {
            while (ahead.size() < window) {
                Piece<T> piece = peek();
                if (piece == null || heldBytes > 0 && piece.memoryBytes() > maxBytes - heldBytes) {
                    return;
                }
                if (closed) {
                    throw closedStream(null);
                }
                ahead.add(new Ahead<>(piece.memoryBytes(), pool.submit(piece.results())));
                heldBytes += piece.memoryBytes();
                next = null;
            }
        } catch (RejectedExecutionException e) {
            throw closedStream(e);
        }
    }

    private @Nullable Piece<T> peek() {
        if (next == null && !atEnd) {
            try {
                next = pieces.next();
                atEnd = next == null;
            } catch (IOException | RuntimeException e) {
                // Thrown to the reader of the stream when it has had all that comes before.
                next = new Piece<>(0, () -> {
                    throw e;
                });
                atEnd = true;
            }
        }
        return next;
    }

    private List<T> await(Future<List<T>> results) {
        try {
            return results.get();
        } catch (CancellationException e) {
            throw closedStream(e);
        } catch (ExecutionException e) {
            boolean wasClosed = closed;
            close();
            if (wasClosed) {
                throw closedStream(e.getCause());
            }
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
            InterruptedIOException interrupted = new InterruptedIOException(path + ": interrupted while reading");
            interrupted.initCause(e);
            throw new UncheckedIOException(interrupted);
        }
    }

    private IllegalStateException closedStream(@Nullable Throwable cause) {
        return new IllegalStateException(path + ": the stream is closed", cause);
    }
}
