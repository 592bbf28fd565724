package org.szformat.concurrent;

import java.util.concurrent.locks.Condition;

/** A call of the writer's API that waits. Guarded by the pipeline's lock. */
abstract class Call {
    private final Condition wake;
    private boolean idle;

    /** A call of the current thread, which waits for {@code wake}, a condition of its own. */
    Call(Condition wake) {
        this.wake = wake;
    }

    /** Whether it may return. */
    abstract boolean isSettled();

    /** Whether its thread sleeps and has not been woken. */
    final boolean isIdle() {
        return idle;
    }

    final void wake() {
        idle = false;
        wake.signal();
    }

    /** Sleeps until it is woken, or some time has passed, or for no reason. */
    @SuppressWarnings("WaitNotInLoop") // the pipeline's loop
    final void sleep(long nanos) throws InterruptedException {
        idle = true;
        try {
            if (nanos == Calls.FOR_EVER) {
                wake.await();
            } else {
                wake.awaitNanos(nanos);
            }
        } finally {
            idle = false;
        }
    }
}
