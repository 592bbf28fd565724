package org.szformat.interop.slow5;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.exchange.RecordSink;
import org.szformat.record.Record;

/** A file of either kind that is being written. */
final class Slow5Sink implements RecordSink {
    private static final int FIRST_BYTES = 64 << 10;

    private final OutputStream out;
    private final WriteLayout layout;
    private final Pool<RecordEncoder> encoders;
    private final byte[] endMark;
    private final IdSet ids = new IdSet();

    private Slow5Sink(OutputStream out, WriteLayout layout, Pool<RecordEncoder> encoders, byte[] endMark) {
        this.out = out;
        this.layout = layout;
        this.encoders = encoders;
        this.endMark = endMark.clone();
    }

    /** Writes the header of a file that ends with {@code endMark}. */
    static Slow5Sink begin(
            OutputStream out, byte[] head, WriteLayout layout, Supplier<RecordEncoder> encoders, byte[] endMark)
            throws IOException {
        Slow5Sink sink = new Slow5Sink(out, layout, new Pool<>(encoders), endMark);
        try {
            sink.write(head, head.length);
            return sink;
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Bytes(byte[] array, int length) implements Encoded {
        @Override
        public long footprint() {
            return Math.max(1, array.length);
        }
    }

    @Override
    public Encoded encode(List<Record> records) throws IOException {
        ByteArrayBuilder bytes = new ByteArrayBuilder(FIRST_BYTES);
        RecordEncoder encoder = encoders.take();
        try {
            for (Record record : records) {
                encode(encoder, record, bytes);
            }
        } finally {
            encoders.give(encoder);
        }
        return new Bytes(bytes.array(), bytes.length());
    }

    private void encode(RecordEncoder encoder, Record record, ByteArrayBuilder bytes) {
        if (!record.schema().equals(layout.schema())) {
            throw new IllegalArgumentException(
                    "found a record of " + record.schema() + "; expected " + layout.schema());
        }
        String id = layout.readId(record);
        try {
            encoder.encode(record, bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("record " + Fault.quote(id) + ": " + e.getMessage(), e);
        }
        if (!ids.add(id)) {
            throw new IllegalArgumentException(
                    "record " + Fault.quote(id) + ": another has the same read_id; SLOW5 takes each once");
        }
    }

    @Override
    public void append(Encoded encoded) throws IOException {
        if (!(encoded instanceof Bytes bytes)) {
            throw new IllegalArgumentException("what is appended was not encoded by this sink");
        }
        write(bytes.array(), bytes.length());
    }

    private void write(byte[] bytes, int length) throws IOException {
        for (int at = 0; at < length; at += Sizes.TRANSFER_BYTES) {
            out.write(bytes, at, Math.min(length - at, Sizes.TRANSFER_BYTES));
        }
    }

    @Override
    public void finish() throws IOException {
        write(endMark, endMark.length);
        out.close();
    }

    @Override
    public List<String> warnings() {
        return layout.warnings();
    }

    @Override
    public void close() throws IOException {
        try {
            encoders.close();
        } finally {
            out.close();
        }
    }
}
