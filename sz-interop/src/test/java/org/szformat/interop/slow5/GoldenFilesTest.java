package org.szformat.interop.slow5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.interop.slow5.Slow5Files.Contents;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;
import org.szformat.schema.ValueType;

/** Files that slow5tools 1.3.0 made of one text, with every type and every compression. */
class GoldenFilesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none-none",
                "none-svb-zd",
                "none-ex-zd",
                "zlib-none",
                "zlib-svb-zd",
                "zlib-ex-zd",
                "zstd-none",
                "zstd-svb-zd",
                "zstd-ex-zd"
            })
    void everyCompressionHoldsTheSame(String compression) throws IOException {
        Contents text = Slow5Files.read(Slow5Files.golden("golden.slow5", directory));
        Contents binary = Slow5Files.read(Slow5Files.golden("golden-" + compression + ".blow5", directory));
        assertEquals(text.schema(), binary.schema());
        assertEquals(text.header().toString(), binary.header().toString());
        assertEquals(text.records(), binary.records());
        assertTrue(binary.warnings().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none-none", "none-svb-zd", "none-ex-zd"})
    void uncompressedRecordsAreWrittenByteForByte(String compression) throws IOException {
        Path file = Slow5Files.golden("golden-" + compression + ".blow5", directory);
        Path again = directory.resolve("again.blow5");
        Slow5Files.write(
                again,
                Slow5Files.read(file),
                "record-compression=none",
                "signal-compression=" + compression.substring(compression.indexOf('-') + 1));
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    }

    @Test
    void textIsWrittenByteForByte() throws IOException {
        Path file = Slow5Files.golden("golden.slow5", directory);
        Path again = directory.resolve("again.slow5");
        Slow5Files.write(again, Slow5Files.read(file));
        assertEquals(Files.readString(file), Files.readString(again));
    }

    @Test
    void fieldsHaveCommonNamesAndTypes() throws IOException {
        Contents contents = Slow5Files.read(Slow5Files.golden("golden-zlib-svb-zd.blow5", directory));
        assertEquals(
                List.of(
                        "read_id",
                        "run_id",
                        "channel",
                        "well",
                        "read_number",
                        "start_sample",
                        "digitisation",
                        "offset",
                        "range",
                        "sampling_rate",
                        "median_before",
                        "end_reason"),
                contents.schema().fields().stream()
                        .map(field -> field.name())
                        .limit(12)
                        .toList());
        assertEquals(ValueType.U16, contents.schema().field("channel").type());
        assertEquals(ValueType.I64, contents.schema().field("read_number").type());
        assertEquals(ValueType.U8, contents.schema().field("c_reasons").type());
        assertTrue(contents.schema().field("c_reasons").isDataset());
        assertTrue(contents.schema().field("b_text").isAttribute());
    }

    @Test
    void valuesAreThoseOfTheText() throws IOException {
        List<Record> records = Slow5Files.read(Slow5Files.golden("golden-zstd-ex-zd.blow5", directory))
                .records();
        assertEquals(5, records.size());
        Record first = records.get(0);
        assertEquals("00000000-aaaa-4bbb-8ccc-dddddddddddd", first.key());
        assertEquals("run-a", first.getText("run_id"));
        assertEquals("run-b", records.get(1).getText("run_id"));
        assertEquals(1, first.getInteger("channel"));
        assertEquals(1, first.getInteger("well"));
        assertEquals(17, first.getInteger("read_number"));
        assertEquals(335845487, first.getInteger("start_sample"));
        assertEquals(238.78225708007812, first.getReal("median_before"));
        assertEquals("unknown", first.getText("end_reason"));
        assertEquals(300, first.getShorts("raw_signal").length);
        assertEquals(Long.MIN_VALUE, first.getInteger("a_int64"));
        assertEquals(0.1f, (float) first.getReal("a_float"));
        assertEquals("x", first.getText("a_char"));
        assertEquals("some text, with a comma", first.getText("b_text"));
        assertArrayEquals(new short[] {-32768, 32766, 32767, 1}, first.getShorts("b_int16s"));
        assertArrayEquals(new double[] {0.1, Double.NaN, -2}, first.getDoubles("b_doubles"));
        assertArrayEquals(new byte[] {0, 2, -1, 1}, first.getBytes("c_reasons"));
        assertEquals(-2, records.get(1).getInteger("a_uint64"));
        assertArrayEquals(new short[] {-77}, records.get(2).getShorts("raw_signal"));
        assertEquals(400, records.get(4).getShorts("raw_signal")[9]);
        assertEquals(1200, records.get(4).getShorts("raw_signal")[10]);
    }

    @Test
    void missingValuesAreMissing() throws IOException {
        Contents contents = Slow5Files.read(Slow5Files.golden("golden-zlib-none.blow5", directory));
        Record missing = contents.records().get(2);
        List<String> present = contents.schema().fields().stream()
                .filter(field -> !missing.isMissing(field))
                .filter(field ->
                        field.isDataset() || !field.type().isFloat() || !Double.isNaN(missing.getReal(field.name())))
                .map(field -> field.name())
                .toList();
        assertEquals(
                List.of(
                        "read_id",
                        "run_id",
                        "start_sample",
                        "digitisation",
                        "offset",
                        "range",
                        "sampling_rate",
                        "raw_signal"),
                present);
    }

    @Test
    void groupsAreRuns() throws IOException {
        Contents contents = Slow5Files.read(Slow5Files.golden("golden-none-none.blow5", directory));
        assertEquals(
                "{\"run-a\": {\"asic_id\": \"0004A30B\", \"flow_cell_id\": \"FAH00000\", \"run_id\": \"run-a\"},"
                        + " \"run-b\": {\"flow_cell_id\": \"FAH00001\", \"run_id\": \"run-b\"}}",
                contents.header().get("runs").map(JsonValue::toString).orElse(""));
    }
}
