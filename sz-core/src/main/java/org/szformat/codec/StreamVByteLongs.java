package org.szformat.codec;

import static org.szformat.codec.StreamVByte.LONG;

/**
 * 64-bit unsigned integers in as few bytes as hold them, none for 0, with the lengths kept apart from the bytes: what
 * {@link StreamVByte} is to 32-bit integers.
 *
 * <p>Encoded, {@code n} values are {@code ceil(n / 2)} control bytes and then the data bytes. A control byte holds the
 * lengths of two values, 0 to 8, that of the first in the lower four bits; 9 to 15 are malformed, and the upper bits of
 * the last control byte are 0 if {@code n} is odd. Data bytes are little-endian. The number of values is not stored.
 *
 * <p>With differences, a value is first replaced by its difference d to the value before, of the first to 0, modulo
 * 2<sup>64</sup>, as the zigzag number {@code (d << 1) ^ (d >> 63)}.
 */
final class StreamVByteLongs extends RangeCheckedArray<long[]> {

    private final String name;
    private final boolean delta;

    StreamVByteLongs(String name, boolean delta) {
        super(ArrayKind.LONGS);
        this.name = name;
        this.delta = delta;
    }

    @Override
    String name() {
        return name;
    }

    @Override
    public long minEncodedLength(int count) {
        return controlLength(count);
    }

    @Override
    public long maxEncodedLength(int count) {
        return controlLength(count) + 8L * count;
    }

    private static int controlLength(int count) {
        return (count >>> 1) + (count & 1);
    }

    @Override
    int put(long[] values, int from, int count, byte[] out, int at) {
        // Words that overlap what follows end before the room that eight bytes for every value would take.
        int data = at + controlLength(count);
        long previous = 0;
        int lengths = 0;
        for (int i = 0; i < count; i++) {
            long value = values[from + i];
            if (delta) {
                long difference = value - previous;
                previous = value;
                value = (difference << 1) ^ (difference >> 63);
            }
            int length = (71 - Long.numberOfLeadingZeros(value)) >>> 3;
            LONG.set(out, data, value);
            data += length;
            if ((i & 1) == 0) {
                lengths = length;
            } else {
                out[at + (i >>> 1)] = (byte) (lengths | (length << 4));
            }
        }
        if ((count & 1) != 0) {
            out[at + (count >>> 1)] = (byte) lengths;
        }
        return data;
    }

    @Override
    void get(byte[] in, int from, int to, long[] values, int at, int count) throws CorruptDataException {
        requireExact(in, from, to, count);
        int data = from + controlLength(count);
        long previous = 0;
        for (int i = 0; i < count; i++) {
            int length = (in[from + (i >>> 1)] >>> (4 * (i & 1))) & 0xF;
            long value = value(in, data, to, length);
            data += length;
            if (delta) {
                previous += (value >>> 1) ^ -(value & 1);
                value = previous;
            }
            values[at + i] = value;
        }
    }

    private static long value(byte[] in, int data, int to, int length) {
        if (data <= to - Long.BYTES) {
            long word = (long) LONG.get(in, data);
            return length == Long.BYTES ? word : word & ~(-1L << (8 * length));
        }
        long value = 0;
        for (int k = 0; k < length; k++) {
            value |= (in[data + k] & 0xFFL) << (8 * k);
        }
        return value;
    }

    /** Makes sure, by the control bytes alone, that no value lies outside the range. */
    private void requireExact(byte[] in, int from, int to, int count) throws CorruptDataException {
        int controls = controlLength(count);
        long sum = controls;
        for (int k = 0; k < controls; k++) {
            int first = in[from + k] & 0xF;
            int second = (in[from + k] >>> 4) & 0xF;
            int maxSecond = k == controls - 1 && (count & 1) != 0 ? 0 : Long.BYTES;
            if (first > Long.BYTES || second > maxSecond) {
                throw new CorruptDataException(
                        name, k, "lengths " + first + " and " + second, "at most " + Long.BYTES + " and " + maxSecond);
            }
            sum += first + second;
        }
        if (sum != to - from) {
            throw new CorruptDataException(
                    name, Math.min(sum, to - from), (to - from) + " bytes in all", sum + " by the control bytes");
        }
    }
}
