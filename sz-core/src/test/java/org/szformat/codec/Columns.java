package org.szformat.codec;

import java.nio.ByteBuffer;
import java.util.Random;
import org.szformat.number.Float80Array;

/** Made-up values. */
final class Columns {

    private Columns() {}

    /** Values of one to four bytes; mixes differ in how often each length comes. */
    static int[] ints(Random random, int count) {
        int[] values = new int[count];
        int mix = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            int bytes = mix < 4 ? mix + 1 : mix == 4 ? 1 + random.nextInt(4) : random.nextInt(40) == 0 ? mix - 2 : 1;
            values[i] = random.nextInt(30) == 0 ? edge(random) : random.nextInt() >>> (32 - 8 * bytes);
        }
        return values;
    }

    private static int edge(Random random) {
        int[] edges = {
            0,
            1,
            0x7F,
            0x80,
            0xFF,
            0x100,
            0x7FFF,
            0x8000,
            0xFFFF,
            0x10000,
            0xFFFFFF,
            0x1000000,
            0x7FFFFFFF,
            0x80000000,
            -1
        };
        return edges[random.nextInt(edges.length)];
    }

    /** Signals of several kinds of steps: tiny, small, any. */
    static short[] shorts(Random random, int count) {
        short[] values = new short[count];
        int step = new int[] {1, 100, 128, 140, 4000, 65536}[random.nextInt(6)];
        int value = random.nextInt(65536);
        for (int i = 0; i < count; i++) {
            value += random.nextInt(step) - step / 2 + (random.nextInt(200) == 0 ? random.nextInt(60000) : 0);
            values[i] = (short) value;
        }
        return values;
    }

    static int[] widened(short[] values, int mask) {
        int[] out = new int[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i] & mask;
        }
        return out;
    }

    static Object any(Random random, ArrayKind<?> kind, int count) {
        byte[] bits = new byte[8 * count];
        random.nextBytes(bits);
        ByteBuffer in = ByteBuffer.wrap(bits);
        Object array = kind.allocate(count);
        for (int i = 0; i < count; i++) {
            long word = in.getLong();
            if (array instanceof byte[] a) {
                a[i] = (byte) word;
            } else if (array instanceof short[] a) {
                a[i] = (short) word;
            } else if (array instanceof int[] a) {
                a[i] = (int) word;
            } else if (array instanceof long[] a) {
                a[i] = word;
            } else if (array instanceof float[] a) {
                a[i] = Float.intBitsToFloat((int) word);
            } else if (array instanceof double[] a) {
                a[i] = Double.longBitsToDouble(word);
            } else if (array instanceof Float80Array a) {
                a.significands()[i] = word;
                a.signExponents()[i] = (short) random.nextInt();
            }
        }
        return array;
    }
}
