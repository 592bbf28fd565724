package org.szformat.query;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.Chunk;
import org.szformat.threads.DaemonPool;

/**
 * Threads that work on chunks, and what they make of them in the order of the chunks. No more chunks are begun than there are
 * threads and a few, and fewer where they are large, before the first of them is taken. For one thread at a time.
 */
final class ChunkPool<T> implements AutoCloseable {
    /** A chunk of some file. */
    record Task(Source source, Chunk chunk) {}

    /** What is made of a chunk. */
    @FunctionalInterface
    interface Work<T> {
        T apply(Task task) throws IOException, InterruptedException;
    }

    private static final int EXTRA_CHUNKS = 2;
    private static final long MAX_STORED_BYTES = 64L << 20;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private record Begun<T>(Chunk chunk, Future<T> result) {}

    private final Iterator<Task> tasks;
    private final Work<T> work;
    private final int window;
    private final DaemonPool threads;
    private final Deque<Begun<T>> begun = new ArrayDeque<>();
    private @Nullable Task waiting;
    private long storedBytes;
    private long records;

    ChunkPool(Iterator<Task> tasks, int threads, Work<T> work) {
        this.tasks = tasks;
        this.work = work;
        this.window = threads + EXTRA_CHUNKS;
        this.waiting = tasks.hasNext() ? tasks.next() : null;
        this.threads = new DaemonPool("sz-query-" + NUMBER.incrementAndGet(), threads);
    }

    /** Whether there is another result. */
    boolean hasNext() {
        return waiting != null || !begun.isEmpty();
    }

    /**
     * The next result. After a failure there is none: the other threads are interrupted, and have ended when this throws.
     *
     * @throws IOException when its chunk could not be read or worked on
     * @throws InterruptedException when the calling thread is interrupted
     */
    T next() throws IOException, InterruptedException {
        begin();
        Begun<T> first = begun.remove();
        try {
            T result = DaemonPool.result(first.result());
            storedBytes -= first.chunk().storedBytes();
            records += first.chunk().records();
            begin();
            return result;
        } catch (InterruptedException e) {
            close();
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            stop();
            suppressOthers(e);
            begun.clear();
            throw e;
        }
    }

    /** How many records the chunks had of which results were taken. */
    long records() {
        return records;
    }

    private void begin() {
        while (waiting != null && begun.size() < window) {
            Task task = waiting;
            if (!begun.isEmpty() && task.chunk().storedBytes() > MAX_STORED_BYTES - storedBytes) {
                return;
            }
            begun.add(new Begun<>(task.chunk(), threads.submit(() -> work.apply(task))));
            storedBytes += task.chunk().storedBytes();
            waiting = tasks.hasNext() ? tasks.next() : null;
        }
    }

    private void suppressOthers(Throwable failure) {
        for (Begun<T> other : begun) {
            if (other.result().isDone() && !other.result().isCancelled()) {
                try {
                    other.result().get();
                } catch (ExecutionException e) {
                    if (e.getCause() != failure && !(e.getCause() instanceof InterruptedException)) {
                        failure.addSuppressed(e.getCause());
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Stops the threads and waits until they have ended, whether the calling one is interrupted or not. */
    @Override
    public void close() {
        stop();
        begun.clear();
    }

    private void stop() {
        waiting = null;
        threads.close();
    }
}
