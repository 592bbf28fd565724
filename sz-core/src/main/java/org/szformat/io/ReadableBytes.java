package org.szformat.io;

import java.io.EOFException;
import java.io.IOException;

/** Bytes that are read at positions. */
public interface ReadableBytes {

    /** How many there are, as of now. */
    long size() throws IOException;

    /**
     * Whether there are, or at least were at some time, so many bytes; cheaper than {@link #size} to ask again and again.
     */
    default boolean reach(long end) throws IOException {
        return end <= size();
    }

    /**
     * Reads exactly {@code length} bytes.
     *
     * @param offset where they begin
     * @param into what takes them, from index {@code at} on
     * @throws EOFException when there are not so many
     */
    void readFully(long offset, byte[] into, int at, int length) throws IOException;
}
