package org.szformat.interop.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.io.ReadableBytes;

/**
 * The range of a file in which an Arrow IPC file lies. Offsets count from the start of the whole file.
 *
 * @param bytes the file's bytes
 * @param path the file, for messages
 * @param table what the table is called in messages: {@code reads table}
 * @param start where it begins
 * @param end where it ends
 * @param limits how much it may claim
 */
public record TableBytes(ReadableBytes bytes, Path path, String table, long start, long end, Limits limits) {

    /**
     * Reads bytes that a table claims to have.
     *
     * @throws SzFormatException when they do not lie in the range, or are more than the limit of a chunk
     */
    public byte[] read(String what, long offset, long length) throws IOException {
        if (offset < start || length < 0 || offset > end || length > end - offset) {
            throw fault(offset, what + " of " + length + " bytes", "one that ends before offset " + end);
        }
        if (length > limits.maxChunkBytes() || length > Limits.MAX_ARRAY) {
            throw fault(
                    offset,
                    what + " of " + length + " bytes",
                    "at most " + Math.min(limits.maxChunkBytes(), Limits.MAX_ARRAY)
                            + "; a larger heap (-Xmx) raises the limit");
        }
        byte[] read = new byte[(int) length];
        bytes.readFully(offset, read, 0, read.length);
        return read;
    }

    /** As {@link #read}, for structures of FlatBuffers, under the limit of metadata. */
    ByteBuffer readMetadata(String what, long offset, long length) throws IOException {
        if (length > limits.maxMetadataBytes()) {
            throw fault(
                    offset,
                    what + " of " + length + " bytes",
                    "at most " + limits.maxMetadataBytes() + "; a larger heap (-Xmx) raises the limit");
        }
        return ByteBuffer.wrap(read(what, offset, length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A fault at an offset of the whole file. */
    public SzFormatException fault(long offset, String found, String expected) {
        return new SzFormatException(path, table + ", offset " + offset, found, expected);
    }

    /** What is done with bytes whose structure nobody has checked. */
    interface Parse<T> {
        T run() throws IOException;
    }

    /**
     * Follows the offsets of FlatBuffers, which lead anywhere when the bytes are damaged.
     *
     * @throws SzFormatException when that leads outside of the bytes
     */
    <T> T parse(String what, long offset, Parse<T> parse) throws IOException {
        try {
            return parse.run();
        } catch (RuntimeException e) {
            throw new SzFormatException(
                    path,
                    table + ", offset " + offset,
                    "a damaged " + what + " (" + e + ")",
                    "the structure of an Arrow IPC file",
                    e);
        }
    }
}
