package org.szformat.codec;

import static org.szformat.codec.DeltaZigzag.unzigzag;
import static org.szformat.codec.DeltaZigzag.zigzag;
import static org.szformat.codec.Escapes.nextEscape;

import org.szformat.kernel.Kernels;
import org.szformat.kernel.ShortKernels;
import org.szformat.kernel.ShortKernels.Sign;

/**
 * Differences of 16-bit values as zigzag numbers of one byte each, with what the rare large ones exceed a byte by kept
 * apart: made for signals, whose small differences then fill one plane that a byte compressor takes as a whole.
 *
 * <p>The difference of a value to the one before it, of the first to 0, is taken modulo 2<sup>16</sup> as a signed
 * number d from −32768 to 32767, and becomes the zigzag number {@code z = (d << 1) ^ (d >> 15)}, from 0 to 65535.
 * Encoded, {@code n} values of which {@code e} have z ≥ 255 are {@code n + 2e} bytes:
 *
 * <pre>
 * n bytes   z of each value, or 255 where z is 255 or more
 * e bytes   for each 255 above, in order: the low byte of z − 255
 * e bytes   for each 255 above, in order: the high byte of z − 255
 * </pre>
 *
 * <p>Neither {@code n} nor {@code e} is stored: {@code e} follows from the length and must equal the number of bytes
 * 255 among the first {@code n}. A z − 255 of more than 65280 is malformed. {@code I16} and {@code U16} are encoded
 * alike, by their bits.
 */
final class SplitShorts extends RangeCheckedArray<short[]> {

    private static final int ESCAPE = 255;
    private static final int MAX_REST = 0xFFFF - ESCAPE;

    /** Values encoded at a time, so that their bytes are still in the fastest cache when escapes are looked for. */
    private static final int TILE = 4096;

    private final Sign sign;

    SplitShorts(Sign sign) {
        super(ArrayKind.SHORTS);
        this.sign = sign;
    }

    @Override
    String name() {
        return SplitCodec.NAME;
    }

    @Override
    public long minEncodedLength(int count) {
        return count;
    }

    @Override
    public long maxEncodedLength(int count) {
        return 3L * count;
    }

    @Override
    int put(short[] values, int from, int count, byte[] out, int at) {
        ShortKernels kernels = Kernels.forValues(count);
        int lowAt = at + count;
        // High bytes wait where they would stand if every value had one, until it is known how many do.
        int highAt = lowAt + count;
        int escapes = 0;
        for (int i = 0; i < count; i += TILE) {
            int end = Math.min(i + TILE, count);
            int second = i;
            if (i == 0) {
                out[at] = ShortKernels.ESCAPE;
                second = 1;
            }
            kernels.encode(values, from + second, end - second, sign, out, at + second);
            for (int k = nextEscape(out, at + i, at + end) - at;
                    k < end;
                    k = nextEscape(out, at + k + 1, at + end) - at) {
                int z = zigzag((short) (values[from + k] - (k == 0 ? 0 : values[from + k - 1])));
                if (z < ESCAPE) {
                    out[at + k] = (byte) z;
                } else {
                    int rest = z - ESCAPE;
                    out[lowAt + escapes] = (byte) rest;
                    out[highAt + escapes] = (byte) (rest >>> 8);
                    escapes++;
                }
            }
        }
        System.arraycopy(out, highAt, out, lowAt + escapes, escapes);
        return lowAt + 2 * escapes;
    }

    @Override
    void get(byte[] in, int from, int to, short[] values, int at, int count) throws CorruptDataException {
        int lowAt = from + count;
        int escapes = (to - lowAt) >>> 1;
        if (lowAt + 2 * escapes != to) {
            throw corrupt(to - from, "an odd number of bytes after the first " + count, "an even number");
        }
        requireRests(in, from, lowAt, escapes);
        if (count == 0) {
            return;
        }
        int first = in[from] == ShortKernels.ESCAPE ? 1 : 0;
        int found = first;
        if (first <= escapes) {
            int highAt = lowAt + escapes;
            values[at] = (short) unzigzag(first == 1 ? ShortKernels.escaped(in, lowAt, highAt) : in[from] & 0xFF);
            found += Kernels.forValues(count)
                    .decodeSplit(
                            in,
                            from + 1,
                            count - 1,
                            lowAt + first,
                            highAt + first,
                            escapes - first,
                            sign,
                            values,
                            at + 1);
        }
        if (found > escapes) {
            throw corrupt(
                    indexOfEscape(in, from, lowAt, escapes), "another byte 255", escapes + " of them, by the length");
        }
        if (found < escapes) {
            throw corrupt(count, found + " bytes 255 before", escapes + " of them, by the length");
        }
    }

    private static void requireRests(byte[] in, int from, int lowAt, int escapes) throws CorruptDataException {
        for (int i = 0; i < escapes; i++) {
            int rest = ShortKernels.escaped(in, lowAt + i, lowAt + escapes + i) - ESCAPE;
            if (rest > MAX_REST) {
                throw corrupt(lowAt + escapes + i - from, rest + " to be added to 255", "at most " + MAX_REST);
            }
        }
    }

    /** Where in a range, relative to its begin, a byte 255 stands that has {@code before} others before it. */
    private static int indexOfEscape(byte[] in, int from, int to, int before) {
        int at = nextEscape(in, from, to);
        for (int i = 0; i < before; i++) {
            at = nextEscape(in, at + 1, to);
        }
        return at - from;
    }

    private static CorruptDataException corrupt(long position, String found, String expected) {
        return new CorruptDataException(SplitCodec.NAME, position, found, expected);
    }
}
