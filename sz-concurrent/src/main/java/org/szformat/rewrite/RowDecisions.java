package org.szformat.rewrite;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of single records, decided before any of them is copied. Rows are counted over all sources. For one thread,
 * which asks for rows in ascending order.
 */
interface RowDecisions extends Closeable {
    /** All records stay as they are. */
    RowDecisions NONE = (row, records) -> null;

    /**
     * The decisions on the records of a chunk.
     *
     * @param row of the first of them, behind those that were asked for before
     * @return null when all are to be kept as they are
     */
    @Nullable
    ChunkDecisions of(long row, int records) throws IOException;

    /** How many records are left out. */
    default long dropped() {
        return 0;
    }

    @Override
    default void close() throws IOException {}
}
