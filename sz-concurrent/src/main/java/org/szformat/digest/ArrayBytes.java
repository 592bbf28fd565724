package org.szformat.digest;

import java.nio.ByteBuffer;
import org.szformat.number.Float80Array;
import org.szformat.schema.ValueType;

/** Arrays of numbers as little-endian bytes. */
final class ArrayBytes {
    private static final int FLOAT80_BYTES = 10;

    private ArrayBytes() {}

    /** Bytes of a value of a type other than S; of F128 those that carry the value. */
    static int width(ValueType type) {
        return type == ValueType.F128 ? FLOAT80_BYTES : type.width();
    }

    /** Puts some values of a record's array into a little-endian buffer that has room for them. */
    static void put(Object array, int from, int count, ByteBuffer out) {
        int end = out.position();
        if (array instanceof short[] shorts) {
            out.asShortBuffer().put(shorts, from, count);
            end += count * Short.BYTES;
        } else if (array instanceof byte[] bytes) {
            out.put(bytes, from, count);
            end += count;
        } else if (array instanceof int[] ints) {
            out.asIntBuffer().put(ints, from, count);
            end += count * Integer.BYTES;
        } else if (array instanceof long[] longs) {
            out.asLongBuffer().put(longs, from, count);
            end += count * Long.BYTES;
        } else if (array instanceof float[] floats) {
            out.asFloatBuffer().put(floats, from, count);
            end += count * Float.BYTES;
        } else if (array instanceof double[] doubles) {
            out.asDoubleBuffer().put(doubles, from, count);
            end += count * Double.BYTES;
        } else {
            Float80Array extended = (Float80Array) array;
            for (int i = from; i < from + count; i++) {
                out.putLong(extended.significand(i)).putShort(extended.signExponent(i));
            }
            end = out.position();
        }
        out.position(end);
    }
}
