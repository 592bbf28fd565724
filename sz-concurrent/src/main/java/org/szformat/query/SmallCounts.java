package org.szformat.query;

import java.util.Arrays;
import org.szformat.number.Float16;
import org.szformat.number.Float80Array;
import org.szformat.schema.ValueType;

/**
 * How often each value of a type of at most two bytes occurs. Memory spans the values that do, at most 512 KiB. Halves are
 * counted by their bits, brought into the order of their values; NaN is counted apart.
 */
final class SmallCounts extends ValueSink {
    private static final int GROWTH = 64;
    private static final int HALF_INFINITY = 0x7C00;

    private long[] counts = new long[0];
    private int first;
    private long total;
    private long nans;

    SmallCounts(ValueType type) {
        super(type);
    }

    static boolean fits(ValueType type) {
        return type.width() <= 2 && type != ValueType.S;
    }

    @Override
    void shorts(short[] values, int from, int to) {
        if (from == to) {
            return;
        } else if (type() == ValueType.F16) {
            for (int i = from; i < to; i++) {
                addHalf(values[i]);
            }
            return;
        }
        int mask = type().isSigned() ? -1 : 0xFFFF;
        int low = Integer.MAX_VALUE;
        int high = Integer.MIN_VALUE;
        for (int i = from; i < to; i++) {
            int value = values[i] & mask;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        cover(low, high);
        long[] own = counts;
        int base = first;
        for (int i = from; i < to; i++) {
            own[(values[i] & mask) - base]++;
        }
        total += to - from;
    }

    private void addHalf(short bits) {
        int magnitude = bits & 0x7FFF;
        if (magnitude > HALF_INFINITY) {
            nans++;
            return;
        }
        int key = bits < 0 ? -magnitude - 1 : magnitude;
        cover(key, key);
        counts[key - first]++;
        total++;
    }

    @Override
    void integers(long[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            int value = (int) values[i];
            cover(value, value);
            counts[value - first]++;
        }
        total += to - from;
    }

    @Override
    void reals(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            addHalf(Float16.fromDouble(values[i]));
        }
    }

    @Override
    void extended(Float80Array values, int from, int to) {
        throw new IllegalStateException(type() + " is not extended");
    }

    /** Makes room for values from one to another. */
    private void cover(int low, int high) {
        if (counts.length > 0 && low >= first && high < first + counts.length) {
            return;
        }
        int newFirst = counts.length == 0 ? low : Math.min(first, low);
        int newEnd = 1 + (counts.length == 0 ? high : Math.max(first + counts.length - 1, high));
        newFirst = newFirst < first || counts.length == 0 ? Math.max(newFirst - GROWTH, -0x8000) : newFirst;
        newEnd = newEnd > first + counts.length ? Math.min(newEnd + GROWTH, 0x10000) : newEnd;
        long[] wider = new long[newEnd - newFirst];
        System.arraycopy(counts, 0, wider, counts.length == 0 ? 0 : first - newFirst, counts.length);
        counts = wider;
        first = newFirst;
    }

    void merge(SmallCounts next) {
        total += next.total;
        nans += next.nans;
        addMissing(next.missing());
        if (next.counts.length > 0) {
            cover(next.first, next.first + next.counts.length - 1);
            for (int i = 0; i < next.counts.length; i++) {
                counts[next.first - first + i] += next.counts[i];
            }
        }
    }

    long nans() {
        return nans;
    }

    /** Takes a value that occurs, and how often. */
    interface Consumer {
        void accept(double value, long count);
    }

    /** All values that occur, ascending. */
    void forEach(Consumer consumer) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                consumer.accept(value(first + i), counts[i]);
            }
        }
    }

    private double value(int key) {
        if (type() != ValueType.F16) {
            return key;
        }
        return Scalar.toDouble(type(), key < 0 ? -key - 1 | 0x8000 : key);
    }

    Quantiles quantiles(double[] ranks) {
        double[] values = new double[ranks.length];
        long[] targets = Arrays.stream(ranks)
                .mapToLong(rank -> Quantiles.place(rank, total))
                .toArray();
        long[] before = {0};
        forEach((value, count) -> {
            for (int i = 0; i < targets.length; i++) {
                if (before[0] < targets[i] && targets[i] <= before[0] + count) {
                    values[i] = value;
                }
            }
            before[0] += count;
        });
        return new Quantiles(ranks, values, total, missing(), nans, 0);
    }
}
