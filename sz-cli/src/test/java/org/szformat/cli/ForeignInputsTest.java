package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.concurrent.CompressedFile;
import org.szformat.json.JsonValue;

/** Files of other formats do what SZ files of the same records do. */
class ForeignInputsTest {
    private static final int READS = 40;

    @TempDir
    Path folder;

    /** A file of reads, from a number on, of a format, and beside it NAME.sz, which it was converted to. */
    private Path reads(String name, String format, int from) throws Exception {
        Random random = new Random(from);
        Path source = folder.resolve("source-" + from + ".sz");
        try (CompressedFile.Writer writer = CompressedFile.create(source, ForeignReads.SCHEMA)) {
            for (int i = from; i < from + READS; i++) {
                writer.put(ForeignReads.read(i, 5, random, 50 + random.nextInt(3000)));
            }
        }
        Path file = folder.resolve(name + "." + format);
        Sz.Result converted = Sz.run("convert", source, file);
        assertEquals(Main.OK, converted.exitCode(), converted::toString);
        Sz.run("convert", file, own(file)).done();
        return file;
    }

    private static Path own(Path file) {
        return file.resolveSibling(file.getFileName() + ".sz");
    }

    private static void succeeds(Object... args) {
        Sz.Result result = Sz.run(args);
        assertEquals(Main.OK, result.exitCode(), result::toString);
        assertFalse(result.err().contains(".szv"), result.err());
    }

    /** That two SZ files have the same fields, codecs, header and records, in the same order. */
    private static void assertSame(Path expected, Path found) {
        JsonValue.Obj one = Sz.run("info", expected, "--json").done().json().get(0);
        JsonValue.Obj two = Sz.run("info", found, "--json").done().json().get(0);
        for (String part : List.of("layout", "header", "key", "attributes", "datasets", "records", "value_bytes")) {
            assertEquals(one.get(part), two.get(part), part);
        }
        assertEquals(
                Sz.run("view", expected, "--to", "jsonl").done().out(),
                Sz.run("view", found, "--to", "jsonl").done().out());
    }

    private Object[] args(Object[] command, Object... more) {
        Object[] all = Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return all;
    }

    /** That a command makes the same of files of other formats as of what they are converted to. */
    private void assertSameMade(Object[] command, List<Path> inputs, Object... options) throws Exception {
        Path work = Files.createDirectory(folder.resolve("work"));
        Path expected = work.resolve("expected.sz");
        Path found = work.resolve("found.sz");
        succeeds(args(
                args(command, inputs.stream().map(ForeignInputsTest::own).toArray()), args(options, "-o", expected)));
        Path temporary = Files.createDirectory(work.resolve("temporary"));
        succeeds(args(args(command, inputs.toArray()), args(options, "-o", found, "--tmp-dir", temporary)));
        assertSame(expected, found);
        assertEquals(List.of(), Sz.names(temporary));
        for (Path made : List.of(expected, found, temporary, work)) {
            Files.delete(made);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blow5", "slow5", "pod5"})
    void whatIsMadeOfThem(String format) throws Exception {
        Path a = reads("a", format, 0);
        Path b = reads("b", format, READS);
        Object[] merge = {"merge"};
        assertSameMade(merge, List.of(a, b));
        assertSameMade(merge, List.of(b, a), "--where", "channel in (1, 3)", "-t", 3);
        assertSameMade(merge, List.of(a, b, a), "--on-duplicate", "last", "--verify");
        assertSameMade(new Object[] {"subset"}, List.of(a), "--rows", "3-9", "--degrade", "2");
        assertSameMade(new Object[] {"rechunk"}, List.of(b), "--sort-by", "offset", "--chunk-records", 7);

        Path mixed = folder.resolve("mixed.sz");
        succeeds("merge", own(a), b, "-o", mixed);
        succeeds("merge", own(a), own(b), "-o", folder.resolve("own.sz"));
        assertSame(folder.resolve("own.sz"), mixed);

        succeeds("split", a, b, "-d", folder.resolve("found"), "--by", "channel");
        succeeds("split", own(a), own(b), "-d", folder.resolve("expected"), "--by", "channel");
        List<String> parts = List.of("1.sz", "2.sz", "3.sz", "4.sz", "5.sz");
        assertEquals(parts, Sz.names(folder.resolve("found")));
        for (String part : parts) {
            assertSame(
                    folder.resolve("expected").resolve(part),
                    folder.resolve("found").resolve(part));
        }
        succeeds("split", a, "-d", folder.resolve("numbered"), "-n", 2);
        assertEquals(List.of("a_0.sz", "a_1.sz"), Sz.names(folder.resolve("numbered")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blow5", "slow5", "pod5"})
    void whatIsReadOfThem(String format) throws Exception {
        Path file = reads("a", format, 0);
        for (List<Object> command : List.<List<Object>>of(
                List.of("view", "--to", "jsonl"),
                List.of("view", "--skip", 3, "--limit", 5, "-i", "read_id,channel", "-t", 1),
                List.of("view", "--where", "length(raw_signal) > 1000 && channel < 4", "--limit", 7),
                List.of("view", "--limit", 0),
                List.of("view", "-L"),
                List.of("skim", "--where", "channel == 2"),
                List.of("skim", "--header"),
                List.of(
                        "get",
                        ForeignReads.id(17),
                        ForeignReads.id(3),
                        ForeignReads.id(17),
                        "-i",
                        "read_id,raw_signal"),
                List.of("get", ForeignReads.id(5), "-i", "raw_signal", "--samples", "10-20"),
                List.of("stats", "--json", "--by", "channel"),
                List.of("stats", "-i", "raw_signal"))) {
            Object[] name = {command.get(0)};
            Object[] options = command.subList(1, command.size()).toArray();
            String expected =
                    Sz.run(args(args(name, own(file)), options)).done().out();
            assertEquals(
                    expected, Sz.run(args(args(name, file), options)).done().out(), command::toString);
        }
        Sz.run("get", file, "nope").failed(file + ": there is no record 'nope'");
        String verified = Sz.run("verify", file, "--against", own(file)).done().out();
        assertEquals(
                file + ": OK (40 records, " + Files.size(file) + " bytes)\n" + own(file)
                        + ": has the same 40 records\n",
                verified);
        Sz.run("verify", own(file), "--against", file).done();
        String table = Sz.run("bench", file, "-i", "channel").done().out();
        assertTrue(table.startsWith("channel U16: 40 values"), table);
        succeeds("profile", file, "--compressors", "zstd,none");
    }

    @Test
    void whatIsWrongIsSaidOfTheFile() throws Exception {
        Path blow5 = reads("a", "blow5", 0);
        byte[] bytes = Files.readAllBytes(blow5);
        bytes[bytes.length / 2] ^= 0x55;
        Path damaged = Files.write(folder.resolve("damaged.blow5"), bytes);
        Path target = folder.resolve("target.sz");
        for (String command : List.of("rechunk", "merge", "stats", "skim", "verify")) {
            Sz.Result result = command.equals("rechunk") || command.equals("merge")
                    ? Sz.run(command, damaged, "-o", target)
                    : Sz.run(command, damaged);
            result.failed(damaged.toString(), "sz convert --skip-damaged");
            assertFalse(result.err().contains(".szv"), result.err());
        }
        assertFalse(Files.exists(target));
        Path whole = own(blow5);
        assertEquals(
                List.of(damaged + ": DAMAGED", whole + ": OK (40 records, " + Files.size(whole) + " bytes)"),
                Sz.run("verify", damaged, whole).failed("1 of 2 files failed").lines().stream()
                        .filter(line -> !line.startsWith(" "))
                        .toList());
        Sz.run("merge", blow5, own(blow5), "-o", target)
                .failed("' in " + blow5 + " and in " + own(blow5), "--on-duplicate");
        Path other = Containers.write(folder.resolve("other.sz"));
        Sz.run("merge", blow5, other, "-o", target).failed("has no", other.toString(), blow5.toString(), "--union");
        Sz.run("rechunk", blow5, "--replace").refused("--replace is for SZ files", blow5.toString());
        Path csv = folder.resolve("reads.csv");
        succeeds("convert", other, csv);
        Sz.run("stats", csv).failed(csv + ": is no SZ file; 'sz convert " + csv);
        assertEquals(
                Sz.run("view", other, "-i", "read_id").done().out(),
                Sz.run("view", csv, "-i", "read_id").done().out());
    }
}
