package org.szformat.number;

import java.math.BigDecimal;

/**
 * Conversions of IEEE 754 binary16 values ("half precision", numpy's {@code float16}), which travel as the raw bits in
 * a {@code short}: 1 sign bit, 5 exponent bits with a bias of 15, 10 fraction bits.
 *
 * <p>All conversions to halves round half to even. Finite values of at least 65520 in magnitude become infinite; values
 * of at most 2<sup>-25</sup> in magnitude become zero of the same sign. A NaN keeps its sign and the 10 highest bits of
 * its payload; where those are all zero the quiet bit is set, so that a NaN never turns into an infinity.
 *
 * <p>The class has no state and may be used by any number of threads.
 */
public final class Float16 {

    /** Bytes of a value in memory and in files. */
    public static final int BYTES = 2;

    private static final int FRACTION_BITS = 10;
    private static final int BIAS = 15;
    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7C00;
    private static final int QUIET_BIT = 0x0200;

    private static final int DOUBLE_FRACTION_BITS = 52;
    private static final int DOUBLE_BIAS = 1023;
    private static final long DOUBLE_FRACTION = (1L << DOUBLE_FRACTION_BITS) - 1;
    private static final int DROPPED_BITS = DOUBLE_FRACTION_BITS - FRACTION_BITS;

    private Float16() {}

    /**
     * Widens a half to a float, exactly. The bits of a NaN, signalling ones too, are kept.
     *
     * @param bits the raw bits of any half
     * @return the float of the same value
     */
    public static float toFloat(short bits) {
        int sign = (bits & SIGN) << 16;
        int exponent = (bits >>> FRACTION_BITS) & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude));
        }
        int widened = exponent == 0x1F ? 0xFF : exponent + (127 - BIAS);
        return Float.intBitsToFloat(sign | (widened << 23) | (fraction << 13));
    }

    /**
     * Rounds a float to the nearest half, half to even.
     *
     * @param value any float
     * @return the raw bits of the half
     */
    public static short fromFloat(float value) {
        if (Float.isNaN(value)) {
            int bits = Float.floatToRawIntBits(value);
            return nan((bits >>> 16) & SIGN, (bits >>> 13) & 0x3FF);
        }
        return fromDouble(value);
    }

    /**
     * Rounds a double to the nearest half, half to even, in one step.
     *
     * @param value any double
     * @return the raw bits of the half
     */
    public static short fromDouble(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int sign = (int) (bits >>> 48) & SIGN;
        int exponent = (int) (bits >>> DOUBLE_FRACTION_BITS) & 0x7FF;
        long fraction = bits & DOUBLE_FRACTION;
        if (exponent == 0x7FF) {
            return fraction == 0 ? (short) (sign | INFINITY) : nan(sign, (int) (fraction >>> DROPPED_BITS));
        }
        int halfExponent = exponent - DOUBLE_BIAS + BIAS;
        if (halfExponent > 30) {
            return (short) (sign | INFINITY);
        }
        if (halfExponent >= 1) {
            // A carry out of the fraction rightly raises the exponent, up to that of infinity.
            long packed = ((long) halfExponent << DOUBLE_FRACTION_BITS) | fraction;
            return (short) (sign | (int) roundShift(packed, DROPPED_BITS));
        }
        if (halfExponent < -FRACTION_BITS) {
            return (short) sign;
        }
        long significand = fraction | (1L << DOUBLE_FRACTION_BITS);
        return (short) (sign | (int) roundShift(significand, DROPPED_BITS + 1 - halfExponent));
    }

    /**
     * Reads a decimal as {@link FloatText} describes, rounding once, from the decimal to the half.
     *
     * @param text the decimal, {@code nan}, {@code inf} or {@code infinity} in any case, with or without a sign
     * @return the raw bits of the half
     * @throws NumberFormatException if the text is none of these, or longer than {@link FloatText#MAX_LENGTH}
     */
    public static short parse(String text) {
        return FloatText.parseHalf(text);
    }

    /**
     * The shortest decimal that reads back to the same half.
     *
     * @param bits the raw bits of any half
     * @return the text that {@link FloatText#shortestHalf(short)} gives
     */
    public static String toString(short bits) {
        return FloatText.shortestHalf(bits);
    }

    /** Rounds a magnitude given as a double and, where it differs from that double, the exact decimal. */
    static short fromRoundedMagnitude(double nearest, BigDecimal exact) {
        if (Double.isInfinite(nearest)) {
            return INFINITY;
        }
        int side = exact.compareTo(new BigDecimal(nearest));
        if (side == 0) {
            return fromDouble(nearest);
        }
        // Rounding to odd keeps enough of the exact value to make the second rounding harmless.
        double truncated = side < 0 ? Math.nextDown(nearest) : nearest;
        return fromDouble(Double.longBitsToDouble(Double.doubleToRawLongBits(truncated) | 1));
    }

    /** The digits of a finite half that is not zero. */
    static Decimal toDecimal(short bits) {
        int exponent = (bits >>> FRACTION_BITS) & 0x1F;
        int fraction = bits & 0x3FF;
        int significand = exponent == 0 ? fraction : fraction | (1 << FRACTION_BITS);
        int power = Math.max(exponent, 1) - BIAS - FRACTION_BITS;
        return ShortestDigits.of(bits < 0, significand, power, 1L << FRACTION_BITS, exponent <= 1);
    }

    private static short nan(int sign, int payload) {
        return (short) (sign | INFINITY | (payload == 0 ? QUIET_BIT : payload));
    }

    private static long roundShift(long value, int shift) {
        long floor = value >>> shift;
        long rest = value & ((1L << shift) - 1);
        long half = 1L << (shift - 1);
        return rest > half || (rest == half && (floor & 1) != 0) ? floor + 1 : floor;
    }
}
