package org.szformat.filter;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keys of a {@link KeySpace}, as ranges that neither overlap nor touch, in ascending order. */
record KeySet(List<Range> ranges) {
    static final KeySet EMPTY = new KeySet(List.of());

    record Range(BigInteger low, BigInteger high) {}

    /** All keys from one to another. */
    static KeySet of(BigInteger low, BigInteger high) {
        return low.compareTo(high) > 0 ? EMPTY : new KeySet(List.of(new Range(low, high)));
    }

    static KeySet union(List<KeySet> sets) {
        List<Range> all = new ArrayList<>();
        sets.forEach(set -> all.addAll(set.ranges));
        all.sort(Comparator.comparing(Range::low));
        List<Range> joined = new ArrayList<>();
        for (Range range : all) {
            int last = joined.size() - 1;
            if (last >= 0 && range.low().compareTo(joined.get(last).high().add(BigInteger.ONE)) <= 0) {
                Range before = joined.get(last);
                joined.set(last, new Range(before.low(), before.high().max(range.high())));
            } else {
                joined.add(range);
            }
        }
        return new KeySet(List.copyOf(joined));
    }

    /** What of this lies from one key to another. */
    KeySet within(BigInteger low, BigInteger high) {
        List<KeySet> parts = new ArrayList<>();
        for (Range range : ranges) {
            parts.add(of(range.low().max(low), range.high().min(high)));
        }
        return union(parts);
    }

    /** What lies from one key to another and not in this. */
    KeySet complement(BigInteger low, BigInteger high) {
        List<Range> gaps = new ArrayList<>();
        BigInteger next = low;
        for (Range range : ranges) {
            if (next.compareTo(range.low()) < 0) {
                gaps.add(new Range(next, range.low().subtract(BigInteger.ONE)));
            }
            next = range.high().add(BigInteger.ONE);
        }
        if (next.compareTo(high) <= 0) {
            gaps.add(new Range(next, high));
        }
        return new KeySet(List.copyOf(gaps));
    }
}
