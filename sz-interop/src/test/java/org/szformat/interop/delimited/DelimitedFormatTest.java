package org.szformat.interop.delimited;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Limits;
import org.szformat.exchange.Damage;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.Formats;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class DelimitedFormatTest {
    private static final FormatOptions KNOWN = FormatOptions.defaults().withSchema(Formats.ALL_TYPES);

    @TempDir
    Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("table.csv"), text);
    }

    private static String schema(Path file) throws Exception {
        try (RecordSource source = Formats.named("csv").open(file, FormatOptions.defaults())) {
            return source.schema().toString();
        }
    }

    @ParameterizedTest
    @CsvSource({"csv,none,1", "tsv,none,2", "csv,gzip,3", "tsv,gzip,4"})
    void allTypesComeBack(String name, String compression, long seed) throws Exception {
        List<Record> records = Formats.random(new Random(seed), 300);
        Path file = folder.resolve("all");
        List<String> warnings = Formats.write(
                Formats.named(name), file, records, FormatOptions.defaults().with("compression", compression));
        assertEquals(List.of(), warnings);
        assertEquals(records, Formats.read(Formats.named(name), file, KNOWN), "seed " + seed);
    }

    @Test
    void withoutNames() throws Exception {
        List<Record> records = Formats.random(new Random(5), 20);
        Path file = folder.resolve("bare");
        FormatOptions bare = FormatOptions.defaults().with("header", "no").with("array-separator", "|");
        Formats.write(Formats.named("csv"), file, records, bare);
        assertEquals(records, Formats.read(Formats.named("csv"), file, bare.withSchema(Formats.ALL_TYPES)));
        assertThrows(IllegalArgumentException.class, () -> Formats.read(Formats.named("csv"), file, bare));
        assertThrows(
                IllegalArgumentException.class,
                () -> Formats.read(
                        Formats.named("csv"), file, FormatOptions.defaults().with("header", "maybe")));
        assertThrows(
                IllegalArgumentException.class,
                () -> Formats.read(
                        Formats.named("csv"), file, FormatOptions.defaults().with("array-separator", ",")));
    }

    @Test
    void typesAreFound() throws Exception {
        assertEquals(
                "Schema[name:A:S (key), n:A:I64, u:A:U64, x:A:F64, zip:A:S, big:A:S, read_number:A:I64, nothing:A:S, "
                        + "empty:A:S, mixed:A:S, a:D:I64, b:D:F64, raw_signal:D:I16]",
                schema(file("name,n,a,u,b,x,zip,big,raw_signal,read_number,nothing,empty,mixed\n"
                        + "\"k,1\",-1,1;2,1,1.5;2,1,012,123456789012345678901,1;-2,7,,\"\",1\n"
                        + "k2,,\"\",18446744073709551615,,1e3,12,1,\"\",8,,x,y\n")));
        assertEquals("Schema[a:A:S]", schema(file("a\nx\n\ny\n")), "a key is never missing");
        assertEquals("Schema[n:A:F64]", schema(file("n\n1\nNaN\n2.5\n-Infinity\n")));
        assertEquals("Schema[n:A:S (key)]", schema(file("n\n9007199254740993\n2.5\n")), "a double would lose it");
        assertEquals("Schema[raw_signal:D:I64]", schema(file("raw_signal\n1;40000\n")), "I16 does not hold it");
        assertEquals("Schema[read_id:A:S (key)]", schema(file("read_id\n1\n")));
        assertEquals(
                "Schema[channel:A:U16, sampling_rate:A:F64]", schema(file("channel,sampling_rate\n1,4000\n2,5000\n")));
        assertTrue(schema(file("t\n" + "x".repeat(1025) + "\n")).contains("t:D:S"));
    }

    @Test
    void whatOthersWrite() throws Exception {
        Path file = file("\uFEFFid,x,note\r\na,1,\"said \"\"no\"\"\"\r\n\r\nb,,\"two\r\nlines\"");
        List<Record> records = Formats.read(Formats.named("csv"), file);
        assertEquals(2, records.size());
        assertEquals("said \"no\"", records.get(0).getText("note"));
        assertEquals("two\r\nlines", records.get(1).getText("note"));
        assertTrue(records.get(1).isMissing("x"));
        assertFalse(records.get(0).isMissing("x"));
        assertEquals(
                "5\" disk",
                Formats.read(Formats.named("csv"), file("id\n5\" disk\n"))
                        .get(0)
                        .key());
    }

    @Test
    void aByteOrderMarkOfANameComesBack() throws Exception {
        List<Record> records = Formats.read(Formats.named("csv"), file("\uFEFF\uFEFF\"id\n\uFEFFa\n"));
        assertEquals("\uFEFF\"id", records.get(0).schema().field(0).name());
        Path file = folder.resolve("again");
        Formats.write(Formats.named("csv"), file, records, FormatOptions.defaults());
        assertEquals(records, Formats.read(Formats.named("csv"), file));
    }

    @Test
    void blocksEndBetweenRecords() throws Exception {
        StringBuilder text = new StringBuilder("id,note,raw_signal\n");
        Random random = new Random(6);
        for (int i = 0; i < 3000; i++) {
            text.append("r")
                    .append(i)
                    .append(",\"")
                    .append(random.nextBoolean() ? "a\n\"\",b" : "x")
                    .append("\",");
            for (int j = random.nextInt(800); j >= 0; j--) {
                text.append(random.nextInt(2000) - 1000).append(j == 0 ? "\n" : ";");
            }
        }
        Path file = file(text.toString());
        assertTrue(Files.size(file) > 4 << 20);
        List<Record> records = Formats.read(Formats.named("csv"), file);
        assertEquals(3000, records.size());
        for (int i = 0; i < 3000; i++) {
            assertEquals("r" + i, records.get(i).key());
        }
        Formats.assertRefused(
                Formats.named("csv"),
                file(text + "z,\"never closed\n,1\n"),
                FormatOptions.defaults(),
                "cells that cannot be told apart");
        Formats.assertRefused(
                Formats.named("csv"),
                file("id,x\n" + "y".repeat(3 << 20) + ",1\n"),
                FormatOptions.defaults().withLimits(Limits.defaults().withMaxLineBytes(2 << 20)),
                "line 2: found a record of more than 2097152 bytes");
    }

    @Test
    void faultsHaveLineAndField() throws Exception {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("n", ValueType.U8)
                .attribute("x", ValueType.F64)
                .dataset("s", ValueType.I16)
                .build();
        FormatOptions known = FormatOptions.defaults().withSchema(schema);
        String head = "id,n,x,s\n";
        String[][] cases = {
            {"", "line 1", "an empty file"},
            {head + "a,1,1,1;2\nb,256,1,\n", "line 3, field n: found '256'; expected a value of type U8"},
            {head + "a,1,ten,\n", "line 2, field x: found 'ten'; expected a value of type F64"},
            {head + "a,1,1,1;x;3\n", "line 2, field s: found 'x' as value 1 of the array"},
            {head + "a,1,1,1;40000\n", "line 2, field s: found '40000' as value 1"},
            {head + "a,1,1,1;\n", "line 2, field s: found '' as value 1"},
            {head + "\"two\nlines\",1,1,\na,1,1\n", "line 4: found 3 cells; expected 4"},
            {head + ",1,1,\n", "line 2, field id", "it is the key"},
            {head + "a,\"\",1,\n", "line 2, field n: found ''"},
            {"id,n,x\na,1,1\n", "line 1: found no column 's'"},
            {"id,n,x,s,t\n", "line 1: found the column 't'"},
            {"id,n,n,s\n", "line 1: found the name 'n' twice"},
            {"id,,x,s\n", "line 1: found no name in column 2"},
        };
        for (String[] each : cases) {
            String[] parts = new String[each.length - 1];
            System.arraycopy(each, 1, parts, 0, parts.length);
            Formats.assertRefused(Formats.named("csv"), file(each[0]), known, parts);
        }
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, (head + "a,1,1,\né,1,1,\n").getBytes(StandardCharsets.ISO_8859_1));
        Formats.assertRefused(Formats.named("csv"), latin, known, "line 3", "no UTF-8");
    }

    @Test
    void soundRowsAreKept() throws Exception {
        Path file = file("id,n\na,1\nb,x\nc,3,3\nd,4\n");
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("n", ValueType.I16)
                .build();
        List<Damage> damages = new ArrayList<>();
        try (RecordSource source =
                Formats.named("csv").open(file, FormatOptions.defaults().withSchema(schema))) {
            List<Record> records = source.next().decodeSound(damages::add);
            assertEquals(List.of("a", "d"), records.stream().map(Record::key).toList());
        }
        assertEquals(
                List.of("line 3, field n", "line 4"),
                damages.stream().map(Damage::which).toList());
        assertEquals(1, damages.get(0).records().orElseThrow());
    }

    @Test
    void gzipThatEndsTooEarly() throws Exception {
        byte[] whole = Formats.gzip("id,n\na,1\n", "b,2\n");
        Path file = folder.resolve("cut.csv.gz");
        Files.write(file, whole);
        assertEquals(2, Formats.read(Formats.named("csv"), file).size());
        for (int length = 1; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            if (length != Formats.gzip("id,n\na,1\n").length) {
                Formats.assertRefused(Formats.named("csv"), file, FormatOptions.defaults());
            }
        }
        Files.write(file, whole);
        Files.write(file, new byte[] {1, 2, 3}, java.nio.file.StandardOpenOption.APPEND);
        Formats.assertRefused(Formats.named("csv"), file, FormatOptions.defaults(), "gzip");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void spoiltFiles(long seed) throws Exception {
        Path file = folder.resolve("bad");
        Formats.write(Formats.named("tsv"), file, Formats.random(new Random(seed), 5), FormatOptions.defaults());
        byte[] good = Files.readAllBytes(file);
        Formats.spoil(Formats.named("tsv"), good, file, KNOWN, seed, 300);
        Formats.spoil(Formats.named("tsv"), good, file, FormatOptions.defaults(), seed, 100);
    }

    @Test
    void arraysAreParsedAsValuesAre() throws Exception {
        Path file = file("id,i,f\na,-32768;0;32767;-0,0.1;-1e-300;NaN;-Infinity;1e999\n");
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .dataset("i", ValueType.I16)
                .dataset("f", ValueType.F64)
                .build();
        Record record = Formats.read(
                        Formats.named("csv"), file, FormatOptions.defaults().withSchema(schema))
                .get(0);
        assertArrayEquals(new short[] {-32768, 0, 32767, 0}, record.getShorts("i"));
        assertArrayEquals(
                new double[] {0.1, -1e-300, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY},
                record.getDoubles("f"));
    }
}
