package org.szformat.filter;

import java.util.List;
import org.szformat.number.Float80;

/** Ranges of the keys of extended values that do not overlap: pairs of the first and the last, ascending. */
final class ExtendedRanges {
    private final int[] highs;
    private final long[] lows;

    private ExtendedRanges(int[] highs, long[] lows) {
        this.highs = highs;
        this.lows = lows;
    }

    static ExtendedRanges of(KeySet set) {
        List<KeySet.Range> ranges = set.ranges();
        int[] highs = new int[2 * ranges.size()];
        long[] lows = new long[highs.length];
        for (int i = 0; i < highs.length; i++) {
            KeySet.Range range = ranges.get(i >> 1);
            var key = (i & 1) == 0 ? range.low() : range.high();
            highs[i] = NumberKeys.highPart(key);
            lows[i] = NumberKeys.lowPart(key);
        }
        return new ExtendedRanges(highs, lows);
    }

    boolean contains(Float80 value) {
        return intersects(value, value);
    }

    /** Whether anything from {@code low} to {@code high} is in it. */
    boolean intersects(Float80 low, Float80 high) {
        int lowHigh = NumberKeys.highPart(low);
        long lowLow = NumberKeys.lowPart(low);
        int highHigh = NumberKeys.highPart(high);
        long highLow = NumberKeys.lowPart(high);
        for (int i = 0; i < highs.length; i += 2) {
            if (compare(i, highHigh, highLow) <= 0 && compare(i + 1, lowHigh, lowLow) >= 0) {
                return true;
            }
        }
        return false;
    }

    private int compare(int bound, int high, long low) {
        return highs[bound] != high ? Integer.compare(highs[bound], high) : Long.compare(lows[bound], low);
    }
}
