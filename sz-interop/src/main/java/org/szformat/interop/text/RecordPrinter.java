package org.szformat.interop.text;

import java.io.IOException;
import org.szformat.record.Attributes;

/** Writes records as text. Confined to one thread. */
public interface RecordPrinter {

    /** Writes what comes before all records: the names of the fields, where the format has a place for them. */
    void printHeader() throws IOException;

    /**
     * Writes one record.
     *
     * @param row a record, or a row of an index table if only attributes are printed
     */
    void print(Attributes row) throws IOException;
}
