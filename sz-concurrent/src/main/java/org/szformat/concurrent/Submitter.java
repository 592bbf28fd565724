package org.szformat.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.szformat.threads.DaemonPool;

/**
 * Hands tasks to a caller's executor on a thread that nobody waits for, so that one which blocks, or runs its tasks in the
 * calling thread, holds up nothing. Safe for use by many threads.
 */
final class Submitter implements Executor {
    private final Executor executor;
    private final DaemonPool thread;
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Runnable onRefusal = () -> {};

    /**
     * Hands over to an executor.
     *
     * @param thread has one thread
     * @param most how many tasks may wait to be handed over; more than there can be chunks would find none to encode
     */
    Submitter(Executor executor, DaemonPool thread, int most) {
        this.executor = executor;
        this.thread = thread;
        this.most = most;
    }

    /** Says what is done when the executor refuses a task, or throws anything else. */
    void onRefusal(Runnable action) {
        onRefusal = action;
    }

    /** Never blocks. */
    @Override
    public void execute(Runnable task) {
        boolean handedOver = false;
        try {
            if (waiting.incrementAndGet() <= most) {
                thread.execute(() -> handOver(task));
                handedOver = true;
            }
        } finally {
            if (!handedOver) {
                waiting.decrementAndGet();
            }
        }
    }

    private void handOver(Runnable task) {
        waiting.decrementAndGet();
        try {
            executor.execute(task);
        } catch (Throwable e) {
            onRefusal.run();
        }
    }
}
