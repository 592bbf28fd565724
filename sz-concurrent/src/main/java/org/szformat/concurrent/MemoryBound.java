package org.szformat.concurrent;

import java.util.concurrent.Semaphore;

/**
 * Room for so many bytes, which threads take in the order in which they come. Who wants more than there is at all gets it
 * when nobody else holds any. Safe for use by many threads.
 */
final class MemoryBound {
    private static final int UNIT = 1 << 10;

    private final int units;
    private final Semaphore free;

    MemoryBound(long bytes) {
        this.units = units(bytes, Integer.MAX_VALUE);
        this.free = new Semaphore(units, true);
    }

    private static int units(long bytes, int max) {
        return (int) Math.max(1, Math.min(max, bytes / UNIT));
    }

    /** Waits for room, whether the thread is interrupted or not; who holds some always gives it back. */
    void take(long bytes) {
        free.acquireUninterruptibly(units(bytes, units));
    }

    /** Gives back as much as was taken. */
    void giveBack(long bytes) {
        free.release(units(bytes, units));
    }
}
