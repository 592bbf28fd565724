package org.szformat.schema;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.szformat.number.Float16;
import org.szformat.number.Float80Array;

/** The conversions by which a dataset's stored array is seen as an array of a wider Java type. */
final class Widening {
    private Widening() {}

    static boolean exists(ValueType from, Class<?> to) {
        return find(from, to) != null;
    }

    static <T> Function<Object, T> to(ValueType from, Class<T> to) {
        if (from == ValueType.S || to == Float80Array.class) {
            return to::cast;
        }
        Function<Object, ?> conversion = find(from, to);
        if (conversion == null) {
            throw new IllegalArgumentException(from + " cannot be read as " + to.getSimpleName());
        }
        return stored -> to.cast(conversion.apply(stored));
    }

    private static @Nullable Function<Object, ?> find(ValueType from, Class<?> to) {
        if (to == byte[].class) {
            return from.isInteger() && from.width() == 1 ? Function.identity() : null;
        }
        if (to == short[].class) {
            return from.width() == 2 ? Function.identity() : null;
        }
        if (to == int[].class) {
            return toInts(from);
        }
        if (to == long[].class) {
            return toLongs(from);
        }
        if (to == float[].class) {
            return toFloats(from);
        }
        return to == double[].class ? toDoubles(from) : null;
    }

    private static @Nullable Function<Object, ?> toInts(ValueType from) {
        return switch (from) {
            case I8, U8, I16, U16 -> stored -> ints(from, stored);
            case I32, U32 -> Function.identity();
            default -> null;
        };
    }

    private static @Nullable Function<Object, ?> toLongs(ValueType from) {
        return switch (from) {
            case I8, U8, I16, U16 -> stored -> longs(ints(from, stored), -1);
            case I32 -> stored -> longs((int[]) stored, -1);
            case U32 -> stored -> longs((int[]) stored, 0xFFFF_FFFFL);
            case I64, U64 -> Function.identity();
            default -> null;
        };
    }

    private static @Nullable Function<Object, ?> toFloats(ValueType from) {
        return switch (from) {
            case F16 -> stored -> floats((short[]) stored);
            case F32 -> Function.identity();
            default -> null;
        };
    }

    private static @Nullable Function<Object, ?> toDoubles(ValueType from) {
        return switch (from) {
            case F16 -> stored -> doubles(floats((short[]) stored));
            case F32 -> stored -> doubles((float[]) stored);
            case F64 -> Function.identity();
            case F128 -> stored -> ((Float80Array) stored).toDoubles();
            default -> null;
        };
    }

    private static int[] ints(ValueType from, Object stored) {
        if (stored instanceof byte[] bytes) {
            int mask = from.isSigned() ? -1 : 0xFF;
            int[] wide = new int[bytes.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = bytes[i] & mask;
            }
            return wide;
        }
        short[] shorts = (short[]) stored;
        int mask = from.isSigned() ? -1 : 0xFFFF;
        int[] wide = new int[shorts.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = shorts[i] & mask;
        }
        return wide;
    }

    private static long[] longs(int[] narrow, long mask) {
        long[] wide = new long[narrow.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = narrow[i] & mask;
        }
        return wide;
    }

    private static float[] floats(short[] halves) {
        float[] wide = new float[halves.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = Float16.toFloat(halves[i]);
        }
        return wide;
    }

    private static double[] doubles(float[] narrow) {
        double[] wide = new double[narrow.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = narrow[i];
        }
        return wide;
    }
}
