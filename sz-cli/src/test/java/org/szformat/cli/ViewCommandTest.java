package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.szformat.json.JsonValue;

class ViewCommandTest {
    private static final Path READS = Sz.vector("reads");
    private static final Path ATTRIBUTES = Sz.vector("attributes");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"tsv, \\t, ','", "csv, ',', ;"})
    void cellsReadBack(String format, String delimiter, String separator) throws Exception {
        for (Path file : List.of(READS, ATTRIBUTES)) {
            String text = Sz.run("view", file, "--format", format).done().out();
            CSVFormat reading = CSVFormat.Builder.create()
                    .setDelimiter(delimiter.translateEscapes())
                    .get();
            List<CSVRecord> lines = reading.parse(new StringReader(text)).getRecords();
            List<JsonValue.Obj> records =
                    Sz.run("view", file, "--format", "jsonl").done().json();

            assertEquals(records.size() + 1, lines.size());
            for (int row = 0; row < records.size(); row++) {
                int column = 0;
                for (var member : records.get(row).members().entrySet()) {
                    assertEquals(member.getKey(), lines.get(0).get(column));
                    assertEquals(
                            cell(member.getValue(), separator),
                            lines.get(row + 1).get(column));
                    column++;
                }
            }
        }
    }

    private static String cell(JsonValue value, String separator) {
        if (value instanceof JsonValue.Text text) {
            return text.value();
        }
        return value instanceof JsonValue.Array array
                ? String.join(
                        separator,
                        array.items().stream().map(item -> cell(item, "")).toList())
                : value.toString();
    }

    @Test
    void fieldsAreChosen() {
        assertEquals(
                "ID\tOffset\nread_11_0\t42\n",
                Sz.run("view", READS, "--include", "Offset,ID", "--limit", 1)
                        .done()
                        .out());
        assertEquals(
                "ID\tRaw_unit\n",
                Sz.run("view", READS, "-i", "ID", "-i", "Raw_unit,Move", "-x", "Move", "--limit", 0)
                        .done()
                        .out());
        assertEquals(
                "ID\tOffset\tRaw_unit\n",
                Sz.run("view", READS, "--no-datasets", "--limit", 0).done().out());
        Sz.run("view", READS, "-i", "ID,nope").refused("no field 'nope'", "ID, Offset, Raw_unit, Raw, Fastq, Move");
        Sz.run("view", READS, "-x", "nope").refused("no field 'nope'");
        Sz.run("view", READS, "-i", "Raw", "--no-datasets").refused("no field is left");
    }

    @Test
    void listsFields() {
        assertEquals(
                "ID\tattribute\tS\nOffset\tattribute\tI32\nRaw_unit\tattribute\tF32\n"
                        + "Raw\tdataset\tI16\nFastq\tdataset\tS\nMove\tdataset\tU16\n",
                Sz.run("view", READS, "-L").done().out());
    }

    @Test
    void skipsAndLimits() {
        List<String> all = Sz.run("view", READS, "-i", "ID", "-H").done().lines();
        assertEquals(60, all.size());
        assertEquals(all.subList(3, 5), ids("--skip", "3", "--limit", "2"));
        assertEquals(all.subList(58, 60), ids("--skip", "58", "--limit", "9223372036854775807"));
        assertEquals(all, ids("--limit", "60"));
        assertEquals(List.of(), ids("--skip", "60"));
        assertEquals(List.of(), ids("--skip", "9223372036854775807"));
        assertEquals(List.of(), ids("--limit", "0"));
        Sz.run("view", READS, "--limit", "-1").refused("must not be negative");
        Sz.run("view", READS, "--skip", "x").refused("--skip");
    }

    private static List<String> ids(String... options) {
        Object[] args = new Object[5 + options.length];
        System.arraycopy(new Object[] {"view", READS, "-i", "ID", "-H"}, 0, args, 0, 5);
        System.arraycopy(options, 0, args, 5, options.length);
        return Sz.run(args).done().lines();
    }

    @Test
    void separators() {
        assertEquals(
                "d\n0 | 1 | 2\n",
                Sz.run("view", ATTRIBUTES, "-i", "d", "--limit", 1, "--separator", " | ")
                        .done()
                        .out());
        for (String separator : List.of("", "\t", "a\"b", "\n")) {
            Sz.run("view", ATTRIBUTES, "--separator", separator).refused("--separator");
        }
        Sz.run("view", ATTRIBUTES, "--format", "csv", "--separator", ",").refused("comma");
    }

    @Test
    void anyNumberOfThreadsGivesTheSame() {
        String one = Sz.run("view", READS, "-t", 1).done().out();
        assertEquals(one, Sz.run("view", READS, "-t", 7).done().out());
        Sz.run("view", READS, "-t", 0).refused("--threads is 0");
    }

    @Test
    void writesToAFile() throws Exception {
        String expected = Sz.run("view", READS, "--format", "csv").done().out();
        Path file = folder.resolve("reads.csv");
        assertEquals("", Sz.run("view", READS, "-o", file).done().out());
        assertEquals(expected, Files.readString(file));

        Sz.run("view", READS, "-L", "-o", file).failed("reads.csv: exists; give --force to replace it");
        assertEquals(expected, Files.readString(file));
        Sz.run("view", READS, "-L", "-o", file, "--force").done();
        assertTrue(Files.readString(file).startsWith("ID\tattribute"));

        Sz.run("view", READS, "-o", folder).failed("is a directory");
        Sz.run("view", READS, "-o", folder.resolve("no/such.tsv")).failed("no directory to put it in");
        assertEquals(List.of("reads.csv"), Sz.names(folder));
        assertEquals(
                expected,
                Sz.run("view", READS, "--format", "CSV", "-o", "-").done().out());
    }

    @Test
    void whatFailedLeavesNoFile() throws Exception {
        Path bad = Sz.copyOf("reads", folder);
        byte[] dat = Files.readAllBytes(bad.resolve("dat"));
        dat[0] ^= 1;
        Files.write(bad.resolve("dat"), dat);
        Path file = folder.resolve("out.jsonl");
        Sz.run("view", bad, "-o", file).failed("read_11_0");
        assertEquals(List.of("reads.sz"), Sz.names(folder));
    }
}
