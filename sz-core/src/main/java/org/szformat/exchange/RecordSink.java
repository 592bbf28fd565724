package org.szformat.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.szformat.record.Record;

/**
 * A file of another format that is being written: many threads encode, one appends.
 *
 * <pre>{@code
 * try (RecordSink sink = format.create(temporary, schema, header, options)) {
 *     sink.append(sink.encode(records));
 *     sink.finish();
 * }
 * }</pre>
 *
 * <p>{@link #encode} may be called by many threads at once; {@link #append} and {@link #finish} by one at a time. A sink
 * that is closed before it was finished leaves a file that is not whole; it is the caller's to remove.
 */
public interface RecordSink extends Closeable {
    /** What {@link #encode} made of some records. */
    interface Encoded {
        /** How many bytes of memory it takes, roughly; at least 1. */
        long footprint();
    }

    /**
     * Makes of records what {@link #append} writes.
     *
     * @param records of the schema that the sink was created for
     * @throws IllegalArgumentException when the format cannot hold one of them; the message names record and field
     */
    Encoded encode(List<Record> records) throws IOException;

    /** Writes what this sink's {@link #encode} made, behind what was appended before. */
    void append(Encoded encoded) throws IOException;

    /** Completes the file; nothing can be appended then. */
    void finish() throws IOException;

    /** What was not written because the format has no place for it, each once: for people to read. */
    List<String> warnings();
}
