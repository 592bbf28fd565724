package org.szformat.interop.slow5;

import java.io.Closeable;
import org.szformat.record.Record;

/** Makes records of the bytes of one; keeps its memory from record to record, and is confined to a thread at a time. */
interface RecordDecoder extends Closeable {
    /** The record in a range of bytes. */
    Record decode(byte[] bytes, int from, int to) throws Fault;

    /** The ID of the record that was decoded last, as far as that came; empty when it did not come so far. */
    String readId();

    @Override
    void close();
}
