package org.szformat.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * StreamVByte, the variant "1234": 32-bit unsigned integers in one to four bytes each, with the lengths kept apart from
 * the bytes.
 *
 * <p>Encoded, {@code n} values are {@code ceil(n / 4)} control bytes and then the data bytes. A control byte holds four
 * codes of two bits, that of the first value in the lowest bits; a code is the number of the value's data bytes less
 * one. Data bytes are little-endian, as few as hold the value. The number of values is not stored; unused bits of the
 * last control byte are 0.
 *
 * <p>The format is that of Daniel Lemire's {@code streamvbyte} library: Lemire, Kurz, Rupp, "Stream VByte: Faster
 * Byte-Oriented Integer Compression", Information Processing Letters 130 (2018).
 *
 * <p>The class has no state and may be used by any number of threads.
 */
public final class StreamVByte {

    /** The most values that are encoded at once: more might not fit one array of bytes. */
    public static final int MAX_COUNT = (Integer.MAX_VALUE - 8) / 17 * 4;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Data bytes that a group of four values takes at most, and that a group is decoded from by whole words. */
    static final int GROUP_BYTES = 16;

    /** Control bytes that are looked at together, to find runs of groups whose values all take one byte. */
    static final int RUN_GROUPS = 8;

    static final int RUN_VALUES = 4 * RUN_GROUPS;

    private static final int[] MASKS = {0xFF, 0xFFFF, 0xFF_FFFF, -1};

    private static final long LOW_CODE_BITS = 0x5555_5555_5555_5555L;

    private StreamVByte() {}

    /**
     * The most bytes that so many values can take, and the room that {@link #encode} wants.
     *
     * @param count the number of values, from 0 to {@link #MAX_COUNT}
     * @return {@code ceil(count / 4) + 4 * count}
     * @throws IllegalArgumentException if the count is out of range
     */
    public static int maxEncodedLength(int count) {
        return (int) maxLength(checkedCount(count));
    }

    /**
     * The fewest bytes that so many values can take.
     *
     * @param count the number of values, from 0 to {@link #MAX_COUNT}
     * @return {@code ceil(count / 4) + count}
     * @throws IllegalArgumentException if the count is out of range
     */
    public static int minEncodedLength(int count) {
        return (int) minLength(checkedCount(count));
    }

    static long maxLength(int count) {
        return controlLength(count) + 4L * count;
    }

    static long minLength(int count) {
        return (long) controlLength(count) + count;
    }

    static int controlLength(int count) {
        return (count >>> 2) + ((count & 3) == 0 ? 0 : 1);
    }

    private static int checkedCount(int count) {
        if (count < 0 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count " + count + " is not from 0 to " + MAX_COUNT);
        }
        return count;
    }

    /**
     * Encodes values.
     *
     * @param values the array, each value taken as unsigned
     * @param from the first value
     * @param count the number of values, from 0 to {@link #MAX_COUNT}
     * @param out the array to write into; any of its bytes from {@code at} to {@code at + maxEncodedLength(count)} may
     *     be overwritten
     * @param at where to write
     * @return the end of what was written
     * @throws IllegalArgumentException if the count is out of range
     * @throws IndexOutOfBoundsException if the values do not lie in their array, or {@code out} has less than
     *     {@code maxEncodedLength(count)} bytes from {@code at} on
     */
    public static int encode(int[] values, int from, int count, byte[] out, int at) {
        Objects.checkFromIndexSize(from, count, values.length);
        Objects.checkFromIndexSize(at, maxEncodedLength(count), out.length);
        return put(values, from, count, out, at);
    }

    /** Encodes, the ranges being checked. */
    static int put(int[] values, int from, int count, byte[] out, int at) {
        int control = at;
        int data = at + controlLength(count);
        int i = from;
        for (int groups = from + (count & ~3); i < groups; i += 4) {
            int v0 = values[i];
            int v1 = values[i + 1];
            int v2 = values[i + 2];
            int v3 = values[i + 3];
            int codes = codes(v0, v1, v2, v3);
            out[control++] = (byte) codes;
            data = putGroup(out, data, codes, v0, v1, v2, v3);
        }
        int codes = 0;
        for (int shift = 0; i < from + count; i++, shift += 2) {
            int code = code(values[i]);
            codes |= code << shift;
            data = putOne(out, data, code, values[i]);
        }
        if ((count & 3) != 0) {
            out[control] = (byte) codes;
        }
        return data;
    }

    /**
     * Decodes values from a range of bytes that holds exactly as many. After an exception, the values in the range to
     * be filled are unspecified.
     *
     * @param in the bytes
     * @param from the first byte
     * @param to the byte after the last
     * @param values the array to fill, with values to be taken as unsigned
     * @param at the first value to fill
     * @param count the number of values, from 0 to {@link #MAX_COUNT}
     * @throws CorruptDataException if the bytes are not exactly so many values, or unused control bits are set
     * @throws IllegalArgumentException if the count is out of range
     * @throws IndexOutOfBoundsException if one of the ranges does not lie in its array
     */
    public static void decode(byte[] in, int from, int to, int[] values, int at, int count)
            throws CorruptDataException {
        Objects.checkFromToIndex(from, to, in.length);
        Objects.checkFromIndexSize(at, checkedCount(count), values.length);
        requireExact(StreamVByteCodec.NAME, in, from, to, count);
        get(in, from, to, values, at, count);
    }

    /** Decodes, the ranges and the control bytes being checked. */
    static void get(byte[] in, int from, int to, int[] values, int at, int count) {
        int control = from;
        int data = from + controlLength(count);
        int i = at;
        int end = at + count;
        int groupsEnd = end - 3;
        int wordsEnd = to - GROUP_BYTES;
        while (i < groupsEnd && data <= wordsEnd) {
            if ((long) LONG.get(in, control) == 0 && end - i >= RUN_VALUES) {
                for (int k = 0; k < RUN_VALUES; k++) {
                    values[i + k] = in[data + k] & 0xFF;
                }
                i += RUN_VALUES;
                data += RUN_VALUES;
                control += RUN_GROUPS;
                continue;
            }
            int codes = in[control++];
            int code0 = codes & 3;
            int code1 = (codes >>> 2) & 3;
            int code2 = (codes >>> 4) & 3;
            int code3 = (codes >>> 6) & 3;
            int middle = data + code0 + code1 + 2;
            long low = (long) LONG.get(in, data);
            long high = (long) LONG.get(in, middle);
            values[i] = masked((int) low, code0);
            values[i + 1] = masked((int) (low >>> (8 * code0 + 8)), code1);
            values[i + 2] = masked((int) high, code2);
            values[i + 3] = masked((int) (high >>> (8 * code2 + 8)), code3);
            data = middle + code2 + code3 + 2;
            i += 4;
        }
        for (int k = i - at; k < count; k++) {
            int code = codeAt(in, from, k);
            values[at + k] = getOne(in, data, code);
            data += code + 1;
        }
    }

    /** The bytes of a value, less one. */
    static int code(int value) {
        return (31 - Integer.numberOfLeadingZeros(value | 1)) >>> 3;
    }

    /** The control byte of four values. */
    static int codes(int v0, int v1, int v2, int v3) {
        if ((v0 | v1 | v2 | v3) >>> 8 == 0) {
            return 0;
        }
        return code(v0) | (code(v1) << 2) | (code(v2) << 4) | (code(v3) << 6);
    }

    /**
     * Writes four values by two words that overlap what follows them. The words end before
     * {@code data + GROUP_BYTES}, so the room that the group may take is enough.
     */
    static int putGroup(byte[] out, int data, int codes, int v0, int v1, int v2, int v3) {
        if (codes == 0) {
            INT.set(out, data, v0 | (v1 << 8) | (v2 << 16) | (v3 << 24));
            return data + 4;
        }
        int code0 = codes & 3;
        int code2 = (codes >>> 4) & 3;
        int middle = data + code0 + ((codes >>> 2) & 3) + 2;
        LONG.set(out, data, (v0 & 0xFFFF_FFFFL) | ((v1 & 0xFFFF_FFFFL) << (8 * code0 + 8)));
        LONG.set(out, middle, (v2 & 0xFFFF_FFFFL) | ((v3 & 0xFFFF_FFFFL) << (8 * code2 + 8)));
        return middle + code2 + (codes >>> 6) + 2;
    }

    /** Writes one value, byte by byte. */
    static int putOne(byte[] out, int data, int code, int value) {
        for (int k = 0; k <= code; k++) {
            out[data + k] = (byte) (value >>> (8 * k));
        }
        return data + code + 1;
    }

    /** Reads one value, byte by byte. */
    static int getOne(byte[] in, int data, int code) {
        int value = 0;
        for (int k = 0; k <= code; k++) {
            value |= (in[data + k] & 0xFF) << (8 * k);
        }
        return value;
    }

    /** Reads the code of the value of this index. */
    static int codeAt(byte[] in, int from, int index) {
        return (in[from + (index >>> 2)] >>> (2 * (index & 3))) & 3;
    }

    /** The lowest {@code code + 1} bytes. */
    static int masked(int word, int code) {
        return word & MASKS[code];
    }

    /**
     * Makes sure that the bytes are exactly so many values, by the control bytes alone. After that no value lies
     * outside the range, so decoding need not check again.
     */
    static void requireExact(String what, byte[] in, int from, int to, int count) throws CorruptDataException {
        int length = to - from;
        if (length < minLength(count)) {
            throw new CorruptDataException(
                    what, length, "the end", "at least " + minLength(count) + " bytes for " + count + " values");
        }
        int controls = controlLength(count);
        int unusedFrom = 2 * (count & 3);
        if (unusedFrom != 0 && (in[from + controls - 1] & 0xFF) >>> unusedFrom != 0) {
            int last = in[from + controls - 1] & 0xFF;
            throw new CorruptDataException(
                    what,
                    controls - 1,
                    "the last control byte 0x" + Integer.toHexString(last),
                    "zeros from its bit " + unusedFrom + " on");
        }
        long expected = minLength(count) + sumOfCodes(in, from, from + controls);
        if (expected != length) {
            throw new CorruptDataException(
                    what, Math.min(expected, length), length + " bytes in all", expected + " by the control bytes");
        }
    }

    private static long sumOfCodes(byte[] in, int from, int to) {
        long sum = 0;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            sum += sumOfCodes((long) LONG.get(in, at));
        }
        for (; at < to; at++) {
            sum += sumOfCodes(in[at] & 0xFF);
        }
        return sum;
    }

    private static int sumOfCodes(long controls) {
        return Long.bitCount(controls & LOW_CODE_BITS) + 2 * Long.bitCount(controls & ~LOW_CODE_BITS);
    }
}
