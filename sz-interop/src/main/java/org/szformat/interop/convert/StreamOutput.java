package org.szformat.interop.convert;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.StreamedFormat;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** A stream that stays open. */
record StreamOutput(OutputStream stream, Path path, StreamedFormat format, FormatOptions options) implements Output {
    @Override
    public RecordSink create(Schema schema, Header header) throws IOException {
        return format.create(new Unclosed(stream), schema, header, options);
    }

    @Override
    public boolean permitsDuplicateIds() {
        return format.permitsDuplicateIds();
    }

    @Override
    public long commit() {
        return 0;
    }

    @Override
    public void close() {
        // The stream is its owner's.
    }

    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
