package org.szformat.rewrite;

import java.io.IOException;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;

/** Which records of the sources are kept, by who they are or where they stand rather than by what they hold. */
@FunctionalInterface
public interface RecordSelection {

    /**
     * What of a source is kept. Called once for each, in order, before any of its records is read.
     *
     * @param source an open file
     * @param rowsBefore how many records the sources before it have
     */
    Rows of(RecordFile source, long rowsBefore) throws IOException;

    /** The rows of one source that are kept. Safe for use by many threads. */
    @FunctionalInterface
    interface Rows {
        /** Whether a row of the source is kept. */
        boolean contains(long row);

        /** Whether any row of a chunk could be; chunks of which none is are not read. */
        default boolean mayContainAny(Chunk chunk) {
            return true;
        }
    }
}
