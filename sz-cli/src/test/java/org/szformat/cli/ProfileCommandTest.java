package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProfileCommandTest {
    @TempDir
    Path folder;

    private static List<String> column(List<String> lines, String separator, int column) {
        return lines.stream().skip(1).map(line -> line.split(separator)[column]).toList();
    }

    @Test
    void everyCompressorIsTriedAndNothingIsLeft() throws Exception {
        Path source = Containers.write(folder.resolve("reads.sz"));
        Sz.run("rechunk", source, "--replace", "--compressor", "zstd").done();
        byte[] before = Files.readAllBytes(source);
        Path csv = folder.resolve("test.csv");
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        List<String> lines = Sz.run("profile", source, "--write-stats-to", csv, "--tmp-dir", scratch)
                .done()
                .lines();
        assertEquals(List.of(), Sz.names(scratch));
        assertArrayEquals(before, Files.readAllBytes(source));
        assertTrue(lines.get(0).matches("compressor +stored_mb +ratio +write_mbs +read_mbs"), lines.get(0));
        List<String> compressors = new ArrayList<>(column(lines, " +", 0));
        compressors.sort(null);
        assertEquals(List.of("blosc", "bz2", "lz4", "none", "zstd"), compressors);
        List<Double> sizes =
                column(lines, " +", 1).stream().map(Double::valueOf).toList();
        assertEquals(sizes.stream().sorted().toList(), sizes);
        for (int column = 1; column <= 4; column++) {
            column(lines, " +", column).forEach(cell -> assertTrue(Double.parseDouble(cell) > 0, cell));
        }
        List<String> rows = Files.readAllLines(csv);
        assertEquals(6, rows.size());
        assertEquals(List.of("zstd", "bz2", "lz4", "blosc", "none"), column(rows, ",", 4));
        assertEquals(List.of("bz2", "lz4", "blosc", "none", "zstd"), column(rows, ",", 5));
        assertEquals(Files.size(source) / 1e6, Double.parseDouble(rows.get(5).split(",")[7]), 1e-9);
    }

    @Test
    void levels() throws Exception {
        Path source = Containers.write(folder.resolve("reads.sz"));
        List<String> lines = Sz.run("profile", source, "--compressors", "zstd(1),zstd(1), zstd(19)")
                .done()
                .lines();
        List<String> compressors = new ArrayList<>(column(lines, " +", 0));
        compressors.sort(null);
        assertEquals(List.of("none+zstd(1)", "zstd(1)", "zstd(19)"), compressors);
    }

    /** The compressor that a file has is tried by way of another. */
    @Test
    void theOnlyOne() throws Exception {
        Path source = Containers.write(folder.resolve("reads.sz"));
        for (String compressor : List.of("none", "zstd")) {
            Sz.run("rechunk", source, "--replace", "--compressor", compressor).done();
            List<String> compressors = new ArrayList<>(column(
                    Sz.run("profile", source, "--compressors", compressor)
                            .done()
                            .lines(),
                    " +",
                    0));
            compressors.sort(null);
            assertEquals(List.of("none", "zstd"), compressors);
        }
    }

    @Test
    void directories() {
        List<String> lines = Sz.run("profile", Sz.vector("reads"), "--compressors", "lz4")
                .done()
                .lines();
        assertEquals(3, lines.size());
    }

    @Test
    void filesWithoutRecords() throws Exception {
        Path source = Containers.write(folder.resolve("reads.sz"));
        Path empty = folder.resolve("empty.sz");
        Sz.run("rechunk", source, empty, "--where", "channel == 99").done();
        List<String> lines =
                Sz.run("profile", empty, "--compressors", "lz4").done().lines();
        assertEquals(3, lines.size());
        assertTrue(lines.get(1).endsWith("  -          -"), lines.get(1));
    }

    @Test
    void wrongUsageAndBadFiles() throws Exception {
        Path source = Containers.write(folder.resolve("reads.sz"));
        Sz.run("profile", source, "--compressors", "lzma").refused("'lzma'", "lz4");
        Sz.run("profile").refused("SOURCE");
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        Containers.flip(source, Containers.place(source, Containers.LONG, 100));
        Sz.run("profile", source, "--tmp-dir", scratch).failed("chunk 1");
        assertEquals(List.of(), Sz.names(scratch));
        Sz.run("profile", source, "--tmp-dir", folder.resolve("none")).failed("none");
    }
}
