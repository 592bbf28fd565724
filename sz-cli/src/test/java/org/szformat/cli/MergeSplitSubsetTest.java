package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sz merge}, {@code sz split} and {@code sz subset}. */
class MergeSplitSubsetTest {
    @TempDir
    Path folder;

    private Path a;
    private Path b;

    @BeforeEach
    void inputs() throws Exception {
        a = file("a.sz", "r1,100,\"1 2 3\"", "r2,101,\"4 5 6\"", "r3,100,\"7 8 9\"");
        b = file("b.sz", "r4,102,\"10 11 12\"", "r2,100,\"13 14 15\"");
    }

    private Path file(String name, String... rows) throws Exception {
        Path text = folder.resolve(name + ".jsonl");
        List<String> lines = new ArrayList<>();
        for (String row : rows) {
            String[] cells = row.split(",", 3);
            lines.add("{\"read_id\": \"" + cells[0] + "\", \"channel\": " + cells[1] + ", \"raw_signal\": ["
                    + cells[2].replace("\"", "").replace(" ", ", ") + "]}");
        }
        Files.write(text, lines);
        Path schema = Files.writeString(
                folder.resolve("schema.json"),
                "{\"header\": {}, \"attributes\": [{\"name\": \"read_id\", \"type\": \"S\"}, "
                        + "{\"name\": \"channel\", \"type\": \"U16\"}], "
                        + "\"datasets\": [{\"name\": \"raw_signal\", \"type\": \"I16\"}]}");
        Path file = folder.resolve(name);
        Sz.run("convert", text, file, "--schema", schema).done();
        Files.delete(text);
        Files.delete(schema);
        return file;
    }

    private static void told(String message, Sz.Result result) {
        assertEquals(Main.OK, result.exitCode(), result::toString);
        assertEquals("sz: " + message + "\n", result.err());
        assertEquals("", result.out());
    }

    private static List<String> ids(Path file) {
        return Sz.run("skim", file, "--ids").done().lines();
    }

    private static Map<String, List<String>> contents(Path of) throws Exception {
        Map<String, List<String>> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(of)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> contents.put(of.relativize(file).toString(), ids(file)));
        }
        return contents;
    }

    @Test
    void mergeRefusesOrResolvesDuplicates() {
        Path out = folder.resolve("out.sz");
        Sz.run("merge", a, b, "-o", out).failed("IDs are there more than once: 'r2' in " + a + " and in " + b);
        assertFalse(Files.exists(out));
        told(
                out + ": 4 records of 2 files in 2 chunks, 1 taken over, 1 duplicate left out",
                Sz.run("merge", a, b, "-o", out, "--on-duplicate", "first", "--verify"));
        assertEquals(List.of("r1", "r2", "r3", "r4"), ids(out));
        Sz.run("merge", a, b, "-o", out, "--on-duplicate", "first").failed("exists; give --force");
        told(
                out + ": 4 records of 2 files in 2 chunks, 1 taken over, 1 duplicate left out",
                Sz.run("merge", a, b, "-o", out, "--on-duplicate", "LAST", "-f", "-t", 2));
        assertEquals(List.of("r1", "r3", "r4", "r2"), ids(out));
        told(
                out + ": 5 records of 2 files in 2 chunks, 1 taken over",
                Sz.run("merge", a, b, "-o", out, "--on-duplicate", "suffix", "-f"));
        assertEquals(List.of("r1", "r2", "r3", "r4", "r2_2"), ids(out));
        told(
                out + ": 5 records of 2 files in 2 chunks, 2 taken over",
                Sz.run("merge", a, b, "-o", out, "--on-duplicate", "keep", "-f"));
        Sz.run("verify", out).done();
    }

    @Test
    void mergeFindsFilesAndRefusesOthers() throws Exception {
        Path in = Files.createDirectories(folder.resolve("in/deep"));
        Files.move(a, in.resolve("a.sz"));
        Files.move(b, in.getParent().resolve("b.sz"));
        Path text = Files.writeString(in.resolve("notes.txt"), "no SZ\n");
        Path out = folder.resolve("out.sz");
        told(
                out + ": 5 records of 2 files in 2 chunks, 2 taken over",
                Sz.run("merge", "-r", folder.resolve("in"), "-o", out, "--on-duplicate", "keep"));
        Sz.run("merge", text, "-o", out, "-f")
                .failed(text + ": file: found no SZ file and no known format", "sz formats");
        Sz.run("merge", folder.resolve("nothing"), "-o", out, "-f").failed("nothing: no such file");
        Sz.run("merge", a).refused("--output");
        Sz.run("merge", a, "-o", out, "--on-duplicate", "guess").refused("--on-duplicate", "SUFFIX");
        Sz.run("merge", out, "-o", out, "-f").failed("is a source and the target");
    }

    @Test
    void otherFormatsAreConvertedFirst() throws Exception {
        Path text = Files.writeString(folder.resolve("my reads.jsonl"), "{\"read_id\": \"c\"}\n");
        Path out = folder.resolve("out.sz");
        String advice = text + ": is no SZ file; 'sz convert \"" + text + "\" \"" + folder.resolve("my reads.sz")
                + "\"' makes one of it first";
        Sz.run("merge", a, text, "-o", out).failed(advice);
        Sz.run("split", text, "-d", folder.resolve("d"), "-n", 2).failed(advice);
        Sz.run("subset", text, out, "--rows", "0-").failed(advice);
        Sz.run("rechunk", text, out).failed(advice);
        Sz.run("rechunk", text, "--replace").refused("--replace is for SZ files", text.toString());
        assertEquals(List.of("a.sz", "b.sz", "my reads.jsonl"), Sz.names(folder));
        Sz.run("convert", text, folder.resolve("my reads.sz")).done();
    }

    @Test
    void onlyRecordsForWhichAnExpressionHolds() throws Exception {
        Path out = folder.resolve("out.sz");
        told(
                out + ": 3 records of 2 files in 1 chunk, 0 taken over",
                Sz.run("merge", a, b, "-o", out, "--where", "channel == 100", "--verify"));
        assertEquals(List.of("r1", "r3", "r2"), ids(out));
        assertEquals(
                Main.USAGE,
                Sz.run("merge", a, b, "-o", out, "-f", "--where", "nothing == 1")
                        .exitCode());
        Path dir = folder.resolve("out");
        told(
                dir + ": 3 records in 2 files, 2 chunks, 0 taken over",
                Sz.run("split", a, b, "-d", dir, "-n", 2, "--where", "channel == 100", "--verify"));
        assertEquals(Map.of("a_0.sz", List.of("r1", "r3"), "a_1.sz", List.of("r2")), contents(dir));
        Sz.run("split", a, "-d", dir, "-f", "--bytes", 100, "--where", "channel == 100")
                .refused("--bytes", "--where");
        assertEquals(
                Main.USAGE,
                Sz.run("split", a, "-d", dir, "-f", "-n", 1, "--where", "channel ==")
                        .exitCode());
    }

    @Test
    void pastDamage() throws Exception {
        Path c = Containers.write(folder.resolve("c.sz"));
        Containers.flip(c, Containers.place(c, Containers.LONG, 100));
        Path out = folder.resolve("out.sz");
        Path dir = folder.resolve("out");
        List<Object[]> ways = List.of(
                new Object[] {"merge", c, "-o", out},
                new Object[] {"subset", c, out, "--rows", "0-"},
                new Object[] {"rechunk", c, out, "--level", 3},
                new Object[] {"split", c, "-d", dir, "-n", 1, "--template", "{part}.sz"});
        for (Object[] way : ways) {
            Sz.run(way).failed("chunk 1");
            assertFalse(Files.exists(out) || Files.exists(dir));
            List<Object> skipping = new ArrayList<>(List.of(way));
            skipping.add("--skip-damaged");
            Sz.Result result = Sz.run(skipping.toArray());
            assertEquals(1, result.exitCode(), result::toString);
            assertTrue(result.err().contains("c.sz: "), result::toString);
            assertTrue(result.err().contains(": 1 damaged record skipped"), result::toString);
            Path written = Files.exists(out) ? out : dir.resolve("0.sz");
            assertEquals(Containers.RECORDS - 1, ids(written).size());
            assertFalse(ids(written).contains(Containers.id(Containers.LONG)));
            Files.delete(written);
        }
        Sz.run("rechunk", c, "--replace", "--skip-damaged").refused("--replace keeps all records");
    }

    @Test
    void anotherOrderOfFieldsIsAccepted() throws Exception {
        Path text = Files.writeString(
                folder.resolve("c.jsonl"), "{\"raw_signal\": [5], \"channel\": 7, \"read_id\": \"c\"}\n");
        Path schema = Files.writeString(
                folder.resolve("schema.json"),
                "{\"header\": {}, \"attributes\": [{\"name\": \"channel\", \"type\": \"U16\"}, "
                        + "{\"name\": \"read_id\", \"type\": \"S\"}], "
                        + "\"datasets\": [{\"name\": \"raw_signal\", \"type\": \"I16\"}]}");
        Path c = folder.resolve("c.sz");
        Sz.run("convert", text, c, "--schema", schema).done();
        Path out = folder.resolve("out.sz");
        told(out + ": 4 records of 2 files in 2 chunks, 1 taken over", Sz.run("merge", a, c, "-o", out, "--verify"));
        assertEquals(
                "{\"read_id\":\"c\",\"channel\":7,\"raw_signal\":[5]}",
                Sz.run("get", out, "c", "--format", "jsonl")
                        .done()
                        .out()
                        .strip()
                        .replace(" ", ""));
    }

    @Test
    void mergeUnitesFieldsIfAsked() throws Exception {
        Path text = Files.writeString(folder.resolve("c.jsonl"), "{\"read_id\": \"c\", \"other\": \"x\"}\n");
        Path c = folder.resolve("c.sz");
        Sz.run("convert", text, c).done();
        Path out = folder.resolve("out.sz");
        Sz.run("merge", a, c, "-o", out).failed("the inputs have different fields", "other");
        assertEquals(Main.OK, Sz.run("merge", a, c, "-o", out, "--union").exitCode());
        assertEquals(List.of("r1", "r2", "r3", "c"), ids(out));
    }

    @Test
    void degradedSignals() {
        Path out = folder.resolve("out.sz");
        Sz.run("subset", a, out, "--rows", "1-", "--degrade", 2);
        assertEquals(
                "{\"read_id\":\"r2\",\"channel\":101,\"raw_signal\":[4,4,8]}",
                Sz.run("view", out, "--format", "jsonl").done().lines().get(0).replace(" ", ""));
        assertTrue(Sz.run("info", out).done().out().contains("degrade(2), "));
        Sz.run("merge", a, "-o", out, "-f", "--degrade", "raw_signal=3");
        assertTrue(Sz.run("info", "--json", out).done().out().contains("\"degraded\": {\"raw_signal\": 3}"));
        Path dir = folder.resolve("d");
        Sz.run("split", a, "-d", dir, "-n", 1, "--degrade", 1);
        assertTrue(Sz.run("info", dir.resolve("a_0.sz")).done().out().contains("degrade(1), "));
        Sz.run("subset", a, out, "--rows", "0-", "-f", "--degrade", "channel=2")
                .refused("no integer dataset 'channel'");
        Sz.run("subset", a, out, "--rows", "0-", "-f", "--degrade", "0").refused("1 to 15 bits of raw_signal");
        Sz.run("subset", a, out, "--rows", "0-", "-f", "--degrade", "2", "--degrade", "raw_signal=3")
                .refused("given twice");
    }

    @Test
    void splitByWhatIsAsked() throws Exception {
        Path dir = folder.resolve("out");
        told(dir + ": 3 records in 2 files, 2 chunks, 0 taken over", Sz.run("split", a, "-d", dir, "--by", "channel"));
        assertEquals(Map.of("100.sz", List.of("r1", "r3"), "101.sz", List.of("r2")), contents(dir));
        Sz.run("split", a, "-d", dir, "--by", "channel").failed("100.sz: exists; give --force");
        told(
                dir + ": 5 records in 3 files, 3 chunks, 0 taken over",
                Sz.run("split", a, b, "-d", dir, "-f", "--template", "{channel}.sz", "-t", 1));
        Path parts = folder.resolve("parts");
        told(parts + ": 5 records in 2 files, 2 chunks, 2 taken over", Sz.run("split", a, b, "-d", parts, "-n", 2));
        assertEquals(Map.of("a_0.sz", List.of("r1", "r2", "r3"), "a_1.sz", List.of("r4", "r2")), contents(parts));
        Path sized = folder.resolve("sized");
        told(
                sized + ": 5 records in 1 file, 2 chunks, 2 taken over",
                Sz.run("split", a, b, "-d", sized, "--bytes", "1g"));
        Sz.run("split", a, "-d", sized, "--records", 2, "--template", "{source}/{part}.sz");
        assertTrue(Files.exists(sized.resolve("a/1.sz")));
    }

    @Test
    void splitByTable() throws Exception {
        Path table = Files.writeString(
                folder.resolve("s.tsv"), "read_id\tbarcode\nr1\tb1\nr2\tb1\nr2\tb2\nr2\tb2\nr9\tb3\n");
        Path dir = folder.resolve("out");
        Path unnamed = Files.writeString(folder.resolve("unnamed.tsv"), "id\tbarcode\nr1\tb1\n");
        Sz.run("split", a, "-d", dir, "--table", unnamed, "--columns", "barcode")
                .failed("no column parent_read_id or read_id", "of id, barcode; --read-id-column does it");
        Sz.run("split", a, "-d", dir, "--table", table, "--columns", "barcode")
                .failed(
                        "1 record is not listed",
                        "1 record is listed with different values",
                        "'r2', 'r3'",
                        "--missing or --drop-missing says it",
                        "--multi or --multi-each says it");
        assertFalse(Files.exists(dir));
        told(
                dir + ": 3 records in 3 files, 3 chunks, 0 taken over; s.tsv: 5 rows, 1 repeated, 1 ID with different "
                        + "values (1 record), 1 not in the input, 1 record not listed",
                Sz.run(
                        "split",
                        a,
                        "-d",
                        dir,
                        "--table",
                        table,
                        "--columns",
                        "barcode",
                        "--missing",
                        "none",
                        "--multi",
                        "mixed"));
        assertEquals(
                Map.of("b1.sz", List.of("r1"), "mixed.sz", List.of("r2"), "none.sz", List.of("r3")), contents(dir));
        Path each = folder.resolve("each");
        Sz.run(
                "split",
                a,
                "-d",
                each,
                "--table",
                table,
                "--columns",
                "barcode",
                "--drop-missing",
                "--multi-each",
                "--read-id-column",
                "read_id",
                "--template",
                "x_{barcode}.sz");
        assertEquals(Map.of("x_b1.sz", List.of("r1", "r2"), "x_b2.sz", List.of("r2")), contents(each));
    }

    @Test
    void splitRefusesWhatContradictsItself() {
        Path dir = folder.resolve("out");
        Sz.run("split", a, "--by", "channel").refused("--out-dir");
        Sz.run("split", a, "-d", dir).refused("nothing says where records go");
        Sz.run("split", a, "-d", dir, "--by", "channel", "-n", 2).refused("--by and --files exclude each other");
        Sz.run("split", a, "-d", dir, "-n", 0).refused("files is 0");
        Sz.run("split", a, "-d", dir, "-n", 2, "--missing", "x").refused("--table, which is not given");
        Sz.run("split", a, "-d", dir, "--table", "t").refused("--columns");
        Sz.run("split", a, "-d", dir, "--bytes", "2X").refused("--bytes is '2X'");
        Sz.run("split", a, "-d", dir, "--template", "x.sz").refused("names no attribute");
        Sz.run("split", a, "-d", dir, "--by", "channel", "--template", "{read_id}.sz")
                .refused("has no {channel}");
        Sz.run("split", a, "-d", dir, "--by", "nothing").failed("no attribute 'nothing'");
        assertFalse(Files.exists(dir));
    }

    @Test
    void subsetByListExpressionAndRows() throws Exception {
        Path out = folder.resolve("out.sz");
        Path list = Files.writeString(folder.resolve("ids"), "r3\nnope\nr1\nr3\n");
        Sz.run("subset", a, out, "-l", list)
                .failed(a + ": there is no record 'nope'; " + out + " has 2 records of 3 IDs");
        assertEquals(List.of("r1", "r3"), ids(out));
        told(
                out + ": 2 records in 1 chunk; 3 IDs listed, 1 listed again, 1 not there",
                Sz.run("subset", a, out, "-l", list, "--missing-ok", "-f"));
        told(
                out + ": 1 record in 1 chunk; 1 ID listed, 0 not there",
                Sz.runWithInput("r2\n", "subset", a, "-o", out, "-l", "-", "-f", "--verify"));
        told(out + ": 2 records in 1 chunk", Sz.run("subset", a, out, "-f", "--where", "channel == 100"));
        assertEquals(List.of("r1", "r3"), ids(out));
        told(
                out + ": 1 record in 1 chunk; 3 IDs listed, 1 listed again, 1 not there",
                Sz.run(
                        "subset",
                        a,
                        out,
                        "-f",
                        "-l",
                        list,
                        "--missing-ok",
                        "--rows",
                        "1-3",
                        "--where",
                        "channel < 101"));
        assertEquals(List.of("r3"), ids(out));
        Sz.run("subset", a, out, "-f").refused("nothing says which records");
        Sz.run("subset", a, "--rows", "1-2").refused("name one file to write");
        Sz.run("subset", a, out, "--rows", "2-1").refused("--rows is '2-1'");
        assertEquals(
                Main.USAGE, Sz.run("subset", a, out, "--where", "nothing == 1").exitCode());
        assertEquals(List.of("a.sz", "b.sz", "ids", "out.sz"), Sz.names(folder));
    }
}
