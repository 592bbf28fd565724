package org.szformat.number;

import java.math.BigInteger;

/**
 * The shortest digits that identify a binary floating-point number, and the closest to it among the shortest.
 *
 * <p>The algorithm is Dragon4 in free-format mode over exact integers: Steele and White, "How to Print Floating-Point
 * Numbers Accurately" (PLDI 1990), with the scaling of Burger and Dybvig, "Printing Floating-Point Numbers Quickly and
 * Accurately" (PLDI 1996). It assumes that the reader rounds half to even.
 */
final class ShortestDigits {

    private static final double LOG10_OF_2 = 0.30102999566398120;

    private ShortestDigits() {}

    /**
     * The digits of {@code significand × 2^power}.
     *
     * @param negative whether to mark the result as negative
     * @param significand unsigned, not zero
     * @param power the binary exponent
     * @param leadingBit the significand's highest bit in a normal number
     * @param lowestBinade whether no smaller numbers lie closer together than those of this exponent
     */
    static Decimal of(boolean negative, long significand, int power, long leadingBit, boolean lowestBinade) {
        // Below a power of two the neighbours lie half as far away as above it.
        int extra = significand == leadingBit && !lowestBinade ? 2 : 1;
        BigInteger exact = unsigned(significand);
        int up = Math.max(power, 0);
        BigInteger rest = exact.shiftLeft(up + extra);
        BigInteger scale = BigInteger.ONE.shiftLeft(extra - Math.min(power, 0));
        BigInteger marginBelow = BigInteger.ONE.shiftLeft(up);
        BigInteger marginAbove = BigInteger.ONE.shiftLeft(up + extra - 1);

        int exponent = (int) Math.floor((exact.bitLength() - 1 + power) * LOG10_OF_2 - 1e-9);
        if (exponent >= 0) {
            scale = scale.multiply(BigInteger.TEN.pow(exponent));
        } else {
            BigInteger factor = BigInteger.TEN.pow(-exponent);
            rest = rest.multiply(factor);
            marginBelow = marginBelow.multiply(factor);
            marginAbove = marginAbove.multiply(factor);
        }
        if (rest.compareTo(scale.multiply(BigInteger.TEN)) >= 0) {
            exponent++;
            scale = scale.multiply(BigInteger.TEN);
        }

        // A neighbour's boundary itself is read as this number if this significand is even.
        int tie = (significand & 1) == 0 ? 0 : 1;
        StringBuilder digits = new StringBuilder(24);
        while (true) {
            BigInteger[] quotient = rest.divideAndRemainder(scale);
            int digit = quotient[0].intValue();
            rest = quotient[1];
            boolean canStay = marginBelow.compareTo(rest) >= tie;
            boolean canRise = rest.add(marginAbove).compareTo(scale) >= tie;
            if (!canStay && !canRise) {
                digits.append((char) ('0' + digit));
                rest = rest.multiply(BigInteger.TEN);
                marginBelow = marginBelow.multiply(BigInteger.TEN);
                marginAbove = marginAbove.multiply(BigInteger.TEN);
                continue;
            }
            int side = rest.shiftLeft(1).compareTo(scale);
            boolean nearerAbove = side > 0 || (side == 0 && (digit & 1) != 0);
            boolean rise = canRise && (!canStay || nearerAbove);
            digits.append((char) ('0' + digit));
            return rise ? roundUp(negative, digits, exponent) : decimal(negative, digits, exponent);
        }
    }

    /** The 64 bits as an unsigned integer. */
    static BigInteger unsigned(long value) {
        BigInteger signed = BigInteger.valueOf(value);
        return value < 0 ? signed.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : signed;
    }

    private static Decimal roundUp(boolean negative, StringBuilder digits, int exponent) {
        int last = digits.length() - 1;
        while (last >= 0 && digits.charAt(last) == '9') {
            last--;
        }
        if (last < 0) {
            return new Decimal(negative, "1", exponent + 1);
        }
        digits.setLength(last + 1);
        digits.setCharAt(last, (char) (digits.charAt(last) + 1));
        return decimal(negative, digits, exponent);
    }

    private static Decimal decimal(boolean negative, StringBuilder digits, int exponent) {
        int length = digits.length();
        while (length > 1 && digits.charAt(length - 1) == '0') {
            length--;
        }
        return new Decimal(negative, digits.substring(0, length), exponent);
    }
}
