package org.szformat.codec;

import java.util.Objects;
import java.util.OptionalInt;

/** What array codecs share: the checks of arguments and of the encoded length. */
abstract class RangeCheckedArray<A> implements ArrayCodec<A> {

    private final ArrayKind<A> kind;

    RangeCheckedArray(ArrayKind<A> kind) {
        this.kind = kind;
    }

    @Override
    public final ArrayKind<A> kind() {
        return kind;
    }

    @Override
    public OptionalInt fixedWidth() {
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
        requireEncoded(in, from, to, count);
        get(in, from, to, values, at, count);
    }

    /** Checks, before anything is decoded, that a range of bytes has a length that so many values can have. */
    void requireEncoded(byte[] in, int from, int to, int count) throws CorruptDataException {
        long min = minEncodedLength(count);
        long max = maxEncodedLength(count);
        if (to - from < min || to - from > max) {
            throw new CorruptDataException(
                    name(),
                    Math.min(to - from, max),
                    (to - from) + " bytes",
                    (min == max ? "" + min : min + " to " + max) + " bytes for " + count + " values");
        }
    }

    /** The name of the codec, for messages. */
    abstract String name();

    /** Encodes, the ranges being checked. */
    abstract int put(A values, int from, int count, byte[] out, int at);

    /** Decodes, the ranges being checked and the bytes by {@link #requireEncoded}. */
    abstract void get(byte[] in, int from, int to, A values, int at, int count) throws CorruptDataException;
}
