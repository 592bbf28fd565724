package org.szformat.query;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.szformat.schema.ValueType;

/**
 * What numbers of one field have in common. Sum, mean and variance are those of exact arithmetic, rounded to {@code double}
 * once; so they depend neither on the order of the values nor on how they were divided. Immutable.
 *
 * <pre>{@code
 * NumberSummary signal = query.reduce(Reductions.summary("raw_signal"));
 * System.out.println(signal.count() + " samples of mean " + signal.mean().orElseThrow());
 * }</pre>
 */
public final class NumberSummary {
    private final ValueType type;
    private final long count;
    private final long missing;
    private final long nans;
    private final @Nullable Scalar min;
    private final @Nullable Scalar max;
    private final double sum;
    private final double mean;
    private final double variance;

    NumberSummary(
            ValueType type,
            long count,
            long missing,
            long nans,
            @Nullable Scalar min,
            @Nullable Scalar max,
            double sum,
            double mean,
            double variance) {
        this.type = type;
        this.count = count;
        this.missing = missing;
        this.nans = nans;
        this.min = min;
        this.max = max;
        this.sum = sum;
        this.mean = mean;
        this.variance = variance;
    }

    /** The type of the values. */
    public ValueType type() {
        return type;
    }

    /** How many values there are, without NaN; of a dataset, those of all arrays. */
    public long count() {
        return count;
    }

    /** How many records have no value, or no array. */
    public long missing() {
        return missing;
    }

    /** How many values are NaN; nothing else here counts them. */
    public long nans() {
        return nans;
    }

    /** The least value, if there is any. −0 is less than 0. */
    public Optional<Scalar> min() {
        return Optional.ofNullable(min);
    }

    /** The greatest value, if there is any. */
    public Optional<Scalar> max() {
        return Optional.ofNullable(max);
    }

    /** The sum; 0 of no values, NaN of infinities of both signs. */
    public double sum() {
        return sum;
    }

    /** The arithmetic mean, if there is a value; infinite or NaN if one is infinite. */
    public OptionalDouble mean() {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean);
    }

    /** The sample variance, with <i>n</i> − 1 as divisor, if there are two values; NaN if one is infinite. */
    public OptionalDouble variance() {
        return count < 2 ? OptionalDouble.empty() : OptionalDouble.of(variance);
    }

    /** The square root of the {@link #variance}. */
    public OptionalDouble stddev() {
        return count < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(variance));
    }

    @Override
    public String toString() {
        return "NumberSummary[count=" + count + ", missing=" + missing + ", nans=" + nans + ", min=" + min + ", max="
                + max + ", mean=" + mean + ", variance=" + variance + "]";
    }
}
