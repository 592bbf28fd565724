package org.szformat.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.szformat.Layout;
import org.szformat.layout.Chunk;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** SZ files with a few reads. */
final class SmallFiles {
    static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .dataset("raw_signal", ValueType.I16)
            .build();

    private SmallFiles() {}

    static List<Record> reads(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Record> reads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            short[] signal = new short[random.nextInt(3000)];
            for (int k = 0; k < signal.length; k++) {
                signal[k] = (short) random.nextInt(1000);
            }
            reads.add(Record.builder(SCHEMA)
                    .set("read_id", "read-" + seed + "-" + i)
                    .set("raw_signal", signal)
                    .build());
        }
        return reads;
    }

    static Path write(Path path, Layout layout, List<Record> reads) throws IOException {
        try (LayoutWriter writer = Layouts.of(layout).create(path, SCHEMA, Header.empty(), WriteOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            for (int from = 0; from < reads.size(); from += 10) {
                writer.write(encoder.encode(reads.subList(from, Math.min(reads.size(), from + 10))));
            }
            writer.finish(writer.header());
        }
        return path;
    }

    static List<Record> readAll(Path path) throws IOException {
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            List<Record> reads = new ArrayList<>();
            for (Chunk chunk : file.chunks()) {
                reads.addAll(file.read(chunk, Projection.all(file.schema())));
            }
            return reads;
        }
    }
}
