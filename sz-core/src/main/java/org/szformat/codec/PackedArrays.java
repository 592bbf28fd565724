package org.szformat.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import me.lemire.integercompression.BitPacking;

/**
 * Integers in blocks of 32, each with as many bits for every value as its largest needs.
 *
 * <p>Encoded, {@code n} values of {@code w} bits (16 or 32) are {@code ceil(n / 32)} bytes with the width of each
 * block, 0 to {@code w}, and then the blocks. A block of {@code m} values and width {@code b} is {@code ceil(m * b / 8)}
 * bytes: a string of bits, the first in the lowest bit of the first byte, in which each value takes {@code b} bits, its
 * lowest first. All blocks but the last have 32 values; bits left over in the last byte of the last are 0. Values are
 * taken as unsigned, by their bits. The number of values is not stored.
 *
 * <p>With differences, a value is first replaced by its difference d to the value before, of the first to 0, modulo
 * 2<sup>w</sup>, as the zigzag number {@code (d << 1) ^ (d >> (w - 1))}.
 */
final class PackedArrays {

    private static final int BLOCK_VALUES = 32;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private PackedArrays() {}

    /** What both widths share. */
    private abstract static class Packed<A> extends RangeCheckedArray<A> {

        private final String name;
        private final int maxBits;

        Packed(String name, ArrayKind<A> kind, int maxBits) {
            super(kind);
            this.name = name;
            this.maxBits = maxBits;
        }

        @Override
        final String name() {
            return name;
        }

        @Override
        public final long minEncodedLength(int count) {
            return blocks(count);
        }

        @Override
        public final long maxEncodedLength(int count) {
            return blocks(count) + (long) count * maxBits / Byte.SIZE;
        }

        private static int blocks(int count) {
            return (count >>> 5) + ((count & 31) == 0 ? 0 : 1);
        }

        private static int valuesOf(int block, int count) {
            return Math.min(BLOCK_VALUES, count - block * BLOCK_VALUES);
        }

        private static int bytesOf(int values, int bits) {
            return (values * bits + 7) >>> 3;
        }

        @Override
        final int put(A values, int from, int count, byte[] out, int at) {
            int[] block = new int[BLOCK_VALUES];
            int[] packed = new int[BLOCK_VALUES];
            int blocks = blocks(count);
            int data = at + blocks;
            int previous = 0;
            for (int b = 0; b < blocks; b++) {
                int n = valuesOf(b, count);
                previous = load(values, from + b * BLOCK_VALUES, n, block, previous);
                int all = 0;
                for (int i = 0; i < n; i++) {
                    all |= block[i];
                }
                Arrays.fill(block, n, BLOCK_VALUES, 0);
                int bits = Integer.SIZE - Integer.numberOfLeadingZeros(all);
                out[at + b] = (byte) bits;
                BitPacking.fastpackwithoutmask(block, 0, packed, 0, bits);
                data = putBytes(packed, bytesOf(n, bits), out, data);
            }
            return data;
        }

        private static int putBytes(int[] packed, int bytes, byte[] out, int data) {
            int words = bytes >>> 2;
            for (int k = 0; k < words; k++) {
                INT.set(out, data + 4 * k, packed[k]);
            }
            for (int k = 4 * words; k < bytes; k++) {
                out[data + k] = (byte) (packed[words] >>> (8 * (k & 3)));
            }
            return data + bytes;
        }

        @Override
        final void get(byte[] in, int from, int to, A values, int at, int count) throws CorruptDataException {
            requireExact(in, from, to, count);
            int[] block = new int[BLOCK_VALUES];
            int[] packed = new int[BLOCK_VALUES];
            int blocks = blocks(count);
            int data = from + blocks;
            int previous = 0;
            for (int b = 0; b < blocks; b++) {
                int n = valuesOf(b, count);
                int bits = in[from + b];
                data = getBytes(in, data, bytesOf(n, bits), packed);
                BitPacking.fastunpack(packed, 0, block, 0, bits);
                for (int i = n; i < BLOCK_VALUES; i++) {
                    if (block[i] != 0) {
                        throw new CorruptDataException(name, to - from - 1, "bits after the last value", "zeros");
                    }
                }
                previous = store(block, n, values, at + b * BLOCK_VALUES, previous);
            }
        }

        private static int getBytes(byte[] in, int data, int bytes, int[] packed) {
            int words = bytes >>> 2;
            for (int k = 0; k < words; k++) {
                packed[k] = (int) INT.get(in, data + 4 * k);
            }
            // Of a last block, more words than there are bytes may be looked at.
            if (words < BLOCK_VALUES) {
                Arrays.fill(packed, words, BLOCK_VALUES, 0);
            }
            for (int k = 4 * words; k < bytes; k++) {
                packed[words] |= (in[data + k] & 0xFF) << (8 * (k & 3));
            }
            return data + bytes;
        }

        /** Makes sure, by the widths alone, that no block lies outside the range. */
        private void requireExact(byte[] in, int from, int to, int count) throws CorruptDataException {
            int blocks = blocks(count);
            long sum = blocks;
            for (int b = 0; b < blocks; b++) {
                int bits = in[from + b] & 0xFF;
                if (bits > maxBits) {
                    throw new CorruptDataException(name, b, "a width of " + bits + " bits", "at most " + maxBits);
                }
                sum += bytesOf(valuesOf(b, count), bits);
            }
            if (sum != to - from) {
                throw new CorruptDataException(
                        name, Math.min(sum, to - from), (to - from) + " bytes in all", sum + " by the widths");
            }
        }

        /** Turns values into unsigned numbers; gives the last value. */
        abstract int load(A values, int from, int n, int[] block, int previous);

        /** Turns unsigned numbers into values; gives the last value. */
        abstract int store(int[] block, int n, A values, int at, int previous);
    }

    /** Values of 16 bits. */
    static final class OfShorts extends Packed<short[]> {

        private final boolean delta;

        OfShorts(String name, boolean delta) {
            super(name, ArrayKind.SHORTS, Short.SIZE);
            this.delta = delta;
        }

        @Override
        int load(short[] values, int from, int n, int[] block, int previous) {
            int last = previous;
            for (int i = 0; i < n; i++) {
                int value = values[from + i];
                block[i] = (delta ? DeltaZigzag.zigzag((short) (value - last)) : value) & 0xFFFF;
                last = value;
            }
            return last;
        }

        @Override
        int store(int[] block, int n, short[] values, int at, int previous) {
            int last = previous;
            for (int i = 0; i < n; i++) {
                last = delta ? last + DeltaZigzag.unzigzag(block[i]) : block[i];
                values[at + i] = (short) last;
            }
            return last;
        }
    }

    /** Values of 32 bits. */
    static final class OfInts extends Packed<int[]> {

        private final boolean delta;

        OfInts(String name, boolean delta) {
            super(name, ArrayKind.INTS, Integer.SIZE);
            this.delta = delta;
        }

        @Override
        int load(int[] values, int from, int n, int[] block, int previous) {
            int last = previous;
            for (int i = 0; i < n; i++) {
                int value = values[from + i];
                block[i] = delta ? DeltaZigzag.zigzag(value - last) : value;
                last = value;
            }
            return last;
        }

        @Override
        int store(int[] block, int n, int[] values, int at, int previous) {
            int last = previous;
            for (int i = 0; i < n; i++) {
                last = delta ? last + DeltaZigzag.unzigzag(block[i]) : block[i];
                values[at + i] = last;
            }
            return last;
        }
    }
}
