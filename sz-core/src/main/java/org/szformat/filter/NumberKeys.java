package org.szformat.filter;

import java.math.BigInteger;
import org.szformat.number.Float16;
import org.szformat.number.Float80;
import org.szformat.schema.ValueType;

/** The keys of {@link KeySpace}, computed from values. */
final class NumberKeys {
    /** The key of −∞. */
    static final long LOWEST_REAL = ofDouble(Double.NEGATIVE_INFINITY);

    /** The key of +∞. */
    static final long HIGHEST_REAL = ofDouble(Double.POSITIVE_INFINITY);

    /** A key of NaN, among those of doubles. */
    static final long NAN = Long.MAX_VALUE;

    private static final int LOW_BITS = 63;
    /** NaN's key follows that of infinity. */
    private static final int NAN_HIGH_PART = 0x7FFF;

    private static final long NAN_LOW_PART = 1;

    private NumberKeys() {}

    /** The key of an attribute with bits; of a U64 the key less 2<sup>63</sup>, so that it is one of a {@code long}. */
    static long of(ValueType type, long bits) {
        if (type.isFloat()) {
            return ofDouble(toDouble(type, bits));
        }
        return type == ValueType.U64 ? bits ^ Long.MIN_VALUE : bits;
    }

    /** The value of an F16, F32 or F64 attribute. */
    static double toDouble(ValueType type, long bits) {
        return switch (type) {
            case F16 -> Float16.toFloat((short) bits);
            case F32 -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    /** A double's bits as an integer that is in the order of the doubles; 0 for both zeros. */
    static long ofDouble(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits >= 0 ? bits : Long.MIN_VALUE - bits;
    }

    /** The key of an extended value, divided by 2<sup>63</sup> and rounded down. */
    static int highPart(Float80 value) {
        if (value.isNaN()) {
            return NAN_HIGH_PART;
        }
        int magnitude = magnitudeHigh(value);
        return !value.isNegative() ? magnitude : magnitudeLow(value) == 0 ? -magnitude : -magnitude - 1;
    }

    /** The remainder of that division. */
    static long lowPart(Float80 value) {
        if (value.isNaN()) {
            return NAN_LOW_PART;
        }
        long magnitude = magnitudeLow(value);
        return value.isNegative() ? -magnitude & Long.MAX_VALUE : magnitude;
    }

    /** The exponent counts significands of 63 bits; that of subnormal numbers, 0, counts as much as 1. */
    private static int magnitudeHigh(Float80 value) {
        int exponent = value.signExponent() & 0x7FFF;
        return Math.max(exponent, 1) - 1 + (int) (value.significand() >>> LOW_BITS);
    }

    private static long magnitudeLow(Float80 value) {
        return value.significand() & Long.MAX_VALUE;
    }

    /** The key of an extended value. */
    static BigInteger ofExtended(Float80 value) {
        return BigInteger.valueOf(highPart(value)).shiftLeft(LOW_BITS).add(BigInteger.valueOf(lowPart(value)));
    }

    /** The high part of a key. */
    static int highPart(BigInteger key) {
        return key.shiftRight(LOW_BITS).intValue();
    }

    /** The low part of a key. */
    static long lowPart(BigInteger key) {
        return key.longValue() & Long.MAX_VALUE;
    }
}
