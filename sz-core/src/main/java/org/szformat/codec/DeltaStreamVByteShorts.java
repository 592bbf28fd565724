package org.szformat.codec;

import static org.szformat.codec.DeltaZigzag.unzigzag;
import static org.szformat.codec.DeltaZigzag.unzigzagBytes;
import static org.szformat.codec.DeltaZigzag.zigzag;
import static org.szformat.codec.StreamVByte.GROUP_BYTES;
import static org.szformat.codec.StreamVByte.LONG;
import static org.szformat.codec.StreamVByte.RUN_GROUPS;
import static org.szformat.codec.StreamVByte.RUN_VALUES;
import static org.szformat.codec.StreamVByte.masked;

import org.szformat.schema.ValueType;

/** {@link DeltaZigzag} and {@link StreamVByte} of {@code I16} and {@code U16} in one pass. */
final class DeltaStreamVByteShorts extends StreamVByteArray<short[]> {

    static final DeltaStreamVByteShorts SIGNED = new DeltaStreamVByteShorts(ValueType.I16, -1, 0x8000);

    static final DeltaStreamVByteShorts UNSIGNED = new DeltaStreamVByteShorts(ValueType.U16, 0xFFFF, 0);

    private final ValueType type;

    /** What of a sign-extended short is the value. */
    private final int mask;

    /** What to add to a value so that it lies in the range exactly if no bit above the lower 16 is set. */
    private final int bias;

    private DeltaStreamVByteShorts(ValueType type, int mask, int bias) {
        super(ArrayKind.SHORTS);
        this.type = type;
        this.mask = mask;
        this.bias = bias;
    }

    @Override
    String name() {
        return DeltaStreamVByteCodec.NAME;
    }

    @Override
    int put(short[] values, int from, int count, byte[] out, int at) {
        int mask = this.mask;
        int control = at;
        int data = at + StreamVByte.controlLength(count);
        int previous = 0;
        int i = from;
        for (int groups = from + (count & ~3); i < groups; i += 4) {
            int v0 = values[i] & mask;
            int v1 = values[i + 1] & mask;
            int v2 = values[i + 2] & mask;
            int v3 = values[i + 3] & mask;
            int z0 = zigzag(v0 - previous);
            int z1 = zigzag(v1 - v0);
            int z2 = zigzag(v2 - v1);
            int z3 = zigzag(v3 - v2);
            previous = v3;
            int codes = StreamVByte.codes(z0, z1, z2, z3);
            out[control++] = (byte) codes;
            data = StreamVByte.putGroup(out, data, codes, z0, z1, z2, z3);
        }
        int codes = 0;
        for (int shift = 0; i < from + count; i++, shift += 2) {
            int value = values[i] & mask;
            int zigzag = zigzag(value - previous);
            previous = value;
            int code = StreamVByte.code(zigzag);
            codes |= code << shift;
            data = StreamVByte.putOne(out, data, code, zigzag);
        }
        if ((count & 3) != 0) {
            out[control] = (byte) codes;
        }
        return data;
    }

    @Override
    void get(byte[] in, int from, int to, short[] values, int at, int count) throws CorruptDataException {
        int bias = this.bias;
        int seen = 0;
        int control = from;
        int data = from + StreamVByte.controlLength(count);
        int value = 0;
        int i = at;
        int end = at + count;
        int groupsEnd = end - 3;
        int wordsEnd = to - GROUP_BYTES;
        while (i < groupsEnd && data <= wordsEnd) {
            if ((long) LONG.get(in, control) == 0 && end - i >= RUN_VALUES) {
                for (int runEnd = i + RUN_VALUES; i < runEnd; i += Long.BYTES, data += Long.BYTES) {
                    long differences = unzigzagBytes((long) LONG.get(in, data));
                    value += (byte) differences;
                    values[i] = (short) value;
                    seen |= value + bias;
                    value += (byte) (differences >> 8);
                    values[i + 1] = (short) value;
                    seen |= value + bias;
                    value += (byte) (differences >> 16);
                    values[i + 2] = (short) value;
                    seen |= value + bias;
                    value += (byte) (differences >> 24);
                    values[i + 3] = (short) value;
                    seen |= value + bias;
                    value += (byte) (differences >> 32);
                    values[i + 4] = (short) value;
                    seen |= value + bias;
                    value += (byte) (differences >> 40);
                    values[i + 5] = (short) value;
                    seen |= value + bias;
                    value += (byte) (differences >> 48);
                    values[i + 6] = (short) value;
                    seen |= value + bias;
                    value += (byte) (differences >> 56);
                    values[i + 7] = (short) value;
                    seen |= value + bias;
                }
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
            int v0 = value + unzigzag(masked((int) low, code0));
            int v1 = v0 + unzigzag(masked((int) (low >>> (8 * code0 + 8)), code1));
            int v2 = v1 + unzigzag(masked((int) high, code2));
            value = v2 + unzigzag(masked((int) (high >>> (8 * code2 + 8)), code3));
            values[i] = (short) v0;
            values[i + 1] = (short) v1;
            values[i + 2] = (short) v2;
            values[i + 3] = (short) value;
            seen |= v0 + bias;
            seen |= v1 + bias;
            seen |= v2 + bias;
            seen |= value + bias;
            data = middle + code2 + code3 + 2;
            i += 4;
        }
        for (int k = i - at; k < count; k++) {
            int code = StreamVByte.codeAt(in, from, k);
            value += unzigzag(StreamVByte.getOne(in, data, code));
            values[at + k] = (short) value;
            seen |= value + bias;
            data += code + 1;
        }
        if (seen >>> 16 != 0) {
            throw outOfRange(in, from, count);
        }
    }

    private CorruptDataException outOfRange(byte[] in, int from, int count) {
        int data = from + StreamVByte.controlLength(count);
        int index = 0;
        int code = StreamVByte.codeAt(in, from, 0);
        int value = unzigzag(StreamVByte.getOne(in, data, code));
        while ((value + bias) >>> 16 == 0) {
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
