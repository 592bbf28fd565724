package org.szformat.codec;

import static org.szformat.codec.DeltaZigzag.unzigzag;
import static org.szformat.codec.DeltaZigzag.unzigzagBytes;
import static org.szformat.codec.DeltaZigzag.zigzag;
import static org.szformat.codec.StreamVByte.GROUP_BYTES;
import static org.szformat.codec.StreamVByte.LONG;
import static org.szformat.codec.StreamVByte.RUN_GROUPS;
import static org.szformat.codec.StreamVByte.RUN_VALUES;
import static org.szformat.codec.StreamVByte.masked;

/** {@link DeltaZigzag} and {@link StreamVByte} of {@code I32} and {@code U32} in one pass. */
final class DeltaStreamVByteInts extends StreamVByteArray<int[]> {

    DeltaStreamVByteInts() {
        super(ArrayKind.INTS);
    }

    @Override
    String name() {
        return DeltaStreamVByteCodec.NAME;
    }

    @Override
    int put(int[] values, int from, int count, byte[] out, int at) {
        int control = at;
        int data = at + StreamVByte.controlLength(count);
        int previous = 0;
        int i = from;
        for (int groups = from + (count & ~3); i < groups; i += 4) {
            int v0 = values[i];
            int v1 = values[i + 1];
            int v2 = values[i + 2];
            int v3 = values[i + 3];
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
            int value = values[i];
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
    void get(byte[] in, int from, int to, int[] values, int at, int count) {
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
                    values[i] = value;
                    value += (byte) (differences >> 8);
                    values[i + 1] = value;
                    value += (byte) (differences >> 16);
                    values[i + 2] = value;
                    value += (byte) (differences >> 24);
                    values[i + 3] = value;
                    value += (byte) (differences >> 32);
                    values[i + 4] = value;
                    value += (byte) (differences >> 40);
                    values[i + 5] = value;
                    value += (byte) (differences >> 48);
                    values[i + 6] = value;
                    value += (byte) (differences >> 56);
                    values[i + 7] = value;
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
            values[i] = v0;
            values[i + 1] = v1;
            values[i + 2] = v2;
            values[i + 3] = value;
            data = middle + code2 + code3 + 2;
            i += 4;
        }
        for (int k = i - at; k < count; k++) {
            int code = StreamVByte.codeAt(in, from, k);
            value += unzigzag(StreamVByte.getOne(in, data, code));
            values[at + k] = value;
            data += code + 1;
        }
    }
}
