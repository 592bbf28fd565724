package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.codec.ColumnCodec;

class BenchCommandTest {
    @TempDir
    Path folder;

    private static List<CSVRecord> rows(String csv) throws IOException {
        return CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))
                .getRecords();
    }

    @Test
    void everyFieldOfEveryTypeIsTriedByCodecsThatHoldIt() throws IOException {
        Path file = folder.resolve("types.sz");
        Sz.run("convert", Sz.vector("types"), file).done();
        List<CSVRecord> rows = rows(Sz.run("bench", file, "--csv").done().out());
        Set<String> fields = rows.stream().map(row -> row.get("field")).collect(Collectors.toSet());
        Set<String> all = Sz.run("info", file, "--json")
                .done()
                .json()
                .get(0)
                .toString()
                .lines()
                .collect(Collectors.toSet());
        assertTrue(fields.size() > 5, () -> fields + " of " + all);
        for (CSVRecord row : rows) {
            assertTrue(
                    Long.parseLong(row.get("stored_bytes")) > 0
                            || row.get("values").equals("0"),
                    row::toString);
            ColumnCodec.parse(row.get("codec"));
        }
        assertEquals(
                fields,
                rows.stream()
                        .filter(row -> row.get("current").equals("yes"))
                        .map(row -> row.get("field"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void sizesAreThoseOfTheFile() throws IOException {
        Path file = folder.resolve("reads.sz");
        Sz.run("convert", Sz.vector("reads"), file, "--codec", "Raw=plain, none")
                .done();
        List<CSVRecord> rows = rows(Sz.run("bench", file, "--csv", "-i", "Raw", "--codec", "plain, none")
                .done()
                .out());
        assertEquals(1, rows.size());
        assertEquals("yes", rows.get(0).get("current"));
        assertEquals(rows.get(0).get("value_bytes"), rows.get(0).get("stored_bytes"));
        assertEquals(
                2 * Long.parseLong(rows.get(0).get("values")),
                Long.parseLong(rows.get(0).get("value_bytes")));
    }

    @Test
    void theTableIsSortedBySize() {
        List<String> lines =
                Sz.run("bench", Sz.vector("reads"), "-i", "Raw").done().lines();
        assertTrue(lines.get(0).startsWith("Raw I16: "), lines::toString);
        List<Long> sizes = lines.stream()
                .skip(2)
                .map(line -> line.strip().split(" {2,}"))
                .map(cells -> Long.parseLong(cells[cells.length - 5].replace(",", "")))
                .toList();
        assertTrue(sizes.size() > 20);
        assertEquals(sizes.stream().sorted().toList(), sizes);
    }

    @Test
    void wrongUse() {
        Sz.run("bench", Sz.vector("reads"), "-i", "raw").refused("no field 'raw'", "Raw");
        Sz.run("bench", Sz.vector("reads"), "--codec", "svb").refused("--codec", "svb");
        Sz.run("bench", Sz.vector("reads"), "--sample", "0").refused("--sample is 0");
        Sz.run("bench", Sz.vector("reads"), "-i", "ID", "--codec", "delta-zigzag, svb, lz4")
                .refused("--codec");
    }
}
