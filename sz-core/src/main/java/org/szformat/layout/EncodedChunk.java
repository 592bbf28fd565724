package org.szformat.layout;

/** Records as the bytes that go to disk, made by a {@link ChunkEncoder} for one {@link LayoutWriter}, which writes them once. */
public interface EncodedChunk {

    /** How many records it holds. */
    int records();

    /** How many bytes of memory its encoded form takes. */
    long encodedBytes();
}
