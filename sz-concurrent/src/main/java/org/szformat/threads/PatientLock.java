package org.szformat.threads;

import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is got even when memory is short. On Java 17 to 20 a thread that must wait for a {@link ReentrantLock}
 * allocates a few bytes, and gets an {@link OutOfMemoryError} where there are none; one that was about to report what it
 * had done would then leave all others waiting for ever.
 */
public final class PatientLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;
    private static final long PAUSE_NANOS = 1_000_000;

    static {
        // The first time that our code names a class of Java's, the JVM has it looked up, which takes memory; where
        // there
        // is none, even a catch clause is skipped. So what is needed then is named before.
        name(Throwable.class, Error.class, RuntimeException.class, OutOfMemoryError.class, InterruptedException.class);
        pause();
    }

    /** Nobody holds it. */
    public PatientLock() {}

    @Override
    public void lock() {
        boolean locked = false;
        while (!locked) {
            try {
                super.lock();
                locked = true;
            } catch (OutOfMemoryError e) {
                pause();
            }
        }
    }

    /** Waits for a condition of this lock, or, where memory is too short for that, a moment; the caller holds it. */
    @SuppressWarnings("WaitNotInLoop") // the callers' loops
    public void await(Condition condition) {
        try {
            condition.awaitUninterruptibly();
        } catch (OutOfMemoryError e) {
            unlock();
            pause();
            lock();
        }
    }

    /** Does what cannot be left undone, as soon as memory suffices for it. The action is made beforehand. */
    public static void insist(Runnable action) {
        boolean done = false;
        while (!done) {
            try {
                action.run();
                done = true;
            } catch (OutOfMemoryError e) {
                pause();
            }
        }
    }

    /** Lets some time pass, in which others may free memory; needs none itself. */
    public static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private static void name(Class<?>... classes) {
        for (Class<?> type : classes) {
            Objects.requireNonNull(type);
        }
    }
}
