package org.szformat.interop.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import org.szformat.exchange.RecordSink;
import org.szformat.record.Record;

/** A file of text that is being written: what is printed of each batch of records, one after the other. */
public final class TextSink implements RecordSink {
    private static final int INITIAL_BYTES = 1 << 16;

    /** What prints records. */
    @FunctionalInterface
    public interface Printing {
        /** A printer of the file's kind. */
        RecordPrinter on(TextOutput out);
    }

    private final OutputStream out;
    private final Printing printing;
    private final Compression compression;
    private final Supplier<List<String>> warnings;

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Text(byte[] bytes) implements Encoded {
        @Override
        public long footprint() {
            return Math.max(1, bytes.length);
        }
    }

    /** Prints something. */
    @FunctionalInterface
    private interface Work {
        void print(RecordPrinter printer) throws IOException;
    }

    private TextSink(OutputStream out, Printing printing, Compression compression, Supplier<List<String>> warnings) {
        this.out = out;
        this.printing = printing;
        this.compression = compression;
        this.warnings = warnings;
    }

    /** A file whose records follow each other without anything before. */
    public static TextSink bare(
            OutputStream out, Printing printing, Compression compression, Supplier<List<String>> warnings) {
        return new TextSink(out, printing, compression, warnings);
    }

    /**
     * A file that begins with what its printer prints before all records.
     *
     * @throws IOException when that cannot be written
     */
    public static TextSink headed(
            OutputStream out, Printing printing, Compression compression, Supplier<List<String>> warnings)
            throws IOException {
        TextSink sink = bare(out, printing, compression, warnings);
        out.write(sink.text(RecordPrinter::printHeader));
        return sink;
    }

    private byte[] text(Work work) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        try (TextOutput text = new TextOutput(bytes)) {
            work.print(printing.on(text));
        }
        return compression.compress(bytes.toByteArray());
    }

    @Override
    public Encoded encode(List<Record> records) throws IOException {
        return new Text(text(printer -> {
            for (Record record : records) {
                printer.print(record);
            }
        }));
    }

    @Override
    public void append(Encoded encoded) throws IOException {
        out.write(((Text) encoded).bytes());
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }

    @Override
    public List<String> warnings() {
        return warnings.get();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
