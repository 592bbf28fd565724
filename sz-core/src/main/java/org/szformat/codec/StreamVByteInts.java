package org.szformat.codec;

/** {@link StreamVByte} of {@code U32}. */
final class StreamVByteInts extends StreamVByteArray<int[]> {

    StreamVByteInts() {
        super(ArrayKind.INTS);
    }

    @Override
    String name() {
        return StreamVByteCodec.NAME;
    }

    @Override
    int put(int[] values, int from, int count, byte[] out, int at) {
        return StreamVByte.put(values, from, count, out, at);
    }

    @Override
    void get(byte[] in, int from, int to, int[] values, int at, int count) {
        StreamVByte.get(in, from, to, values, at, count);
    }
}
