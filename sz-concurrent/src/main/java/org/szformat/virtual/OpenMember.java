package org.szformat.virtual;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.szformat.layout.Extent;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;

/**
 * A member that is open. Rows and chunks are the member's own, from 0; projections and fields those of the virtual file.
 * Safe for use by many threads.
 */
interface OpenMember extends Closeable {

    Record read(long row, Projection projection) throws IOException;

    List<Record> read(long[] rows, Projection projection) throws IOException;

    List<Record> readChunk(int chunk, Projection projection) throws IOException;

    Batch readBatch(int chunk, Projection projection) throws IOException;

    Object readRange(long row, Field dataset, int from, int to) throws IOException;

    int[] lengths(int chunk, Field dataset) throws IOException;

    long valueCount(int chunk, Field dataset) throws IOException;

    long chunkMemoryBytes(int chunk, Projection projection) throws IOException;

    long memoryBytes(long row, Projection projection) throws IOException;

    /** As {@link org.szformat.layout.RecordFile#verifyStructure} does. */
    void verifyStructure() throws IOException;

    /** What is wrong with what leads readers to its records, for people to read. */
    List<String> faults() throws IOException;

    /** As {@link org.szformat.layout.RecordFile#extents} does, of rows of this member and fields of the virtual file. */
    void extents(long from, long to, Consumer<Extent> extents) throws IOException;
}
