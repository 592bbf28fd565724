package org.szformat.interop.pod5;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.szformat.exchange.RecordSink;
import org.szformat.interop.ipc.ArrowSchema;
import org.szformat.interop.ipc.ColumnBuilder;
import org.szformat.interop.ipc.EncodedBatch;
import org.szformat.interop.ipc.IpcTableWriter;
import org.szformat.interop.vbz.VbzEncoder;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** Writes a POD5 file: signals as they come, then runs, then reads, which wait in a file of their own. */
final class Pod5Sink implements RecordSink {
    private static final String SOFTWARE = "SZ for Java";

    /** Rows of a batch of the signal table; all but the last have as many, by which readers find rows. */
    private static final int SIGNAL_ROWS = 100;

    private static final int BUFFER_BYTES = 1 << 18;

    private final OutputStream out;
    private final ReadEncoder encoder;
    private final RunScales runs;
    private final ReadTableWriter reads;
    private final byte[] marker = new byte[Container.MARKER_BYTES];
    private final String fileIdentifier;
    private final IpcTableWriter signals;
    private final List<Footer.Embedded> contents = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private List<ColumnBuilder> signalColumns = newSignalColumns();
    private long signalRows;
    private long position;

    private record Encoded(List<EncodedRead> reads, long footprint) implements RecordSink.Encoded {}

    private Pod5Sink(OutputStream out, ReadTableWriter reads, Schema schema, Header header) throws IOException {
        this.out = out;
        this.reads = reads;
        this.runs = new RunScales(header);
        this.encoder = new ReadEncoder(schema, runs);
        this.fileIdentifier = identifier(header);
        warn(header);
        new SecureRandom().nextBytes(marker);
        write(Container.SIGNATURE);
        write(marker);
        this.signals = new IpcTableWriter(out, new ArrowSchema(ReadTableSchema.signal(), metadata()));
    }

    static Pod5Sink create(Path path, Schema schema, Header header) throws IOException {
        // Refused before anything is created.
        new ReadEncoder(schema, new RunScales(header));
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES);
        try {
            ReadTableWriter reads = ReadTableWriter.beside(path);
            try {
                return new Pod5Sink(out, reads, schema, header);
            } catch (IOException | RuntimeException e) {
                reads.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    /** The identifier of the file that the reads come from, if it was a POD5 file. */
    private static String identifier(Header header) {
        if (header.get(Pod5Metadata.HEADER_KEY).orElse(JsonValue.NULL) instanceof JsonValue.Obj pod5
                && pod5.get(Pod5Metadata.HEADER_FILE_IDENTIFIER) instanceof JsonValue.Text text
                && Uuids.bytes(text.value()) != null) {
            return text.value();
        }
        return UUID.randomUUID().toString();
    }

    private Map<String, String> metadata() {
        return Pod5Metadata.of(fileIdentifier, SOFTWARE);
    }

    private void warn(Header header) {
        if (!encoder.homeless().isEmpty()) {
            warnings.add("POD5 has no place for the fields " + String.join(", ", encoder.homeless()));
        }
        List<String> keys = header.asMap().keySet().stream()
                .filter(key -> !key.equals(RunScales.RUNS) && !key.equals(Pod5Metadata.HEADER_KEY))
                .toList();
        if (!keys.isEmpty()) {
            warnings.add("POD5 has no place for the header's " + String.join(", ", keys));
        }
        runs.described().forEach((id, members) -> {
            List<String> homeless = RunWriter.homeless(members);
            if (!homeless.isEmpty()) {
                warnings.add("POD5 has no place for " + String.join(", ", homeless) + " of the run " + id);
            }
        });
    }

    @Override
    public Encoded encode(List<Record> records) {
        List<EncodedRead> encoded = new ArrayList<>(records.size());
        long footprint = 1;
        try (VbzEncoder vbz = new VbzEncoder()) {
            for (Record record : records) {
                EncodedRead read = encoder.encode(record, vbz);
                footprint += read.footprint();
                encoded.add(read);
            }
        }
        return new Encoded(encoded, footprint);
    }

    @Override
    public void append(RecordSink.Encoded encoded) throws IOException {
        for (EncodedRead read : ((Encoded) encoded).reads()) {
            reads.add(read, signalRows);
            for (EncodedRead.Piece piece : read.pieces()) {
                signalColumns.get(0).addBytes(read.id(), 0, Uuids.BYTES);
                signalColumns.get(1).addBytes(piece.compressed(), 0, piece.compressed().length);
                signalColumns.get(2).addInteger(piece.samples());
                signalRows++;
                if (signalColumns.get(0).length() == SIGNAL_ROWS) {
                    writeSignals();
                }
            }
        }
    }

    private static List<ColumnBuilder> newSignalColumns() {
        return ReadTableSchema.signal().stream().map(ColumnBuilder::new).toList();
    }

    private void writeSignals() throws IOException {
        signals.write(EncodedBatch.ofRows(signalColumns));
        signalColumns = newSignalColumns();
    }

    @Override
    public void finish() throws IOException {
        if (signalColumns.get(0).length() > 0) {
            writeSignals();
        }
        signals.finish();
        end(Container.Content.SIGNAL, signals.written());
        end(Container.Content.RUN_INFO, writeRuns());
        end(Container.Content.READS, reads.writeTo(out, metadata()));
        byte[] footer = new Footer(fileIdentifier, SOFTWARE, Pod5Metadata.WRITTEN_VERSION, contents).write();
        write(Container.FOOTER_MAGIC);
        write(footer);
        write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(footer.length)
                .array());
        write(marker);
        write(Container.SIGNATURE);
        out.flush();
    }

    private long writeRuns() throws IOException {
        RunWriter rows = new RunWriter();
        Map<String, Map<String, JsonValue>> all = new LinkedHashMap<>(runs.described());
        reads.runs().forEach(run -> all.putIfAbsent(run, Map.of()));
        all.forEach((id, members) -> {
            Runs.Run scale = runs.scale(id);
            if (scale == null) {
                warnings.add("the run " + id + " is left out: it has no reads, and nothing says what its"
                        + " digitisation and sampling rate are");
            } else {
                rows.add(id, members, scale);
            }
        });
        IpcTableWriter table = new IpcTableWriter(out, new ArrowSchema(RunInfoColumn.fields(), metadata()));
        if (rows.columns().get(0).length() > 0) {
            table.write(EncodedBatch.ofRows(rows.columns()));
        }
        table.finish();
        return table.written();
    }

    /** Writes what separates a table from what follows. */
    private void end(Container.Content content, long length) throws IOException {
        contents.add(new Footer.Embedded(position, length, Container.FEATHER_V2, content.number()));
        position += length;
        write(new byte[Container.padding(length)]);
        write(marker);
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    @Override
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            reads.close();
        }
    }
}
