package org.szformat.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/**
 * {@link ShortKernels} eight values at a time in words of 64 bits.
 *
 * <p>To encode, values are copied to an array of bytes first, from which four are loaded at once, and once more from two
 * bytes before, so that the lanes of the second word are the values before those of the first. A lane of 16 bits is
 * subtracted without borrowing from the next by setting its top bit beforehand: Warren, "Hacker's Delight", 2-18.
 */
final class PlainKernels implements ShortKernels {

    static final PlainKernels INSTANCE = new PlainKernels();

    /** Values copied at a time: they and their bytes stay in the fastest cache. */
    private static final int TILE = 2048;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long TOP_BITS = 0x8000_8000_8000_8000L;
    private static final long LOW_BITS = 0x0001_0001_0001_0001L;
    private static final long HIGH_BYTES = 0xFF00_FF00_FF00_FF00L;
    private static final long LOW_BITS_OF_BYTES = 0x0101_0101_0101_0101L;
    private static final long TOP_BITS_OF_BYTES = 0x8080_8080_8080_8080L;
    private static final long LOW_SEVEN_OF_BYTES = 0x7F7F_7F7F_7F7F_7F7FL;

    /** What eight differences of a byte cannot exceed. */
    private static final int GROUP_REACH = 8 * 128;

    private static final ThreadLocal<Tile> TILES = ThreadLocal.withInitial(Tile::new);

    private PlainKernels() {}

    /** Room for values as bytes, kept by every thread that encodes. */
    private static final class Tile {
        final byte[] bytes = new byte[Short.BYTES * (TILE + 1)];
        final ShortBuffer values =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    }

    @Override
    public void encode(short[] values, int from, int count, Sign sign, byte[] out, int at) {
        int done = 0;
        if (count >= Long.BYTES) {
            Tile tile = TILES.get();
            while (done <= count - Long.BYTES) {
                int length = Math.min(TILE, (count - done) & -Long.BYTES);
                tile.values.put(0, values, from + done - 1, length + 1);
                encodeTile(tile.bytes, length, sign, out, at + done);
                done += length;
            }
        }
        for (; done < count; done++) {
            int next = from + done;
            out[at + done] = (byte) zigzagOrEscape(sign.value(values[next]) - sign.value(values[next - 1]));
        }
    }

    private static void encodeTile(byte[] values, int count, Sign sign, byte[] out, int at) {
        long flip = sign == Sign.SIGNED ? 0 : TOP_BITS;
        for (int i = 0; i < count; i += Long.BYTES) {
            int place = Short.BYTES * i;
            long before0 = (long) LONG.get(values, place);
            long now0 = (long) LONG.get(values, place + 2);
            long before1 = (long) LONG.get(values, place + 8);
            long now1 = (long) LONG.get(values, place + 10);
            long unequal0 = now0 ^ before0;
            long unequal1 = now1 ^ before1;
            long difference0 = ((now0 | TOP_BITS) - (before0 & ~TOP_BITS)) ^ (~unequal0 & TOP_BITS);
            long difference1 = ((now1 | TOP_BITS) - (before1 & ~TOP_BITS)) ^ (~unequal1 & TOP_BITS);
            long overflow = (unequal0 & (now0 ^ difference0 ^ flip)) | (unequal1 & (now1 ^ difference1 ^ flip));
            long zigzag0 = zigzag(difference0);
            long zigzag1 = zigzag(difference1);
            long above = zigzag0 | (zigzag0 + LOW_BITS) | zigzag1 | (zigzag1 + LOW_BITS);
            if (((above & HIGH_BYTES) | (overflow & TOP_BITS)) == 0) {
                LONG.set(out, at + i, lowBytes(zigzag0) | (lowBytes(zigzag1) << 32));
            } else {
                encodeOneByOne(values, place, sign, out, at + i);
            }
        }
    }

    private static void encodeOneByOne(byte[] values, int place, Sign sign, byte[] out, int at) {
        int before = value(values, place, sign);
        for (int i = 0; i < Long.BYTES; i++) {
            int now = value(values, place + Short.BYTES * (i + 1), sign);
            out[at + i] = (byte) zigzagOrEscape(now - before);
            before = now;
        }
    }

    private static int value(byte[] bytes, int place, Sign sign) {
        return sign.value((short) ((bytes[place] & 0xFF) | (bytes[place + 1] << 8)));
    }

    private static int zigzagOrEscape(int difference) {
        return Math.min((difference << 1) ^ (difference >> 31), 255);
    }

    private static long zigzag(long differences) {
        long signs = (differences >>> 15) & LOW_BITS;
        return ((differences << 1) & ~LOW_BITS) ^ ((signs << 16) - signs);
    }

    /** The low bytes of four lanes whose high bytes are 0. */
    private static long lowBytes(long lanes) {
        long pairs = (lanes | (lanes >>> 8)) & 0x0000_FFFF_0000_FFFFL;
        return (pairs | (pairs >>> 16)) & 0xFFFF_FFFFL;
    }

    @Override
    public int decode(byte[] in, int from, int count, Sign sign, short[] values, int at) {
        int value = sign.value(values[at - 1]);
        int i = 0;
        for (; i <= count - Long.BYTES; i += Long.BYTES) {
            long zigzags = (long) LONG.get(in, from + i);
            if (hasEscape(zigzags)) {
                break;
            }
            long differences = unzigzag(zigzags);
            if ((sign.excess(value - GROUP_REACH) | sign.excess(value + GROUP_REACH)) != 0
                    && excessOfSums(differences, value, sign) != 0) {
                break;
            }
            int target = at + i;
            value += (byte) differences;
            values[target] = (short) value;
            value += (byte) (differences >> 8);
            values[target + 1] = (short) value;
            value += (byte) (differences >> 16);
            values[target + 2] = (short) value;
            value += (byte) (differences >> 24);
            values[target + 3] = (short) value;
            value += (byte) (differences >> 32);
            values[target + 4] = (short) value;
            value += (byte) (differences >> 40);
            values[target + 5] = (short) value;
            value += (byte) (differences >> 48);
            values[target + 6] = (short) value;
            value += (byte) (differences >> 56);
            values[target + 7] = (short) value;
        }
        for (; i < count && in[from + i] != ESCAPE; i++) {
            int zigzag = in[from + i] & 0xFF;
            value += (zigzag >>> 1) ^ -(zigzag & 1);
            if (sign.excess(value) != 0) {
                break;
            }
            values[at + i] = (short) value;
        }
        return i;
    }

    @Override
    public int decodeSplit(
            byte[] in, int from, int count, int lowAt, int highAt, int escapes, Sign sign, short[] values, int at) {
        int escape = 0;
        int i = 0;
        while (true) {
            i += decode(in, from + i, count - i, sign, values, at + i);
            if (i == count) {
                return escape;
            }
            int zigzag = in[from + i] & 0xFF;
            if (in[from + i] == ESCAPE) {
                if (escape == escapes) {
                    return escapes + 1;
                }
                zigzag = ShortKernels.escaped(in, lowAt + escape, highAt + escape);
                escape++;
            }
            values[at + i] = (short) (values[at + i - 1] + ((zigzag >>> 1) ^ -(zigzag & 1)));
            i++;
        }
    }

    /** Whether one of eight bytes is 255: whether the complement has a byte 0. */
    private static boolean hasEscape(long word) {
        return ((~word - LOW_BITS_OF_BYTES) & word & TOP_BITS_OF_BYTES) != 0;
    }

    private static int excessOfSums(long differences, int before, Sign sign) {
        int value = before;
        int excess = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            value += (byte) (differences >> shift);
            excess |= sign.excess(value);
        }
        return excess;
    }

    /** Eight zigzag numbers of one byte each to eight signed bytes. */
    private static long unzigzag(long zigzags) {
        return ((zigzags >>> 1) & LOW_SEVEN_OF_BYTES) ^ ((zigzags & LOW_BITS_OF_BYTES) * 0xFF);
    }
}
