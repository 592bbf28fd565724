package org.szformat.selection;

import java.io.IOException;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;

/** Which records of the sources are kept, by who they are or where they stand rather than by what they hold. */
@FunctionalInterface
public interface RecordSelection {

    /**
     * What of a source is kept. Called for each in order, before any of its records is read; when IDs are compared first, a
     * second time.
     *
     * @param source an open file
     * @param rowsBefore how many records the sources before it have
     */
    Rows of(RecordFile source, long rowsBefore) throws IOException;

    /**
     * The records of some rows, counted from 0 over all sources.
     *
     * @param from the first
     * @param to the one behind the last
     * @throws IllegalArgumentException when {@code from} is negative or greater than {@code to}
     */
    static RecordSelection rows(long from, long to) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("the rows from " + from + " to before " + to + " are no range");
        }
        return (source, rowsBefore) -> new RowRange(from - rowsBefore, to - rowsBefore);
    }

    /** What both this one and another keep. */
    default RecordSelection and(RecordSelection other) {
        return (source, rowsBefore) -> of(source, rowsBefore).and(other.of(source, rowsBefore));
    }

    /** The rows of one source that are kept. Safe for use by many threads. */
    @FunctionalInterface
    interface Rows {
        /** Whether a row of the source is kept. */
        boolean contains(long row);

        /** Whether any row of a chunk could be; chunks of which none is are not read. */
        default boolean mayContainAny(Chunk chunk) {
            return true;
        }

        /** The rows that are among others too. */
        default Rows and(Rows others) {
            Rows these = this;
            return new Rows() {
                @Override
                public boolean contains(long row) {
                    return these.contains(row) && others.contains(row);
                }

                @Override
                public boolean mayContainAny(Chunk chunk) {
                    return these.mayContainAny(chunk) && others.mayContainAny(chunk);
                }
            };
        }
    }
}
