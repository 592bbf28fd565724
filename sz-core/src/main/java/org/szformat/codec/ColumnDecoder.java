package org.szformat.codec;

import java.io.Closeable;
import java.util.Objects;
import org.szformat.schema.ValueType;

/**
 * Runs a {@link ColumnCodec} backwards: bytes to arrays of one type. Keeps its memory from call to call; confined to one
 * thread at a time.
 *
 * <p>Takes any bytes. Sizes that the bytes claim are held against the expected number of values and a limit before
 * anything is allocated.
 *
 * @param <A> the array that the values travel in
 */
public final class ColumnDecoder<A> implements Closeable {

    private final ArrayCodec<A> values;
    private final ByteCodec bytes;
    private final ByteDecompressor decompressor;
    private final ValueType type;
    private final ByteArrayBuilder scratch = new ByteArrayBuilder(0);

    ColumnDecoder(ArrayCodec<A> values, ByteCodec bytes, ValueType type) {
        this.values = values;
        this.bytes = bytes;
        this.decompressor = bytes.newDecompressor();
        this.type = type;
    }

    /**
     * The arrays that the decoder makes.
     *
     * @return the kind of array
     */
    public ArrayKind<A> kind() {
        return values.kind();
    }

    /**
     * Decodes a range of bytes that holds a known number of values.
     *
     * @param in the bytes
     * @param from the first byte
     * @param to the byte after the last
     * @param count the number of values, at least 0
     * @param maxBytes the most bytes that the values may take, by the width of their type
     * @return a new array of {@code count} values
     * @throws CorruptDataException if the bytes are no encoding of so many values, or these exceed the limit
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     * @throws IllegalArgumentException if the count is negative
     * @throws IllegalStateException if the decoder is closed
     */
    public A decode(byte[] in, int from, int to, int count, long maxBytes) throws CorruptDataException {
        requireCount(count);
        if ((long) count * type.width() > maxBytes) {
            throw new CorruptDataException(
                    type + " column",
                    0,
                    count + " values of " + type.width() + " bytes each",
                    "at most " + maxBytes + " bytes");
        }
        int length = contentLength(in, from, to, count);
        A array = kind().allocate(count);
        decode(in, from, to, length, array, 0, count);
        return array;
    }

    /**
     * Decodes a range of bytes into part of an array. After an exception, the values in that part are unspecified.
     *
     * @param in the bytes
     * @param from the first byte
     * @param to the byte after the last
     * @param array the array to fill
     * @param at the first value to fill
     * @param count the number of values, at least 0
     * @throws CorruptDataException if the bytes are no encoding of so many values
     * @throws IndexOutOfBoundsException if one of the ranges does not lie in its array
     * @throws IllegalStateException if the decoder is closed
     */
    public void decodeInto(byte[] in, int from, int to, A array, int at, int count) throws CorruptDataException {
        Objects.checkFromIndexSize(at, count, kind().length(array));
        decode(in, from, to, contentLength(in, from, to, count), array, at, count);
    }

    /**
     * Decodes a range of bytes that does not come with the number of its values. Only for codecs that give all values
     * the same width, such as {@code plain}.
     *
     * @param in the bytes
     * @param from the first byte
     * @param to the byte after the last
     * @param maxBytes the most bytes that the values may take, by the width of their type
     * @return a new array of all values
     * @throws CorruptDataException if the bytes are no encoding of a whole number of values, or exceed the limit
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     * @throws IllegalStateException if the codec does not give all values the same width, or the decoder is closed
     */
    public A decodeAll(byte[] in, int from, int to, long maxBytes) throws CorruptDataException {
        int width = values.fixedWidth()
                .orElseThrow(() -> new IllegalStateException("this codec does not tell the number of values"));
        int length = decompressor.contentLength(in, from, to, 0, maxBytes);
        if (length % width != 0) {
            throw new CorruptDataException(
                    type + " column", length, length + " bytes", "a multiple of " + width + " bytes");
        }
        A array = kind().allocate(length / width);
        decode(in, from, to, length, array, 0, length / width);
        return array;
    }

    private static void requireCount(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count " + count + " is negative");
        }
    }

    private int contentLength(byte[] in, int from, int to, int count) throws CorruptDataException {
        return decompressor.contentLength(in, from, to, values.minEncodedLength(count), values.maxEncodedLength(count));
    }

    private void decode(byte[] in, int from, int to, int length, A array, int at, int count)
            throws CorruptDataException {
        if (bytes.isIdentity()) {
            values.decode(in, from, to, array, at, count);
        } else if (values.isIdentity()) {
            decompressor.decompress(in, from, to, (byte[]) array, at, length);
        } else {
            scratch.clear();
            byte[] content = scratch.reserve(length);
            decompressor.decompress(in, from, to, content, 0, length);
            values.decode(content, 0, length, array, at, count);
        }
    }

    /** Releases the decompressor's memory; harmless when done again. */
    @Override
    public void close() {
        decompressor.close();
    }
}
