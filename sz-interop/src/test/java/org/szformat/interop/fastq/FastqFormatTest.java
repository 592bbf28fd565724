package org.szformat.interop.fastq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.exchange.Damage;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.Formats;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class FastqFormatTest {
    private static final RecordFormat FASTQ = Formats.named("fastq");
    private static final FormatOptions NONE = FormatOptions.defaults();

    @TempDir
    Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("reads.fastq"), text);
    }

    private static String bases(Random random, int length) {
        return random.ints(length, 0, 4)
                .collect(StringBuilder::new, (s, i) -> s.append("ACGT".charAt(i)), (a, b) -> {})
                .toString();
    }

    private static String qualities(Random random, int length) {
        return random.ints(length, '!', '~' + 1)
                .collect(StringBuilder::new, (s, i) -> s.append((char) i), (a, b) -> {})
                .toString();
    }

    private static String reads(Random random, int count, int longest, String end) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(longest);
            text.append("@read-").append(i).append(i % 3 == 0 ? "" : i % 3 == 1 ? " runid=é x" : "\ttab");
            text.append(end)
                    .append(bases(random, length))
                    .append(end)
                    .append('+')
                    .append(end);
            text.append(qualities(random, length)).append(end);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 3_000_000})
    void whatIsReadIsWritten(int longest) throws Exception {
        String text = reads(new Random(longest), longest == 3_000_000 ? 4 : 2000 / longest + 50, longest, "\n");
        List<Record> records = Formats.read(FASTQ, file(text));
        assertTrue(records.get(0).isMissing("comment"));
        assertEquals("runid=é x", records.get(1).getText("comment"));
        assertEquals("\ttab", records.get(2).getText("comment"));
        Path copy = folder.resolve("copy");
        assertEquals(List.of(), Formats.write(FASTQ, copy, records, NONE));
        assertEquals(text, Files.readString(copy));
        Formats.write(FASTQ, copy, records, NONE.with("compression", "gzip"));
        assertEquals(records, Formats.read(FASTQ, copy));
        assertTrue(FASTQ.recognises(Arrays.copyOf(Files.readAllBytes(copy), (int) Math.min(4096, Files.size(copy)))));
    }

    @Test
    void manyBlocks() throws Exception {
        String text = reads(new Random(3), 20_000, 300, "\n");
        assertTrue(text.length() > 4 << 20);
        List<Record> records = Formats.read(FASTQ, file(text));
        assertEquals(20_000, records.size());
        for (int i = 0; i < records.size(); i++) {
            assertEquals("read-" + i, records.get(i).key());
        }
        assertEquals(records, Formats.read(FASTQ, file(reads(new Random(3), 20_000, 300, "\r\n"))));
    }

    @Test
    void wrappedRepeatedAndBlankLines() throws Exception {
        List<Record> records = Formats.read(
                FASTQ, file("@a c\nACG\nT\n+a c\n@+!\n~\n\n@b\nAC\n+\n@@\n@c\n\n+\n\n@d\nA\nC\nG\n+\n+\n@\n@"));
        assertEquals(
                List.of("a", "b", "c", "d"), records.stream().map(Record::key).toList());
        assertEquals("ACGT", records.get(0).getText("sequence"));
        assertEquals("@+!~", records.get(0).getText("quality"));
        assertEquals("", records.get(2).getText("sequence"));
        assertEquals("+@@", records.get(3).getText("quality"));
    }

    @Test
    void membersOfGzip() throws Exception {
        Path file = folder.resolve("reads.fq.gz");
        byte[] bytes = Formats.gzip("@a\nAC\n+\n!", "!\n@b\n", "", "G\n+\n#\n");
        Files.write(file, bytes);
        assertEquals(2, Formats.read(FASTQ, file).size());
        assertTrue(FASTQ.recognises(bytes));
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
        Formats.assertRefused(FASTQ, file, NONE, "gzip");
    }

    @Test
    void recognised() {
        assertTrue(FASTQ.recognises("@a b\nACGT".getBytes(StandardCharsets.UTF_8)));
        assertFalse(FASTQ.recognises("@HD\tVN:1.6\n@SQ\tSN".getBytes(StandardCharsets.UTF_8)));
        assertFalse(FASTQ.recognises("#slow5_version\t1.0.0\n".getBytes(StandardCharsets.UTF_8)));
        assertFalse(FASTQ.recognises(new byte[] {0x1F, (byte) 0x8B}));
        assertFalse(FASTQ.recognises(new byte[0]));
    }

    @Test
    void faultsHaveLineAndRead() throws Exception {
        String[][] cases = {
            {"", "line 1", "an empty file"},
            {">a\nACGT\n", "line 1: found '>a'; expected @"},
            {"@\nA\n+\n!\n", "line 1: found no ID"},
            {"@a\nACGT\n+\n!!!\n@b\nA\n+\n!\n", "line 1, read a: found 3 qualities; expected 4"},
            {"@a\nACGT\n+\n!!!!\n@b\nAC\n+\n!!!\n", "line 5, read b: found 3 qualities; expected 2"},
            {"@a\nACGT\n", "line 1, read a: found the end of the file after 4 bases"},
            {"@a\nACGT\n+\n", "line 1, read a: found the end of the file after 0 qualities"},
            {"@a\nAC\nGT\n+\n!!!\n", "line 1, read a: found the end of the file after 3 qualities"},
            {"@a\nAC GT\n+\n!!!!!\n", "line 1, read a, line 2: found the byte 0x20 as base 2"},
            {"@a\nACGT\n+\n!! !\n", "line 1, read a, line 4: found the byte 0x20 as quality 2"},
            {"@a\nACGT\n+b\n!!!!\n", "line 1, read a: found '+b'"},
            {"@a\r\r\nACGT\n+\n!!!!\n", "line 1: found a carriage return in the middle"},
            {"@a b\rc\nACGT\n+\n!!!!\n", "line 1: found a carriage return in the middle"},
        };
        for (String[] each : cases) {
            String[] parts = new String[each.length - 1];
            System.arraycopy(each, 1, parts, 0, parts.length);
            Formats.assertRefused(FASTQ, file(each[0]), NONE, parts);
        }
    }

    @Test
    void soundReadsAreKept() throws Exception {
        List<Damage> damages = new ArrayList<>();
        Path file = file("@a\nA\n+\n!\n@b\nAC\n+\n!\nrubbish\n@c\nA C\n+\n!!!\n@d\nG\n+\n@\n@e\nAC");
        try (RecordSource source = FASTQ.open(file, NONE)) {
            List<String> ids = new ArrayList<>();
            for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                part.decodeSound(damages::add).forEach(record -> ids.add(record.key()));
            }
            assertEquals(List.of("a", "d"), ids);
        }
        assertEquals(
                List.of("line 5, read b", "line 10, read c, line 11", "line 18, read e"),
                damages.stream().map(Damage::which).toList());
    }

    @Test
    void wholeReadsOfOneField() throws Exception {
        Schema schema = Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("channel", ValueType.U16)
                .dataset("Fastq", ValueType.S)
                .build();
        List<Record> records = new ArrayList<>();
        for (String read : List.of("@a x\nAC\n+\n!!", "@b\nG\n+\n!\n", "@c\r\n\r\n+\r\n\r\n")) {
            records.add(Record.builder(schema)
                    .set("read_id", "r")
                    .set("channel", 1)
                    .set("Fastq", read)
                    .build());
        }
        records.add(Record.builder(schema)
                .set("read_id", "n")
                .set("channel", 1)
                .setMissing("Fastq")
                .build());
        Path file = folder.resolve("out.fastq");
        assertEquals(
                List.of("fastq has no place for the fields channel", "1 record has no bases and no place in fastq"),
                Formats.write(FASTQ, file, records, NONE));
        assertEquals("@a x\nAC\n+\n!!\n@b\nG\n+\n!\n@c\n\n+\n\n", Files.readString(file));

        Record bad = Record.builder(schema)
                .set("read_id", "r")
                .set("channel", 1)
                .set("Fastq", "@a\nA\n+\n!!")
                .build();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Formats.write(FASTQ, file, List.of(bad), NONE))
                .getMessage()
                .contains("Fastq (S) of record 'r'"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Formats.write(FASTQ, file, records, NONE.with("sequence", "channel")));
        Schema none = schema.select(List.of("read_id", "channel"));
        assertThrows(
                IllegalArgumentException.class,
                () -> FASTQ.create(file, none, org.szformat.schema.Header.empty(), NONE));
    }

    @Test
    void whatFastqCannotHoldIsRefused() throws Exception {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("comment", ValueType.S)
                .attribute("seq", ValueType.S)
                .dataset("quality", ValueType.S)
                .build();
        String[][] cases = {
            {"a b", "x", "A", "!", "one word"},
            {"", "x", "A", "!", "one word"},
            {"a", "x\ny", "A", "!", "one line"},
            {"a", "x", "A C", "!!!", "letters"},
            {"a", "x", "A", " ", "characters from"},
            {"a", "x", "AC", "!", "1 qualities for 2 bases"},
        };
        for (String[] each : cases) {
            Record record = Record.builder(schema)
                    .set("id", each[0])
                    .set("comment", each[1])
                    .set("seq", each[2])
                    .set("quality", each[3])
                    .build();
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> Formats.write(FASTQ, folder.resolve("x"), List.of(record), NONE.with("sequence", "seq")));
            assertTrue(e.getMessage().contains(each[4]), e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void spoiltFiles(long seed) throws Exception {
        byte[] plain = reads(new Random(seed), 12, 60, "\n").getBytes(StandardCharsets.UTF_8);
        Formats.spoil(FASTQ, plain, folder.resolve("bad"), NONE, seed, 400);
        byte[] gzip = Formats.gzip(new String(plain, StandardCharsets.UTF_8), "@z\nA\n+\n!\n");
        Formats.spoil(FASTQ, gzip, folder.resolve("bad"), NONE, seed, 400);
    }
}
