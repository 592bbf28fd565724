package org.szformat.concurrent;

/** For how long calls had to wait, in nanoseconds summed over all; those that still do count. Guarded by the pipeline's lock. */
final class BlockedTime {
    private long ended;
    private long waiting;
    private long sumOfStarts;

    /** A call waits since {@code start}, as {@link System#nanoTime} counts. */
    void begin(long start) {
        waiting++;
        sumOfStarts += start;
    }

    /** A call that has begun waits no longer. */
    void end(long start, long now) {
        waiting--;
        sumOfStarts -= start;
        ended += now - start;
    }

    /** The sum up to now; where it would overflow on the way, it does so both ways. */
    long nanos(long now) {
        return ended + waiting * now - sumOfStarts;
    }
}
