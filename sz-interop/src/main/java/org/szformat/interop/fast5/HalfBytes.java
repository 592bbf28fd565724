package org.szformat.interop.fast5;

import org.szformat.codec.CorruptDataException;

/**
 * Integers of one byte as VBZ's version 1 packs them: a key of two bits for each, the first in the lowest bits of the first
 * byte, for no, one, two or four half bytes of data; behind the keys the half bytes, the lower half of a byte first, the
 * lowest of a value first.
 */
final class HalfBytes {
    private static final String NAME = "VBZ of half bytes";
    private static final int[] HALVES = {0, 1, 2, 4};

    private HalfBytes() {}

    /**
     * Decodes as many values as an array has.
     *
     * @throws CorruptDataException if the bytes are not exactly so many values
     */
    static void decode(byte[] in, int[] values) throws CorruptDataException {
        int keys = (int) ((values.length + 3L) / 4);
        if (in.length < keys) {
            throw new CorruptDataException(NAME, in.length, "the end", keys + " bytes of keys");
        }
        long half = 2L * keys;
        for (int i = 0; i < values.length; i++) {
            int count = HALVES[in[i >> 2] >> 2 * (i & 3) & 3];
            if (half + count > 2L * in.length) {
                throw new CorruptDataException(NAME, in.length, "the end", "value " + i + " of " + values.length);
            }
            int value = 0;
            for (int k = 0; k < count; k++, half++) {
                value |= (in[(int) (half >> 1)] >> 4 * (int) (half & 1) & 0xF) << 4 * k;
            }
            values[i] = value;
        }
        if ((half + 1) / 2 != in.length) {
            throw new CorruptDataException(
                    NAME, (half + 1) / 2, in.length - (half + 1) / 2 + " bytes more", "the end, as the keys say");
        }
    }
}
