package org.szformat.exchange;

import java.io.IOException;
import java.io.OutputStream;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** A format whose files are written front to back, so that a pipe can be one. */
public interface StreamedFormat extends RecordFormat {
    /**
     * As {@link RecordFormat#create}, on a stream.
     *
     * @param out takes the bytes; flushed by {@link RecordSink#finish}, closed with the sink
     */
    RecordSink create(OutputStream out, Schema schema, Header header, FormatOptions options) throws IOException;
}
