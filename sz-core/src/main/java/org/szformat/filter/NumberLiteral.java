package org.szformat.filter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number in a filter's text.
 *
 * @param finite its value; null when it is infinite
 * @param isExact whether it is an integer literal, which is never rounded
 * @param sign −1, 0 or 1
 */
record NumberLiteral(@Nullable BigDecimal finite, boolean isExact, int sign) {
    private static final int MAX_LENGTH = 10_000;

    /** Beyond all values of all types; so larger powers of ten compare alike, and cost nothing. */
    private static final int MAX_EXPONENT = 20_000;

    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]++\\.?+[0-9]*+|\\.[0-9]++)(?:[eE]([+-]?[0-9]++))?+");
    private static final Pattern HEXADECIMAL = Pattern.compile("[+-]?0x[0-9a-fA-F]++");
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]++");

    /** The number that a text is, or null when it is none. */
    static @Nullable NumberLiteral parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        if (text.equals("inf") || text.equals("+inf")) {
            return new NumberLiteral(null, true, 1);
        } else if (text.equals("-inf")) {
            return new NumberLiteral(null, true, -1);
        } else if (HEXADECIMAL.matcher(text).matches()) {
            return exact(new BigInteger(text.replaceFirst("0x", ""), 16));
        } else if (INTEGER.matcher(text).matches()) {
            return exact(new BigInteger(text));
        }
        var decimal = DECIMAL.matcher(text);
        return decimal.matches() ? decimal(text, decimal.group(1)) : null;
    }

    private static NumberLiteral exact(BigInteger value) {
        return new NumberLiteral(new BigDecimal(value), true, value.signum());
    }

    private static NumberLiteral decimal(String text, @Nullable String exponent) {
        int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
        BigDecimal digits = new BigDecimal(mark < 0 ? text : text.substring(0, mark));
        BigInteger power = exponent == null ? BigInteger.ZERO : new BigInteger(exponent);
        BigInteger limit = BigInteger.valueOf(MAX_EXPONENT);
        int clamped = power.min(limit).max(limit.negate()).intValue();
        return new NumberLiteral(digits.scaleByPowerOfTen(clamped), false, digits.signum());
    }
}
