package org.szformat.codec;

import java.io.Closeable;
import java.util.Objects;

/**
 * Runs a {@link ColumnCodec} over arrays of one type. Keeps its memory from call to call; confined to one thread at a
 * time.
 *
 * @param <A> the array that the values travel in
 */
public final class ColumnEncoder<A> implements Closeable {

    private final ArrayCodec<A> values;
    private final ByteCodec bytes;
    private final ByteCompressor compressor;
    private final ByteArrayBuilder scratch = new ByteArrayBuilder(0);

    ColumnEncoder(ArrayCodec<A> values, ByteCodec bytes) {
        this.values = values;
        this.bytes = bytes;
        this.compressor = bytes.newCompressor();
    }

    /**
     * The arrays that the encoder takes.
     *
     * @return the kind of array
     */
    public ArrayKind<A> kind() {
        return values.kind();
    }

    /**
     * Encodes a range of values and appends the bytes. After an exception nothing is appended.
     *
     * @param array the values
     * @param from the first value
     * @param count the number of values, at least 0
     * @param out what to append to
     * @return the number of bytes appended
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     * @throws IllegalArgumentException if there are so many values that their bytes might not fit one array
     * @throws IllegalStateException if the encoder is closed
     */
    public int append(A array, int from, int count, ByteArrayBuilder out) {
        Objects.checkFromIndexSize(from, count, kind().length(array));
        int start = out.length();
        if (bytes.isIdentity()) {
            encode(array, from, count, out);
        } else if (values.isIdentity()) {
            compress((byte[]) array, from, from + count, out);
        } else {
            scratch.clear();
            encode(array, from, count, scratch);
            compress(scratch.array(), 0, scratch.length(), out);
        }
        return out.length() - start;
    }

    /**
     * Does as {@link #append}, for callers that hold columns of several types.
     *
     * @param array the values, an array of this encoder's {@link #kind()}
     * @param from the first value
     * @param count the number of values, at least 0
     * @param out what to append to
     * @return the number of bytes appended
     * @throws ClassCastException if the array is of another kind
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     * @throws IllegalArgumentException if there are so many values that their bytes might not fit one array
     * @throws IllegalStateException if the encoder is closed
     */
    public int appendAny(Object array, int from, int count, ByteArrayBuilder out) {
        return append(kind().cast(array), from, count, out);
    }

    private void encode(A array, int from, int count, ByteArrayBuilder out) {
        byte[] room = out.reserve(values.maxEncodedLength(count));
        out.setLength(values.encode(array, from, count, room, out.length()));
    }

    private void compress(byte[] in, int from, int to, ByteArrayBuilder out) {
        byte[] room = out.reserve(compressor.maxCompressedLength(to - from));
        out.setLength(compressor.compress(in, from, to, room, out.length()));
    }

    /** Releases the compressor's memory; harmless when done again. */
    @Override
    public void close() {
        compressor.close();
    }
}
