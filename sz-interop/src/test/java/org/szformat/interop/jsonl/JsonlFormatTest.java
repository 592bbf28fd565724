package org.szformat.interop.jsonl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.szformat.exchange.Damage;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.Formats;
import org.szformat.record.Record;

class JsonlFormatTest {
    private static final RecordFormat JSONL = Formats.named("jsonl");
    private static final FormatOptions KNOWN = FormatOptions.defaults().withSchema(Formats.ALL_TYPES);

    @TempDir
    Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("lines.jsonl"), text);
    }

    private static String schema(Path file) throws Exception {
        try (RecordSource source = JSONL.open(file, FormatOptions.defaults())) {
            return source.schema().toString();
        }
    }

    @ParameterizedTest
    @CsvSource({"none,1", "gzip,2"})
    void allTypesComeBack(String compression, long seed) throws Exception {
        List<Record> records = Formats.random(new Random(seed), 300);
        Path file = folder.resolve("all");
        Formats.write(JSONL, file, records, FormatOptions.defaults().with("compression", compression));
        assertEquals(records, Formats.read(JSONL, file, KNOWN), "seed " + seed);
    }

    @Test
    void typesAreFound() throws Exception {
        assertEquals(
                "Schema[id:A:S (key), n:A:I64, u:A:U64, x:A:F64, w:A:S, late:A:F64, a:D:I64, b:D:F64, raw_signal:D:I16]",
                schema(file(
                        "{\"id\":\"1\",\"n\":1,\"u\":18446744073709551615,\"x\":\"NaN\",\"a\":[],\"b\":[1,2.5,\"NaN\"],"
                                + "\"raw_signal\":[-1,5],\"w\":\"NaN\"}\n\n"
                                + "{\"x\":1.0,\"id\":\"2\",\"n\":null,\"u\":1,\"a\":[1],\"b\":null,\"late\":2e0,"
                                + "\"raw_signal\":[],\"w\":\"x\"}\n")));
        assertEquals("Schema[id:A:S]", schema(file("{\"id\":\"1\"}\n{}\n")));
    }

    @Test
    void linesAreNotOnlyOurs() throws Exception {
        List<Record> records =
                Formats.read(JSONL, file("  { \"id\" : \"é\\u0041\" , \"n\" : 3 }\r\n\n{\"n\":4,\"id\":\"b\"}"));
        assertEquals(List.of("éA", "b"), records.stream().map(Record::key).toList());
        assertEquals(4, records.get(1).getInteger("n"));
    }

    @Test
    void recognised() {
        assertTrue(JSONL.recognises("{\"a\":1}".getBytes()));
        assertTrue(!JSONL.recognises("{ [".getBytes()));
        assertTrue(!JSONL.recognises(new byte[0]));
    }

    @Test
    void faultsHaveLineAndField() throws Exception {
        String[][] found = {
            {"", "line 1", "an empty file"},
            {"{\"a\":1}\n{\"a\":\"x\"}\n", "line 2, field a: found a string, where lines before have none"},
            {"{\"a\":\"x\"}\n{\"a\":1}\n", "line 2, field a: found a number"},
            {"{\"a\":1}\n{\"a\":[1]}\n", "line 2, field a: found an array"},
            {"{\"a\":[1]}\n{\"a\":1}\n", "line 2, field a: found a number"},
            {"\u0000\u001f\u0000\u0000\u0000\n", "line 1: found bytes that are no UTF-8"},
            {"\u0000{\u0000\"\u0000a", "line 1: found bytes that are no UTF-8"},
            {"{\"a\":{}}\n", "line 1, field a: found an object"},
            {"{\"a\":true}\n", "line 1, field a: found true or false"},
            {"{\"a\":[[1]]}\n", "line 1, field a: found an array of something else"},
            {"{\"a\":123456789012345678901}\n", "line 1, field a: found the number 123456789012345678901", "64 bits"},
        };
        for (String[] each : found) {
            assertRefused(each, FormatOptions.defaults());
        }
        String[][] known = {
            {"[1]\n", "line 1: found a JSON value that is no object"},
            {"{\"id\":\"a\"}\n{\"id\":\"a\"\n", "line 2: found no JSON at column"},
            {"{\"id\":\"a\"} 7\n", "line 1: found more than one"},
            {"{\"id\":\"a\",\"id\":\"b\"}\n", "line 1: found no JSON", "Duplicate"},
            {"{\"id\":\"a\",\"zz\":1}\n", "line 1: found the member 'zz'"},
            {"{\"aI8\":1}\n", "line 1, field id: found no value", "the key"},
            {"{\"id\":null}\n", "line 1, field id: found no value"},
            {"{\"id\":\"a\",\"aI8\":128}\n", "line 1, field aI8", "type I8"},
            {"{\"id\":\"a\",\"aI8\":1.5}\n", "line 1, field aI8", "type I8"},
            {"{\"id\":\"a\",\"aI8\":\"1\"}\n", "line 1, field aI8: found a string"},
            {"{\"id\":\"a\",\"dI8\":1}\n", "line 1, field dI8: found a single value"},
            {"{\"id\":\"a\",\"dU16\":[1,-1]}\n", "line 1, field dU16", "type U16"},
            {"{\"id\":\"a\",\"dU16\":[1,null]}\n", "line 1, field dU16: found an array of something else"},
            {"{\"id\":\"a\",\"aS\":[1]}\n", "line 1, field aS: found an array"},
        };
        for (String[] each : known) {
            assertRefused(each, KNOWN);
        }
    }

    private void assertRefused(String[] each, FormatOptions options) throws Exception {
        String[] parts = new String[each.length - 1];
        System.arraycopy(each, 1, parts, 0, parts.length);
        Formats.assertRefused(JSONL, file(each[0]), options, parts);
    }

    @Test
    void soundLinesAreKept() throws Exception {
        Path file = file("{\"id\":\"a\"}\n{\"id\":7,\"dI8\":[300]}\n{\n{\"id\":\"d\"}\n");
        List<Damage> damages = new ArrayList<>();
        try (RecordSource source = JSONL.open(file, KNOWN)) {
            List<Record> records = source.next().decodeSound(damages::add);
            assertEquals(List.of("a", "d"), records.stream().map(Record::key).toList());
        }
        assertEquals(
                List.of("line 2, field dI8", "line 3"),
                damages.stream().map(Damage::which).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void spoiltFiles(long seed) throws Exception {
        Path file = folder.resolve("bad");
        Formats.write(JSONL, file, Formats.random(new Random(seed), 5), FormatOptions.defaults());
        byte[] good = Files.readAllBytes(file);
        Formats.spoil(JSONL, good, file, KNOWN, seed, 300);
        Formats.spoil(JSONL, good, file, FormatOptions.defaults(), seed, 100);
    }
}
