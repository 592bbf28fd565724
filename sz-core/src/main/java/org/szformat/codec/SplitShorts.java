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
        ShortKernels kernels = Kernels.forValues(count);
        int escape = 0;
        int i = 0;
        while (i < count) {
            if (i > 0) {
                i += kernels.decode(in, from + i, count - i, sign, values, at + i);
            }
            if (i < count) {
                int z = in[from + i] & 0xFF;
                if (z == ESCAPE) {
                    if (escape == escapes) {
                        throw corrupt(i, "another byte 255", escapes + " of them, by the length");
                    }
                    z += rest(in, from, lowAt + escape, lowAt + escapes + escape);
                    escape++;
                }
                values[at + i] = (short) ((i == 0 ? 0 : values[at + i - 1]) + unzigzag(z));
                i++;
            }
        }
        if (escape != escapes) {
            throw corrupt(count, escape + " bytes 255 before", escapes + " of them, by the length");
        }
    }

    private static int rest(byte[] in, int from, int lowAt, int highAt) throws CorruptDataException {
        int rest = (in[lowAt] & 0xFF) | ((in[highAt] & 0xFF) << 8);
        if (rest > MAX_REST) {
            throw corrupt(highAt - from, rest + " to be added to 255", "at most " + MAX_REST);
        }
        return rest;
    }

    private static CorruptDataException corrupt(long position, String found, String expected) {
        return new CorruptDataException(SplitCodec.NAME, position, found, expected);
    }
}
