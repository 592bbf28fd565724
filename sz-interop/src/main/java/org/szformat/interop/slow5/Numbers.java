package org.szformat.interop.slow5;

import java.nio.ByteBuffer;

/** Numbers of the primitive types in BLOW5 records, alone and in arrays of the Java type that holds them here. */
final class Numbers {
    private Numbers() {}

    /** The bits of a number, as attributes hold them. */
    static long get(Slow5Type type, byte[] bytes, int at) {
        return switch (type) {
            case INT8 -> bytes[at];
            case UINT8, CHAR, ENUM -> bytes[at] & 0xFF;
            case INT16 -> LittleEndian.getShort(bytes, at);
            case UINT16 -> LittleEndian.getShort(bytes, at) & 0xFFFF;
            case INT32 -> LittleEndian.getInt(bytes, at);
            case UINT32, FLOAT -> LittleEndian.getInt(bytes, at) & 0xFFFF_FFFFL;
            case INT64, UINT64, DOUBLE -> LittleEndian.getLong(bytes, at);
        };
    }

    static void put(Slow5Type type, byte[] bytes, int at, long bits) {
        switch (type.width()) {
            case 1 -> bytes[at] = (byte) bits;
            case 2 -> LittleEndian.putShort(bytes, at, (short) bits);
            case 4 -> LittleEndian.putInt(bytes, at, (int) bits);
            default -> LittleEndian.putLong(bytes, at, bits);
        }
    }

    static Object getArray(Slow5Type type, byte[] bytes, int at, int count) {
        Object array = newArray(type, count);
        ByteBuffer from = LittleEndian.buffer(bytes, at, count * type.width());
        if (array instanceof byte[] values) {
            from.get(values);
        } else if (array instanceof short[] values) {
            from.asShortBuffer().get(values);
        } else if (array instanceof int[] values) {
            from.asIntBuffer().get(values);
        } else if (array instanceof long[] values) {
            from.asLongBuffer().get(values);
        } else if (array instanceof float[] values) {
            from.asFloatBuffer().get(values);
        } else {
            from.asDoubleBuffer().get((double[]) array);
        }
        return array;
    }

    static void putArray(Slow5Type type, byte[] bytes, int at, Object array) {
        ByteBuffer to = LittleEndian.buffer(bytes, at, length(array) * type.width());
        if (array instanceof byte[] values) {
            to.put(values);
        } else if (array instanceof short[] values) {
            to.asShortBuffer().put(values);
        } else if (array instanceof int[] values) {
            to.asIntBuffer().put(values);
        } else if (array instanceof long[] values) {
            to.asLongBuffer().put(values);
        } else if (array instanceof float[] values) {
            to.asFloatBuffer().put(values);
        } else {
            to.asDoubleBuffer().put((double[]) array);
        }
    }

    static Object newArray(Slow5Type type, int count) {
        return switch (type) {
            case INT8, UINT8, CHAR, ENUM -> new byte[count];
            case INT16, UINT16 -> new short[count];
            case INT32, UINT32 -> new int[count];
            case INT64, UINT64 -> new long[count];
            case FLOAT -> new float[count];
            case DOUBLE -> new double[count];
        };
    }

    static int length(Object array) {
        return java.lang.reflect.Array.getLength(array);
    }
}
