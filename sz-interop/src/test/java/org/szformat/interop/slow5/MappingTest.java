package org.szformat.interop.slow5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.interop.slow5.Slow5Files.Contents;
import org.szformat.json.JsonValue;
import org.szformat.merge.HeaderMerge;
import org.szformat.merge.RunPolicy;
import org.szformat.record.Record;
import org.szformat.schema.Field;

/** Which field here an auxiliary field becomes, and which run a read group. */
class MappingTest {
    @TempDir
    Path directory;

    static Stream<Arguments> fields() {
        return Stream.of(
                Arguments.of("channel_number:char*", "7", "attribute channel (U16)"),
                Arguments.of("channel_number:char*", "seven", "attribute channel (S)"),
                Arguments.of("channel_number:char*", "65536", "attribute channel (S)"),
                Arguments.of("channel_number:char*", "07", "attribute channel (S)"),
                Arguments.of("channel_number:char*", ".", "attribute channel (U16)"),
                Arguments.of("channel_number:uint16_t", "7", "attribute channel (U16)"),
                Arguments.of("channel_number:int32_t", "7", "attribute channel_number (I32)"),
                Arguments.of("start_mux:uint8_t", "1", "attribute well (U8)"),
                Arguments.of("start_mux:int32_t", "1", "attribute start_mux (I32)"),
                Arguments.of("read_number:int32_t", "-1", "attribute read_number (I64)"),
                Arguments.of("read_number:uint64_t", "1", "attribute aux_read_number (U64)"),
                Arguments.of("start_time:uint64_t", "1", "attribute start_sample (U64)"),
                Arguments.of("start_time:uint32_t", "1", "attribute start_sample (U64)"),
                Arguments.of("start_time:int64_t", "1", "attribute start_time (I64)"),
                Arguments.of("median_before:float", "0.1", "attribute median_before (F64)"),
                Arguments.of("end_reason:enum{a,b}", "1", "attribute end_reason (S)"),
                Arguments.of("end_reason:uint8_t", "1", "attribute aux_end_reason (U8)"),
                Arguments.of("well:uint8_t", "1", "attribute aux_well (U8)"),
                Arguments.of("run_id:char*", "x", "attribute aux_run_id (S)"),
                Arguments.of("mood:enum{a,b}", "1", "attribute mood (S)"),
                Arguments.of("moods:enum*{a,b}", "1,0", "dataset moods (U8)"),
                Arguments.of("letter:char", "x", "attribute letter (S)"),
                Arguments.of("note:char*", "x y", "attribute note (S)"),
                Arguments.of("one:int8_t", "1", "attribute one (I8)"),
                Arguments.of("many:double*", "1,2.5", "dataset many (F64)"));
    }

    @ParameterizedTest
    @MethodSource
    void fields(String declared, String value, String expected) throws IOException {
        Path file = Slow5Files.text(directory, List.of(declared), Slow5Files.primary("r0") + "\t" + value);
        Contents contents = Slow5Files.read(file);
        List<Field> others = contents.schema().fields().stream()
                .filter(field -> !List.of(
                                "read_id", "run_id", "digitisation", "offset", "range", "sampling_rate", "raw_signal")
                        .contains(field.name()))
                .toList();
        assertEquals(List.of(expected), others.stream().map(Field::toString).toList());
        for (String ending : List.of("slow5", "blow5")) {
            Path again = directory.resolve("again." + ending);
            Slow5Files.write(again, contents);
            assertEquals(contents.records(), Slow5Files.read(again).records());
            assertEquals(
                    contents.header().toString(),
                    Slow5Files.read(again).header().toString());
        }
        assertEquals(Files.readString(file), Files.readString(directory.resolve("again.slow5")));
    }

    @Test
    void namesThatAreTakenAreLengthenedUntilTheyAreNot() throws IOException {
        Path file = Slow5Files.text(
                directory,
                List.of("well:int8_t", "aux_well:int8_t", "start_mux:uint8_t"),
                Slow5Files.primary("r0") + "\t1\t2\t3");
        Contents contents = Slow5Files.read(file);
        Record record = contents.records().get(0);
        assertEquals(1, record.getInteger("aux_aux_well"));
        assertEquals(2, record.getInteger("aux_well"));
        assertEquals(3, record.getInteger("well"));
        Path again = directory.resolve("again.slow5");
        Slow5Files.write(again, contents);
        assertEquals(Files.readString(file), Files.readString(again));
    }

    @Test
    void channelsAreHeldAsTheOptionSays() throws IOException {
        Path file = Slow5Files.text(directory, List.of("channel_number:char*"), Slow5Files.primary("r0") + "\t7");
        Contents text = Slow5Files.read(file, Slow5Files.options("channel=text"));
        assertEquals("7", text.records().get(0).getText("channel"));
        Contents number = Slow5Files.read(file, Slow5Files.options("channel=number"));
        assertEquals(7, number.records().get(0).getInteger("channel"));
    }

    @Test
    void runsHaveStableIds() throws IOException {
        Path file = directory.resolve("groups.slow5");
        Files.writeString(
                file,
                "#slow5_version\t0.2.0\n#num_read_groups\t5\n@kit\ta\t.\t\tb\tc\n"
                        + "@run_id\tone\tsame\tsame\t.\t\n" + Slow5Files.TYPES + "\n" + Slow5Files.NAMES + "\n"
                        + Slow5Files.primary("r0").replace("\t0\t", "\t3\t") + "\n");
        Contents contents = Slow5Files.read(file);
        assertEquals(
                "{\"one\": {\"kit\": \"a\", \"run_id\": \"one\"}, \"same#1\": {\"run_id\": \"same\"},"
                        + " \"same#2\": {\"kit\": \"\", \"run_id\": \"same\"}, \"group-3\": {\"kit\": \"b\"},"
                        + " \"group-4\": {\"kit\": \"c\", \"run_id\": \"\"}}",
                contents.header().get("runs").map(JsonValue::toString).orElse(""));
        assertEquals("group-3", contents.records().get(0).getText("run_id"));
        Path again = directory.resolve("again.slow5");
        Slow5Files.write(again, contents);
        assertEquals(Files.readString(file), Files.readString(again));
    }

    @Test
    void formatsAreFoundByContentAndName() throws IOException {
        Path text = Slow5Files.golden("golden.slow5", directory);
        Path binary = Slow5Files.golden("golden-none-none.blow5", directory);
        Files.move(text, directory.resolve("a"));
        Files.move(binary, directory.resolve("b"));
        assertEquals(
                "slow5",
                RecordFormats.of(directory.resolve("a")).map(RecordFormat::name).orElse(""));
        assertEquals(
                "blow5",
                RecordFormats.of(directory.resolve("b")).map(RecordFormat::name).orElse(""));
        assertEquals(
                "blow5",
                RecordFormats.byExtension(Path.of("X.BLOW5"))
                        .map(RecordFormat::name)
                        .orElse(""));
    }

    @Test
    void anEnumInVersionOneIsWarnedOf() throws IOException {
        Path file = Slow5Files.text(directory, List.of("e:enum{a,b}"), Slow5Files.primary("r0") + "\t1");
        Files.writeString(file, Files.readString(file).replace("0.2.0", "0.1.0"));
        Contents contents = Slow5Files.read(file);
        assertEquals("b", contents.records().get(0).getText("e"));
        assertTrue(contents.warnings().get(0).contains("0.1.0"));
    }

    @Test
    void oldAndNewVersionsAreRead() throws IOException {
        Path file = Slow5Files.golden("golden-zlib-svb-zd.blow5", directory);
        Contents expected = Slow5Files.read(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[6] = 1;
        bytes[7] = 0;
        Files.write(file, bytes);
        assertEquals(expected.records(), Slow5Files.read(file).records());
        Path old = directory.resolve("old.blow5");
        Slow5Files.write(old, expected, "signal-compression=none");
        bytes = Files.readAllBytes(old);
        bytes[7] = 1;
        bytes[14] = 77; // reserved in that version
        Files.write(old, bytes);
        assertEquals(expected.records(), Slow5Files.read(old).records());
    }

    @Test
    void notANumberStaysWhatItIs() throws IOException {
        Path file = Slow5Files.text(
                directory,
                List.of("f:float", "d:double"),
                Slow5Files.primary("r0").replace("1467.61", "nan") + "\tnan\tNaN");
        Contents contents = Slow5Files.read(file);
        for (String name : List.of("range", "f", "d")) {
            assertTrue(Double.isNaN(contents.records().get(0).getReal(name)), name);
        }
        Path again = directory.resolve("again.blow5");
        Slow5Files.write(again, contents);
        assertEquals(contents.records(), Slow5Files.read(again).records());
    }

    @Test
    void signalsMayBeEmpty() throws IOException {
        Path file = Slow5Files.text(
                directory, List.of("n:int8_t"), "r0\t0\t8192\t6\t1\t4000\t0\t\t1", "r1\t0\t8192\t6\t1\t4000\t0\t.\t1");
        Contents contents = Slow5Files.read(file);
        assertEquals(0, contents.records().get(0).getShorts("raw_signal").length);
        assertEquals(0, contents.records().get(1).getShorts("raw_signal").length);
        for (String ending : List.of("slow5", "blow5")) {
            Path again = directory.resolve("again." + ending);
            Slow5Files.write(again, contents);
            assertEquals(contents.records(), Slow5Files.read(again).records());
        }
    }

    @Test
    void mergedFilesOfDifferentRunsKeepTypesAndOrder() throws IOException {
        List<String> aux = List.of("tracked:float", "number:uint64_t", "why:enum{a,b}");
        String line = Slow5Files.primary("r1") + "\t1.5\t7\t1";
        Path first = Files.move(Slow5Files.text(directory, aux, line), directory.resolve("first.slow5"));
        Path second = Slow5Files.text(directory, aux.subList(0, 2), Slow5Files.primary("r2") + "\t2.5\t8");
        Files.writeString(second, Files.readString(second).replace("run-a", "run-b"));
        HeaderMerge merge = new HeaderMerge(RunPolicy.REFUSE_CONFLICTS);
        for (Path path : List.of(first, second)) {
            merge.add(path, Slow5Files.read(path).header());
        }
        Slow5Files.Contents contents = Slow5Files.read(first);
        Path out = directory.resolve("out.slow5");
        Slow5Files.write(
                out, new Slow5Files.Contents(contents.schema(), merge.header(), contents.records(), List.of()));
        List<String> lines = Files.readAllLines(out);
        assertTrue(lines.contains("@run_id\trun-a\trun-b"), lines::toString);
        assertTrue(lines.contains(Slow5Files.TYPES + "\tfloat\tuint64_t\tenum{a,b}"), lines::toString);
        assertTrue(lines.contains(line), lines::toString);
    }
}
