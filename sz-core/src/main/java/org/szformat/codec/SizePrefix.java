package org.szformat.codec;

import java.util.Objects;

/** The length of the content as four bytes, little-endian, before compressed bytes whose own format lacks it. */
final class SizePrefix {

    static final int LENGTH = Integer.BYTES;

    private SizePrefix() {}

    static void put(int length, byte[] out, int at) {
        for (int k = 0; k < LENGTH; k++) {
            out[at + k] = (byte) (length >>> (8 * k));
        }
    }

    /** Reads the length, and makes sure that it is expected and no more than {@code factor} times the bytes at hand. */
    static int require(String what, byte[] in, int from, int to, long min, long max, long factor)
            throws CorruptDataException {
        Objects.checkFromToIndex(from, to, in.length);
        if (to - from <= LENGTH) {
            throw new CorruptDataException(what, to - from, "the end", "more than " + LENGTH + " bytes");
        }
        long length = 0;
        for (int k = 0; k < LENGTH; k++) {
            length |= (in[from + k] & 0xFFL) << (8 * k);
        }
        ContentLengths.require(what, 0, length, min, max);
        if (length > factor * (to - from)) {
            throw new CorruptDataException(
                    what, 0, "a content of " + length + " bytes", "no more than fits into " + (to - from) + " bytes");
        }
        return (int) length;
    }
}
