package org.szformat.number;

/**
 * A finite number that is about to be printed: {@code d.ddd × 10^exponent} where {@code digits} are the d's, without
 * trailing zeros. Zero is the digit 0 and the exponent 0.
 */
record Decimal(boolean negative, String digits, int exponent) {

    /** Reads what {@link Double#toString(double)} and its faster kin print. */
    static Decimal ofJavaText(String text) {
        boolean negative = text.charAt(0) == '-';
        int mark = text.indexOf('E');
        int end = mark < 0 ? text.length() : mark;
        int power = mark < 0 ? 0 : Integer.parseInt(text, mark + 1, text.length(), 10);
        int start = negative ? 1 : 0;
        int point = text.indexOf('.');
        StringBuilder digits = new StringBuilder(end - start);
        digits.append(text, start, point).append(text, point + 1, end);
        int leading = 0;
        while (leading < digits.length() - 1 && digits.charAt(leading) == '0') {
            leading++;
        }
        int last = digits.length();
        while (last > leading + 1 && digits.charAt(last - 1) == '0') {
            last--;
        }
        String significant = digits.substring(leading, last);
        int exponent = significant.equals("0") ? 0 : point - start - 1 - leading + power;
        return new Decimal(negative, significant, exponent);
    }

    /** As {@link Double#toString(double)} lays digits out: positional from 10^-3 to 10^7, else {@code 1.0E10}. */
    String toJavaText() {
        if (exponent >= -3 && exponent < 7) {
            return toPositional();
        }
        StringBuilder out = new StringBuilder(digits.length() + 9);
        appendMantissa(out);
        if (digits.length() == 1) {
            out.append(".0");
        }
        return out.append('E').append(exponent).toString();
    }

    /** All digits and at least one after the point. */
    String toPositional() {
        StringBuilder out = new StringBuilder(digits.length() + Math.abs(exponent) + 4);
        if (negative) {
            out.append('-');
        }
        if (exponent < 0) {
            out.append("0.").append("0".repeat(-exponent - 1)).append(digits);
        } else if (digits.length() <= exponent + 1) {
            out.append(digits)
                    .append("0".repeat(exponent + 1 - digits.length()))
                    .append(".0");
        } else {
            out.append(digits, 0, exponent + 1).append('.').append(digits, exponent + 1, digits.length());
        }
        return out.toString();
    }

    /** As C's {@code printf("%e")} lays exponents out, with as many digits as there are. */
    String toScientific() {
        StringBuilder out = new StringBuilder(digits.length() + 9);
        appendMantissa(out);
        out.append('e').append(exponent < 0 ? '-' : '+');
        int magnitude = Math.abs(exponent);
        if (magnitude < 10) {
            out.append('0');
        }
        return out.append(magnitude).toString();
    }

    private void appendMantissa(StringBuilder out) {
        if (negative) {
            out.append('-');
        }
        out.append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
    }
}
