package org.szformat.container;

import java.io.IOException;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;

/** An open container with frames besides those of its records. Safe for use by many threads. */
public interface AttachedFile extends RecordFile {

    /**
     * The content of an attachment. It is checked against its checksum, and its size before anything is allocated.
     *
     * @param offset where it begins in the file, as {@link AttachingWriter#attach} said
     * @param kind what it was attached as
     * @param expected about how many bytes it takes in the file: so many are read at once, since a remote file is asked anew
     *     for the rest; at least 0
     * @param most how many bytes its content may have
     * @throws org.szformat.SzFormatException when no sound attachment of that kind lies there
     */
    byte[] attachment(long offset, String kind, int expected, long most) throws IOException;

    /**
     * The rows of records that may have an ID, in order: all that have it, and hardly ever another. Unlike {@link #rows} it
     * looks at no record.
     *
     * @throws IllegalStateException when the schema has no key
     */
    long[] candidates(String id) throws IOException;

    /**
     * How many of its bytes a chunk begins with that lead to its values.
     *
     * @throws IllegalArgumentException when it is no chunk of this file
     */
    int headBytes(Chunk chunk) throws IOException;

    /**
     * How many records have the ID of an earlier one. IDs are compared by their 64-bit hashes, so that what this takes of
     * memory does not depend on how many there are; 0 when the schema has no key.
     */
    long repeatedIds() throws IOException;
}
