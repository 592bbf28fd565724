package org.szformat.codec;

import java.util.OptionalInt;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;

/**
 * Values taken apart into planes: the lowest bytes of all values, then all second bytes, and so on to the highest. So
 * bytes that are alike, such as those of signs and exponents, stand together.
 *
 * <p>Encoded, {@code n} values of {@code w} bytes are {@code n * w} bytes: byte {@code k} (0 is the lowest) of value
 * {@code i} is at {@code k * n + i}. Floating-point values are taken by their IEEE 754 bits; {@code F128} has ten
 * planes, eight of the significand, then two of sign and exponent. The number of values is not stored.
 *
 * <p>With differences, an integer of {@code w} bytes is first replaced by its difference d to the value before, of the
 * first to 0, modulo 2<sup>8w</sup>, as the zigzag number {@code (d << 1) ^ (d >> (8 * w - 1))}.
 */
final class PlanesArrays {

    private PlanesArrays() {}

    /** Values of up to eight bytes. */
    static final class OfWords<A> extends RangeCheckedArray<A> {

        private final String name;
        private final ArrayBits<A> bits;
        private final int width;
        private final boolean delta;

        OfWords(String name, ArrayKind<A> kind, int width, boolean delta) {
            super(kind);
            this.name = name;
            this.bits = ArrayBits.of(kind);
            this.width = width;
            this.delta = delta;
        }

        @Override
        String name() {
            return name;
        }

        @Override
        public long minEncodedLength(int count) {
            return (long) count * width;
        }

        @Override
        public long maxEncodedLength(int count) {
            return (long) count * width;
        }

        @Override
        public OptionalInt fixedWidth() {
            return OptionalInt.of(width);
        }

        @Override
        int put(A values, int from, int count, byte[] out, int at) {
            long[] words = new long[Math.min(count, ArrayBits.CHUNK)];
            long previous = 0;
            for (int i = 0; i < count; i += ArrayBits.CHUNK) {
                int n = Math.min(ArrayBits.CHUNK, count - i);
                bits.load(values, from + i, n, words);
                if (delta) {
                    previous = toDifferences(words, n, previous);
                }
                for (int k = 0; k < width; k++) {
                    int plane = at + k * count + i;
                    int shift = 8 * k;
                    for (int j = 0; j < n; j++) {
                        out[plane + j] = (byte) (words[j] >>> shift);
                    }
                }
            }
            return at + width * count;
        }

        @Override
        void get(byte[] in, int from, int to, A values, int at, int count) {
            long[] words = new long[Math.min(count, ArrayBits.CHUNK)];
            long previous = 0;
            for (int i = 0; i < count; i += ArrayBits.CHUNK) {
                int n = Math.min(ArrayBits.CHUNK, count - i);
                for (int j = 0; j < n; j++) {
                    words[j] = in[from + i + j] & 0xFF;
                }
                for (int k = 1; k < width; k++) {
                    int plane = from + k * count + i;
                    int shift = 8 * k;
                    for (int j = 0; j < n; j++) {
                        words[j] |= (in[plane + j] & 0xFFL) << shift;
                    }
                }
                if (delta) {
                    previous = toValues(words, n, previous);
                }
                bits.store(words, n, values, at + i);
            }
        }

        private long toDifferences(long[] words, int n, long previous) {
            int unused = Long.SIZE - 8 * width;
            long last = previous;
            for (int j = 0; j < n; j++) {
                long value = words[j];
                long difference = (value - last) << unused >> unused;
                words[j] = (difference << 1) ^ (difference >> 63);
                last = value;
            }
            return last;
        }

        private static long toValues(long[] words, int n, long previous) {
            long last = previous;
            for (int j = 0; j < n; j++) {
                last += (words[j] >>> 1) ^ -(words[j] & 1);
                words[j] = last;
            }
            return last;
        }
    }

    /** Values of ten bytes. */
    static final class OfFloat80s extends RangeCheckedArray<Float80Array> {

        private final String name;
        private final OfWords<long[]> significands;
        private final OfWords<short[]> signExponents;

        OfFloat80s(String name) {
            super(ArrayKind.FLOAT80S);
            this.name = name;
            significands = new OfWords<>(name, ArrayKind.LONGS, Long.BYTES, false);
            signExponents = new OfWords<>(name, ArrayKind.SHORTS, Short.BYTES, false);
        }

        @Override
        String name() {
            return name;
        }

        @Override
        public long minEncodedLength(int count) {
            return (long) count * Float80.BYTES;
        }

        @Override
        public long maxEncodedLength(int count) {
            return (long) count * Float80.BYTES;
        }

        @Override
        public OptionalInt fixedWidth() {
            return OptionalInt.of(Float80.BYTES);
        }

        @Override
        int put(Float80Array values, int from, int count, byte[] out, int at) {
            int middle = significands.put(values.significands(), from, count, out, at);
            return signExponents.put(values.signExponents(), from, count, out, middle);
        }

        @Override
        void get(byte[] in, int from, int to, Float80Array values, int at, int count) {
            int middle = from + Long.BYTES * count;
            significands.get(in, from, middle, values.significands(), at, count);
            signExponents.get(in, middle, to, values.signExponents(), at, count);
        }
    }
}
