package org.szformat.http;

import java.util.Arrays;

/**
 * Finds out which of the readers of a channel go from front to back, and how much more to ask for on their behalf. A
 * reader is known by where it went on the last time. Thread-safe.
 */
final class SequentialReaders {
    /** So many readers are told apart. */
    private static final int READERS = 8;

    /** Who went on so often is taken to go on. */
    private static final int STEPS_BEFORE = 2;

    private final int maxBlocks;
    private final long[] next = new long[READERS];
    private final int[] steps = new int[READERS];
    private int oldest;

    /** Asks for no more than so many blocks besides those that are needed. */
    SequentialReaders(int maxBlocks) {
        this.maxBlocks = maxBlocks;
        Arrays.fill(next, -1);
    }

    /** How many blocks to ask for behind {@code last}, given that those from {@code first} on must be asked for. */
    synchronized int beyond(long first, long last) {
        for (int reader = 0; reader < READERS; reader++) {
            if (next[reader] == first) {
                steps[reader]++;
                int ahead = ahead(steps[reader], last - first + 1);
                next[reader] = last + 1 + ahead;
                return ahead;
            }
        }
        next[oldest] = last + 1;
        steps[oldest] = 0;
        oldest = (oldest + 1) % READERS;
        return 0;
    }

    private int ahead(int step, long needed) {
        if (step < STEPS_BEFORE) {
            return 0;
        }
        int doublings = Math.min(step - STEPS_BEFORE + 1, 20);
        return (int) Math.min(maxBlocks, needed << doublings);
    }
}
