package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private static final Path READS = Sz.vector("reads");
    private static final Path TYPES = Sz.vector("types");

    @TempDir
    Path folder;

    /** Spoils the first frame of some records. */
    private Path damaged(int... rows) throws Exception {
        Path file = Sz.copyOf("reads", folder);
        List<String> lines = Files.readAllLines(file.resolve("index"));
        byte[] dat = Files.readAllBytes(file.resolve("dat"));
        for (int row : rows) {
            dat[Integer.parseInt(lines.get(2 + row).split("\t")[1])] ^= 1;
        }
        Files.write(file.resolve("dat"), dat);
        return file;
    }

    @Test
    void goodFiles() {
        assertEquals(
                List.of(READS + ": OK (60 records, 124135 bytes)", TYPES + ": OK (20 records, 240761 bytes)"),
                Sz.run("verify", READS, TYPES, "-t", 3).done().lines());
        assertEquals(
                List.of(READS + ": OK (60 records, 124135 bytes, structure only)"),
                Sz.run("verify", "--quick", READS).done().lines());
    }

    @Test
    void everyDamagedRecordIsNamed() throws Exception {
        Path bad = damaged(3, 41);
        Sz.Result result = Sz.run("verify", bad, READS).failed("1 of 2 files failed", "2 of 60 records are damaged");
        List<String> lines = result.lines();
        assertEquals(4, lines.size());
        assertEquals(bad + ": DAMAGED (2 of 60 records)", lines.get(0));
        assertTrue(lines.get(1).contains("read_11_3)"), lines.get(1));
        assertTrue(lines.get(2).contains("read_11_41)"), lines.get(2));
        assertEquals(READS + ": OK (60 records, 124135 bytes)", lines.get(3));
        Sz.run("verify", "--quick", bad).done();
    }

    @Test
    void oneDamagedRecord() throws Exception {
        Path bad = damaged(0);
        assertEquals(
                2, Sz.run("verify", bad).failed("read_11_0", "expected").lines().size());
        assertEquals(
                List.of("ID"),
                Sz.run("view", bad, "-i", "ID,Raw").failed("read_11_0").lines().stream()
                        .map(line -> line.split("\t")[0])
                        .toList());
    }

    @Test
    void recordsBeforeTheDamagedOneArePrinted() throws Exception {
        Path bad = damaged(3);
        assertEquals(
                4,
                Sz.run("view", bad).failed("read_11_3").lines().stream()
                        .filter(line -> line.startsWith("ID") || line.startsWith("read_11_"))
                        .count());
        assertEquals(
                60, Sz.run("view", bad, "-H", "--no-datasets").done().lines().size());
        assertEquals(
                1,
                Sz.run("view", bad, "-H", "-i", "ID,Raw", "--skip", 2, "--limit", 1)
                        .done()
                        .lines()
                        .size());
        Sz.run("view", bad, "--skip", 2, "--limit", 3).failed("read_11_3");
    }

    @Test
    void whatIsNoFileAtAll() throws Exception {
        Path none = folder.resolve("none");
        Sz.Result result = Sz.run("verify", none, READS).failed("1 of 2 files failed", none + ": no such file");
        assertEquals(none + ": FAILED", result.lines().get(0));
        assertEquals(3, result.lines().size());
        Sz.run("verify").refused("FILE");
    }

    @Test
    void recurringIdsAreTold() throws Exception {
        Path file = Sz.copyOf("attributes", folder);
        Files.writeString(
                file.resolve("index"), Files.readString(file.resolve("index")).replace("a11_5\t", "a11_2\t"));
        String line = Sz.run("verify", file).done().out();
        assertTrue(line.contains("1 record with the ID of an earlier one"), line);
    }

    @Test
    void foldersAreSearched() throws Exception {
        Files.createDirectories(folder.resolve("a/b"));
        Sz.copyOf("types", folder.resolve("a/b"));
        Sz.copyOf("reads", folder.resolve("a"));
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/index"), "DIRC");
        List<String> lines = Sz.run("verify", "-r", folder).done().lines();
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith(folder.resolve("a/b/types.sz") + ": OK"), lines.get(0));
        assertTrue(lines.get(1).startsWith(folder.resolve("a/reads.sz") + ": OK"), lines.get(1));
        Sz.run("verify", folder).failed("expected an SZ file");
        Sz.run("verify", "-r", folder.resolve(".git")).failed("no SZ files");
    }

    @Test
    void filesAreCompared() throws Exception {
        Path container = folder.resolve("reads.sz");
        Sz.run("convert", READS, container, "--level", 3).done();
        List<String> lines = Sz.run("verify", container, "--against", READS, "--digest")
                .done()
                .lines();
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).matches(".*: OK \\(60 records, \\d+ bytes, digest [0-9a-f]{64} 60\\)"), lines.get(0));
        assertEquals(READS + ": has the same 60 records", lines.get(1));
        String digest = lines.get(0).replaceAll(".*digest ", "");
        assertTrue(Sz.run("verify", "--digest", READS).done().out().contains(digest));

        Path spoilt = Sz.copyOf("reads", Files.createDirectory(folder.resolve("spoilt")));
        List<String> index = Files.readAllLines(spoilt.resolve("index"));
        index.set(7, index.get(7).replace("read_11_5\t", "read_x\t"));
        index.remove(10);
        Files.write(spoilt.resolve("index"), index);
        Sz.Result result = Sz.run("verify", READS, "--against", spoilt)
                .failed(" differ: 58 records the same, 2 only in " + READS + ", 1 only in " + spoilt + ", 0 changed");
        assertEquals(
                List.of(
                        spoilt + ": DIFFERS (58 records the same, 2 only in " + READS + ", 1 only in " + spoilt
                                + ", 0 changed)",
                        "  only in " + READS + ": read_11_5, read_11_8",
                        "  only in " + spoilt + ": read_x"),
                result.lines().subList(1, 4));
    }

    @Test
    void otherFieldsAreNamed() {
        Path fewer = folder.resolve("fewer.sz");
        Sz.run("convert", READS, fewer, "-x", "Raw").done();
        Sz.Result result = Sz.run("verify", fewer, "--against", READS).failed("60 changed");
        assertTrue(result.out().contains("  fields only in " + READS + ": dataset Raw (I16)\n"), result.out());
        assertTrue(result.out().contains("  changed: read_11_0, "), result.out());
        assertTrue(result.out().endsWith(", …\n"), result.out());
    }

    @Test
    void comparisonsThatAreNone() {
        Sz.run("verify", READS, TYPES, "--against", READS).refused("one FILE");
        Sz.run("verify", READS, "--against", READS, "--quick").refused("--quick");
        Sz.run("verify", READS, "--against", folder.resolve("none")).failed("no such file");
    }
}
