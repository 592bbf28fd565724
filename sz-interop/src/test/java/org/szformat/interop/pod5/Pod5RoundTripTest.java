package org.szformat.interop.pod5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormats;
import org.szformat.interop.ArrowTables;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class Pod5RoundTripTest {
    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("reads.pod5");
    }

    @Test
    void recordsAndRunsComeBack() throws Exception {
        List<Record> records = Pod5Files.madeUp(2503, 1);
        List<String> warnings = Pod5Files.write(file(), Pod5Files.SCHEMA, Pod5Files.runs(), records, 300);
        assertEquals(List.of(), warnings);
        assertEquals(records, byName(Pod5Files.read(file())));
        assertEquals(Pod5Files.runs().get("runs"), Pod5Files.header(file()).get("runs"));
        JsonValue.Obj said =
                (JsonValue.Obj) Pod5Files.header(file()).get("pod5").orElseThrow();
        assertEquals(JsonValue.of("00000000-0000-0001-0000-000000000002"), said.get("file_identifier"));
        try (var source = RecordFormats.open(file(), FormatOptions.defaults())) {
            assertEquals(2503, source.size().orElseThrow());
            assertTrue(source.next().position() <= Files.size(file()));
        }
        // Nothing is left beside the file.
        try (var files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
    }

    /** The order of the fields differs; the values are what counts. */
    private static List<Record> byName(List<Record> records) {
        return records.stream()
                .map(record -> {
                    RecordBuilder builder = Record.builder(Pod5Files.SCHEMA);
                    Pod5Files.SCHEMA
                            .fields()
                            .forEach(field ->
                                    builder.copy(record, record.schema().field(field.name()), field));
                    return builder.build();
                })
                .toList();
    }

    @Test
    void arrowReadsTheTables() throws Exception {
        List<Record> records = Pod5Files.madeUp(1100, 2);
        Pod5Files.write(file(), Pod5Files.SCHEMA, Pod5Files.runs(), records, 64);
        Map<String, ArrowTables.Table> tables = ArrowTables.ofPod5(file());
        assertEquals(List.of("samples", "acquisition_id", "read_number"), List.copyOf(tables.keySet()));
        List<Map<String, Object>> rows = tables.get("read_number").rows();
        assertEquals(1100, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Record record = records.get(i);
            assertEquals(record.key().replace("-", ""), rows.get(i).get("read_id"));
            assertEquals(record.getText("end_reason"), rows.get(i).get("end_reason"));
            assertEquals("run a", rows.get(i).get("run_info"));
            Object channel = rows.get(i).get("channel");
            assertEquals(record.isMissing("channel"), channel == null);
            float scale = (float) (record.getReal("range") / 8192);
            assertEquals(Float.floatToRawIntBits(scale), rows.get(i).get("calibration_scale"));
        }
        assertEquals("[4, 5, 6]", rows.get(5).get("signal").toString().replace(",", ", "));
        assertEquals(1, tables.get("acquisition_id").rows().size());
        var id = tables.get("samples").schema().getFields().get(0);
        assertEquals("minknow.uuid", id.getMetadata().get("ARROW:extension:name"));
        assertEquals(
                "00000000-0000-0001-0000-000000000002",
                tables.get("samples").schema().getCustomMetadata().get("MINKNOW:file_identifier"));
    }

    @Test
    void scaleComesBackFromRangeBitForBit() {
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            float scale = Float.intBitsToFloat(random.nextInt());
            int digitisation = 1 + random.nextInt(1 << 16);
            if (!Float.isNaN(scale)) {
                double range = (double) scale * digitisation;
                assertEquals(
                        Float.floatToRawIntBits(scale),
                        Float.floatToRawIntBits((float) (range / digitisation)),
                        () -> scale + " × " + digitisation);
            }
        }
    }

    private static final Schema LEAST = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("run_id", ValueType.S)
            .attribute("digitisation", ValueType.F64)
            .attribute("offset", ValueType.F64)
            .attribute("range", ValueType.F64)
            .attribute("sampling_rate", ValueType.F64)
            .attribute("end_reason", ValueType.S)
            .attribute("comment", ValueType.S)
            .dataset("raw_signal", ValueType.I16)
            .build();

    private static RecordBuilder least(String id) {
        return Record.builder(LEAST)
                .set("read_id", id)
                .set("run_id", "r1")
                .set("digitisation", 2048.0)
                .set("offset", -231.0)
                .set("range", 748.5801)
                .set("sampling_rate", 4000.0)
                .set("end_reason", "mux_change")
                .set("comment", "none")
                .set("raw_signal", new short[] {1, 2, 3});
    }

    private static final String ID = "0000173c-bf67-44e7-9a9c-1ad0bc728e74";

    @Test
    void runsOfSlow5AttributesBecomeRows() throws Exception {
        Header header = Header.empty()
                .with("slow5", JsonValue.of("0.2.0"))
                .with(
                        "runs",
                        JsonValue.of(Map.of(
                                "r1",
                                JsonValue.parse("{\"run_id\": \"r1\", \"device_id\": \"X1\", \"sample_id\": \"s\","
                                        + "\"exp_start_time\": \"2020-01-02T03:04:05+02:00\","
                                        + "\"sequencing_kit\": \"sqk-lsk109\"}"))));
        List<String> warnings =
                Pod5Files.write(file(), LEAST, header, List.of(least(ID).build()), 1);
        assertEquals(2, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("comment"));
        assertTrue(warnings.get(1).contains("slow5"));
        Record read = Pod5Files.read(file()).get(0);
        assertEquals((double) (float) (748.5801 / 2048) * 2048, read.getReal("range"));
        assertEquals(1, read.getInteger("end_reason_forced"));
        assertEquals("not_set", read.getText("pore_type"));
        assertEquals(0, read.getInteger("channel"));
        assertTrue(Double.isNaN(read.getReal("median_before")));
        JsonValue.Obj run = (JsonValue.Obj)
                ((JsonValue.Obj) Pod5Files.header(file()).get("runs").orElseThrow()).get("r1");
        assertEquals(JsonValue.of("2020-01-02T01:04:05Z"), run.get("acquisition_start_time"));
        assertEquals(JsonValue.of("X1"), run.get("sequencer_position"));
        assertEquals(JsonValue.of(2047), run.get("adc_max"));
        assertEquals(JsonValue.of(4000), run.get("sample_rate"));
        assertEquals(JsonValue.of("sqk-lsk109"), run.get("sequencing_kit"));
        assertEquals(JsonValue.parse("{\"sequencing_kit\": \"sqk-lsk109\"}"), run.get("context_tags"));
        assertEquals(JsonValue.of("X1"), ((JsonValue.Obj) run.get("tracking_id")).get("device_id"));
    }

    private String refused(RecordBuilder... records) {
        List<Record> built = Arrays.stream(records).map(RecordBuilder::build).toList();
        return assertThrows(
                        IllegalArgumentException.class, () -> Pod5Files.write(file(), LEAST, Header.empty(), built, 1))
                .getMessage();
    }

    @Test
    void recordsThatPod5CannotHoldAreNamed() {
        String message = refused(least("read 1"));
        assertTrue(message.contains("read_id") && message.contains("'read 1'") && message.contains("UUID"), message);
        message = refused(least("1-1-1-1-1"));
        assertTrue(message.contains("UUID"), message);
        message = refused(least(ID), least(ID).set("digitisation", 8192.0));
        assertTrue(message.contains("digitisation") && message.contains("8192") && message.contains(ID), message);
        message = refused(least(ID).set("sampling_rate", 4000.5));
        assertTrue(message.contains("sampling_rate") && message.contains("4000.5"), message);
        message = refused(least(ID).setMissing("raw_signal"));
        assertTrue(message.contains("raw_signal") && message.contains(ID), message);
    }

    @Test
    void schemasWithoutWhatPod5NeedsAreRefused() {
        Schema schema = LEAST.select(List.of("read_id", "raw_signal", "offset", "digitisation", "sampling_rate"));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Pod5Files.POD5.create(file(), schema, Header.empty(), FormatOptions.defaults()));
        assertTrue(e.getMessage().contains("'range'"), e.getMessage());
        assertTrue(Files.notExists(file()));
    }

    @Test
    void aFileWithoutReadsIsWhole() throws Exception {
        Pod5Files.write(file(), Pod5Files.SCHEMA, Pod5Files.runs(), List.of(), 1);
        assertEquals(List.of(), Pod5Files.read(file()));
        assertEquals(0, ArrowTables.ofPod5(file()).get("read_number").rows().size());
    }
}
