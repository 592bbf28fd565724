package org.szformat.codec;

import static org.szformat.codec.StreamVByte.GROUP_BYTES;
import static org.szformat.codec.StreamVByte.LONG;
import static org.szformat.codec.StreamVByte.RUN_GROUPS;
import static org.szformat.codec.StreamVByte.RUN_VALUES;
import static org.szformat.codec.StreamVByte.masked;

/** {@link StreamVByte} of {@code U16}, without an array of 32-bit values in between. */
final class StreamVByteShorts extends StreamVByteArray<short[]> {

    StreamVByteShorts() {
        super(ArrayKind.SHORTS);
    }

    @Override
    String name() {
        return StreamVByteCodec.NAME;
    }

    @Override
    int put(short[] values, int from, int count, byte[] out, int at) {
        int control = at;
        int data = at + StreamVByte.controlLength(count);
        int i = from;
        for (int groups = from + (count & ~3); i < groups; i += 4) {
            int v0 = values[i] & 0xFFFF;
            int v1 = values[i + 1] & 0xFFFF;
            int v2 = values[i + 2] & 0xFFFF;
            int v3 = values[i + 3] & 0xFFFF;
            int codes = StreamVByte.codes(v0, v1, v2, v3);
            out[control++] = (byte) codes;
            data = StreamVByte.putGroup(out, data, codes, v0, v1, v2, v3);
        }
        int codes = 0;
        for (int shift = 0; i < from + count; i++, shift += 2) {
            int value = values[i] & 0xFFFF;
            int code = StreamVByte.code(value);
            codes |= code << shift;
            data = StreamVByte.putOne(out, data, code, value);
        }
        if ((count & 3) != 0) {
            out[control] = (byte) codes;
        }
        return data;
    }

    @Override
    void get(byte[] in, int from, int to, short[] values, int at, int count) throws CorruptDataException {
        int control = from;
        int data = from + StreamVByte.controlLength(count);
        int i = at;
        int end = at + count;
        int groupsEnd = end - 3;
        int wordsEnd = to - GROUP_BYTES;
        int seen = 0;
        while (i < groupsEnd && data <= wordsEnd) {
            if ((long) LONG.get(in, control) == 0 && end - i >= RUN_VALUES) {
                for (int k = 0; k < RUN_VALUES; k++) {
                    values[i + k] = (short) (in[data + k] & 0xFF);
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
            int v0 = masked((int) low, code0);
            int v1 = masked((int) (low >>> (8 * code0 + 8)), code1);
            int v2 = masked((int) high, code2);
            int v3 = masked((int) (high >>> (8 * code2 + 8)), code3);
            values[i] = (short) v0;
            values[i + 1] = (short) v1;
            values[i + 2] = (short) v2;
            values[i + 3] = (short) v3;
            seen |= v0 | v1 | v2 | v3;
            data = middle + code2 + code3 + 2;
            i += 4;
        }
        for (int k = i - at; k < count; k++) {
            int code = StreamVByte.codeAt(in, from, k);
            int value = StreamVByte.getOne(in, data, code);
            values[at + k] = (short) value;
            seen |= value;
            data += code + 1;
        }
        if (seen >>> 16 != 0) {
            throw outOfRange(in, from, count);
        }
    }

    private static CorruptDataException outOfRange(byte[] in, int from, int count) {
        int data = from + StreamVByte.controlLength(count);
        int index = 0;
        int code = StreamVByte.codeAt(in, from, 0);
        int value = StreamVByte.getOne(in, data, code);
        while (value >>> 16 == 0) {
            data += code + 1;
            index++;
            code = StreamVByte.codeAt(in, from, index);
            value = StreamVByte.getOne(in, data, code);
        }
        return new CorruptDataException(
                StreamVByteCodec.NAME,
                data - from,
                "value " + Integer.toUnsignedString(value) + " of index " + index + ", out of range of U16",
                "0 to 65535");
    }
}
