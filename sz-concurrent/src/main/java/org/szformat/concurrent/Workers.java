package org.szformat.concurrent;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.szformat.threads.DaemonThreads;

/** Threads that share numbered pieces of work among them, each of which is done once. */
final class Workers {
    /** Does a piece of work. */
    @FunctionalInterface
    interface Task {
        void run(Workers workers, int number) throws IOException;
    }

    private final int count;
    private final Task task;
    private final List<Thread> threads;
    private final AtomicInteger next = new AtomicInteger();
    private final Object failureLock = new Object();
    private @Nullable Throwable failure;
    private volatile boolean stopped;

    /**
     * Makes the threads, which do not run yet.
     *
     * @param name what their names begin with
     * @param workers how many threads at most
     * @param count how many pieces there are
     */
    Workers(String name, int workers, int count, Task task) {
        this.count = count;
        this.task = task;
        this.threads = IntStream.rangeClosed(1, Math.min(workers, count))
                .mapToObj(number -> DaemonThreads.create(name + "-" + number, this::work))
                .toList();
    }

    /** Whether the work is to end early. */
    boolean isStopped() {
        return stopped;
    }

    /** Does the work and returns when all threads have ended; an interrupt of the caller stops it. */
    void run() throws IOException, InterruptedException {
        try {
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            stopAfter(e);
            throw e;
        }
        rethrow(firstFailure());
    }

    /** As {@link #run}; an interrupt of the caller is kept and stops nothing. */
    void runUninterruptibly() throws IOException {
        try {
            threads.forEach(Thread::start);
        } catch (RuntimeException | Error e) {
            stopAfter(e);
            throw e;
        }
        threads.forEach(DaemonThreads::join);
        rethrow(firstFailure());
    }

    private void stopAfter(Throwable e) {
        stop();
        threads.forEach(DaemonThreads::join);
        Throwable suppressed = firstFailure();
        if (suppressed != null) {
            e.addSuppressed(suppressed);
        }
    }

    private void work() {
        try {
            int number;
            while (!stopped && (number = next.getAndIncrement()) < count) {
                task.run(this, number);
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
