package org.szformat.interop.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.SzFormatException;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.exchange.Damage;
import org.szformat.exchange.FormatOptions;
import org.szformat.interop.Formats;
import org.szformat.json.JsonValue;
import org.szformat.layout.OnExisting;
import org.szformat.merge.RunPolicy;
import org.szformat.merge.SchemaPolicy;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class ConversionTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .dataset("raw_signal", ValueType.I16)
            .build();

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private final List<String> damages = new ArrayList<>();

    /** Checks that progress only grows. */
    private final class Listener implements ConversionListener {
        private long before;

        @Override
        public void warning(String message) {
            warnings.add(message);
        }

        @Override
        public void damaged(Path input, Damage damage) {
            damages.add(input.getFileName() + ": " + damage.which());
        }

        @Override
        public void advanced(long bytes, long total) {
            assertTrue(bytes > before && bytes <= total, bytes + " of " + total);
            before = bytes;
        }
    }

    private Path sz(String name, Header header, Schema schema, List<Record> records) throws Exception {
        Path path = folder.resolve(name);
        try (CompressedFile.Writer writer =
                CompressedFile.create(path, schema, WriterOptions.defaults().withHeader(header))) {
            for (Record record : records) {
                writer.put(record);
            }
        }
        return path;
    }

    private static Record read(String id, int samples) {
        return Record.builder(SCHEMA)
                .set("read_id", id)
                .set("channel", 7)
                .set("raw_signal", new short[samples])
                .build();
    }

    private static Header header(String json) throws Exception {
        return Header.parse(json);
    }

    private ConversionResult run(Path out, ConversionOptions options, Path... inputs) throws Exception {
        String name = String.valueOf(out.getFileName());
        Output output = name.endsWith(".sz")
                ? Output.sz(out, OnExisting.REFUSE, Optional.empty(), schema -> WriterOptions.defaults())
                : Output.file(
                        out,
                        OnExisting.REFUSE,
                        Optional.empty(),
                        Formats.named(name.substring(name.indexOf('.') + 1)),
                        FormatOptions.defaults());
        try (output) {
            return Conversion.run(Stream.of(inputs).map(Input::of).toList(), output, options, new Listener());
        }
    }

    private static List<String> ids(Path file) throws IOException {
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            return reader.stream().map(Record::key).toList();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void orderIsKept(int threads) throws Exception {
        List<Path> inputs = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Random random = new Random(threads);
        for (int file = 0; file < 60; file++) {
            StringBuilder text = new StringBuilder();
            int reads = file == 7 ? 30_000 : random.nextInt(30) + 1;
            for (int i = 0; i < reads; i++) {
                String id = file + "-" + i;
                expected.add(id);
                text.append('@').append(id).append('\n').append("A".repeat(60)).append("\n+\n");
                text.append("!".repeat(60)).append('\n');
            }
            inputs.add(Files.writeString(folder.resolve(file + ".fastq"), text));
        }
        Path out = folder.resolve("all.sz");
        ConversionOptions options =
                ConversionOptions.defaults().withThreads(threads).withBytesInFlight(threads == 1 ? 1 : 1 << 20);
        ConversionResult result = run(out, options, inputs.toArray(Path[]::new));
        assertEquals(expected, ids(out));
        assertEquals(expected.size(), result.records());
        assertEquals(0, result.duplicates());
        assertEquals(Files.size(out), result.outputBytes());
        assertEquals(List.of(), warnings);
    }

    @Test
    void outputsDoNotDependOnThreads() throws Exception {
        Path in = sz(
                "in.sz",
                Header.empty(),
                SCHEMA,
                IntStream.range(0, 2000).mapToObj(i -> read("r" + i, i)).toList());
        run(folder.resolve("one.sz"), ConversionOptions.defaults().withThreads(1), in);
        run(folder.resolve("four.sz"), ConversionOptions.defaults().withThreads(4), in);
        assertEquals(-1, Files.mismatch(folder.resolve("one.sz"), folder.resolve("four.sz")));
        assertEquals(-1, Files.mismatch(in, folder.resolve("one.sz")));
    }

    @Test
    void headersAreMerged() throws Exception {
        Path a = sz(
                "a.sz", header("{\"kit\":\"x\",\"by\":1,\"runs\":{\"r1\":{\"k\":1}}}"), SCHEMA, List.of(read("a", 1)));
        Path b = sz(
                "b.sz",
                header("{\"kit\":\"x\",\"by\":2,\"new\":[1],\"runs\":{\"r2\":{\"k\":2},\"r1\":{\"k\":1}}}"),
                SCHEMA,
                List.of(read("b", 1)));
        Path c = sz("c.sz", header("{\"differing\":{\"by\":[2,3]}}"), SCHEMA, List.of(read("c", 1)));
        Path out = folder.resolve("out.sz");
        run(out, ConversionOptions.defaults().withHeader(header("{\"first\":true}")), a, b, c);
        try (CompressedFile.Reader reader = CompressedFile.open(out)) {
            assertEquals(
                    header("{\"first\":true,\"kit\":\"x\",\"new\":[1],\"runs\":{\"r1\":{\"k\":1},\"r2\":{\"k\":2}},"
                            + "\"differing\":{\"by\":[1,2,3]}}"),
                    reader.header());
        }
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("different values of by"), warnings.get(0));
    }

    @Test
    void runsThatConflict() throws Exception {
        Path a = sz("a.sz", header("{\"runs\":{\"r1\":{\"k\":1,\"j\":0}}}"), SCHEMA, List.of(read("a", 1)));
        Path b = sz("b.sz", header("{\"runs\":{\"r1\":{\"k\":2,\"j\":0}}}"), SCHEMA, List.of(read("b", 1)));
        Path out = folder.resolve("out.sz");
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> run(out, ConversionOptions.defaults(), a, b));
        assertTrue(e.getMessage().startsWith(b + ": says of run 'r1' other things than " + a + ": k is 2, was 1"));
        assertEquals(List.of("a.sz", "b.sz"), names());
        run(out, ConversionOptions.defaults().withRuns(RunPolicy.KEEP_FIRST), a, b);
        try (CompressedFile.Reader reader = CompressedFile.open(out)) {
            assertEquals(
                    header("{\"runs\":{\"r1\":{\"k\":1,\"j\":0}},\"run_conflicts\":{\"r1\":[{\"k\":2,\"j\":0}]}}"),
                    reader.header());
        }
    }

    @Test
    void schemasAreUnited() throws Exception {
        Schema more = Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("well", ValueType.U8)
                .dataset("raw_signal", ValueType.I16)
                .build();
        Path a = sz("a.sz", Header.empty(), SCHEMA, List.of(read("a", 3)));
        Path b = sz(
                "b.sz",
                Header.empty(),
                more,
                List.of(Record.builder(more)
                        .set("read_id", "b")
                        .set("well", 3)
                        .set("raw_signal", new short[] {1})
                        .build()));
        Path out = folder.resolve("out.sz");
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> run(out, ConversionOptions.defaults(), a, b));
        assertTrue(e.getMessage().contains(b + ": has attribute well (U8), which " + a + " has not"), e.getMessage());
        assertTrue(e.getMessage().contains(b + ": has no attribute channel (U16)"), e.getMessage());
        ConversionOptions union = ConversionOptions.defaults().withSchemas(SchemaPolicy.UNION);
        run(out, union, a, b);
        try (CompressedFile.Reader reader = CompressedFile.open(out)) {
            assertEquals(
                    List.of("read_id", "channel", "well", "raw_signal"),
                    reader.schema().fields().stream().map(field -> field.name()).toList());
            assertTrue(reader.get(0).isMissing("well"));
            assertEquals(7, reader.get(0).getInteger("channel"));
            assertTrue(reader.get(1).isMissing("channel"));
            assertEquals(3, reader.get(1).getInteger("well"));
        }
        Schema other = Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("channel", ValueType.S)
                .build();
        Path c = sz("c.sz", Header.empty(), other, List.of());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> run(folder.resolve("x.sz"), union, a, c))
                .getMessage()
                .contains(c + ": has attribute channel (S), where " + a + " has attribute channel (U16)"));
    }

    @Test
    void duplicatesAreCounted() throws Exception {
        Path a = sz("a.sz", Header.empty(), SCHEMA, List.of(read("x", 1), read("y", 1), read("x", 2)));
        ConversionResult result = run(folder.resolve("out.sz"), ConversionOptions.defaults(), a, a);
        assertEquals(6, result.records());
        assertEquals(4, result.duplicates());
        assertTrue(warnings.get(0).endsWith("out.sz: 4 records have the ID of an earlier one"), warnings.get(0));
    }

    @Test
    void damageStopsOrIsPassedOver() throws Exception {
        Path good = Files.writeString(folder.resolve("a.fastq"), "@a\nA\n+\n!\n");
        Path bad = Files.writeString(folder.resolve("b.fastq"), "@b\nA\n+\n!\n@c\nA\n+\n");
        Path none = Files.writeString(folder.resolve("c.fastq"), "");
        Path out = folder.resolve("out.sz");
        SzFormatException e =
                assertThrows(SzFormatException.class, () -> run(out, ConversionOptions.defaults(), good, bad, good));
        assertTrue(e.getMessage().startsWith(bad + ": line 5, read c"), e.getMessage());
        assertThrows(SzFormatException.class, () -> run(out, ConversionOptions.defaults(), good, none));
        assertEquals(List.of("a.fastq", "b.fastq", "c.fastq"), names());

        ConversionOptions skip = ConversionOptions.defaults().withDamaged(ConversionOptions.Damaged.SKIP);
        ConversionResult result = run(out, skip, none, good, bad, good);
        assertEquals(List.of("a", "b", "a"), ids(out));
        assertEquals(
                List.of(
                        new ConversionResult.DamagedInput(none, 0, 1, 0),
                        new ConversionResult.DamagedInput(bad, 1, 1, 0)),
                result.damaged());
        assertEquals(List.of("c.fastq: line 1", "b.fastq: line 5, read c"), damages);
        assertThrows(IOException.class, () -> run(folder.resolve("x.sz"), skip, none));
    }

    @Test
    void whatTheFormatCannotHoldNamesTheInput() throws Exception {
        Path in = Files.writeString(
                folder.resolve("in.jsonl"), "{\"read_id\":\"a b\",\"sequence\":\"A\",\"quality\":\"!\"}\n");
        IOException e = assertThrows(
                IOException.class, () -> run(folder.resolve("out.fastq"), ConversionOptions.defaults(), in));
        assertTrue(e.getMessage().startsWith(in + ": attribute read_id (S) of record 'a b'"), e.getMessage());
        assertEquals(List.of("in.jsonl"), names());
    }

    @Test
    void fieldsAreChosenAndDerived() throws Exception {
        Schema schema = Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("start_sample", ValueType.U64)
                .attribute("digitisation", ValueType.F64)
                .attribute("offset", ValueType.F64)
                .attribute("range", ValueType.F64)
                .attribute("sampling_rate", ValueType.F64)
                .dataset("raw_signal", ValueType.I16)
                .build();
        Record read = Record.builder(schema)
                .set("read_id", "a")
                .set("start_sample", -2L)
                .set("digitisation", 8192.0)
                .set("offset", 10.0)
                .set("range", 1024.0)
                .set("sampling_rate", 4000.0)
                .set("raw_signal", new short[] {-10, 0, 32767})
                .build();
        OutputFields fields = OutputFields.all(schema)
                .select(List.of("read_id", "raw_signal"))
                .with(DerivedField.START_TIME)
                .with(DerivedField.DURATION)
                .inPicoamperes();
        assertEquals(schema.fields().size(), fields.needed().size());
        Record made = fields.from(schema).apply(read);
        assertEquals(
                "Schema[read_id:A:S (key), start_time:A:F64, duration:A:F64, raw_signal:D:F32]",
                made.schema().toString());
        assertEquals(18446744073709551614.0 / 4000, made.getReal("start_time"));
        assertEquals(3 / 4000.0, made.getReal("duration"));
        assertEquals(
                List.of(0f, 1.25f, (float) ((32767 + 10.0) * 0.125)),
                List.of(
                        made.getFloats("raw_signal")[0],
                        made.getFloats("raw_signal")[1],
                        made.getFloats("raw_signal")[2]));

        RecordMapping mapping = fields.from(schema);
        Record uncalibrated = mapping.apply(Record.builder(schema)
                .set("read_id", "b")
                .setMissing("start_sample")
                .setMissing("digitisation")
                .set("offset", 10.0)
                .set("range", 1024.0)
                .set("sampling_rate", 4000.0)
                .set("raw_signal", new short[] {1})
                .build());
        assertTrue(uncalibrated.isMissing("raw_signal") && uncalibrated.isMissing("start_time"));
        assertFalse(uncalibrated.isMissing("duration"));
        assertEquals(1, mapping.uncalibrated());
        Schema bare = schema.select(List.of("read_id", "raw_signal"));
        assertThrows(
                IllegalArgumentException.class, () -> OutputFields.all(bare).inPicoamperes());
        assertThrows(
                IllegalArgumentException.class, () -> OutputFields.all(bare).with(DerivedField.DURATION));
    }

    @Test
    void duplicateIdsGoToDiskAndBack() throws Exception {
        Random random = new Random(9);
        List<String> ids = IntStream.range(0, 5000)
                .mapToObj(i -> "id-" + random.nextInt(3000))
                .collect(Collectors.toList());
        long expected = ids.size() - ids.stream().distinct().count();
        for (int capacity : new int[] {1024, 1500, 1 << 20}) {
            try (DuplicateIds counted = new DuplicateIds(folder, capacity)) {
                for (String id : ids) {
                    counted.add(DuplicateIds.hash(id));
                }
                assertEquals(expected, counted.count(), "capacity " + capacity);
            }
            assertEquals(List.of(), names());
        }
    }

    @Test
    void schemasOfFiles() throws Exception {
        Path json = Files.writeString(
                folder.resolve("schema.json"),
                "{\"key\":null,\"header\":{\"a\":1},\"attributes\":[{\"name\":\"x\",\"type\":\"S\",\"codec\":\"?\"}]}");
        SchemaFile file = SchemaFile.read(json);
        assertEquals("Schema[x:A:S]", file.schema().toString());
        assertEquals(JsonValue.of(1), file.header().get("a").orElseThrow());
        Path in = sz("a.sz", header("{\"k\":2}"), SCHEMA, List.of());
        assertEquals(SCHEMA, SchemaFile.read(in).schema());
        for (String bad : List.of(
                "",
                "[]",
                "{}",
                "{\"attributes\":3}",
                "{\"attributes\":[{\"name\":\"x\"}]}",
                "{\"attributes\":[{\"name\":\"x\",\"type\":\"I7\"}]}")) {
            Files.write(json, bad.getBytes(StandardCharsets.UTF_8));
            assertThrows(SzFormatException.class, () -> SchemaFile.read(json), bad);
        }
    }

    @Test
    void memoryIsBounded() throws Exception {
        Path in = folder.resolve("big.fastq");
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            block.append("@r").append(i).append('\n').append("ACGT".repeat(500)).append("\n+\n");
            block.append("!#$%".repeat(500)).append('\n');
        }
        byte[] bytes = block.toString().getBytes(StandardCharsets.UTF_8);
        try (var out = Files.newOutputStream(in)) {
            for (int i = 0; i < 150; i++) {
                out.write(bytes);
            }
        }
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConversionTest.class.getName(),
                        in.toString(),
                        folder.resolve("big.sz").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), said);
        assertEquals("75000", said.strip());
        try (CompressedFile.Reader reader = CompressedFile.open(folder.resolve("big.sz"))) {
            assertEquals(75_000, reader.size());
            assertNull(reader.incompleteness().orElse(null));
        }
    }

    /** Converts a file, in the process of its own that has little memory. */
    public static void main(String[] args) throws Exception {
        try (Output output = Output.sz(
                Path.of(args[1]),
                OnExisting.REFUSE,
                Optional.empty(),
                schema -> WriterOptions.defaults().withQueueBytes(8 << 20))) {
            System.out.println(Conversion.run(
                            List.of(Input.of(Path.of(args[0]))),
                            output,
                            ConversionOptions.defaults().withThreads(2),
                            ConversionListener.NONE)
                    .records());
        }
    }
}
