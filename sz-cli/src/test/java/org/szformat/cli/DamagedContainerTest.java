package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.layout.Chunk;

/** What is lost is told exactly, and all else is read. */
class DamagedContainerTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Containers.write(folder.resolve("reads.sz"));
    }

    private static List<String> others(int from, int to) {
        List<String> ids = new ArrayList<>(Containers.ids(0, from));
        ids.addAll(Containers.ids(to, Containers.RECORDS));
        return ids;
    }

    /** The records that are not damaged, and what is said of the others. */
    private List<String> skipping(int damaged, Object... options) {
        List<Object> args = new ArrayList<>(List.of("view", file, "--skip-damaged", "-H"));
        args.addAll(List.of(options));
        Sz.Result result = Sz.run(args.toArray());
        assertEquals(Main.FAILED, result.exitCode());
        List<String> said = result.err().lines().toList();
        assertEquals(
                "sz: " + file + ": " + damaged + " damaged record" + (damaged == 1 ? "" : "s") + " skipped",
                said.get(said.size() - 1));
        assertTrue(said.stream().limit(said.size() - 1).allMatch(line -> line.startsWith("sz: warning: " + file)));
        return result.lines().stream().map(line -> line.split("\t")[0]).toList();
    }

    private Sz.Result verify(int damaged, String... faults) {
        Sz.Result result = Sz.run("verify", file).failed("sz: " + file + ": ");
        List<String> lines = result.lines();
        assertEquals(file + ": DAMAGED (" + damaged + " of 30 records)", lines.get(0));
        assertEquals(faults.length, lines.size() - 1, result.out());
        for (int i = 0; i < faults.length; i++) {
            assertTrue(lines.get(i + 1).startsWith("  " + faults[i] + "; offset "), lines.get(i + 1));
        }
        return result;
    }

    @Test
    void aBlockOfOneRecord() throws Exception {
        Containers.flip(file, Containers.place(file, Containers.LONG, 700));
        verify(1, "record 12 (read_id read-12): raw_signal lost");
        Sz.run("verify", "--quick", file).done();

        assertEquals(others(12, 13), skipping(1, "-i", "read_id,raw_signal"));
        assertEquals(List.of("read-11", "read-13"), skipping(1, "-x", "fastq", "--skip", 11, "--limit", 3, "-t", 1));
        assertEquals(
                Containers.ids(0, 12),
                Sz.run("view", file, "-H", "-x", "fastq").failed("record 12").lines().stream()
                        .map(line -> line.split("\t")[0])
                        .toList());
        assertEquals(
                Containers.ids(0, 30),
                Sz.run("view", file, "-H", "-i", "read_id,fastq", "--format", "csv")
                        .done()
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("read"))
                        .map(line -> line.split(",")[0])
                        .toList());
        Sz.run("view", file, "--skip-damaged", "-x", "raw_signal").done();
    }

    @Test
    void aBlockThatRecordsShare() throws Exception {
        Containers.flip(file, Containers.place(file, 13, 5));
        verify(
                9,
                "records 10 to 11 (read_id read-10 to read-11): raw_signal lost",
                "records 13 to 19 (read_id read-13 to read-19): raw_signal lost");
        List<String> expected = others(10, 20);
        expected.add(10, Containers.id(Containers.LONG));
        assertEquals(expected, skipping(9, "-i", "read_id,raw_signal"));
    }

    @Test
    void severalBlocks() throws Exception {
        Containers.flip(file, Containers.place(file, 3, 0));
        Containers.flip(file, Containers.place(file, Containers.LONGEST, Containers.BLOCK));
        Containers.flip(
                file,
                Containers.place(
                        file, "@read-4\nACGTACGTACGT\n+\n!!!!!!!!!!!!@read-5".getBytes(StandardCharsets.UTF_8)));
        verify(
                11,
                "records 0 to 9 (read_id read-0 to read-9): raw_signal lost",
                "records 0 to 9 (read_id read-0 to read-9): fastq lost",
                "record 25 (read_id read-25): raw_signal lost");
        List<String> expected = new ArrayList<>(Containers.ids(10, 30));
        expected.remove("read-25");
        assertEquals(expected, skipping(11, "-i", "read_id,raw_signal"));
    }

    @Test
    void idsThatCannotBeRead() throws Exception {
        Files.delete(file);
        String suffix = "-of-a-sample-with-a-long-name";
        Containers.write(file, suffix);
        Containers.flip(
                file, Containers.place(file, ("read-10" + suffix + "read-11").getBytes(StandardCharsets.UTF_8)));
        verify(10, "records 10 to 19 (read_id ? to ?): read_id lost");
        assertEquals(others(10, 20).stream().map(id -> id + suffix).toList(), skipping(10, "-i", "read_id"));
        assertEquals(
                30, Sz.run("view", file, "-H", "-i", "channel").done().lines().size());

        Sz.Result got =
                Sz.run("get", file, "read-3" + suffix, "read-11" + suffix, "-H", "-i", "read_id", "--skip-damaged");
        assertEquals(List.of("read-3" + suffix), got.lines());
        assertEquals(Main.FAILED, got.exitCode());
        assertTrue(got.err().contains("'read-11" + suffix + "' skipped; "), got.err());
        assertTrue(got.err().endsWith(": 1 damaged record skipped\n"), got.err());
    }

    @Test
    void theHeadOfAChunk() throws Exception {
        Chunk chunk = Containers.chunks(file).get(1);
        Containers.flip(file, chunk.offset() + 30);
        verify(10, "records 10 to 19 (read_id ? to ?): lost");
        Sz.run("verify", "--quick", file).failed("records 10 to 19 (read_id ? to ?): lost; ");
        assertEquals(others(10, 20), skipping(10, "-i", "read_id,raw_signal"));
    }

    @Test
    void someRecordsById() throws Exception {
        Containers.flip(file, Containers.place(file, Containers.LONG, 0));
        Object[] get = {"get", file, "read-12", "nope", "read-11", "-H", "-i", "read_id,raw_signal", "--skip-damaged"};
        Sz.Result got = Sz.run(get);
        assertEquals(Main.FAILED, got.exitCode());
        assertEquals(1, got.lines().size());
        assertTrue(got.err().contains("warning: " + file + ": record 12 (read_id read-12) skipped; offset"), got.err());
        assertTrue(got.err().endsWith(file + ": there is no record 'nope'; 1 damaged record skipped\n"), got.err());
        get[7] = "read_id";
        Sz.run(get).failed("there is no record 'nope'");
        Sz.run("get", file, "read-12", "read-11").failed("record 12");
    }

    @Test
    void manyRecordsById() throws Exception {
        Containers.flip(file, Containers.place(file, Containers.LONG, 0));
        List<String> asked = new ArrayList<>(Containers.ids(0, 30));
        Collections.shuffle(asked, new Random(3));
        Path list = Files.write(folder.resolve("ids"), asked);
        int damaged = asked.indexOf(Containers.id(Containers.LONG));
        Object[] get = {"get", file, "-l", list, "-H", "-i", "read_id,raw_signal"};
        Sz.Result stopped = Sz.run(get).failed("record 12");
        assertEquals(asked.subList(0, damaged), keys(stopped));
        Sz.Result skipped = Sz.run(
                Stream.concat(Stream.of(get), Stream.of("--skip-damaged")).toArray());
        assertEquals(Main.FAILED, skipped.exitCode());
        asked.remove(damaged);
        assertEquals(asked, keys(skipped));
    }

    private static List<String> keys(Sz.Result result) {
        return result.lines().stream().map(line -> line.split("\t", 2)[0]).toList();
    }

    @Test
    void copiesOfAllOtherRecords() throws Exception {
        Containers.flip(file, Containers.place(file, Containers.LONG, 0));
        Path out = folder.resolve("out.sz");
        Sz.run("convert", file, out).failed("record 12");
        assertEquals(List.of("reads.sz"), Sz.names(folder));
        for (String layout : List.of("container", "directory")) {
            Sz.Result result = Sz.run("convert", file, out, "--skip-damaged", "-f", "--layout", layout);
            assertEquals(Main.FAILED, result.exitCode());
            assertEquals(2, result.err().lines().count(), result.err());
            assertTrue(result.err().endsWith(": 1 damaged record skipped\n"), result.err());
            assertEquals(others(12, 13), Sz.run("skim", out, "--ids").done().lines());
            Sz.run("verify", out).done();
        }
    }

    @Test
    void directoriesToo() throws Exception {
        Path directory = folder.resolve("directory.sz");
        Sz.run("convert", file, directory, "--layout", "directory").done();
        String line = Files.readAllLines(directory.resolve("index")).get(2 + 17);
        Containers.flip(directory.resolve("dat"), Long.parseLong(line.split("\t")[1]));
        file = directory;
        Sz.run("verify", directory).failed("record 17 (read_id read-17): raw_signal lost; ");
        assertEquals(others(17, 18), skipping(1, "-i", "read_id,raw_signal"));
    }

    @Test
    void tables() throws Exception {
        List<Chunk> chunks = Containers.chunks(file);
        Chunk last = chunks.get(chunks.size() - 1);
        Containers.flip(file, last.offset() + last.storedBytes() + 40);
        Sz.Result bad = Sz.run("verify", file).failed("sz repair");
        assertTrue(bad.out().startsWith(file + ": DAMAGED"), bad.out());
        Sz.run("verify", "--quick", file).failed("sz repair");
    }

    /** Tables of what was there before are in use still; the root that was there before is not. */
    @Test
    void filesThatWereAppendedTo() throws Exception {
        long before = Files.size(file);
        Containers.append(file, 30, 34);
        assertEquals(
                file + ": OK (34 records, " + Files.size(file) + " bytes)\n",
                Sz.run("verify", file).done().out());
        assertEquals(Containers.ids(0, 34), Sz.run("skim", file, "--ids").done().lines());
        assertTrue(Zstandard.accepts(file));

        byte[] good = Files.readAllBytes(file);
        Containers.flip(file, before - 10);
        String line = Sz.run("verify", file).done().out();
        assertTrue(line.endsWith(" bytes, 1 damaged metadata frame no longer in use)\n"), line);
        Files.write(file, good);
        Chunk last = Containers.chunks(file).get(2);
        Containers.flip(file, last.offset() + last.storedBytes() + 60);
        Sz.run("verify", file).failed("found");
    }

    @Test
    void theTableOfIds() throws Exception {
        List<Chunk> chunks = Containers.chunks(file);
        Chunk last = chunks.get(chunks.size() - 1);
        byte[] bytes = Files.readAllBytes(file);
        int at = (int) (last.offset() + last.storedBytes());
        while (bytes[at + 10] != 'I') {
            at += 8 + (bytes[at + 4] & 0xFF) + (bytes[at + 5] & 0xFF) * 256;
        }
        Containers.flip(file, at + 50);
        Sz.Result bad = Sz.run("verify", file).failed("metadata frame 'I'", "sz repair");
        assertEquals(file + ": DAMAGED (30 records)", bad.lines().get(0));
        assertEquals(Containers.ids(0, 30), Sz.run("skim", file, "--ids").done().lines());
        Sz.run("get", file, "read-29").failed("found");
    }

    /** Every byte is under a checksum. */
    @Test
    void anyByte() throws Exception {
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at += at < 3000 || at > good.length - 3000 ? 41 : 10_007) {
            Containers.flip(file, at);
            int place = at;
            Sz.Result result = Sz.run("verify", file);
            assertEquals(Main.FAILED, result.exitCode(), () -> "byte " + place + ": " + result.out());
            Files.write(file, good);
        }
        Sz.run("verify", file).done();
    }
}
