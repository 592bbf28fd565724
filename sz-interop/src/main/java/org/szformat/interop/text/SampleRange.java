package org.szformat.interop.text;

/**
 * Which values of arrays are wanted: from one position to before another, both counted from 0. Of an array that ends
 * before, what there is.
 *
 * @param from the first position
 * @param to the position after the last
 */
public record SampleRange(long from, long to) {
    /** All values. */
    public static final SampleRange ALL = new SampleRange(0, Long.MAX_VALUE);

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException when the range is negative
     */
    public SampleRange {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("the range " + from + "-" + to + " ends before it begins");
        }
    }

    /**
     * Reads {@code A-B}, or {@code A-} for all from A on.
     *
     * @throws IllegalArgumentException when the text is no range; the message says why
     */
    public static SampleRange parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 1 || !isDecimal(text, 0, dash) || !isDecimal(text, dash + 1, text.length())) {
            throw new IllegalArgumentException("'" + text + "' is no range A-B of samples counted from 0");
        }
        try {
            long from = Long.parseLong(text.substring(0, dash));
            return new SampleRange(
                    from, dash == text.length() - 1 ? Long.MAX_VALUE : Long.parseLong(text.substring(dash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is out of range", e);
        }
    }

    private static boolean isDecimal(String text, int from, int to) {
        return text.substring(from, to).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Where the range begins in an array of that length. */
    public int start(int length) {
        return (int) Math.min(from, length);
    }

    /** Where the range ends in an array of that length. */
    public int end(int length) {
        return (int) Math.min(to, length);
    }
}
