package org.szformat.interop.vbz;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import org.szformat.codec.CorruptDataException;

/**
 * 16-bit samples as differences to the sample before, the first to 0, modulo 2<sup>16</sup>; those as zigzag numbers;
 * and those in one or two bytes each.
 *
 * <p>Encoded, {@code n} samples are {@code ceil(n / 8)} key bytes and then the data bytes. A key byte has a bit per
 * sample, that of the first in the lowest: 0 for one data byte, 1 for two, the lower first. Unused bits of the last key
 * byte are 0.
 *
 * <p>The format is that of {@code pod5-file-format} by ONT; FAST5 files have four lengths in place of two.
 *
 * <p>The class has no state and may be used by any number of threads.
 */
public final class StreamVByte16 {
    /** The most samples that are coded at once: more might not fit one array of bytes. */
    public static final int MAX_COUNT = (Integer.MAX_VALUE - 8) / 17 * 8;

    private static final String NAME = "svb16";
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private StreamVByte16() {}

    /** The most bytes that so many samples can take, and the room that {@link #encode} wants. */
    public static int maxEncodedLength(int count) {
        return keyLength(checkedCount(count)) + 2 * count;
    }

    /** The fewest bytes that so many samples can take. */
    public static int minEncodedLength(int count) {
        return keyLength(checkedCount(count)) + count;
    }

    private static int keyLength(int count) {
        return (count >>> 3) + ((count & 7) == 0 ? 0 : 1);
    }

    private static int checkedCount(int count) {
        if (count < 0 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count " + count + " is not from 0 to " + MAX_COUNT);
        }
        return count;
    }

    /**
     * Encodes samples.
     *
     * @param samples the array
     * @param from the first sample
     * @param count the number of samples, from 0 to {@link #MAX_COUNT}
     * @param out the array to write into; any of its bytes from {@code at} to {@code at + maxEncodedLength(count)} may
     *     be overwritten
     * @param at where to write
     * @return the end of what was written
     * @throws IndexOutOfBoundsException if the samples or the room do not lie in their arrays
     */
    public static int encode(short[] samples, int from, int count, byte[] out, int at) {
        Objects.checkFromIndexSize(from, count, samples.length);
        Objects.checkFromIndexSize(at, maxEncodedLength(count), out.length);
        int key = at;
        int data = at + keyLength(count);
        int previous = 0;
        for (int i = 0; i < count; i += 8) {
            int keys = 0;
            int end = Math.min(8, count - i);
            for (int k = 0; k < end; k++) {
                int sample = samples[from + i + k];
                int difference = (short) (sample - previous);
                int zigzag = (difference << 1 ^ difference >> 15) & 0xFFFF;
                previous = sample;
                out[data] = (byte) zigzag;
                int high = zigzag >>> 8;
                int wide = -high >>> 31;
                // The byte after the last is written where one more may come.
                if (wide != 0) {
                    out[data + 1] = (byte) high;
                }
                data += 1 + wide;
                keys |= wide << k;
            }
            out[key++] = (byte) keys;
        }
        return data;
    }

    /**
     * Decodes samples from a range of bytes that holds exactly as many. After an exception, the samples in the range to
     * be filled are unspecified.
     *
     * @param in the bytes
     * @param from the first byte
     * @param to the byte after the last
     * @param samples the array to fill
     * @param at the first sample to fill
     * @param count the number of samples, from 0 to {@link #MAX_COUNT}
     * @throws CorruptDataException if the bytes are not exactly so many samples, or unused key bits are set
     * @throws IndexOutOfBoundsException if one of the ranges does not lie in its array
     */
    public static void decode(byte[] in, int from, int to, short[] samples, int at, int count)
            throws CorruptDataException {
        Objects.checkFromToIndex(from, to, in.length);
        Objects.checkFromIndexSize(at, checkedCount(count), samples.length);
        requireExact(in, from, to, count);
        int key = from;
        int data = from + keyLength(count);
        int sample = 0;
        int i = 0;
        for (; i + 8 <= count; i += 8) {
            int keys = in[key++];
            int out = at + i;
            if (keys == 0) {
                long bytes = (long) LONG.get(in, data);
                long signs = (bytes & 0x0101_0101_0101_0101L) * 0xFF;
                long differences = bytes >>> 1 & 0x7F7F_7F7F_7F7F_7F7FL ^ signs;
                samples[out] = (short) (sample += (byte) differences);
                samples[out + 1] = (short) (sample += (byte) (differences >>> 8));
                samples[out + 2] = (short) (sample += (byte) (differences >>> 16));
                samples[out + 3] = (short) (sample += (byte) (differences >>> 24));
                samples[out + 4] = (short) (sample += (byte) (differences >>> 32));
                samples[out + 5] = (short) (sample += (byte) (differences >>> 40));
                samples[out + 6] = (short) (sample += (byte) (differences >>> 48));
                samples[out + 7] = (short) (sample += (byte) (differences >>> 56));
                data += 8;
            } else {
                for (int k = 0; k < 8; k++) {
                    int wide = keys >>> k & 1;
                    int zigzag = in[data] & 0xFF | (in[data + wide] & 0xFF) << 8 & -wide;
                    samples[out + k] = (short) (sample += zigzag >>> 1 ^ -(zigzag & 1));
                    data += 1 + wide;
                }
            }
        }
        for (int k = 0; i + k < count; k++) {
            int wide = in[key] >>> k & 1;
            int zigzag = in[data] & 0xFF | (in[data + wide] & 0xFF) << 8 & -wide;
            samples[at + i + k] = (short) (sample += zigzag >>> 1 ^ -(zigzag & 1));
            data += 1 + wide;
        }
    }

    /** By the keys alone; after that no sample lies outside the range, so decoding need not check again. */
    private static void requireExact(byte[] in, int from, int to, int count) throws CorruptDataException {
        int length = to - from;
        int keys = keyLength(count);
        if (length < keys + (long) count) {
            throw new CorruptDataException(
                    NAME, length, "the end", "at least " + (keys + (long) count) + " bytes for " + count + " samples");
        }
        int used = count & 7;
        if (used != 0 && (in[from + keys - 1] & 0xFF) >>> used != 0) {
            throw new CorruptDataException(
                    NAME,
                    keys - 1,
                    "the last key byte 0x" + Integer.toHexString(in[from + keys - 1] & 0xFF),
                    "zeros from its bit " + used + " on");
        }
        long expected = keys + (long) count;
        int k = 0;
        for (; k + Long.BYTES <= keys; k += Long.BYTES) {
            expected += Long.bitCount((long) LONG.get(in, from + k));
        }
        for (; k < keys; k++) {
            expected += Integer.bitCount(in[from + k] & 0xFF);
        }
        if (expected != length) {
            throw new CorruptDataException(
                    NAME, Math.min(expected, length), length + " bytes in all", expected + " by the key bytes");
        }
    }
}
