package org.szformat.query;

import java.math.BigInteger;
import org.szformat.number.Float80;

/** Numbers too large for the processor, rounded once. */
final class Numbers {
    private static final int MAX_POWER = 16_000;

    private Numbers() {}

    static double unsignedToDouble(long bits) {
        // The lowest bit stands for all that the shift drops, so that one rounding remains.
        return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
    }

    /** The nearest double to {@code numerator / denominator × 2^power}, half to even; the denominator is positive. */
    static double quotient(BigInteger numerator, BigInteger denominator, int power) {
        if (numerator.signum() == 0) {
            return 0;
        }
        BigInteger magnitude = numerator.abs();
        int shift = Long.SIZE + denominator.bitLength() - magnitude.bitLength();
        BigInteger[] divided =
                magnitude.shiftLeft(Math.max(shift, 0)).divideAndRemainder(denominator.shiftLeft(Math.max(-shift, 0)));
        int excess = divided[0].bitLength() - Long.SIZE;
        boolean isExact = divided[1].signum() == 0 && (excess <= 0 || !divided[0].testBit(0));
        // Rounding to odd at 64 bits leaves the second rounding, to 53 or fewer, what it would be from the exact
        // number.
        long significand = divided[0].shiftRight(excess).longValue() | (isExact ? 0 : 1);
        int exponent = Math.max(-MAX_POWER, Math.min(MAX_POWER, power - shift + excess)) + 16446;
        int sign = numerator.signum() < 0 ? 0x8000 : 0;
        return new Float80((short) (sign | exponent), significand).toDouble();
    }
}
