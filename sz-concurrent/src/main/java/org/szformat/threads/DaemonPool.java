package org.szformat.threads;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * So many daemon threads at most. They start when they are needed and end when they have had nothing to do for a while,
 * so that a pool that is forgotten holds none. Safe for use by many threads.
 */
public final class DaemonPool implements Executor, Closeable {
    private static final long IDLE_SECONDS = 1;

    private final String name;
    private final AtomicInteger number = new AtomicInteger();
    private final Collection<Thread> alive = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor pool;
    private final Runnable stop;

    /**
     * Starts no thread yet.
     *
     * @param name what the names of the threads begin with
     * @param size how many threads at most
     */
    public DaemonPool(String name, int size) {
        this.name = name;
        this.pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::newThread);
        pool.allowCoreThreadTimeOut(true);
        this.stop = this::cancelAll;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Has a task done, of which {@link #result} says what came of it. */
    public <T> Future<T> submit(Callable<T> task) {
        return pool.submit(task);
    }

    /**
     * What came of a task, as soon as it is done; its failure as if it had failed here.
     *
     * @throws IOException when the task threw one; what it threw that is unchecked or an error is thrown likewise
     * @throws InterruptedException when the calling thread is interrupted while it waits
     */
    public static <T> T result(Future<T> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException io) {
                throw io;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
        }
    }

    /** Ends the threads, interrupting what they do; cancels what they have not begun. */
    public void stop() {
        PatientLock.insist(stop);
    }

    private void cancelAll() {
        for (Runnable dropped : pool.shutdownNow()) {
            if (dropped instanceof Future<?> future) {
                future.cancel(false);
            }
        }
    }

    /** Waits until all threads have ended, once stopped, whether the calling one is interrupted or not. */
    public void join() {
        // A pool whose threads ran out of memory may never say that it has terminated. One thread may yet start
        // another.
        boolean wereAlive;
        do {
            wereAlive = false;
            for (Thread thread : alive) {
                wereAlive |= thread.isAlive();
                DaemonThreads.join(thread);
            }
        } while (wereAlive);
    }

    /** {@linkplain #stop Stops} and {@linkplain #join waits}. */
    @Override
    public void close() {
        stop();
        join();
    }

    private Thread newThread(Runnable task) {
        alive.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = DaemonThreads.create(name + "-" + number.incrementAndGet(), task);
        alive.add(thread);
        return thread;
    }
}
