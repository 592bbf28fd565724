package org.szformat.interop.text;

import java.util.regex.Pattern;

/** What kind of value a text looks like. */
enum ValueText {
    /** A decimal integer of 64 bits, signed or unsigned, without leading zeros. */
    INTEGER,
    /** A decimal integer that has more bits. */
    LONG_INTEGER,
    /** A decimal with a point or an exponent. */
    REAL,
    /** {@code NaN}, {@code Infinity} or {@code -Infinity}. */
    SPECIAL,
    /** Anything else. */
    TEXT;

    private static final Pattern REAL_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]{1,4})?");
    private static final int LONGEST_REAL = 400;
    private static final int LONGEST_INTEGER = 20;

    static ValueText of(String text) {
        int length = text.length();
        if (length == 0 || length > LONGEST_REAL) {
            return TEXT;
        }
        if (isInteger(text)) {
            return isOf64Bits(text) ? INTEGER : LONG_INTEGER;
        }
        char first = text.charAt(0);
        if (first == '-' || first >= '0' && first <= '9') {
            if (text.equals("-Infinity")) {
                return SPECIAL;
            }
            return REAL_NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text)) ? REAL : TEXT;
        }
        return text.equals("NaN") || text.equals("Infinity") ? SPECIAL : TEXT;
    }

    private static boolean isInteger(String text) {
        int first = text.charAt(0) == '-' ? 1 : 0;
        int digits = text.length() - first;
        if (digits == 0 || text.charAt(first) == '0' && (digits > 1 || first == 1)) {
            return false;
        }
        for (int i = first; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isOf64Bits(String text) {
        if (text.length() < LONGEST_INTEGER - 1) {
            return true;
        }
        if (text.length() > LONGEST_INTEGER) {
            return false;
        }
        try {
            if (text.charAt(0) == '-') {
                Long.parseLong(text);
            } else {
                Long.parseUnsignedLong(text);
            }
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
