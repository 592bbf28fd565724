package org.szformat.record;

import org.szformat.number.Float16;
import org.szformat.number.Float80Array;
import org.szformat.schema.ValueType;

/** Fits the arrays that callers have to the arrays that datasets hold. */
final class Narrowing {
    /** An array, or a value in it, that does not fit. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final String found;
        private final String expected;

        Misfit(String found, String expected) {
            super(found, null, false, false);
            this.found = found;
            this.expected = expected;
        }

        String found() {
            return found;
        }

        String expected() {
            return expected;
        }
    }

    private Narrowing() {}

    static Object fit(ValueType type, Object array) throws Misfit {
        return switch (type) {
            case I8, U8 -> array instanceof byte[] ? array : toBytes(type, array);
            case I16, U16 -> array instanceof short[] ? array : toShorts(type, array);
            case I32, U32 -> array instanceof int[] ? array : toInts(type, array);
            case I64, U64 -> require(array, long[].class, type);
            case F16 -> array instanceof float[] floats ? toHalves(floats) : require(array, short[].class, type);
            case F32 -> require(array, float[].class, type);
            case F64 -> require(array, double[].class, type);
            case F128 ->
                array instanceof double[] doubles
                        ? Float80Array.ofDoubles(doubles)
                        : require(array, Float80Array.class, type);
            case S -> throw new Misfit("a " + array.getClass().getSimpleName(), "a String");
        };
    }

    private static Object require(Object array, Class<?> wanted, ValueType type) throws Misfit {
        if (array.getClass() != wanted) {
            throw new Misfit(
                    "a " + array.getClass().getSimpleName(), "a " + wanted.getSimpleName() + ", which holds " + type);
        }
        return array;
    }

    private static byte[] toBytes(ValueType type, Object array) throws Misfit {
        long[] wide = widen(array, byte[].class, type);
        byte[] narrow = new byte[wide.length];
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (byte) checked(type, wide[i], i);
        }
        return narrow;
    }

    private static short[] toShorts(ValueType type, Object array) throws Misfit {
        if (array instanceof int[] ints) {
            short[] narrow = new short[ints.length];
            for (int i = 0; i < ints.length; i++) {
                narrow[i] = (short) checked(type, ints[i], i);
            }
            return narrow;
        }
        long[] wide = widen(array, short[].class, type);
        short[] narrow = new short[wide.length];
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (short) checked(type, wide[i], i);
        }
        return narrow;
    }

    private static int[] toInts(ValueType type, Object array) throws Misfit {
        if (!(array instanceof long[] wide)) {
            return (int[]) require(array, int[].class, type);
        }
        int[] narrow = new int[wide.length];
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (int) checked(type, wide[i], i);
        }
        return narrow;
    }

    private static long[] widen(Object array, Class<?> own, ValueType type) throws Misfit {
        if (array instanceof long[] longs) {
            return longs;
        }
        if (array instanceof int[] ints) {
            long[] wide = new long[ints.length];
            for (int i = 0; i < ints.length; i++) {
                wide[i] = ints[i];
            }
            return wide;
        }
        require(array, own, type);
        throw new AssertionError(array);
    }

    private static long checked(ValueType type, long value, int index) throws Misfit {
        if (!type.holds(value)) {
            throw new Misfit("the value " + value + " at index " + index, type.minValue() + " to " + type.maxValue());
        }
        return value;
    }

    private static short[] toHalves(float[] values) throws Misfit {
        short[] halves = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            halves[i] = Float16.fromFloat(values[i]);
            if (Float.isInfinite(Float16.toFloat(halves[i])) && !Float.isInfinite(values[i])) {
                throw new Misfit(
                        "the value " + values[i] + " at index " + i,
                        "a value within the range of F16, −65504 to 65504");
            }
        }
        return halves;
    }
}
