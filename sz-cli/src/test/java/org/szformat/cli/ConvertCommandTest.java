package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {
    private static final Path READS = Sz.vector("reads");

    @TempDir
    Path folder;

    private static void assertSame(Path expected, Path file) {
        assertEquals(
                Sz.run("view", expected, "--format", "jsonl").done().out(),
                Sz.run("view", file, "--format", "jsonl").done().out());
        assertEquals(
                Sz.run("skim", expected, "--header").done().out(),
                Sz.run("skim", file, "--header").done().out());
        assertEquals(
                Sz.run("view", expected, "-L").out(), Sz.run("view", file, "-L").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"reads", "types", "attributes"})
    void holdsTheSame(String vector) {
        Path out = folder.resolve("out.sz");
        assertEquals("", Sz.run("convert", Sz.vector(vector), out).done().out());
        assertSame(Sz.vector(vector), out);
        assertEquals(List.of("out.sz"), Sz.names(folder));
        assertEquals(List.of("dat", "index"), Sz.names(out));
    }

    @Test
    void existingFilesStayUnlessForced() throws Exception {
        Path out = Sz.copyOf("types", folder);
        Sz.run("convert", READS, out).failed("types.sz: exists; give --force to replace it");
        assertSame(Sz.vector("types"), out);
        Sz.run("convert", READS, out, "--force").done();
        assertSame(READS, out);
        assertEquals(List.of("types.sz"), Sz.names(folder));
    }

    @Test
    void aFileCanReplaceItself() throws Exception {
        Path file = Sz.copyOf("reads", folder);
        Sz.run("convert", file, file).failed("exists");
        Sz.run("convert", file, file, "-f", "--level", 19).done();
        assertSame(READS, file);
        assertEquals(List.of("reads.sz"), Sz.names(folder));
    }

    @Test
    void whatIsNoSzFileIsNeverReplaced() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "mine");
        Sz.run("convert", READS, text, "-f").failed("exists and is no SZ file");
        assertEquals("mine", Files.readString(text));

        Path more = Sz.copyOf("types", folder);
        Files.writeString(more.resolve("notes.txt"), "mine");
        Sz.run("convert", READS, more, "-f").failed("holds other things as well: notes.txt");
        assertSame(Sz.vector("types"), more);

        Path empty = Files.createDirectory(folder.resolve("empty.sz"));
        Sz.run("convert", READS, empty).done();
        assertSame(READS, empty);
    }

    @Test
    void failureLeavesWhatWasThere() throws Exception {
        Path bad = Sz.copyOf("reads", folder);
        byte[] dat = Files.readAllBytes(bad.resolve("dat"));
        dat[0] ^= 1;
        Files.write(bad.resolve("dat"), dat);
        Sz.run("convert", bad, folder.resolve("out.sz")).failed("read_11_0");
        assertEquals(List.of("reads.sz"), Sz.names(folder));

        Path old = Sz.copyOf("types", folder);
        Sz.run("convert", bad, old, "--force").failed("read_11_0");
        assertSame(Sz.vector("types"), old);
        assertEquals(List.of("reads.sz", "types.sz"), Sz.names(folder));
    }

    @Test
    void failuresNameTheFileThatWasAskedFor() throws Exception {
        Path empty = Sz.copyOf("types", folder);
        Files.write(
                empty.resolve("index"),
                Files.readAllLines(empty.resolve("index")).subList(0, 2));
        Path out = folder.resolve("out.sz");
        Sz.run("convert", empty, out).failed("sz: " + out + ": found no record");
        assertEquals(List.of("types.sz"), Sz.names(folder));
    }

    @Test
    void levelsAndCodecs() throws Exception {
        Path low = folder.resolve("low.sz");
        Path high = folder.resolve("high.sz");
        Path mixed = folder.resolve("mixed.sz");
        Sz.run("convert", READS, low, "--level", -5).done();
        Sz.run("convert", READS, high, "--level", 22).done();
        Sz.run("convert", READS, mixed, "--level", -5, "--codec", "Fastq=plain, zstd(22)")
                .done();
        long lowBytes = Files.size(low.resolve("dat"));
        long highBytes = Files.size(high.resolve("dat"));
        long mixedBytes = Files.size(mixed.resolve("dat"));
        assertTrue(lowBytes > highBytes, lowBytes + " > " + highBytes);
        assertTrue(lowBytes > mixedBytes, lowBytes + " > " + mixedBytes);
        assertNotEquals(highBytes, mixedBytes);
        assertSame(READS, low);
        assertSame(READS, high);
        assertSame(READS, mixed);

        Path out = folder.resolve("out.sz");
        Sz.run("convert", READS, out, "--level", 23).refused("--level is 23");
        Sz.run("convert", READS, out, "--codec", "Raw=gzip").refused("--codec Raw", "gzip");
        Sz.run("convert", READS, out, "--codec", "Raw=svb, zstd(1)").refused("Raw", "delta-zigzag, svb");
        Sz.run("convert", READS, out, "--codec", "Rw=svb, zstd(1)").refused("no field 'Rw'", "Raw");
        assertEquals(List.of("high.sz", "low.sz", "mixed.sz"), Sz.names(folder));
    }

    @Test
    void bytesDoNotDependOnThreads() throws Exception {
        Path one = folder.resolve("one.sz");
        Path four = folder.resolve("four.sz");
        Sz.run("convert", READS, one, "-t", 1).done();
        Sz.run("convert", READS, "-o", four, "-t", 4).done();
        for (String part : List.of("index", "dat")) {
            assertEquals(-1, Files.mismatch(one.resolve(part), four.resolve(part)));
        }
    }

    @Test
    void manyFiles() throws Exception {
        Path in = folder.resolve("in");
        Files.createDirectories(in.resolve("deeper"));
        Sz.copyOf("types", in);
        Sz.copyOf("reads", in.resolve("deeper"));
        Path out = folder.resolve("out/new");
        Sz.run("convert", "-r", in, "-d", out).done();
        assertSame(Sz.vector("types"), out.resolve("types.sz"));
        assertSame(READS, out.resolve("deeper/reads.sz"));

        Path flat = folder.resolve("flat");
        Sz.run("convert", in.resolve("types.sz"), in.resolve("deeper/reads.sz"), "-d", flat)
                .done();
        assertEquals(List.of("reads.sz", "types.sz"), Sz.names(flat));

        Sz.run("convert", in.resolve("types.sz"), out.resolve("types.sz"), "-d", flat)
                .refused("would both become");
        Sz.run("convert", in.resolve("types.sz"), folder.resolve("none.sz"), "-d", flat, "-f")
                .failed("none.sz: no such file");
    }

    @Test
    void wrongCalls() {
        Sz.run("convert").refused("PATH");
        Sz.run("convert", READS).refused("no output given");
        Sz.run("convert", READS, READS, folder.resolve("x")).refused("--out-dir");
        Sz.run("convert", READS, READS, "-o", folder.resolve("x")).refused("--out-dir");
        Sz.run("convert", READS, "-o", "x", "-d", "y").refused("exclude each other");
        Sz.run("convert", READS, "-").refused("standard output");
        Sz.run("convert", "-r", folder, folder.resolve("x")).refused("--out-dir");
        Sz.run("convert", READS, folder.resolve("x"), "--layout", "circle").refused("--layout");
        Sz.run("convert", READS, folder.resolve("no/x.sz")).failed("no directory to put it in");
        assertEquals(List.of(), Sz.names(folder));
    }
}
