package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Files that become members, and what is in them. */
final class Runs {
    static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .attribute("offset", ValueType.F64)
            .dataset("raw_signal", ValueType.I16)
            .dataset("fastq", ValueType.S)
            .build();

    /** Has other fields as well, and lacks some; in another order. */
    static final Schema OTHER = Schema.builder()
            .attribute("well", ValueType.U8)
            .attribute("read_id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .dataset("moves", ValueType.U8)
            .dataset("raw_signal", ValueType.I16)
            .key("read_id")
            .build();

    private Runs() {}

    static List<Record> reads(Schema schema, String prefix, int count, Random random) {
        List<Record> reads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RecordBuilder read = Record.builder(schema);
            read.set("read_id", prefix + "-" + i).set("channel", random.nextInt(512));
            short[] signal = new short[random.nextInt(300)];
            for (int at = 0; at < signal.length; at++) {
                signal[at] = (short) (500 + 40 * random.nextGaussian());
            }
            read.set("raw_signal", signal);
            if (schema.find("offset").isPresent()) {
                read.set("offset", random.nextGaussian());
                read.set("fastq", "ACGT".repeat(random.nextInt(20)));
            }
            if (schema.find("well").isPresent()) {
                read.set("well", 1 + random.nextInt(4));
                byte[] moves = new byte[random.nextInt(50)];
                random.nextBytes(moves);
                read.set("moves", moves);
            }
            reads.add(read.build());
        }
        return reads;
    }

    static Path write(Path path, Layout layout, List<Record> reads) throws IOException, InterruptedException {
        Header header = Header.empty().with("sample", JsonValue.of("lambda"));
        Schema schema = reads.isEmpty() ? SCHEMA : reads.get(0).schema();
        try (CompressedFile.Writer writer = CompressedFile.create(
                path, schema, WriterOptions.defaults().withLayout(layout).withHeader(header))) {
            for (int i = 0; i < reads.size(); i++) {
                writer.put(reads.get(i));
                if (layout == Layout.CONTAINER && i % 97 == 96) {
                    writer.flush();
                }
            }
        }
        return path;
    }
}
