package org.szformat.container;

import org.szformat.SzFormatException;

/**
 * A run of chunks that one {@link ChunkTable} and, where records have a key, one {@link IdRun} are of.
 *
 * <pre>
 *  u64  first row
 *  u64  rows
 *  u64  number of the first chunk
 *  u64  chunks
 *  u64  offset of the chunk table
 *  u64  offset of the ID run; 0 when the schema has no key
 * </pre>
 */
record Segment(long firstRow, long rows, long firstChunk, long chunks, long chunkTable, long idRun) {
    static final int BYTES = 6 * Long.BYTES;

    long endRow() {
        return firstRow + rows;
    }

    long endChunk() {
        return firstChunk + chunks;
    }

    void write(ByteWriter out) {
        out.u64(firstRow).u64(rows).u64(firstChunk).u64(chunks).u64(chunkTable).u64(idRun);
    }

    /** Reads the segment that follows one that ends at the given row and chunk. */
    static Segment read(ByteReader in, long row, long chunk, long end) throws SzFormatException {
        long firstRow = in.u64("first row", row, row);
        long rows = in.u64("rows", 1, Manifest.MAX_ROWS - row);
        long firstChunk = in.u64("first chunk", chunk, chunk);
        long chunks = in.u64("chunks", 1, Math.min(rows, Integer.MAX_VALUE - chunk));
        long table = in.u64("offset of the chunk table", 1, end);
        return new Segment(firstRow, rows, firstChunk, chunks, table, in.u64("offset of the ID run", 0, end));
    }
}
