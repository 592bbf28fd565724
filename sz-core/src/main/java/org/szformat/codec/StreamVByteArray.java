package org.szformat.codec;

/** What the fused StreamVByte codecs share: the length that the control bytes say, and no other. */
abstract class StreamVByteArray<A> extends RangeCheckedArray<A> {

    StreamVByteArray(ArrayKind<A> kind) {
        super(kind);
    }

    @Override
    public final long minEncodedLength(int count) {
        return StreamVByte.minLength(count);
    }

    @Override
    public final long maxEncodedLength(int count) {
        return StreamVByte.maxLength(count);
    }

    @Override
    final void requireEncoded(byte[] in, int from, int to, int count) throws CorruptDataException {
        StreamVByte.requireExact(name(), in, from, to, count);
    }
}
