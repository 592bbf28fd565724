package org.szformat.number;

import java.util.Arrays;
import java.util.Objects;

/**
 * An array of {@linkplain Float80 80-bit extended} values without an object per value.
 *
 * <p>The array is immutable as long as nobody writes to arrays that were {@linkplain #adopt adopted} or handed out by
 * {@link #significands()} and {@link #signExponents()}; then it may be shared by any number of threads.
 */
public final class Float80Array {

    private static final Float80Array EMPTY = new Float80Array(new long[0], new short[0]);

    private final long[] significands;
    private final short[] signExponents;

    private Float80Array(long[] significands, short[] signExponents) {
        this.significands = significands;
        this.signExponents = signExponents;
    }

    /**
     * Makes an array of the given values.
     *
     * @param values any values
     * @return an array of the same values
     */
    public static Float80Array of(Float80... values) {
        Float80Array array = allocate(values.length);
        for (int i = 0; i < values.length; i++) {
            array.significands[i] = values[i].significand();
            array.signExponents[i] = values[i].signExponent();
        }
        return array;
    }

    /**
     * Makes an array of doubles, which are widened exactly.
     *
     * @param values any values
     * @return an array of the same values
     */
    public static Float80Array ofDoubles(double... values) {
        Float80Array array = allocate(values.length);
        for (int i = 0; i < values.length; i++) {
            Float80 value = Float80.fromDouble(values[i]);
            array.significands[i] = value.significand();
            array.signExponents[i] = value.signExponent();
        }
        return array;
    }

    /**
     * Makes an array that owns the given arrays from now on; nothing is copied.
     *
     * @param significands the significands; the caller does not write to the array once others see the result
     * @param signExponents the signs and exponents, as many; likewise
     * @return an array over the given ones
     * @throws IllegalArgumentException if the lengths differ
     */
    public static Float80Array adopt(long[] significands, short[] signExponents) {
        if (significands.length != signExponents.length) {
            throw new IllegalArgumentException(
                    significands.length + " significands, but " + signExponents.length + " signs and exponents");
        }
        return significands.length == 0 ? EMPTY : new Float80Array(significands, signExponents);
    }

    /**
     * Makes an array of copies of the given arrays.
     *
     * @param significands the significands
     * @param signExponents the signs and exponents, as many
     * @return an array over copies
     * @throws IllegalArgumentException if the lengths differ
     */
    public static Float80Array copyOf(long[] significands, short[] signExponents) {
        return adopt(significands.clone(), signExponents.clone());
    }

    private static Float80Array allocate(int length) {
        return adopt(new long[length], new short[length]);
    }

    /**
     * The number of values.
     *
     * @return the number of values
     */
    public int length() {
        return significands.length;
    }

    /**
     * One value.
     *
     * @param index from 0 to {@code length() - 1}
     * @return the value
     * @throws IndexOutOfBoundsException if there is no such value
     */
    public Float80 get(int index) {
        return new Float80(signExponents[index], significands[index]);
    }

    /**
     * One value, rounded to double as {@link Float80#toDouble()} does.
     *
     * @param index from 0 to {@code length() - 1}
     * @return the nearest double
     * @throws IndexOutOfBoundsException if there is no such value
     */
    public double toDouble(int index) {
        return Float80.toDouble(signExponents[index], significands[index]);
    }

    /**
     * All values, rounded to doubles.
     *
     * @return a new array of {@code length()} doubles
     */
    public double[] toDoubles() {
        double[] doubles = new double[length()];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = toDouble(i);
        }
        return doubles;
    }

    /**
     * The significand of one value.
     *
     * @param index from 0 to {@code length() - 1}
     * @return 64 unsigned bits
     * @throws IndexOutOfBoundsException if there is no such value
     */
    public long significand(int index) {
        return significands[index];
    }

    /**
     * The sign and exponent of one value.
     *
     * @param index from 0 to {@code length() - 1}
     * @return the sign in the highest bit, the biased exponent in the others
     * @throws IndexOutOfBoundsException if there is no such value
     */
    public short signExponent(int index) {
        return signExponents[index];
    }

    /**
     * All significands, uncopied, for bulk work.
     *
     * @return this array's own array, which the caller does not write to
     */
    public long[] significands() {
        return significands;
    }

    /**
     * All signs and exponents, uncopied, for bulk work.
     *
     * @return this array's own array, which the caller does not write to
     */
    public short[] signExponents() {
        return signExponents;
    }

    /**
     * Copies a range of the values.
     *
     * @param from the first value
     * @param to the value after the last
     * @return a new array of {@code to - from} values
     * @throws IndexOutOfBoundsException if the range does not lie in this array
     */
    public Float80Array slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        return adopt(Arrays.copyOfRange(significands, from, to), Arrays.copyOfRange(signExponents, from, to));
    }

    /**
     * Whether the other object is an array of the same values, bit by bit.
     *
     * @param other any object
     * @return whether it is
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Float80Array that
                && Arrays.equals(significands, that.significands)
                && Arrays.equals(signExponents, that.signExponents);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(significands) + Arrays.hashCode(signExponents);
    }

    /**
     * The values as shortest decimals, in brackets, separated by a comma and a blank.
     *
     * @return the text
     */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < length(); i++) {
            out.append(i == 0 ? "" : ", ").append(get(i));
        }
        return out.append(']').toString();
    }
}
