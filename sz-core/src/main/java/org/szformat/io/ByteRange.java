package org.szformat.io;

/**
 * Bytes of a file that follow one another.
 *
 * @param from where they begin
 * @param to where what is behind them begins
 */
public record ByteRange(long from, long to) {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException when it begins before the file or ends before it begins
     */
    public ByteRange {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "bytes " + from + " to " + to + "; the first must not be behind the last");
        }
    }
}
