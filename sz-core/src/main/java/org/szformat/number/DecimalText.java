package org.szformat.number;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Decimal text taken apart: a sign, and either NaN, infinity or {@code digits × 10^exponent}.
 *
 * @param negative whether there is a minus sign
 * @param kind what follows the sign
 * @param digits the digits without leading and trailing zeros, empty for zero, NaN and infinity
 * @param exponent the exponent of the last digit, clamped to ±{@value #EXPONENT_CLAMP}
 */
record DecimalText(boolean negative, Kind kind, String digits, int exponent) {

    /** What the text stands for. */
    enum Kind {
        FINITE,
        INFINITE,
        NAN
    }

    /** Beyond every exponent that matters, also after {@link FloatText#MAX_LENGTH} digits. */
    static final int EXPONENT_CLAMP = 1_000_000;

    /** Every finite number of ours that is not zero lies strictly between 10^-this and 10^this. */
    private static final int RANGE = 5_000;

    /** Takes a number apart, as {@link FloatText} describes. */
    static DecimalText parse(String text) {
        int length = text.length();
        if (length > FloatText.MAX_LENGTH) {
            throw new NumberFormatException(
                    "number of " + length + " characters; at most " + FloatText.MAX_LENGTH + " are read");
        }
        int at = 0;
        boolean negative = false;
        if (length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
            negative = text.charAt(0) == '-';
            at = 1;
        }
        if (isWord(text, at, "nan")) {
            return new DecimalText(negative, Kind.NAN, "", 0);
        }
        if (isWord(text, at, "inf") || isWord(text, at, "infinity")) {
            return new DecimalText(negative, Kind.INFINITE, "", 0);
        }
        return parseFinite(text, at, negative);
    }

    private static DecimalText parseFinite(String text, int start, boolean negative) {
        int length = text.length();
        StringBuilder digits = new StringBuilder(Math.min(length, 32));
        int fractionDigits = 0;
        boolean pointSeen = false;
        boolean digitSeen = false;
        int at = start;
        for (; at < length; at++) {
            char c = text.charAt(at);
            if (c == '.' && !pointSeen) {
                pointSeen = true;
            } else if (c >= '0' && c <= '9') {
                digitSeen = true;
                if (pointSeen) {
                    fractionDigits++;
                }
                if (c != '0' || digits.length() > 0) {
                    digits.append(c);
                }
            } else {
                break;
            }
        }
        if (!digitSeen) {
            throw notANumber(text);
        }
        int exponent = at == length ? 0 : parseExponent(text, at);
        int significant = digits.length();
        while (significant > 0 && digits.charAt(significant - 1) == '0') {
            significant--;
        }
        exponent += digits.length() - significant - fractionDigits;
        digits.setLength(significant);
        return new DecimalText(negative, Kind.FINITE, digits.toString(), exponent);
    }

    private static int parseExponent(String text, int mark) {
        if (text.charAt(mark) != 'e' && text.charAt(mark) != 'E') {
            throw notANumber(text);
        }
        int at = mark + 1;
        boolean down = false;
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            down = text.charAt(at) == '-';
            at++;
        }
        if (at == text.length()) {
            throw notANumber(text);
        }
        int exponent = 0;
        for (; at < text.length(); at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                throw notANumber(text);
            }
            exponent = Math.min(exponent * 10 + digit, EXPONENT_CLAMP);
        }
        return down ? -exponent : exponent;
    }

    /** Whether the number is zero or certainly rounds to it in every type of ours. */
    boolean isZero() {
        return digits.isEmpty() || digits.length() + exponent < -RANGE;
    }

    /** Whether the number is certainly beyond the range of every type of ours. */
    boolean isHuge() {
        return kind == Kind.INFINITE || (!digits.isEmpty() && digits.length() + exponent > RANGE);
    }

    /** The magnitude, exactly; only where the number is neither {@link #isZero} nor {@link #isHuge} nor NaN. */
    BigDecimal magnitude() {
        return new BigDecimal(new BigInteger(digits), -exponent);
    }

    /** The magnitude as text for Java's own parsers. */
    String magnitudeText() {
        return digits + "E" + exponent;
    }

    private static boolean isWord(String text, int at, String word) {
        return text.length() - at == word.length() && text.regionMatches(true, at, word, 0, word.length());
    }

    private static NumberFormatException notANumber(String text) {
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "...";
        return new NumberFormatException("not a decimal number: \"" + shown + '"');
    }
}
