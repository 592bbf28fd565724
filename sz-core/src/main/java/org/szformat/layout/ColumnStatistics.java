package org.szformat.layout;

import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/**
 * What the values of one numeric attribute in one chunk lie between. NaN and missing values are counted apart. A lower
 * bound of zero is −0 and an upper one +0; bounds of F128 are rounded outwards to {@code double}; U64 compares unsigned.
 *
 * @param field a numeric attribute
 * @param records how many records the chunk has
 * @param missing how many of them have no value
 * @param nans how many have NaN
 * @param minBits the lower bound: an integer, or the bits of a {@code double}; meaningless when there are no
 *     {@link #values()}
 * @param maxBits the upper bound likewise
 */
public record ColumnStatistics(Field field, long records, long missing, long nans, long minBits, long maxBits) {

    /** How many values lie between the bounds. */
    public long values() {
        return records - missing - nans;
    }

    /** The lower bound of a floating-point attribute. */
    public double minReal() {
        return Double.longBitsToDouble(minBits);
    }

    /** The upper bound of a floating-point attribute. */
    public double maxReal() {
        return Double.longBitsToDouble(maxBits);
    }

    /**
     * Whether the chunk could hold an integer from {@code low} to {@code high}; of a U64 they are bits.
     *
     * @throws IllegalArgumentException when the attribute is no integer
     */
    public boolean couldHold(long low, long high) {
        if (!field.type().isInteger()) {
            throw new IllegalArgumentException(field + " is no integer");
        }
        return values() > 0 && compare(minBits, high) <= 0 && compare(low, maxBits) <= 0;
    }

    /**
     * Whether the chunk could hold a number from {@code low} to {@code high}.
     *
     * @throws IllegalArgumentException when the attribute is no floating-point number
     */
    public boolean couldHold(double low, double high) {
        if (!field.type().isFloat()) {
            throw new IllegalArgumentException(field + " is no floating-point number");
        }
        return values() > 0 && minReal() <= high && low <= maxReal();
    }

    private int compare(long a, long b) {
        return field.type() == ValueType.U64 ? Long.compareUnsigned(a, b) : Long.compare(a, b);
    }
}
