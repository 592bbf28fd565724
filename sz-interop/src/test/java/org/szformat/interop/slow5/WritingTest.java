package org.szformat.interop.slow5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.szformat.interop.slow5.Slow5Files.Contents;
import org.szformat.json.JsonSyntaxException;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Records that did not come from SLOW5. */
class WritingTest {
    @TempDir
    Path directory;

    private static Schema.Builder primary() {
        return Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("digitisation", ValueType.F64)
                .attribute("offset", ValueType.F64)
                .attribute("range", ValueType.F64)
                .attribute("sampling_rate", ValueType.F64)
                .dataset("raw_signal", ValueType.I16);
    }

    private static RecordBuilder record(Schema schema, String id) {
        return Record.builder(schema)
                .set("read_id", id)
                .set("digitisation", 8192.0)
                .set("offset", -12.5)
                .set("range", 1467.61)
                .set("sampling_rate", 4000.0)
                .set("raw_signal", new short[] {1, -2, 3});
    }

    private List<String> write(String name, Header header, Record... records) throws IOException {
        Contents contents = new Contents(records[0].schema(), header, List.of(records), List.of());
        return Slow5Files.write(directory.resolve(name), contents);
    }

    private String refusal(String name, Header header, Record... records) {
        return assertThrows(IllegalArgumentException.class, () -> write(name, header, records))
                .getMessage();
    }

    private static void assertSays(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message + " should say " + part);
        }
    }

    @Test
    void commonFieldsGetSlow5Names() throws IOException {
        Schema schema = primary()
                .attribute("channel", ValueType.U16)
                .attribute("well", ValueType.U8)
                .attribute("read_number", ValueType.I64)
                .attribute("start_sample", ValueType.U64)
                .attribute("median_before", ValueType.F64)
                .attribute("end_reason", ValueType.S)
                .attribute("tracked", ValueType.F32)
                .dataset("sequence", ValueType.S)
                .dataset("moves", ValueType.U8)
                .build();
        Record record = record(schema, "r0")
                .set("channel", 512)
                .set("well", 3)
                .set("read_number", 17)
                .set("start_sample", 335845487)
                .set("median_before", 238.78225708007812)
                .set("end_reason", "signal_positive")
                .set("tracked", 0.1f)
                .set("sequence", "ACGT")
                .set("moves", new byte[] {1, 0, -2})
                .build();
        assertEquals(List.of(), write("x.slow5", Header.empty(), record));
        List<String> lines = Files.readAllLines(directory.resolve("x.slow5"));
        assertEquals(
                List.of(
                        "#slow5_version\t0.2.0",
                        "#num_read_groups\t1",
                        Slow5Files.TYPES + "\tchar*\tuint8_t\tint32_t\tuint64_t\tdouble\tenum{"
                                + String.join(",", CommonFields.END_REASONS) + "}\tfloat\tchar*\tuint8_t*",
                        Slow5Files.NAMES + "\tchannel_number\tstart_mux\tread_number\tstart_time\tmedian_before"
                                + "\tend_reason\ttracked\tsequence\tmoves",
                        "r0\t0\t8192\t-12.5\t1467.61\t4000\t3\t1,-2,3\t512\t3\t17\t335845487\t238.78225708007812\t4\t0.1"
                                + "\tACGT\t1,0,254"),
                lines);
    }

    @Test
    void runsBecomeGroups() throws IOException, JsonSyntaxException {
        Schema schema = primary().attribute("run_id", ValueType.S).build();
        Header header = Header.parse("{\"runs\": {\"b\": {\"kit\": \"k1\", \"rate\": 4000, \"ok\": true, \"no\": null,"
                + " \"tracking_id\": {\"device\": \"d\", \"kit\": \"other\"}}, \"a\": {\"run_id\": \"A\"}}}");
        write(
                "x.slow5",
                header,
                record(schema, "r0").set("run_id", "a").build(),
                record(schema, "r1").set("run_id", "b").build());
        List<String> lines = Files.readAllLines(directory.resolve("x.slow5"));
        assertEquals(
                List.of(
                        "#num_read_groups\t2",
                        "@device\td\t.",
                        "@kit\tk1\t.",
                        "@ok\ttrue\t.",
                        "@rate\t4000\t.",
                        "@run_id\tb\tA",
                        "@tracking_id_kit\tother\t."),
                lines.subList(1, 8));
        assertTrue(lines.get(10).startsWith("r0\t1\t"));
        assertTrue(lines.get(11).startsWith("r1\t0\t"));
        Contents back = Slow5Files.read(directory.resolve("x.slow5"));
        assertEquals("b", back.records().get(1).getText("run_id"));
    }

    @Test
    void runsThatCannotBeToldApartAreRefused() throws JsonSyntaxException {
        Header header = Header.parse("{\"runs\": {\"a\": {}, \"b\": {}}}");
        Schema without = primary().build();
        assertSays(refusal("x.slow5", header, record(without, "r0").build()), "2 runs", "run_id");
        Schema schema = primary().attribute("run_id", ValueType.S).build();
        assertSays(
                refusal(
                        "x.slow5",
                        header,
                        record(schema, "r0").set("run_id", "c").build()),
                "record 'r0'",
                "run_id",
                "'c'");
        assertSays(
                refusal(
                        "x.slow5",
                        header,
                        record(schema, "r0").setMissing("run_id").build()),
                "run_id",
                "no value");
    }

    @Test
    void whatHasNoPlaceIsWarnedOf() throws IOException {
        Schema schema = primary().attribute("run_id", ValueType.S).build();
        Header header = Header.empty().with("sample", JsonValue.of("HG002"));
        List<String> warnings =
                write("x.blow5", header, record(schema, "r0").set("run_id", "a").build());
        assertEquals(2, warnings.size());
        assertSays(warnings.get(0), "'sample'");
        assertSays(warnings.get(1), "run_id");
    }

    @Test
    void fieldsThatSlow5NeedsAreNamed() {
        Schema schema = Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("offset", ValueType.F64)
                .build();
        Record record =
                Record.builder(schema).set("read_id", "r").set("offset", 1.0).build();
        assertSays(refusal("x.blow5", Header.empty(), record), "digitisation, range, sampling_rate, raw_signal");
        Schema wrong = Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("digitisation", ValueType.S)
                .build();
        Record bad = Record.builder(wrong)
                .set("read_id", "r")
                .set("digitisation", "8192")
                .build();
        assertSays(refusal("x.blow5", Header.empty(), bad), "digitisation (S)", "F64");
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(ValueType.I8, 127L, "127"),
                Arguments.of(ValueType.U64, -1L, "18446744073709551615"),
                Arguments.of(ValueType.U8, 255L, "255"),
                Arguments.of(ValueType.I64, Long.MAX_VALUE, "9223372036854775807"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesThatStandForMissingOnesAreRefused(ValueType type, long value, String text) {
        Schema schema = primary().attribute("n", type).build();
        Record record = record(schema, "r0").set("n", value).build();
        assertSays(refusal("x.blow5", Header.empty(), record), "record 'r0'", "attribute n", text);
    }

    @Test
    void textThatSlow5CannotHoldIsRefused() throws IOException {
        Schema schema = primary().attribute("note", ValueType.S).build();
        for (String bad : List.of("a\tb", "a\nb", "a\0b")) {
            Record record = record(schema, "r0").set("note", bad).build();
            assertSays(refusal("x.blow5", Header.empty(), record), "record 'r0'", "note", "character 1");
        }
        Record dot = record(schema, "r0").set("note", ".").build();
        assertSays(refusal("x.slow5", Header.empty(), dot), "a dot alone", "BLOW5");
        write("x.blow5", Header.empty(), dot);
        assertEquals(
                ".",
                Slow5Files.read(directory.resolve("x.blow5")).records().get(0).getText("note"));
        for (String id : List.of("a\tb", "#a", "@a")) {
            assertSays(
                    refusal(
                            "x.slow5",
                            Header.empty(),
                            record(schema, id).set("note", "n").build()),
                    "read_id");
        }
    }

    @Test
    void typesThatSlow5HasNotAreRefused() {
        Schema half = primary().attribute("h", ValueType.F16).build();
        assertSays(
                refusal(
                        "x.blow5",
                        Header.empty(),
                        record(half, "r0").set("h", 1.0).build()),
                "h (F16)",
                "leave");
    }

    @Test
    void aSecondRecordOfAnIdIsRefused() {
        Schema schema = primary().build();
        Record record = record(schema, "r0").build();
        assertSays(refusal("x.blow5", Header.empty(), record, record), "record 'r0'", "same read_id");
    }

    @Test
    void labelsThatAreNoneAreRefusedUnlessEnumsAreText() throws IOException {
        Schema schema = primary().attribute("end_reason", ValueType.S).build();
        Record record = record(schema, "r0").set("end_reason", "tired").build();
        assertSays(refusal("x.blow5", Header.empty(), record), "'tired'", "enums=text");
        Contents contents = new Contents(schema, Header.empty(), List.of(record), List.of());
        Slow5Files.write(directory.resolve("x.blow5"), contents, "enums=text");
        Contents back = Slow5Files.read(directory.resolve("x.blow5"));
        assertEquals("tired", back.records().get(0).getText("end_reason"));
    }

    @Test
    void valuesBeyondTheTypeOfTheFileTheyCameFromAreRefused() throws IOException {
        Path file = Slow5Files.text(directory, List.of("read_number:int32_t"), Slow5Files.primary("r0") + "\t7");
        Contents contents = Slow5Files.read(file);
        RecordBuilder changed = Record.builder(contents.schema());
        contents.schema()
                .fields()
                .forEach(field -> changed.copy(contents.records().get(0), field, field));
        Record record = changed.set("read_number", 1L << 40).build();
        assertSays(refusal("x.blow5", contents.header(), record), "read_number", "1099511627776", "int32_t");
    }

    @Test
    void decimalsReadBackToTheSameDoubles() throws IOException {
        Schema schema = primary()
                .attribute("d", ValueType.F64)
                .attribute("f", ValueType.F32)
                .build();
        double[] doubles = {0.1, -0.0, 1e300, 5e-324, 1916.977294921875, 1 / 3.0, Double.NEGATIVE_INFINITY};
        Record[] records = new Record[doubles.length];
        for (int i = 0; i < doubles.length; i++) {
            records[i] = record(schema, "r" + i)
                    .set("range", doubles[i])
                    .set("d", doubles[i])
                    .set("f", (float) doubles[(i + 1) % 2])
                    .build();
        }
        write("x.slow5", Header.empty(), records);
        String text = Files.readString(directory.resolve("x.slow5"));
        assertFalse(text.matches("(?s).*[0-9]E.*"), text);
        List<Record> back = Slow5Files.read(directory.resolve("x.slow5")).records();
        for (int i = 0; i < doubles.length; i++) {
            assertEquals(doubles[i], back.get(i).getReal("range"));
            assertEquals(doubles[i], back.get(i).getReal("d"));
        }
    }

    @Test
    void notesThatAreNotOursAreIgnored() throws IOException {
        Schema schema = primary().attribute("n", ValueType.I32).build();
        for (JsonValue notes : List.of(
                JsonValue.of("x"),
                JsonValue.of(Map.of("fields", JsonValue.of(List.of(JsonValue.of(1))))),
                JsonValue.of(Map.of(
                        "fields", JsonValue.of(List.of(JsonValue.of(Map.of("name", JsonValue.of("n"))))))))) {
            write(
                    "x.slow5",
                    Header.empty().with("slow5", notes),
                    record(schema, "r0").set("n", 5).build());
            assertEquals(
                    5,
                    Slow5Files.read(directory.resolve("x.slow5"))
                            .records()
                            .get(0)
                            .getInteger("n"));
        }
    }

    @Test
    void namesInNotesThatHeadersCannotHoldAreIgnored() throws IOException, JsonSyntaxException {
        Schema schema = primary().attribute("n", ValueType.I32).build();
        Header header = Header.parse("{\"runs\": {\"a\": {}}, \"slow5\": {\"attributes\": [\"x\\ty\", \"\", \"kit\"],"
                + " \"fields\": [{\"name\": \"n\\n#\", \"type\": \"int32_t\", \"field\": \"n\"}]}}");
        write("x.slow5", header, record(schema, "r0").set("n", 5).build());
        List<String> lines = Files.readAllLines(directory.resolve("x.slow5"));
        assertEquals(List.of("@kit\t.", "@run_id\ta", Slow5Files.TYPES + "\tint32_t"), lines.subList(2, 5));
        assertEquals(
                5,
                Slow5Files.read(directory.resolve("x.slow5")).records().get(0).getInteger("n"));
    }

    @Test
    void recordsOfAnotherSchemaAreRefused() {
        Record other = record(primary().attribute("n", ValueType.I32).build(), "r0")
                .set("n", 1)
                .build();
        Contents contents = new Contents(primary().build(), Header.empty(), List.of(other), List.of());
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Slow5Files.write(directory.resolve("x.blow5"), contents));
        assertSays(e.getMessage(), "expected Schema[");
    }

    @Test
    void optionsThatAreNoneAreNamed() {
        Schema schema = primary().build();
        Contents contents = new Contents(schema, Header.empty(), List.of(), List.of());
        for (String option : List.of("record-compression=lzma", "signal-compression=mp3", "enums=x", "what=ever")) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> Slow5Files.write(directory.resolve("x.blow5"), contents, option));
            assertSays(e.getMessage(), option.substring(0, option.indexOf('=')));
        }
    }
}
