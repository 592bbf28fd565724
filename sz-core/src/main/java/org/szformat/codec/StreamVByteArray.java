package org.szformat.codec;

import java.util.Objects;
import java.util.OptionalInt;

/** What the fused StreamVByte codecs share: lengths and the checks of arguments. */
abstract class StreamVByteArray<A> implements ArrayCodec<A> {

    private final ArrayKind<A> kind;

    StreamVByteArray(ArrayKind<A> kind) {
        this.kind = kind;
    }

    @Override
    public final ArrayKind<A> kind() {
        return kind;
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
    public final OptionalInt fixedWidth() {
        return OptionalInt.empty();
    }

    @Override
    public final int encode(A values, int from, int count, byte[] out, int at) {
        Objects.checkFromIndexSize(from, count, kind.length(values));
        Objects.checkFromIndexSize((long) at, maxEncodedLength(count), out.length);
        return put(values, from, count, out, at);
    }

    @Override
    public final void decode(byte[] in, int from, int to, A values, int at, int count) throws CorruptDataException {
        Objects.checkFromToIndex(from, to, in.length);
        Objects.checkFromIndexSize(at, count, kind.length(values));
        StreamVByte.requireExact(name(), in, from, to, count);
        get(in, from, to, values, at, count);
    }

    abstract String name();

    /** Encodes, the ranges being checked. */
    abstract int put(A values, int from, int count, byte[] out, int at);

    /** Decodes, the ranges and the control bytes being checked. */
    abstract void get(byte[] in, int from, int to, A values, int at, int count) throws CorruptDataException;
}
