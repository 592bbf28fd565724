package org.szformat.container;

import org.szformat.layout.Chunk;
import org.szformat.schema.Field;

/**
 * Where a chunk lies.
 *
 * @param number its number in the file
 * @param firstRow the row of its first record
 * @param records how many records it has
 * @param offset where its head begins
 * @param length bytes of head and blocks
 * @param headLength bytes of the head
 */
record ChunkEntry(int number, long firstRow, int records, long offset, long length, int headLength) {

    Chunk toChunk() {
        return new Chunk(number, firstRow, records, offset, length);
    }

    /** How messages name a value of a row of the chunk. */
    String placeOf(int row, Field field) {
        return "offset " + offset + ", chunk " + number + ", record " + (firstRow + row) + ", " + field;
    }

    long end() {
        return offset + length;
    }
}
