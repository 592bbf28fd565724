package org.szformat.concurrent;

/** How much memory all records take that are admitted and not yet on disk. Guarded by the pipeline's lock. */
final class HeldBytes {
    private long now;
    private long peak;

    long now() {
        return now;
    }

    /** The most there ever was. */
    long peak() {
        return peak;
    }

    void add(long bytes) {
        now += bytes;
        peak = Math.max(peak, now);
    }

    void clear() {
        now = 0;
    }
}
