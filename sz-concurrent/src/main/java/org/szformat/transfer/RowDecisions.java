package org.szformat.transfer;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What becomes of single records, decided before any of them is copied. Rows are counted over all sources. */
public interface RowDecisions extends Closeable {
    /** All records stay as they are. */
    RowDecisions NONE = () -> (row, records) -> null;

    /** Gives decisions in the order of the rows. For one thread. */
    @FunctionalInterface
    interface Cursor {
        /**
         * The decisions on the records of a chunk.
         *
         * @param row of the first of them, behind those that were asked for before
         * @return null when all are to be kept as they are
         */
        @Nullable
        ChunkDecisions of(long row, int records) throws IOException;
    }

    /** The decisions from the first row on; one cursor at a time. */
    Cursor cursor() throws IOException;

    /** How many records are left out. */
    default long dropped() {
        return 0;
    }

    @Override
    default void close() throws IOException {}
}
