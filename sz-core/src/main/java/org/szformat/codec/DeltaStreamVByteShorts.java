package org.szformat.codec;

import static org.szformat.codec.DeltaZigzag.unzigzag;
import static org.szformat.codec.DeltaZigzag.zigzag;
import static org.szformat.codec.Escapes.nextEscape;
import static org.szformat.codec.StreamVByte.GROUP_BYTES;
import static org.szformat.codec.StreamVByte.LONG;
import static org.szformat.codec.StreamVByte.RUN_GROUPS;
import static org.szformat.codec.StreamVByte.RUN_VALUES;
import static org.szformat.codec.StreamVByte.masked;

import java.util.Arrays;
import org.szformat.kernel.Kernels;
import org.szformat.kernel.ShortKernels;
import org.szformat.kernel.ShortKernels.Sign;
import org.szformat.schema.ValueType;

/** {@link DeltaZigzag} and {@link StreamVByte} of {@code I16} and {@code U16} in one pass. */
final class DeltaStreamVByteShorts extends StreamVByteArray<short[]> {

    static final DeltaStreamVByteShorts SIGNED = new DeltaStreamVByteShorts(ValueType.I16, Sign.SIGNED);

    static final DeltaStreamVByteShorts UNSIGNED = new DeltaStreamVByteShorts(ValueType.U16, Sign.UNSIGNED);

    /** Values encoded at a time, a multiple of {@link StreamVByte#RUN_VALUES}: they stay in the fastest cache. */
    private static final int TILE = 4096;

    private final ValueType type;
    private final Sign sign;

    private DeltaStreamVByteShorts(ValueType type, Sign sign) {
        super(ArrayKind.SHORTS);
        this.type = type;
        this.sign = sign;
    }

    @Override
    String name() {
        return DeltaStreamVByteCodec.NAME;
    }

    @Override
    int put(short[] values, int from, int count, byte[] out, int at) {
        ShortKernels kernels = Kernels.forValues(count);
        int dataAt = at + StreamVByte.controlLength(count);
        int data = dataAt;
        int i = 0;
        for (int runs = count - count % RUN_VALUES; i < runs; ) {
            int tileEnd = Math.min(i + TILE, runs);
            // One byte of each value goes to the end of the room of these values, which data does not reach before.
            int bytesAt = dataAt + 4 * tileEnd - tileEnd;
            int second = i;
            if (i == 0) {
                out[bytesAt] = (byte) Math.min(zigzag(sign.value(values[from])), 255);
                second = 1;
            }
            kernels.encode(values, from + second, tileEnd - second, sign, out, bytesAt + second);
            while (i < tileEnd) {
                int small = nextEscape(out, bytesAt + i, bytesAt + tileEnd) - bytesAt - i;
                int run = small - small % RUN_VALUES;
                System.arraycopy(out, bytesAt + i, out, data, run);
                Arrays.fill(out, at + i / 4, at + (i + run) / 4, (byte) 0);
                data += run;
                i += run;
                if (i < tileEnd) {
                    data = putGroups(values, from, i, i + RUN_VALUES, out, at, data);
                    i += RUN_VALUES;
                }
            }
        }
        int groups = count & ~3;
        data = putGroups(values, from, i, groups, out, at, data);
        int codes = 0;
        for (int k = groups; k < count; k++) {
            int zigzag = zigzag(sign.value(values[from + k]) - before(values, from, k));
            int code = StreamVByte.code(zigzag);
            codes |= code << 2 * (k - groups);
            data = StreamVByte.putOne(out, data, code, zigzag);
        }
        if (groups < count) {
            out[at + groups / 4] = (byte) codes;
        }
        return data;
    }

    /** Writes the groups of the values from one index to another, both multiples of four. */
    private int putGroups(short[] values, int from, int first, int end, byte[] out, int at, int dataAt) {
        int data = dataAt;
        int previous = before(values, from, first);
        for (int i = first; i < end; i += 4) {
            int v0 = sign.value(values[from + i]);
            int v1 = sign.value(values[from + i + 1]);
            int v2 = sign.value(values[from + i + 2]);
            int v3 = sign.value(values[from + i + 3]);
            int z0 = zigzag(v0 - previous);
            int z1 = zigzag(v1 - v0);
            int z2 = zigzag(v2 - v1);
            int z3 = zigzag(v3 - v2);
            previous = v3;
            int codes = StreamVByte.codes(z0, z1, z2, z3);
            out[at + i / 4] = (byte) codes;
            data = StreamVByte.putGroup(out, data, codes, z0, z1, z2, z3);
        }
        return data;
    }

    private int before(short[] values, int from, int index) {
        return index == 0 ? 0 : sign.value(values[from + index - 1]);
    }

    @Override
    void get(byte[] in, int from, int to, short[] values, int at, int count) throws CorruptDataException {
        ShortKernels kernels = Kernels.forValues(count);
        int excess = 0;
        int data = from + StreamVByte.controlLength(count);
        int value = 0;
        int wordsEnd = to - GROUP_BYTES;
        int i = 0;
        while (i < count - 3 && data <= wordsEnd) {
            int run = oneByteRun(in, from + i / 4, count - i);
            if (run > 0) {
                excess |= getRun(kernels, in, data - i, i, i + run, values, at);
                data += run;
                i += run;
                value = sign.value(values[at + i - 1]);
                continue;
            }
            int codes = in[from + i / 4];
            int code0 = codes & 3;
            int code1 = (codes >>> 2) & 3;
            int code2 = (codes >>> 4) & 3;
            int code3 = (codes >>> 6) & 3;
            int middle = data + code0 + code1 + 2;
            long low = (long) LONG.get(in, data);
            long high = (long) LONG.get(in, middle);
            int v0 = value + unzigzag(masked((int) low, code0));
            int v1 = v0 + unzigzag(masked((int) (low >>> (8 * code0 + 8)), code1));
            int v2 = v1 + unzigzag(masked((int) high, code2));
            value = v2 + unzigzag(masked((int) (high >>> (8 * code2 + 8)), code3));
            values[at + i] = (short) v0;
            values[at + i + 1] = (short) v1;
            values[at + i + 2] = (short) v2;
            values[at + i + 3] = (short) value;
            excess |= sign.excess(v0) | sign.excess(v1) | sign.excess(v2) | sign.excess(value);
            data = middle + code2 + code3 + 2;
            i += 4;
        }
        for (; i < count; i++) {
            int code = StreamVByte.codeAt(in, from, i);
            value += unzigzag(StreamVByte.getOne(in, data, code));
            values[at + i] = (short) value;
            excess |= sign.excess(value);
            data += code + 1;
        }
        if (excess != 0) {
            throw outOfRange(in, from, count);
        }
    }

    /** How many values, at most as many as are left, have one byte each, by whole words of control bytes. */
    private static int oneByteRun(byte[] in, int control, int left) {
        int run = 0;
        for (int word = control; run <= left - RUN_VALUES && (long) LONG.get(in, word) == 0; word += RUN_GROUPS) {
            run += RUN_VALUES;
        }
        return run;
    }

    /** Decodes the values from one index to another, of one byte each, and gives what they have in excess. */
    private int getRun(ShortKernels kernels, byte[] in, int from, int first, int end, short[] values, int at) {
        int excess = 0;
        int i = first;
        while (i < end) {
            if (i > 0) {
                i += kernels.decode(in, from + i, end - i, sign, values, at + i);
            }
            if (i < end) {
                int value = before(values, at, i) + unzigzag(in[from + i] & 0xFF);
                values[at + i] = (short) value;
                excess |= sign.excess(value);
                i++;
            }
        }
        return excess;
    }

    private CorruptDataException outOfRange(byte[] in, int from, int count) {
        int data = from + StreamVByte.controlLength(count);
        int index = 0;
        int code = StreamVByte.codeAt(in, from, 0);
        int value = unzigzag(StreamVByte.getOne(in, data, code));
        while (sign.excess(value) == 0) {
            data += code + 1;
            index++;
            code = StreamVByte.codeAt(in, from, index);
            value += unzigzag(StreamVByte.getOne(in, data, code));
        }
        return new CorruptDataException(
                DeltaStreamVByteCodec.NAME,
                data - from,
                "value " + value + " of index " + index + ", out of range of " + type,
                type == ValueType.I16 ? "-32768 to 32767" : "0 to 65535");
    }
}
