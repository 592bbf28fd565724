package org.szformat.query;

import java.math.BigInteger;
import org.szformat.schema.ValueType;

/**
 * A sum of numbers or of their squares, without rounding: a fixed-point number wide enough for every value of a type, in
 * limbs of 32 bits that hold their carries for a while. So it does not depend on the order of the terms. See R. M. Neal,
 * "Fast exact summation using small and large superaccumulators", 2015. For one thread at a time.
 */
final class ExactSum {
    private static final long MASK = 0xFFFF_FFFFL;
    private static final int MAX_CARRIES = 1 << 28;

    /** Beside the values' own bits: for 2^63 terms, the sign, and the limbs that a term may touch beyond its top. */
    private static final int SPARE_BITS = 64 + 64;

    private final int minExponent;
    private final long[] limbs;
    private int carries;

    private ExactSum(int minExponent, int bits) {
        this.minExponent = minExponent;
        this.limbs = new long[(bits + SPARE_BITS) / 32 + 1];
    }

    /** A sum of values of a type. */
    static ExactSum ofValues(ValueType type) {
        return of(type, 1);
    }

    /** A sum of their squares. */
    static ExactSum ofSquares(ValueType type) {
        return of(type, 2);
    }

    private static ExactSum of(ValueType type, int times) {
        if (type.isInteger()) {
            return new ExactSum(0, 64 * times);
        }
        return type == ValueType.F128
                ? new ExactSum(-16445 * times, 2 * 16446 * times)
                : new ExactSum(-1074 * times, 2100 * times);
    }

    /** Adds an integer. */
    void add(long value) {
        add(value < 0 ? -value : value, 0, value < 0);
    }

    /** Adds or subtracts an unsigned integer times a power of two. */
    void add(long magnitude, int exponent, boolean negative) {
        int shift = exponent - minExponent;
        int limb = shift >> 5;
        int bits = shift & 31;
        long low = (magnitude << bits) & MASK;
        long middle = (magnitude >>> (32 - bits)) & MASK;
        long high = bits == 0 ? 0 : magnitude >>> (64 - bits);
        if (negative) {
            limbs[limb] -= low;
            limbs[limb + 1] -= middle;
            limbs[limb + 2] -= high;
        } else {
            limbs[limb] += low;
            limbs[limb + 1] += middle;
            limbs[limb + 2] += high;
        }
        if (++carries == MAX_CARRIES) {
            carry();
        }
    }

    /** Adds the square of an unsigned integer times a power of two. */
    void addSquare(long magnitude, int exponent) {
        long high = Math.multiplyHigh(magnitude, magnitude) + (magnitude < 0 ? 2 * magnitude : 0);
        add(magnitude * magnitude, 2 * exponent, false);
        if (high != 0) {
            add(high, 2 * exponent + Long.SIZE, false);
        }
    }

    /** Adds another sum of the same kind. */
    void add(ExactSum other) {
        carry();
        other.carry();
        for (int i = 0; i < limbs.length; i++) {
            limbs[i] += other.limbs[i];
        }
        carry();
    }

    private void carry() {
        long carry = 0;
        for (int i = 0; i < limbs.length - 1; i++) {
            long value = limbs[i] + carry;
            limbs[i] = value & MASK;
            carry = value >> 32;
        }
        limbs[limbs.length - 1] += carry;
        carries = 0;
    }

    /** The sum, in units of two to the power of {@link #exponent}. */
    BigInteger units() {
        carry();
        BigInteger sum = BigInteger.ZERO;
        for (int i = limbs.length - 1; i >= 0; i--) {
            sum = sum.shiftLeft(32).add(BigInteger.valueOf(limbs[i]));
        }
        return sum;
    }

    int exponent() {
        return minExponent;
    }
}
