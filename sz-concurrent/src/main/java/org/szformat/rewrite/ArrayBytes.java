package org.szformat.rewrite;

import java.nio.ByteBuffer;
import org.szformat.number.Float80Array;
import org.szformat.schema.ValueType;

/** Arrays of numbers as little-endian bytes and back. Buffers are little-endian ones. */
final class ArrayBytes {
    private static final int FLOAT80_BYTES = 10;

    private ArrayBytes() {}

    /** Bytes of a value of a type other than S; of F128 those that carry the value. */
    static int width(ValueType type) {
        return type == ValueType.F128 ? FLOAT80_BYTES : type.width();
    }

    /** Puts some values of a record's array into a buffer that has room for them. */
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

    /** The next values of a buffer, as an array of the Java type that datasets of a type have. */
    static Object get(ValueType type, int count, ByteBuffer in) {
        int end = in.position() + count * width(type);
        Object array = switch (type) {
            case I8, U8, S -> {
                byte[] bytes = new byte[count];
                in.get(bytes);
                yield bytes;
            }
            case I16, U16, F16 -> {
                short[] shorts = new short[count];
                in.asShortBuffer().get(shorts);
                yield shorts;
            }
            case I32, U32 -> {
                int[] ints = new int[count];
                in.asIntBuffer().get(ints);
                yield ints;
            }
            case I64, U64 -> {
                long[] longs = new long[count];
                in.asLongBuffer().get(longs);
                yield longs;
            }
            case F32 -> {
                float[] floats = new float[count];
                in.asFloatBuffer().get(floats);
                yield floats;
            }
            case F64 -> {
                double[] doubles = new double[count];
                in.asDoubleBuffer().get(doubles);
                yield doubles;
            }
            case F128 -> float80s(count, in);
        };
        in.position(end);
        return array;
    }

    private static Float80Array float80s(int count, ByteBuffer in) {
        long[] significands = new long[count];
        short[] signExponents = new short[count];
        for (int i = 0; i < count; i++) {
            significands[i] = in.getLong();
            signExponents[i] = in.getShort();
        }
        return Float80Array.adopt(significands, signExponents);
    }
}
