package org.szformat.interop.slow5;

import java.io.Closeable;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.record.Record;

/** Makes the bytes of records; keeps its memory from record to record, and is confined to a thread at a time. */
interface RecordEncoder extends Closeable {
    /**
     * Appends a record.
     *
     * @throws IllegalArgumentException when the format cannot hold it
     */
    void encode(Record record, ByteArrayBuilder out);

    @Override
    void close();
}
