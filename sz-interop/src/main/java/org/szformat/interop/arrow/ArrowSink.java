package org.szformat.interop.arrow;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.szformat.exchange.RecordSink;
import org.szformat.interop.ipc.ArrowSchema;
import org.szformat.interop.ipc.ColumnBuilder;
import org.szformat.interop.ipc.EncodedBatch;
import org.szformat.interop.ipc.IpcTableWriter;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** Writes an Arrow IPC file: a batch, or several, for every list of records that is encoded. */
final class ArrowSink implements RecordSink {
    private static final String HEADER = "sz:header";
    private static final int BUFFER_BYTES = 1 << 16;

    /** Bytes of values after which a batch ends, far below what offsets of 32 bits reach. */
    private static final long BATCH_BYTES = 64L << 20;

    private final OutputStream out;
    private final List<ArrowColumn> columns;
    private final IpcTableWriter table;

    private record Encoded(List<EncodedBatch> batches, long footprint) implements RecordSink.Encoded {}

    private ArrowSink(OutputStream out, Schema schema, Header header) throws IOException {
        this.out = out;
        this.columns = schema.fields().stream()
                .map(field -> ArrowColumn.of(field, schema.isKey(field)))
                .toList();
        this.table = new IpcTableWriter(
                out,
                new ArrowSchema(columns.stream().map(ArrowColumn::column).toList(), Map.of(HEADER, header.toString())));
    }

    static ArrowSink create(Path path, Schema schema, Header header) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), BUFFER_BYTES);
        try {
            return new ArrowSink(out, schema, header);
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    @Override
    public Encoded encode(List<Record> records) {
        List<EncodedBatch> batches = new ArrayList<>();
        long footprint = 1;
        for (int next = 0; next < records.size(); ) {
            List<ColumnBuilder> builders = columns.stream()
                    .map(column -> new ColumnBuilder(column.column()))
                    .toList();
            long bytes = 0;
            while (next < records.size() && bytes < BATCH_BYTES) {
                Record record = records.get(next++);
                for (int i = 0; i < builders.size(); i++) {
                    columns.get(i).add(record, builders.get(i));
                }
                bytes += record.valueBytes();
            }
            EncodedBatch batch = EncodedBatch.ofRows(builders);
            footprint += batch.metadataLength() + batch.bodyLength();
            batches.add(batch);
        }
        return new Encoded(batches, footprint);
    }

    @Override
    public void append(RecordSink.Encoded encoded) throws IOException {
        for (EncodedBatch batch : ((Encoded) encoded).batches()) {
            table.write(batch);
        }
    }

    @Override
    public void finish() throws IOException {
        table.finish();
        out.flush();
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
