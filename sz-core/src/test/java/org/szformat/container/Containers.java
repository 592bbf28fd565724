package org.szformat.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.Layout;
import org.szformat.layout.Chunk;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** Writes and reads whole containers. */
final class Containers {
    private Containers() {}

    static LayoutWriter create(Path path, Schema schema, WriteOptions options) throws IOException {
        return Layouts.of(Layout.CONTAINER).create(path, schema, Header.empty(), options);
    }

    /** Writes records in chunks of so many. */
    static void write(Path path, List<Record> records, int chunk, WriteOptions options) throws IOException {
        try (LayoutWriter writer = create(path, records.get(0).schema(), options)) {
            add(writer, records, chunk);
            writer.finish(writer.header());
        }
    }

    static void add(LayoutWriter writer, List<Record> records, int chunk) throws IOException {
        try (ChunkEncoder encoder = writer.newEncoder()) {
            for (int from = 0; from < records.size(); from += chunk) {
                List<Record> some = records.subList(from, Math.min(records.size(), from + chunk));
                some.forEach(writer::check);
                writer.write(encoder.encode(some));
                writer.flush();
            }
        }
    }

    static List<Record> byRow(RecordFile file) throws IOException {
        List<Record> records = new ArrayList<>();
        for (long row = 0; row < file.size(); row++) {
            records.add(file.read(row, Projection.all(file.schema())));
        }
        return records;
    }

    static List<Record> byChunk(RecordFile file) throws IOException {
        List<Record> records = new ArrayList<>();
        for (Chunk chunk : file.chunks()) {
            records.addAll(file.read(chunk, Projection.all(file.schema())));
        }
        return records;
    }
}
