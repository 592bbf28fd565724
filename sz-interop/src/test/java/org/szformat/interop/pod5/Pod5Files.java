package org.szformat.interop.pod5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.ReadFields;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** What the tests of POD5 share: files of real reads, and reads that are made up. */
final class Pod5Files {
    static final RecordFormat POD5 = new Pod5Format();
    static final Path READS = Path.of("../../shared/reads").toAbsolutePath().normalize();

    /** The fields of every POD5 file. */
    static final Schema SCHEMA = schema();

    private Pod5Files() {}

    private static Schema schema() {
        Schema.Builder schema = ReadFields.READ_ID.addTo(Schema.builder());
        for (ReadColumn column : ReadColumn.values()) {
            schema.attribute(column.fieldName(), column.fieldType());
            if (column == ReadColumn.START_SAMPLE) {
                ReadFields.DIGITISATION.addTo(schema);
            } else if (column == ReadColumn.SCALE) {
                ReadFields.SAMPLING_RATE.addTo(schema);
            }
        }
        return ReadFields.RAW_SIGNAL.addTo(schema).build();
    }

    static List<Record> read(Path file) throws IOException {
        List<Record> records = new ArrayList<>();
        try (RecordSource source = POD5.open(file, FormatOptions.defaults())) {
            for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                records.addAll(part.decode());
            }
        }
        return records;
    }

    static Header header(Path file) throws IOException {
        try (RecordSource source = POD5.open(file, FormatOptions.defaults())) {
            return source.header();
        }
    }

    static List<String> write(Path file, Schema schema, Header header, List<Record> records, int atOnce)
            throws IOException {
        try (RecordSink sink = POD5.create(file, schema, header, FormatOptions.defaults())) {
            for (int i = 0; i < records.size(); i += atOnce) {
                sink.append(sink.encode(records.subList(i, Math.min(records.size(), i + atOnce))));
            }
            sink.finish();
            return sink.warnings();
        }
    }

    static Path copy(Path file, Path to) throws IOException {
        try (RecordSource source = POD5.open(file, FormatOptions.defaults())) {
            write(to, source.schema(), source.header(), read(file), 7);
        }
        return to;
    }

    /** Two runs, with what makes their JSON awkward. */
    static Header runs() {
        return Header.empty()
                .with("runs", JsonValue.of(Map.of("run a", run("run a", -4096, 4095, 5000))))
                .with("pod5", JsonValue.of(Map.of("file_identifier", JsonValue.of(new UUID(1, 2).toString()))));
    }

    static JsonValue.Obj run(String id, int min, int max, int rate) {
        java.util.LinkedHashMap<String, JsonValue> run = new java.util.LinkedHashMap<>();
        for (RunInfoColumn column : RunInfoColumn.values()) {
            run.put(column.column(), JsonValue.of("the " + column.column()));
        }
        run.put("acquisition_id", JsonValue.of(id));
        run.put("acquisition_start_time", JsonValue.of("2023-06-02T14:12:59.057Z"));
        run.put("protocol_start_time", JsonValue.of("1969-12-31T23:59:59.999Z"));
        run.put("adc_min", JsonValue.of(min));
        run.put("adc_max", JsonValue.of(max));
        run.put("sample_rate", JsonValue.of(rate));
        run.put("sample_id", JsonValue.NULL);
        run.put("context_tags", JsonValue.of(Map.of("sequencing_kit", JsonValue.of("sqk-ß\u4e2d\t"))));
        run.put(
                "tracking_id",
                JsonValue.of(List.of(
                        JsonValue.of(List.of(JsonValue.of("twice"), JsonValue.of("1"))),
                        JsonValue.of(List.of(JsonValue.of("twice"), JsonValue.NULL)))));
        return JsonValue.of(run);
    }

    /** Reads with signals of many lengths, NaN, and missing values. */
    static List<Record> madeUp(int count, long seed) {
        Random random = new Random(seed);
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RecordBuilder builder = Record.builder(SCHEMA)
                    .set("read_id", new UUID(random.nextLong(), random.nextLong()).toString())
                    .set("run_id", "run a")
                    .set("digitisation", 8192.0)
                    .set("sampling_rate", 5000.0)
                    .set("offset", (double) (float) (random.nextGaussian() * 100))
                    .set("range", 8192.0 * Float.intBitsToFloat(0x3000_0000 + random.nextInt(0x1000_0000)))
                    .set("raw_signal", signal(random, i == 3 ? 0 : i == 5 ? 250_000 : random.nextInt(3000)));
            for (ReadColumn column : ReadColumn.values()) {
                Field field = SCHEMA.field(column.fieldName());
                if (column == ReadColumn.RUN_ID || column == ReadColumn.OFFSET || column == ReadColumn.SCALE) {
                    continue;
                }
                if (field.isText()) {
                    builder.set(field, random.nextBoolean() ? "signal_positive" : "mux_change");
                } else if (random.nextInt(5) == 0) {
                    builder.setMissing(field);
                } else if (field.type().isFloat()) {
                    builder.set(field, random.nextInt(4) == 0 ? Double.NaN : (double) random.nextFloat());
                } else if (column == ReadColumn.END_REASON_FORCED) {
                    builder.set(field, random.nextInt(2));
                } else {
                    int bits = column.type().width();
                    builder.setBits(field, bits == 64 ? random.nextLong() : random.nextLong() >>> 64 - bits);
                }
            }
            records.add(noneMissing(builder));
        }
        return records;
    }

    /** A truth that is missing would be derived from the reason. */
    private static Record noneMissing(RecordBuilder builder) {
        return builder.set("end_reason_forced", 1).build();
    }

    static short[] signal(Random random, int length) {
        short[] signal = new short[length];
        int level = 500;
        for (int i = 0; i < length; i++) {
            level = random.nextInt(50) == 0 ? random.nextInt(1 << 16) : level;
            signal[i] = (short) (level + random.nextInt(20));
        }
        return signal;
    }

    static String sha256(short[] signal) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(2 * signal.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(signal);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }

    static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }
}
