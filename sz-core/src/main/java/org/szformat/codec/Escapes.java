package org.szformat.codec;

import static org.szformat.codec.StreamVByte.LONG;

import org.szformat.kernel.ShortKernels;

/** Finds bytes 255, eight bytes at a time. */
final class Escapes {

    private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

    private Escapes() {}

    /** The index of the first byte {@link ShortKernels#ESCAPE} of a range, or the end of the range. */
    static int nextEscape(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONG.get(bytes, i);
            // A byte 0 of the complement; what is found above the first need not be one.
            long found = (~word - LOWEST_BITS) & word & HIGHEST_BITS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < to && bytes[i] != ShortKernels.ESCAPE) {
            i++;
        }
        return i;
    }
}
