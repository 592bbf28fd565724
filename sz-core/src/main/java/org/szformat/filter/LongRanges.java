package org.szformat.filter;

import java.math.BigInteger;
import java.util.List;

/** Ranges of {@code long}s that do not overlap: pairs of the first and the last, ascending. */
final class LongRanges {
    private final long[] bounds;

    private LongRanges(long[] bounds) {
        this.bounds = bounds;
    }

    /** The keys of a set, each less some number. */
    static LongRanges of(KeySet set, BigInteger less) {
        List<KeySet.Range> ranges = set.ranges();
        long[] bounds = new long[2 * ranges.size()];
        for (int i = 0; i < ranges.size(); i++) {
            bounds[2 * i] = ranges.get(i).low().subtract(less).longValueExact();
            bounds[2 * i + 1] = ranges.get(i).high().subtract(less).longValueExact();
        }
        return new LongRanges(bounds);
    }

    boolean contains(long value) {
        int first = firstNotBefore(value);
        return first < bounds.length && bounds[first] <= value;
    }

    /** Whether anything from {@code low} to {@code high} is in it. */
    boolean intersects(long low, long high) {
        int first = firstNotBefore(low);
        return first < bounds.length && bounds[first] <= high;
    }

    /** The index of the first range that does not end before a value; the length of all when there is none. */
    private int firstNotBefore(long value) {
        int low = 0;
        int high = bounds.length >> 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[2 * middle + 1] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 2 * low;
    }
}
