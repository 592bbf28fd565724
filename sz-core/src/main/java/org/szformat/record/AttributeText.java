package org.szformat.record;

import org.szformat.number.Float80;
import org.szformat.number.FloatText;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** Attributes as text and back. */
public final class AttributeText {
    private AttributeText() {}

    /**
     * The text that pysz writes into a directory's index: integers in decimal, floats as numpy's {@code str} gives them
     * ({@code 0.17}, {@code 6.55e+04}, {@code nan}), strings as they are.
     *
     * @param row a row in which the attribute is not missing
     * @param field an attribute of the row's schema
     */
    public static String numpy(Attributes row, Field field) {
        return switch (field.type()) {
            case F16 -> FloatText.numpyHalf((short) row.bits(field));
            case F32 -> FloatText.numpy(Float.intBitsToFloat((int) row.bits(field)));
            case F64 -> FloatText.numpy(Double.longBitsToDouble(row.bits(field)));
            case F128 -> FloatText.numpy((Float80) row.stored(field));
            default -> exact(row, field);
        };
    }

    /**
     * The shortest text that reads back to the same value of its type: integers in decimal, floats as {@code 0.17},
     * {@code 65504.0}, {@code NaN}, {@code Infinity}, strings as they are.
     *
     * @param row a row in which the attribute is not missing
     * @param field an attribute of the row's schema
     */
    public static String shortest(Attributes row, Field field) {
        return switch (field.type()) {
            case F16 -> FloatText.shortestHalf((short) row.bits(field));
            case F32 -> FloatText.shortest(Float.intBitsToFloat((int) row.bits(field)));
            case F64 -> FloatText.shortest(Double.longBitsToDouble(row.bits(field)));
            case F128 -> FloatText.shortest((Float80) row.stored(field));
            default -> exact(row, field);
        };
    }

    private static String exact(Attributes row, Field field) {
        if (field.isText()) {
            return (String) row.stored(field);
        }
        return field.type() == ValueType.U64 ? Long.toUnsignedString(row.bits(field)) : Long.toString(row.bits(field));
    }

    /**
     * The bits of a number given as text, as {@link Attributes#bits} gives them.
     *
     * @param type an integer type, F16, F32 or F64
     * @param text decimal, as {@link #numpy} and {@link #shortest} write it; floats are rounded to the nearest value
     * @throws NumberFormatException when it is no such number or an integer out of range
     */
    public static long parseBits(ValueType type, String text) {
        return switch (type) {
            case F16 -> Short.toUnsignedLong(FloatText.parseHalf(text));
            case F32 -> Integer.toUnsignedLong(Float.floatToRawIntBits(FloatText.parseFloat(text)));
            case F64 -> Double.doubleToRawLongBits(FloatText.parseDouble(text));
            case S, F128 -> throw new IllegalArgumentException(type + " is held as an object");
            case U64 -> Long.parseUnsignedLong(requireAscii(text));
            default -> parseInteger(type, requireAscii(text));
        };
    }

    private static long parseInteger(ValueType type, String text) {
        long value = Long.parseLong(text);
        if (!type.holds(value)) {
            throw new NumberFormatException(
                    value + " is out of the range of " + type + ", " + type.minValue() + " to " + type.maxValue());
        }
        return value;
    }

    /** The JDK takes any script's digits for decimal; files hold ASCII ones. */
    private static String requireAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                throw new NumberFormatException("'" + text + "' is no decimal integer");
            }
        }
        return text;
    }
}
