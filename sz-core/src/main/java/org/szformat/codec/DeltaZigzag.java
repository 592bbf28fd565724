package org.szformat.codec;

import java.util.Objects;

/**
 * Differences of neighbours as zigzag numbers: turns values that change little into small unsigned integers.
 *
 * <p>Each value becomes its difference to the value before, the first to 0, modulo 2<sup>32</sup>; a difference d
 * becomes {@code (d << 1) ^ (d >> 31)}, which is 0, 1, 2, 3 … for 0, −1, 1, −2 …. Every array of integers can be encoded
 * and every array of integers decodes.
 *
 * <p>The class has no state and may be used by any number of threads.
 */
public final class DeltaZigzag {

    private DeltaZigzag() {}

    /**
     * Encodes values.
     *
     * @param values the array
     * @param from the first value
     * @param count the number of values
     * @param out the array for as many results, unsigned; may be the array of the values if {@code at == from}
     * @param at where the results shall begin
     * @throws IndexOutOfBoundsException if one of the ranges does not lie in its array
     */
    public static void encode(int[] values, int from, int count, int[] out, int at) {
        Objects.checkFromIndexSize(from, count, values.length);
        Objects.checkFromIndexSize(at, count, out.length);
        int previous = 0;
        for (int i = 0; i < count; i++) {
            int value = values[from + i];
            out[at + i] = zigzag(value - previous);
            previous = value;
        }
    }

    /**
     * Decodes values.
     *
     * @param encoded the array of what {@link #encode} gave
     * @param from the first of them
     * @param count the number of values
     * @param out the array for the values; may be the array of the encoded ones if {@code at == from}
     * @param at where the values shall begin
     * @throws IndexOutOfBoundsException if one of the ranges does not lie in its array
     */
    public static void decode(int[] encoded, int from, int count, int[] out, int at) {
        Objects.checkFromIndexSize(from, count, encoded.length);
        Objects.checkFromIndexSize(at, count, out.length);
        int value = 0;
        for (int i = 0; i < count; i++) {
            value += unzigzag(encoded[from + i]);
            out[at + i] = value;
        }
    }

    static int zigzag(int difference) {
        return (difference << 1) ^ (difference >> 31);
    }

    static int unzigzag(int zigzag) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** Eight zigzag numbers of one byte each to eight signed bytes. */
    static long unzigzagBytes(long zigzags) {
        long signs = (zigzags & 0x0101_0101_0101_0101L) * 0xFF;
        return ((zigzags >>> 1) & 0x7F7F_7F7F_7F7F_7F7FL) ^ signs;
    }
}
