package org.szformat.interop.slow5;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.szformat.number.FloatText;

/** Text in fields. */
final class Texts {
    private Texts() {}

    /** The text of UTF-8. */
    static String decode(String field, byte[] bytes, int from, int to) throws Fault {
        boolean ascii = true;
        for (int i = from; i < to && ascii; i++) {
            ascii = bytes[i] >= 0;
        }
        if (ascii) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Fault(field, "bytes that are no UTF-8", "text");
        }
    }

    /** What people call a character that a field cannot hold. */
    static String nameOf(char c) {
        return switch (c) {
            case '\t' -> "tab";
            case '\n' -> "newline";
            case '\r' -> "carriage return";
            case 0 -> "NUL";
            default -> "'" + c + "'";
        };
    }

    /** The shortest decimal that reads back to the same double, without an exponent. */
    static String decimal(double value) {
        return Double.isNaN(value) || Double.isInfinite(value)
                ? special(value)
                : plain(FloatText.shortest(value), value);
    }

    /** The shortest decimal that reads back to the same float, without an exponent. */
    static String decimal(float value) {
        return Float.isNaN(value) || Float.isInfinite(value) ? special(value) : plain(FloatText.shortest(value), value);
    }

    private static String plain(String text, double value) {
        if (value == 0) {
            return text.startsWith("-") ? "-0" : "0";
        }
        return new BigDecimal(text).stripTrailingZeros().toPlainString();
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
}
