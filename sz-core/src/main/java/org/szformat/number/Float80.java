package org.szformat.number;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * A value of the x87 80-bit extended format: what numpy calls {@code float128} (and files call {@code F128}) on x86-64.
 *
 * <p>The 16 bits of {@code signExponent} are the sign and an exponent with a bias of 16383; the 64 bits of
 * {@code significand} include the leading bit, which other formats leave out. A finite value is
 * {@code ±significand × 2^(max(exponent, 1) − 16446)}. In memory it takes {@value #BYTES} bytes, little-endian, the
 * significand first; files pad it to {@value #STORAGE_BYTES}.
 *
 * <p>Every pattern of bits is a value of this class and is kept as it is; {@link #equals} compares bits. Where
 * encodings have no proper meaning, conversions do as the processor does:
 *
 * <ul>
 *   <li><em>pseudo-denormals</em> (exponent 0, leading bit set) are finite, with the value of the same significand under
 *       the exponent 1;
 *   <li><em>unnormals</em>, <em>pseudo-infinities</em> and <em>pseudo-NaNs</em> (exponent not 0, leading bit clear) are
 *       invalid: {@link #isNaN} holds and they convert as NaN does.
 * </ul>
 *
 * <p>The format is described in the Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, sections
 * 4.2.2 and 8.2.2. Instances are immutable and may be shared by any number of threads.
 *
 * @param signExponent the sign in the highest bit, the biased exponent in the others
 * @param significand the 64 bits of the significand, unsigned
 */
public record Float80(short signExponent, long significand) implements Comparable<Float80> {

    /** Bytes that carry the value. */
    public static final int BYTES = 10;

    /** Bytes of a value in files and in numpy's arrays: {@link #BYTES} and padding of any content. */
    public static final int STORAGE_BYTES = 16;

    /** Positive zero. */
    public static final Float80 ZERO = new Float80((short) 0, 0);

    /** Positive infinity. */
    public static final Float80 POSITIVE_INFINITY = new Float80((short) 0x7FFF, Long.MIN_VALUE);

    /** Negative infinity. */
    public static final Float80 NEGATIVE_INFINITY = new Float80((short) 0xFFFF, Long.MIN_VALUE);

    /** A quiet NaN without sign and payload. */
    public static final Float80 NAN = new Float80((short) 0x7FFF, 0xC000_0000_0000_0000L);

    /** The largest finite value, about 1.19 × 10<sup>4932</sup>. */
    public static final Float80 MAX_VALUE = new Float80((short) 0x7FFE, -1);

    /** The smallest value above zero, 2<sup>-16445</sup>. */
    public static final Float80 MIN_VALUE = new Float80((short) 0, 1);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int EXPONENT_MASK = 0x7FFF;
    private static final int SIGN = 0x8000;
    private static final long LEADING_BIT = Long.MIN_VALUE;
    private static final int BIAS = 16383;
    private static final int MIN_POWER = 1 - BIAS - 63;
    private static final int MAX_POWER = EXPONENT_MASK - 1 - BIAS - 63;

    private static final long DOUBLE_FRACTION = (1L << 52) - 1;
    private static final long DOUBLE_INFINITY = 0x7FFL << 52;

    /** No finite value has more digits before the point, or more zeros after it, than this. */
    private static final int DECIMAL_RANGE = 5_000;

    /**
     * Widens a double, exactly. A NaN keeps its sign and payload, a signalling one stays signalling.
     *
     * @param value any double
     * @return the same value
     */
    public static Float80 fromDouble(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int sign = (int) (bits >>> 48) & SIGN;
        int exponent = (int) (bits >>> 52) & 0x7FF;
        long fraction = bits & DOUBLE_FRACTION;
        if (exponent == 0x7FF) {
            return new Float80((short) (sign | EXPONENT_MASK), LEADING_BIT | (fraction << 11));
        }
        if (exponent != 0) {
            return new Float80((short) (sign | (exponent - 1023 + BIAS)), LEADING_BIT | (fraction << 11));
        }
        if (fraction == 0) {
            return new Float80((short) sign, 0);
        }
        int shift = Long.numberOfLeadingZeros(fraction);
        return new Float80((short) (sign | (63 - shift - 1074 + BIAS)), fraction << shift);
    }

    /**
     * Rounds a decimal to the nearest value, half to even. Zero becomes positive zero; what is too large becomes
     * infinite.
     *
     * @param value any decimal; the time taken grows with its precision, not with its exponent
     * @return the nearest value
     */
    public static Float80 fromBigDecimal(BigDecimal value) {
        int sign = value.signum() < 0 ? SIGN : 0;
        long integerDigits = (long) value.precision() - value.scale();
        if (value.signum() == 0 || integerDigits < -DECIMAL_RANGE) {
            return new Float80((short) sign, 0);
        }
        if (integerDigits > DECIMAL_RANGE) {
            return sign == 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY;
        }
        BigInteger numerator = value.unscaledValue().abs();
        BigInteger denominator = BigInteger.ONE;
        if (value.scale() > 0) {
            denominator = BigInteger.TEN.pow(value.scale());
        } else {
            numerator = numerator.multiply(BigInteger.TEN.pow(-value.scale()));
        }
        return fromRatio(sign, numerator, denominator);
    }

    private static Float80 fromRatio(int sign, BigInteger numerator, BigInteger denominator) {
        // The quotient of this power has 64 or 65 bits; one that is too long is divided again.
        int power = Math.max(numerator.bitLength() - denominator.bitLength() - 64, MIN_POWER);
        BigInteger[] quotient = divide(numerator, denominator, power);
        if (quotient[0].bitLength() > Long.SIZE) {
            power++;
            quotient = divide(numerator, denominator, power);
        }
        BigInteger divisor = power > 0 ? denominator.shiftLeft(power) : denominator;
        int side = quotient[1].shiftLeft(1).compareTo(divisor);
        BigInteger rounded = quotient[0];
        if (side > 0 || (side == 0 && rounded.testBit(0))) {
            rounded = rounded.add(BigInteger.ONE);
            if (rounded.bitLength() > Long.SIZE) {
                rounded = rounded.shiftRight(1);
                power++;
            }
        }
        if (power > MAX_POWER) {
            return sign == 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY;
        }
        long significand = rounded.longValue();
        int exponent = significand < 0 ? power - MIN_POWER + 1 : 0;
        return new Float80((short) (sign | exponent), significand);
    }

    private static BigInteger[] divide(BigInteger numerator, BigInteger denominator, int power) {
        return power > 0
                ? numerator.divideAndRemainder(denominator.shiftLeft(power))
                : numerator.shiftLeft(-power).divideAndRemainder(denominator);
    }

    /**
     * Reads a decimal as {@link FloatText} describes, rounding once.
     *
     * @param text the decimal, {@code nan}, {@code inf} or {@code infinity} in any case, with or without a sign
     * @return the nearest value
     * @throws NumberFormatException if the text is none of these, or longer than {@link FloatText#MAX_LENGTH}
     */
    public static Float80 parse(String text) {
        return FloatText.parseFloat80(text);
    }

    /**
     * Takes a value from {@link #BYTES} little-endian bytes.
     *
     * @param in the bytes
     * @param at where the value begins
     * @return the value
     * @throws IndexOutOfBoundsException if the array does not hold as many bytes from there on
     */
    public static Float80 fromBytes(byte[] in, int at) {
        return new Float80((short) SHORT.get(in, at + Long.BYTES), (long) LONG.get(in, at));
    }

    /**
     * Puts the value down as {@link #BYTES} little-endian bytes.
     *
     * @param out the array to write into
     * @param at where the value shall begin
     * @throws IndexOutOfBoundsException if the array does not hold as many bytes from there on
     */
    public void toBytes(byte[] out, int at) {
        SHORT.set(out, at + Long.BYTES, signExponent);
        LONG.set(out, at, significand);
    }

    /**
     * Whether the sign bit is set, also of a zero or NaN.
     *
     * @return whether it is
     */
    public boolean isNegative() {
        return signExponent < 0;
    }

    /**
     * Whether this is a NaN or an invalid encoding.
     *
     * @return whether it is
     */
    public boolean isNaN() {
        return !isFinite() && !isInfinite();
    }

    /**
     * Whether this is one of the two infinities.
     *
     * @return whether it is
     */
    public boolean isInfinite() {
        return exponent() == EXPONENT_MASK && significand == LEADING_BIT;
    }

    /**
     * Whether this is a number: not infinite, no NaN, no invalid encoding.
     *
     * @return whether it is
     */
    public boolean isFinite() {
        int exponent = exponent();
        return exponent == 0 || (significand < 0 && exponent != EXPONENT_MASK);
    }

    /**
     * Whether this is positive or negative zero.
     *
     * @return whether it is
     */
    public boolean isZero() {
        return exponent() == 0 && significand == 0;
    }

    /**
     * This value with the sign bit clear.
     *
     * @return the magnitude
     */
    public Float80 abs() {
        return new Float80((short) exponent(), significand);
    }

    /**
     * This value with the other sign bit.
     *
     * @return the negated value
     */
    public Float80 negate() {
        return new Float80((short) (signExponent ^ SIGN), significand);
    }

    /**
     * Rounds to the nearest double, half to even: values of 2<sup>1024</sup> and nearby become infinite, small ones
     * subnormal or zero. A NaN keeps its sign and the 52 highest bits of its payload; where those are zero, and for
     * invalid encodings, the result is a quiet NaN of the same sign.
     *
     * @return the nearest double
     */
    public double toDouble() {
        return toDouble(signExponent, significand);
    }

    static double toDouble(short signExponent, long significand) {
        long sign = (long) (signExponent & SIGN) << 48;
        return Double.longBitsToDouble(sign | magnitudeBits(signExponent & EXPONENT_MASK, significand));
    }

    private static long magnitudeBits(int exponent, long significand) {
        if (exponent == EXPONENT_MASK && significand == LEADING_BIT) {
            return DOUBLE_INFINITY;
        }
        boolean invalid = exponent != 0 && significand >= 0;
        if (exponent == EXPONENT_MASK || invalid) {
            long payload = invalid ? 0 : (significand >>> 11) & DOUBLE_FRACTION;
            return DOUBLE_INFINITY | (payload == 0 ? 1L << 51 : payload);
        }
        int doubleExponent = exponent - BIAS + 1023;
        if (doubleExponent > 2046) {
            return DOUBLE_INFINITY;
        }
        if (doubleExponent >= 1) {
            // The rounded significand has its leading bit at 52, which adds one to the exponent; so may a carry.
            return ((long) (doubleExponent - 1) << 52) + roundShift(significand, 11);
        }
        int shift = 12 - doubleExponent;
        return shift > Long.SIZE ? 0 : roundShift(significand, shift);
    }

    /** Divides an unsigned value by 2^shift, 11 ≤ shift ≤ 64, half to even. */
    private static long roundShift(long value, int shift) {
        long floor = shift == Long.SIZE ? 0 : value >>> shift;
        long rest = value << (Long.SIZE - shift);
        boolean up = rest == LEADING_BIT ? (floor & 1) != 0 : rest < 0;
        return up ? floor + 1 : floor;
    }

    /**
     * This value as a decimal, exactly. Zeros of both signs are zero.
     *
     * @return the decimal, of up to about 11 500 significant digits
     * @throws ArithmeticException if the value is not {@linkplain #isFinite() finite}
     */
    public BigDecimal toBigDecimal() {
        if (!isFinite()) {
            throw new ArithmeticException(this + " is no decimal number");
        }
        if (significand == 0) {
            return BigDecimal.ZERO;
        }
        int zeros = Long.numberOfTrailingZeros(significand);
        BigInteger odd = ShortestDigits.unsigned(significand).shiftRight(zeros);
        int power = power() + zeros;
        BigDecimal magnitude = power >= 0
                ? new BigDecimal(odd.shiftLeft(power))
                : new BigDecimal(odd.multiply(BigInteger.valueOf(5).pow(-power)), -power);
        return isNegative() ? magnitude.negate() : magnitude;
    }

    /**
     * Orders by value: negative infinity, numbers, positive infinity, NaN. Negative zero comes before positive zero;
     * what is left equal (a pseudo-denormal and its normal twin, NaNs and invalid encodings) is ordered by
     * {@code signExponent}, then {@code significand}, as unsigned integers. The order is consistent with equals.
     *
     * @param other the value to compare with
     * @return less than, equal to or greater than zero
     */
    @Override
    public int compareTo(Float80 other) {
        boolean nan = isNaN();
        if (nan != other.isNaN()) {
            return nan ? 1 : -1;
        }
        if (!nan) {
            if (isNegative() != other.isNegative()) {
                return isNegative() ? -1 : 1;
            }
            int magnitudes = Integer.compare(Math.max(exponent(), 1), Math.max(other.exponent(), 1));
            if (magnitudes == 0) {
                magnitudes = Long.compareUnsigned(significand, other.significand);
            }
            if (magnitudes != 0) {
                return isNegative() ? -magnitudes : magnitudes;
            }
        }
        int exponents = Integer.compare(signExponent & 0xFFFF, other.signExponent & 0xFFFF);
        return exponents != 0 ? exponents : Long.compareUnsigned(significand, other.significand);
    }

    /**
     * The shortest decimal that reads back to the same value, as {@link FloatText#shortest(Float80)} gives it.
     *
     * @return the text
     */
    @Override
    public String toString() {
        return FloatText.shortest(this);
    }

    /** The digits of a finite value that is not zero. */
    Decimal toDecimal() {
        return ShortestDigits.of(isNegative(), significand, power(), LEADING_BIT, exponent() <= 1);
    }

    private int exponent() {
        return signExponent & EXPONENT_MASK;
    }

    private int power() {
        return Math.max(exponent(), 1) - 1 + MIN_POWER;
    }
}
