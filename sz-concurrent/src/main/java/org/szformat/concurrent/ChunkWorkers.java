package org.szformat.concurrent;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/** Threads that share the chunks of a file among them, once. */
final class ChunkWorkers {
    /** What is done with a chunk. */
    @FunctionalInterface
    interface ChunkTask {
        void accept(ChunkWorkers workers, Chunk chunk, List<Record> records) throws IOException;
    }

    private final RecordFile file;
    private final Projection projection;
    private final ChunkTask task;
    private final List<Chunk> chunks;
    private final List<Thread> threads;
    private final AtomicInteger next = new AtomicInteger();
    private final Object failureLock = new Object();
    private @Nullable Throwable failure;
    private volatile boolean stopped;

    ChunkWorkers(RecordFile file, Projection projection, int workers, ChunkTask task) throws IOException {
        this.file = file;
        this.projection = projection;
        this.task = task;
        this.chunks = file.chunks();
        this.threads = IntStream.rangeClosed(1, Math.min(workers, chunks.size()))
                .mapToObj(number -> DaemonThreads.create("sz-reader " + file.path() + "-" + number, this::work))
                .toList();
    }

    /** Whether the work is to end early. */
    boolean isStopped() {
        return stopped;
    }

    /** Does the work and returns when all threads have ended. */
    void run() throws IOException, InterruptedException {
        try {
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            stop();
            threads.forEach(DaemonThreads::join);
            Throwable suppressed = firstFailure();
            if (suppressed != null) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
        rethrow(firstFailure());
    }

    private void work() {
        try {
            int number;
            while (!stopped && (number = next.getAndIncrement()) < chunks.size()) {
                Chunk chunk = chunks.get(number);
                task.accept(this, chunk, file.read(chunk, projection));
            }
        } catch (Throwable e) {
            noteFailure(e);
            stop();
        }
    }

    private void stop() {
        stopped = true;
        for (Thread thread : threads) {
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
    }

    private void noteFailure(Throwable e) {
        synchronized (failureLock) {
            if (failure == null && !(stopped && isInterrupt(e))) {
                failure = e;
            } else if (failure != null && failure != e && !isInterrupt(e)) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Whether it may be no more than the answer to {@link #stop}. */
    private static boolean isInterrupt(Throwable e) {
        return e.getCause() instanceof InterruptedException;
    }

    private @Nullable Throwable firstFailure() {
        synchronized (failureLock) {
            return failure;
        }
    }

    private static void rethrow(@Nullable Throwable e) throws IOException {
        if (e instanceof IOException io) {
            throw io;
        }
        if (e instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (e instanceof Error error) {
            throw error;
        }
    }
}
