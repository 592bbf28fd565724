package org.szformat.codec;

import java.io.Closeable;

/** Decompresses ranges of bytes, one after the other, with memory that is kept. Confined to one thread at a time. */
public interface ByteDecompressor extends Closeable {

    /**
     * Measures the content of a compressed range without decompressing it, and makes sure that the range holds one
     * compressed input and nothing else. Nothing is allocated.
     *
     * @param in the bytes
     * @param from the first byte
     * @param to the byte after the last
     * @param min the least content, in bytes, that is expected
     * @param max the most content, in bytes, that is expected; at most the length of an array
     * @return the length of the content, from {@code min} to {@code max}
     * @throws CorruptDataException if the range is nothing that the compressor makes, or claims a content outside the
     *     expected range or larger than it could hold
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    int contentLength(byte[] in, int from, int to, long min, long max) throws CorruptDataException;

    /**
     * Decompresses a range of bytes. After an exception, the bytes in the range to be filled are unspecified.
     *
     * @param in the bytes
     * @param from the first byte
     * @param to the byte after the last
     * @param out the array to write into
     * @param at where to write
     * @param length the length of the content, as {@link #contentLength} gave it
     * @throws CorruptDataException if the range is nothing that the compressor makes, or holds other than
     *     {@code length} bytes
     * @throws IndexOutOfBoundsException if one of the ranges does not lie in its array
     * @throws IllegalStateException if the decompressor is closed
     */
    void decompress(byte[] in, int from, int to, byte[] out, int at, int length) throws CorruptDataException;

    /** Releases the memory; harmless when done again. */
    @Override
    void close();
}
