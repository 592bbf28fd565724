package org.szformat.record;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.szformat.number.Float80Array;

/** What records ask of the objects that they hold, whatever their type. */
final class StoredValues {
    /** Stands for a present numeric attribute, whose value is kept apart, unboxed. */
    static final Object PRESENT = new Object() {
        /** Of any process, as hashes of records are that chunks are recognised by. */
        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public String toString() {
            return "present";
        }
    };

    /** A char takes no more bytes of UTF-8. */
    static final int MAX_UTF8_PER_CHAR = 3;

    private StoredValues() {}

    static int length(Object value) {
        if (value instanceof String text) {
            return text.length();
        } else if (value instanceof short[] shorts) {
            return shorts.length;
        } else if (value instanceof int[] ints) {
            return ints.length;
        } else if (value instanceof float[] floats) {
            return floats.length;
        } else if (value instanceof double[] doubles) {
            return doubles.length;
        } else if (value instanceof byte[] bytes) {
            return bytes.length;
        } else if (value instanceof long[] longs) {
            return longs.length;
        }
        return value instanceof Float80Array array ? array.length() : 1;
    }

    static long utf8Length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** Whether all values are the same bits; unlike {@link Arrays#deepEquals}, which takes all NaNs for one. */
    static boolean equalBits(@Nullable Object[] a, @Nullable Object[] b) {
        for (int i = 0; i < a.length; i++) {
            boolean equal = a[i] instanceof float[] x && b[i] instanceof float[] y
                    ? equalBits(x, y)
                    : a[i] instanceof double[] v && b[i] instanceof double[] w
                            ? equalBits(v, w)
                            : Arrays.deepEquals(new @Nullable Object[] {a[i]}, new @Nullable Object[] {b[i]});
            if (!equal) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalBits(float[] a, float[] b) {
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalBits(double[] a, double[] b) {
        if (a.length != b.length) {
            return false;
        }
        for (int i = 0; i < a.length; i++) {
            if (Double.doubleToRawLongBits(a[i]) != Double.doubleToRawLongBits(b[i])) {
                return false;
            }
        }
        return true;
    }
}
