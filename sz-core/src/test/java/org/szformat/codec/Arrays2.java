package org.szformat.codec;

import java.lang.reflect.Array;
import java.util.Random;
import org.szformat.number.Float80Array;
import org.szformat.schema.ValueType;

/** Arrays of any kind by the bits of their values, for tests. */
final class Arrays2 {

    private Arrays2() {}

    /** Values of a type, made in one of several ways, so that all ranges come up. */
    static Object random(ValueType type, int length, Random random) {
        Object array = ArrayKind.of(type).allocate(length);
        int way = random.nextInt(6);
        long walk = random.nextLong();
        for (int i = 0; i < length; i++) {
            walk += random.nextInt(41) - 20;
            long bits = switch (way) {
                case 0 -> random.nextLong();
                case 1 -> random.nextInt(200) - 100;
                case 2 -> walk;
                case 3 -> random.nextInt(20) == 0 ? random.nextLong() : walk;
                case 4 -> random.nextLong() >> random.nextInt(64);
                default -> random.nextBoolean() ? Long.MIN_VALUE >> random.nextInt(64) : -1;
            };
            set(array, i, bits, random.nextInt());
        }
        return array;
    }

    /** Sets a value by its bits. */
    static void set(Object array, int i, long bits, int high) {
        if (array instanceof byte[] a) {
            a[i] = (byte) bits;
        } else if (array instanceof short[] a) {
            a[i] = (short) bits;
        } else if (array instanceof int[] a) {
            a[i] = (int) bits;
        } else if (array instanceof long[] a) {
            a[i] = bits;
        } else if (array instanceof float[] a) {
            a[i] = Float.intBitsToFloat((int) bits);
        } else if (array instanceof double[] a) {
            a[i] = Double.longBitsToDouble(bits);
        } else {
            ((Float80Array) array).significands()[i] = bits;
            ((Float80Array) array).signExponents()[i] = (short) high;
        }
    }

    static int length(Object array) {
        return array instanceof Float80Array a ? a.length() : Array.getLength(array);
    }

    /** The bits of a value, in {@code width} bytes little-endian. */
    static byte[] bytes(Object array, int i, int width) {
        byte[] bytes = new byte[width];
        for (int k = 0; k < width; k++) {
            bytes[k] = k < 8
                    ? (byte) (bits(array, i) >>> (8 * k))
                    : (byte) (((Float80Array) array).signExponent(i) >>> (8 * (k - 8)));
        }
        return bytes;
    }

    static long bits(Object array, int i) {
        if (array instanceof byte[] a) {
            return a[i] & 0xFF;
        } else if (array instanceof short[] a) {
            return a[i] & 0xFFFF;
        } else if (array instanceof int[] a) {
            return a[i] & 0xFFFF_FFFFL;
        } else if (array instanceof long[] a) {
            return a[i];
        } else if (array instanceof float[] a) {
            return Float.floatToRawIntBits(a[i]) & 0xFFFF_FFFFL;
        } else if (array instanceof double[] a) {
            return Double.doubleToRawLongBits(a[i]);
        }
        return ((Float80Array) array).significand(i);
    }

    /** Whether a range of one array has the bits of a range of another. */
    static boolean sameBits(Object a, int from, Object b, int at, int count) {
        for (int i = 0; i < count; i++) {
            boolean same = bits(a, from + i) == bits(b, at + i);
            if (a instanceof Float80Array x) {
                same &= x.signExponent(from + i) == ((Float80Array) b).signExponent(at + i);
            }
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
