package org.szformat.codec;

import java.io.Closeable;

/** Compresses ranges of bytes, one after the other, with memory that is kept. Confined to one thread at a time. */
public interface ByteCompressor extends Closeable {

    /**
     * The most bytes that an input can be compressed to, and the room that {@link #compress} wants.
     *
     * @param length the length of the input, at least 0
     * @return a number of bytes
     */
    long maxCompressedLength(int length);

    /**
     * Compresses a range of bytes.
     *
     * @param in the bytes
     * @param from the first byte
     * @param to the byte after the last
     * @param out the array to write into
     * @param at where to write
     * @return the end of what was written
     * @throws IndexOutOfBoundsException if the range does not lie in {@code in}, or {@code out} has less than
     *     {@code maxCompressedLength(to - from)} bytes from {@code at} on
     * @throws IllegalStateException if the compressor is closed or has no memory
     */
    int compress(byte[] in, int from, int to, byte[] out, int at);

    /** Releases the memory; harmless when done again. */
    @Override
    void close();
}
