package org.szformat.concurrent;

import java.time.Duration;

/** Durations as nanoseconds. */
final class Nanos {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE - 1);

    private Nanos() {}

    /** So many, but no more than a {@code long} holds, which is never {@link Calls#FOR_EVER}. */
    static long of(Duration duration) {
        return (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toNanos();
    }
}
