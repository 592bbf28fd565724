package org.szformat.codec;

import org.szformat.schema.ValueType;

/**
 * The bits of values of any type of up to 64 bits, some at a time: lets one loop serve all types, with one call for many
 * values.
 *
 * @param <A> the array that the values travel in
 */
interface ArrayBits<A> {

    /** How many values are worth a call, and fit the nearest cache. */
    int CHUNK = 1024;

    /** Copies the bits of values to the low bits of words; the bits above are 0. */
    void load(A values, int from, int n, long[] words);

    /** Copies the low bits of words to values; the bits above do not matter. */
    void store(long[] words, int n, A values, int at);

    /** The bits of an array of this kind, which is not {@link ArrayKind#FLOAT80S}. */
    @SuppressWarnings("unchecked") // each constant is of the kind beside it
    static <A> ArrayBits<A> of(ArrayKind<A> kind) {
        ArrayBits<?> bits;
        if (kind == ArrayKind.BYTES) {
            bits = Bytes.INSTANCE;
        } else if (kind == ArrayKind.SHORTS) {
            bits = Shorts.INSTANCE;
        } else if (kind == ArrayKind.INTS) {
            bits = Ints.INSTANCE;
        } else if (kind == ArrayKind.LONGS) {
            bits = Longs.INSTANCE;
        } else if (kind == ArrayKind.FLOATS) {
            bits = Floats.INSTANCE;
        } else if (kind == ArrayKind.DOUBLES) {
            bits = Doubles.INSTANCE;
        } else {
            throw new IllegalArgumentException(kind + " has no bits in words");
        }
        return (ArrayBits<A>) bits;
    }

    /** Spreads the sign of the values of a signed type over the bits above. */
    static void extendSigns(long[] words, int n, ValueType type) {
        int unused = Long.SIZE - 8 * type.width();
        if (type.isSigned() && unused != 0) {
            for (int i = 0; i < n; i++) {
                words[i] = words[i] << unused >> unused;
            }
        }
    }

    /** {@code I8} and {@code U8}. */
    enum Bytes implements ArrayBits<byte[]> {
        INSTANCE;

        @Override
        public void load(byte[] values, int from, int n, long[] words) {
            for (int i = 0; i < n; i++) {
                words[i] = values[from + i] & 0xFF;
            }
        }

        @Override
        public void store(long[] words, int n, byte[] values, int at) {
            for (int i = 0; i < n; i++) {
                values[at + i] = (byte) words[i];
            }
        }
    }

    /** {@code I16}, {@code U16} and {@code F16}. */
    enum Shorts implements ArrayBits<short[]> {
        INSTANCE;

        @Override
        public void load(short[] values, int from, int n, long[] words) {
            for (int i = 0; i < n; i++) {
                words[i] = values[from + i] & 0xFFFF;
            }
        }

        @Override
        public void store(long[] words, int n, short[] values, int at) {
            for (int i = 0; i < n; i++) {
                values[at + i] = (short) words[i];
            }
        }
    }

    /** {@code I32} and {@code U32}. */
    enum Ints implements ArrayBits<int[]> {
        INSTANCE;

        @Override
        public void load(int[] values, int from, int n, long[] words) {
            for (int i = 0; i < n; i++) {
                words[i] = values[from + i] & 0xFFFF_FFFFL;
            }
        }

        @Override
        public void store(long[] words, int n, int[] values, int at) {
            for (int i = 0; i < n; i++) {
                values[at + i] = (int) words[i];
            }
        }
    }

    /** {@code I64} and {@code U64}. */
    enum Longs implements ArrayBits<long[]> {
        INSTANCE;

        @Override
        public void load(long[] values, int from, int n, long[] words) {
            System.arraycopy(values, from, words, 0, n);
        }

        @Override
        public void store(long[] words, int n, long[] values, int at) {
            System.arraycopy(words, 0, values, at, n);
        }
    }

    /** {@code F32}, all bits of NaNs kept. */
    enum Floats implements ArrayBits<float[]> {
        INSTANCE;

        @Override
        public void load(float[] values, int from, int n, long[] words) {
            for (int i = 0; i < n; i++) {
                words[i] = Float.floatToRawIntBits(values[from + i]) & 0xFFFF_FFFFL;
            }
        }

        @Override
        public void store(long[] words, int n, float[] values, int at) {
            for (int i = 0; i < n; i++) {
                values[at + i] = Float.intBitsToFloat((int) words[i]);
            }
        }
    }

    /** {@code F64}, all bits of NaNs kept. */
    enum Doubles implements ArrayBits<double[]> {
        INSTANCE;

        @Override
        public void load(double[] values, int from, int n, long[] words) {
            for (int i = 0; i < n; i++) {
                words[i] = Double.doubleToRawLongBits(values[from + i]);
            }
        }

        @Override
        public void store(long[] words, int n, double[] values, int at) {
            for (int i = 0; i < n; i++) {
                values[at + i] = Double.longBitsToDouble(words[i]);
            }
        }
    }
}
