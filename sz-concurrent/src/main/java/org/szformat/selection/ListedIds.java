package org.szformat.selection;

import java.io.Closeable;
import java.io.IOException;
import org.szformat.layout.RecordFile;

/** The IDs of a list, and which of them were found. */
interface ListedIds extends Closeable {
    /** The rows of a file that has a key whose ID is listed. */
    RecordSelection.Rows in(RecordFile source) throws IOException;

    /** What became of the list in all files so far. */
    IdSelection.Report report() throws IOException;

    @Override
    default void close() throws IOException {}
}
