package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.digest.RecordDigest;

@Timeout(120)
class StoreCommandTest {
    @TempDir
    Path folder;

    private Path one;
    private Path two;

    @BeforeEach
    void fill() throws Exception {
        one = Files.createDirectory(folder.resolve("one"));
        two = Files.createDirectory(folder.resolve("two"));
        Containers.write(one.resolve("a.sz"));
        Containers.write(one.resolve("b.sz"));
        Sz.copyOf("reads", two);
        Files.writeString(two.resolve("notes.txt"), "text");
    }

    @Test
    void listing() throws Exception {
        assertEquals(
                List.of("a", "b", "reads"),
                Sz.run("store", "ls", one, two, "--names").done().lines());
        Containers.write(two.resolve("a.sz"), "-x");
        List<String> lines = Sz.run("store", "ls", two, one).done().lines();
        assertEquals(5, lines.size());
        assertTrue(lines.get(0).matches("name +records +bytes +compressor +file"), lines.get(0));
        assertTrue(
                lines.get(1).matches("a +30 +" + Files.size(two.resolve("a.sz")) + " +none\\+zstd\\(1\\) +.*"),
                lines.get(1));
        assertTrue(lines.get(1).endsWith(two.resolve("a.sz").toString()), lines.get(1));
        assertTrue(lines.get(2).endsWith(one.resolve("a.sz").toString()), lines.get(2));
        assertTrue(lines.get(4).matches("reads +60 +124135 +zstd +.*reads\\.sz"), lines.get(4));
    }

    @Test
    void aDatasetThatCannotBeRead() throws Exception {
        Files.write(one.resolve("a.sz"), Arrays.copyOf(Files.readAllBytes(one.resolve("a.sz")), 60));
        Sz.Result result = Sz.run("store", "ls", one).failed("a.sz");
        assertEquals(3, result.lines().size());
        assertTrue(result.lines().get(1).matches("a +- +- +- +.*"), result.out());
    }

    @Test
    void copying() throws Exception {
        Path three = folder.resolve("x/three");
        Sz.Result copied = Sz.run(
                        "store",
                        "copy",
                        "b",
                        "reads",
                        "--from",
                        one,
                        "--from",
                        two,
                        "--to",
                        three,
                        "--verify",
                        "--level",
                        2)
                .done();
        assertEquals(2, copied.lines().size());
        assertTrue(copied.lines().get(0).startsWith("b: 30 records, "), copied.out());
        assertEquals(List.of("b.sz", "reads.sz"), Sz.names(three));
        assertEquals(RecordDigest.of(two.resolve("reads.sz"), 1), RecordDigest.of(three.resolve("reads.sz"), 1));
        Sz.run("store", "copy", "b", "--from", one, "--to", three).failed("exists; give --force");
        Sz.run("store", "copy", "b", "--from", one, "--to", three, "-f", "--chunk-records", 4, "--compressor", "lz4")
                .done();
        assertEquals(8, Containers.chunks(three.resolve("b.sz")).size());
        List<String> rest = Sz.run("store", "copy", "--all", "--store", one, "--store", two, "--to", three)
                .done()
                .lines();
        assertTrue(rest.get(0).startsWith("a: 30 records, "), rest::toString);
        assertEquals(
                List.of("b: is in " + three + " already", "reads: is in " + three + " already"), rest.subList(1, 3));
        assertEquals(List.of("a.sz", "b.sz", "reads.sz"), Sz.names(three));
    }

    @Test
    void whatIsOnlyReadIsRefusedByName() {
        Sz.run("store", "copy", "a", "--from", one, "--read-only", two, "--to", two)
                .failed(two + ": is a read-only store", "'a'");
        Sz.run("store", "copy", "--all", "--from", one, "--read-only", two, "--to", two)
                .failed(two + ": is a read-only store");
        assertEquals(List.of("notes.txt", "reads.sz"), Sz.names(two));
        Sz.run("store", "copy", "reads", "--read-only", two, "--to", one).done();
        assertEquals(List.of("a.sz", "b.sz", "reads.sz"), Sz.names(one));
    }

    @Test
    void wrongUsage() {
        Sz.run("store").refused("no command given");
        Sz.run("store", "list").refused("no command 'list'");
        Sz.run("store", "ls").refused("STORE");
        Sz.run("store", "ls", folder.resolve("none")).failed("no such folder");
        Sz.run("store", "copy", "a", "--to", two).refused("--from DIR");
        Sz.run("store", "copy", "a", "--from", one).refused("--to");
        Sz.run("store", "copy", "--from", one, "--to", two).refused("--all");
        Sz.run("store", "copy", "a", "--all", "--from", one, "--to", two).refused("exclude each other");
        Sz.run("store", "copy", "../a", "--from", one, "--to", two).refused("'../a' is no name");
        Sz.run("store", "copy", "a.sz", "--from", one, "--to", two).refused("ends with .sz");
        Sz.run("store", "copy", "none", "--from", one, "--to", two).failed("none: there is no such dataset");
        Sz.run("store", "copy", "a", "--from", one, "--to", one).failed("a.sz");
    }

    @Test
    void help() {
        for (String command : List.of("ls", "copy")) {
            String help = Sz.run("store", command, "--help").done().out();
            assertTrue(help.startsWith("Usage: sz store " + command + " [OPTIONS]"), help);
            assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
            assertTrue(help.contains("\nExamples:\n  sz store " + command), help);
        }
    }
}
