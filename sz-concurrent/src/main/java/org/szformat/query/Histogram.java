package org.szformat.query;

import java.util.Arrays;

/**
 * How many values lie between edges. A bin holds its lower edge, and the last one its upper edge too. Immutable.
 *
 * <pre>{@code
 * Histogram signal = query.reduce(Reductions.uniformHistogram("raw_signal", 0, 10, 100));
 * }</pre>
 */
public final class Histogram {
    private final double[] edges;
    private final long[] counts;
    private final long below;
    private final long above;
    private final long missing;
    private final long nans;

    Histogram(double[] edges, long[] counts, long below, long above, long missing, long nans) {
        this.edges = edges;
        this.counts = counts;
        this.below = below;
        this.above = above;
        this.missing = missing;
        this.nans = nans;
    }

    /** The edges, ascending. */
    public double[] edges() {
        return edges.clone();
    }

    /** How many values each bin has; there is one bin fewer than edges. */
    public long[] counts() {
        return counts.clone();
    }

    /** How many values are less than the first edge. */
    public long below() {
        return below;
    }

    /** How many values are greater than the last edge. */
    public long above() {
        return above;
    }

    /** How many values there are, within the edges or not, without NaN. */
    public long count() {
        return below + above + Arrays.stream(counts).sum();
    }

    /** How many records have no value, or no array. */
    public long missing() {
        return missing;
    }

    /** How many values are NaN. */
    public long nans() {
        return nans;
    }

    @Override
    public String toString() {
        return "Histogram[edges=" + Arrays.toString(edges) + ", below=" + below + ", counts=" + Arrays.toString(counts)
                + ", above=" + above + ", missing=" + missing + ", nans=" + nans + "]";
    }
}
