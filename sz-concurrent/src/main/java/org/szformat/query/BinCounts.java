package org.szformat.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.schema.ValueType;

/**
 * How many numbers lie between edges. At {@code i} stands how many have reached the first {@code i} edges and no more;
 * values that equal the last edge are counted one before.
 */
final class BinCounts extends ValueSink {
    private final double[] edges;
    private final long flip;

    /** The least integers that reach the edges, as longs that are in the order of the type; fewer if some cannot be. */
    private final long[] integerEdges;

    /** Whether the last edge is an integer that the type has. */
    private final boolean lastIsReached;

    private final long[] counts;
    private long nans;

    BinCounts(ValueType type, double[] edges) {
        super(type);
        this.edges = edges;
        this.flip = type == ValueType.U64 ? Long.MIN_VALUE : 0;
        this.counts = new long[edges.length + 1];
        this.integerEdges = type.isInteger() ? integerEdges(type, edges) : new long[0];
        double last = edges[edges.length - 1];
        this.lastIsReached = integerEdges.length == edges.length
                && last == Math.rint(last)
                && last >= least(type).doubleValue();
    }

    private static BigInteger least(ValueType type) {
        return BigInteger.valueOf(type.minValue());
    }

    private static long[] integerEdges(ValueType type, double[] edges) {
        BigInteger greatest = type == ValueType.U64
                ? BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)
                : BigInteger.valueOf(type.maxValue());
        BigInteger less = type == ValueType.U64 ? BigInteger.ONE.shiftLeft(63) : BigInteger.ZERO;
        return Arrays.stream(edges)
                .mapToObj(edge ->
                        new BigDecimal(edge).setScale(0, RoundingMode.CEILING).toBigInteger())
                .filter(edge -> edge.compareTo(greatest) <= 0)
                .mapToLong(edge -> edge.max(least(type)).subtract(less).longValueExact())
                .toArray();
    }

    @Override
    void integers(long[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            long value = values[i] ^ flip;
            int reached = reached(value);
            boolean isLast = lastIsReached && reached == edges.length && value == integerEdges[reached - 1];
            counts[isLast ? reached - 1 : reached]++;
        }
    }

    private int reached(long value) {
        int low = 0;
        int high = integerEdges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (integerEdges[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    void reals(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            add(values[i], 1);
        }
    }

    void add(double value, long times) {
        if (Double.isNaN(value)) {
            nans += times;
            return;
        }
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        counts[low == edges.length && value == edges[low - 1] ? low - 1 : low] += times;
    }

    @Override
    void extended(Float80Array values, int from, int to) {
        for (int i = from; i < to; i++) {
            Float80 value = values.get(i);
            double nearest = value.toDouble();
            int side = value.isNaN() || value.isZero() ? 0 : value.compareTo(Float80.fromDouble(nearest));
            // Edges are doubles; what lies between two doubles is to none of them what it is not to both.
            double lower = side < 0 ? Math.nextDown(nearest) : nearest;
            add(side == 0 || lower != edges[edges.length - 1] ? lower : Math.nextUp(lower), 1);
        }
    }

    void merge(BinCounts next) {
        nans += next.nans;
        addMissing(next.missing());
        for (int i = 0; i < counts.length; i++) {
            counts[i] += next.counts[i];
        }
    }

    void addNans(long more) {
        nans += more;
    }

    Histogram finish() {
        return new Histogram(
                edges.clone(),
                Arrays.copyOfRange(counts, 1, edges.length),
                counts[0],
                counts[edges.length],
                missing(),
                nans);
    }
}
