package org.szformat.interop.sz;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.exchange.RecordSink;
import org.szformat.record.Record;
import org.szformat.schema.Schema;

/** An SZ file that is being written. Its writer encodes on threads of its own. */
public final class SzSink implements RecordSink {
    private static final long RECORD_BYTES = 256;

    private final CompressedFile.Writer writer;
    private boolean finished;

    private record Records(List<Record> records, long footprint) implements Encoded {}

    private SzSink(CompressedFile.Writer writer) {
        this.writer = writer;
    }

    /**
     * Begins a file.
     *
     * @param options layout, header, codecs, threads and memory
     * @throws IllegalArgumentException when the layout cannot hold the schema or has not the codecs asked for
     * @throws IOException when it cannot be created
     */
    public static SzSink create(Path path, Schema schema, WriterOptions options) throws IOException {
        return new SzSink(CompressedFile.create(path, schema, options));
    }

    @Override
    public Encoded encode(List<Record> records) {
        long footprint = 1;
        for (Record record : records) {
            footprint += record.valueBytes() + RECORD_BYTES;
        }
        return new Records(records, footprint);
    }

    @Override
    public void append(Encoded encoded) throws IOException {
        try {
            for (Record record : ((Records) encoded).records()) {
                writer.put(record);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while writing");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    @Override
    public void finish() throws IOException {
        writer.close();
        finished = true;
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            finished = true;
            writer.abort();
        }
    }
}
