package org.szformat.number;

import java.math.BigDecimal;
import tools.jackson.core.io.NumberOutput;

/**
 * Decimal text of floating-point values: half ({@code F16}, raw bits in a {@code short}), float, double and 80-bit
 * extended ({@link Float80}).
 *
 * <p><b>Shortest text</b> ({@code shortest…}) has the fewest significant digits that read back to the same value of the
 * same type and, among those, is the closest to the value. It is laid out as {@link Double#toString(double)} lays
 * digits out ({@code 0.17}, {@code 6.55E4}, {@code NaN}, {@code -Infinity}), which for finite values is also a JSON
 * number. Floats and doubles are printed by Schubfach (Raffaello Giulietti, "The Schubfach way to render doubles",
 * 2020) as implemented in Jackson, since {@code Double.toString} gives the shortest text only since Java 19; the other
 * two types by Dragon4.
 *
 * <p><b>numpy's text</b> ({@code numpy…}) is what {@code str(dtype(value))} prints in numpy 2: the shortest digits;
 * {@code nan}, {@code inf}, {@code -inf}; positional with at least one digit after the point for zero and where
 * 10<sup>-4</sup> ≤ |value| &lt; L, with L = 10<sup>3</sup> for halves, 10<sup>6</sup> for floats and 10<sup>16</sup>
 * for doubles and extended values; scientific otherwise, with an exponent of at least two digits ({@code 1e-05},
 * {@code 6.55e+04}). The payload of a NaN is not printed.
 *
 * <p><b>Parsing</b> ({@code parse…}) reads an optional sign and then either decimal digits with an optional point and
 * an optional exponent ({@code 12}, {@code .5}, {@code 5.}, {@code 1e-05}) or, in any case, {@code nan}, {@code inf} or
 * {@code infinity}. It accepts no blanks, no digit separators, no digits other than ASCII ones, no type suffixes and no
 * hexadecimal. The result is rounded once, half to even; what is too large becomes infinite, what is too small zero.
 * NaN reads as the type's quiet NaN without payload. Texts longer than {@link #MAX_LENGTH} are refused and exponents of
 * any size cost nothing, so time and memory are bounded: at worst about a millisecond.
 *
 * <p>The class has no state and may be used by any number of threads.
 */
public final class FloatText {

    /**
     * The longest text that is parsed, in characters: enough for the exact positional decimal expansion of every value
     * of every type here.
     */
    public static final int MAX_LENGTH = 20_000;

    private static final int HALF_EXPONENT_MASK = 0x7C00;
    private static final short HALF_NAN = 0x7E00;

    private static final double POSITIONAL_FROM = 1e-4;
    private static final Float80 POSITIONAL_FROM_EXTENDED = parseFloat80("1e-4");

    /** Numbers this small may have one significant digit only, where Schubfach prints no fewer than two. */
    private static final float FEW_BITS_FLOAT = 256 * Float.MIN_VALUE;

    private static final double FEW_BITS_DOUBLE = 256 * Double.MIN_VALUE;

    private FloatText() {}

    /**
     * The shortest text of a float.
     *
     * @param value any float
     * @return the text
     */
    public static String shortest(float value) {
        return hasFewBits(value) ? fewBitsDecimal(value).toJavaText() : NumberOutput.toString(value, true);
    }

    /**
     * The shortest text of a double.
     *
     * @param value any double
     * @return the text
     */
    public static String shortest(double value) {
        return hasFewBits(value) ? fewBitsDecimal(value).toJavaText() : NumberOutput.toString(value, true);
    }

    /**
     * The shortest text of a half.
     *
     * @param bits the raw bits of any half
     * @return the text
     */
    public static String shortestHalf(short bits) {
        return isFiniteAndNotZero(bits) ? Float16.toDecimal(bits).toJavaText() : Float.toString(Float16.toFloat(bits));
    }

    /**
     * The shortest text of an extended value.
     *
     * @param value any value; invalid encodings print as {@code NaN}
     * @return the text
     */
    public static String shortest(Float80 value) {
        return value.isFinite() && !value.isZero() ? value.toDecimal().toJavaText() : Double.toString(value.toDouble());
    }

    /**
     * numpy's text of a {@code float32}.
     *
     * @param value any float
     * @return the text
     */
    public static String numpy(float value) {
        if (!isFiniteAndNotZero(value)) {
            return numpySpecial(value);
        }
        Decimal decimal = hasFewBits(value) ? fewBitsDecimal(value) : Decimal.ofJavaText(shortest(value));
        return layOut(decimal, Math.abs(value), 1e6);
    }

    /**
     * numpy's text of a {@code float64}.
     *
     * @param value any double
     * @return the text
     */
    public static String numpy(double value) {
        if (!isFiniteAndNotZero(value)) {
            return numpySpecial(value);
        }
        Decimal decimal = hasFewBits(value) ? fewBitsDecimal(value) : Decimal.ofJavaText(shortest(value));
        return layOut(decimal, Math.abs(value), 1e16);
    }

    /**
     * numpy's text of a {@code float16}.
     *
     * @param bits the raw bits of any half
     * @return the text
     */
    public static String numpyHalf(short bits) {
        float value = Float16.toFloat(bits);
        return isFiniteAndNotZero(bits) ? layOut(Float16.toDecimal(bits), Math.abs(value), 1e3) : numpySpecial(value);
    }

    /**
     * numpy's text of a {@code float128} on x86-64.
     *
     * @param value any value; invalid encodings print as {@code nan}
     * @return the text
     */
    public static String numpy(Float80 value) {
        if (!value.isFinite() || value.isZero()) {
            return numpySpecial(value.toDouble());
        }
        Decimal decimal = value.toDecimal();
        boolean positional = decimal.exponent() < 16 && value.abs().compareTo(POSITIONAL_FROM_EXTENDED) >= 0;
        return positional ? decimal.toPositional() : decimal.toScientific();
    }

    /**
     * Reads a float.
     *
     * @param text the text, see the class comment
     * @return the float nearest to the decimal
     * @throws NumberFormatException if the text is no number or too long
     */
    public static float parseFloat(String text) {
        DecimalText decimal = DecimalText.parse(text);
        float magnitude;
        if (decimal.kind() == DecimalText.Kind.NAN) {
            return Float.NaN;
        } else if (decimal.isHuge()) {
            magnitude = Float.POSITIVE_INFINITY;
        } else {
            magnitude = decimal.isZero() ? 0 : Float.parseFloat(decimal.magnitudeText());
        }
        return decimal.negative() ? -magnitude : magnitude;
    }

    /**
     * Reads a double.
     *
     * @param text the text, see the class comment
     * @return the double nearest to the decimal
     * @throws NumberFormatException if the text is no number or too long
     */
    public static double parseDouble(String text) {
        DecimalText decimal = DecimalText.parse(text);
        double magnitude;
        if (decimal.kind() == DecimalText.Kind.NAN) {
            return Double.NaN;
        } else if (decimal.isHuge()) {
            magnitude = Double.POSITIVE_INFINITY;
        } else {
            magnitude = decimal.isZero() ? 0 : Double.parseDouble(decimal.magnitudeText());
        }
        return decimal.negative() ? -magnitude : magnitude;
    }

    /**
     * Reads a half.
     *
     * @param text the text, see the class comment
     * @return the raw bits of the half nearest to the decimal
     * @throws NumberFormatException if the text is no number or too long
     */
    public static short parseHalf(String text) {
        DecimalText decimal = DecimalText.parse(text);
        short magnitude;
        if (decimal.kind() == DecimalText.Kind.NAN) {
            return HALF_NAN;
        } else if (decimal.isHuge()) {
            magnitude = (short) HALF_EXPONENT_MASK;
        } else if (decimal.isZero()) {
            magnitude = 0;
        } else {
            BigDecimal exact = decimal.magnitude();
            magnitude = Float16.fromRoundedMagnitude(Double.parseDouble(decimal.magnitudeText()), exact);
        }
        return decimal.negative() ? (short) (magnitude | 0x8000) : magnitude;
    }

    /**
     * Reads an extended value.
     *
     * @param text the text, see the class comment
     * @return the value nearest to the decimal
     * @throws NumberFormatException if the text is no number or too long
     */
    public static Float80 parseFloat80(String text) {
        DecimalText decimal = DecimalText.parse(text);
        Float80 magnitude;
        if (decimal.kind() == DecimalText.Kind.NAN) {
            return Float80.NAN;
        } else if (decimal.isHuge()) {
            magnitude = Float80.POSITIVE_INFINITY;
        } else {
            magnitude = decimal.isZero() ? Float80.ZERO : Float80.fromBigDecimal(decimal.magnitude());
        }
        return decimal.negative() ? magnitude.negate() : magnitude;
    }

    private static String layOut(Decimal decimal, double magnitude, double limit) {
        return magnitude >= POSITIONAL_FROM && magnitude < limit ? decimal.toPositional() : decimal.toScientific();
    }

    private static String numpySpecial(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (value == 0) {
            return Double.toString(value);
        }
        return value > 0 ? "inf" : "-inf";
    }

    private static boolean isFiniteAndNotZero(double value) {
        return Math.abs(value) <= Double.MAX_VALUE && value != 0;
    }

    private static boolean isFiniteAndNotZero(short halfBits) {
        return (halfBits & HALF_EXPONENT_MASK) != HALF_EXPONENT_MASK && (halfBits & 0x7FFF) != 0;
    }

    private static boolean hasFewBits(float value) {
        return Math.abs(value) < FEW_BITS_FLOAT && value != 0;
    }

    private static boolean hasFewBits(double value) {
        return Math.abs(value) < FEW_BITS_DOUBLE && value != 0;
    }

    private static Decimal fewBitsDecimal(float value) {
        int bits = Float.floatToRawIntBits(value);
        return ShortestDigits.of(bits < 0, bits & Integer.MAX_VALUE, -149, 1L << 23, true);
    }

    private static Decimal fewBitsDecimal(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return ShortestDigits.of(bits < 0, bits & Long.MAX_VALUE, -1074, 1L << 52, true);
    }
}
