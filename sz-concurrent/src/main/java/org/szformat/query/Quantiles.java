package org.szformat.query;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Values below which some part of all values lies: the quantile of rank 0.5 is the median. Of <i>n</i> values in ascending
 * order, the one of rank <i>r</i> is the one at place ⌈<i>r n</i>⌉, from 1; the first one for rank 0. NaN is left out.
 *
 * <p>They are exact for types of at most two bytes, and where there are no more than {@value #EXACT_COUNT} values. Otherwise
 * they are estimates of a KLL sketch, whose true rank differs from the one asked for by at most {@link #rankError} (with 99
 * percent confidence), and which may differ from run to run. Values of more than 64 bits of precision, and integers beyond
 * 2<sup>53</sup>, are rounded to {@code double}. Immutable.
 */
public final class Quantiles {
    /** So many values are kept as they are. */
    public static final int EXACT_COUNT = 4096;

    private final double[] ranks;
    private final double[] values;
    private final long count;
    private final long missing;
    private final long nans;
    private final double rankError;

    Quantiles(double[] ranks, double[] values, long count, long missing, long nans, double rankError) {
        this.ranks = ranks;
        this.values = values;
        this.count = count;
        this.missing = missing;
        this.nans = nans;
        this.rankError = rankError;
    }

    static long place(double rank, long count) {
        return Math.max(1, Math.min(count, (long) Math.ceil(rank * count)));
    }

    /** The ranks that were asked for. */
    public double[] ranks() {
        return ranks.clone();
    }

    /**
     * The quantile of a rank that was asked for, if there is any value.
     *
     * @throws IllegalArgumentException when it was not
     */
    public OptionalDouble at(double rank) {
        for (int i = 0; i < ranks.length; i++) {
            if (ranks[i] == rank) {
                return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(values[i]);
            }
        }
        throw new IllegalArgumentException("rank " + rank + " was not asked for; " + Arrays.toString(ranks) + " were");
    }

    /** How many values there are, without NaN. */
    public long count() {
        return count;
    }

    /** How many records have no value, or no array. */
    public long missing() {
        return missing;
    }

    /** How many values are NaN. */
    public long nans() {
        return nans;
    }

    /** By how much ranks may be wrong, as a part of all values; 0 when the quantiles are exact. */
    public double rankError() {
        return rankError;
    }

    @Override
    public String toString() {
        return "Quantiles[ranks=" + Arrays.toString(ranks) + ", values=" + Arrays.toString(values) + "]";
    }
}
