package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SZ from other formats, and back. */
class ConvertFormatsTest {
    private static final Path TYPES = Sz.vector("types");

    @TempDir
    Path folder;

    private Path reads;

    @BeforeEach
    void writeReads() throws Exception {
        reads = Files.writeString(
                Files.createDirectory(folder.resolve("run")).resolve("reads.fastq"),
                "@a x\nACGT\n+\n!!!!\n@b\nGG\n+\n##\n");
    }

    private static String jsonl(Path file) {
        return Sz.run("view", file, "--to", "jsonl").done().out();
    }

    @Test
    void thereAndBack() throws Exception {
        for (String extension : List.of("csv", "tsv", "jsonl", "csv.gz", "jsonl.gz")) {
            Path text = folder.resolve("types." + extension);
            Sz.Result written = Sz.run("convert", TYPES, text);
            assertEquals(Main.OK, written.exitCode(), written::toString);
            Path back = folder.resolve(extension + ".sz");
            Sz.run("convert", text, back, "--schema", TYPES).done();
            assertEquals(jsonl(TYPES), jsonl(back));
            assertEquals(
                    Sz.run("skim", TYPES, "--header").done().out(),
                    Sz.run("skim", back, "--header").done().out());
        }
        Path info = folder.resolve("types.json");
        Sz.run("info", TYPES, "--json", "-o", info).done();
        Path back = folder.resolve("by-info.sz");
        Sz.run("convert", folder.resolve("types.csv"), back, "--schema", info).done();
        assertEquals(jsonl(TYPES), jsonl(back));
    }

    @Test
    void viewAndConvertWriteTheSame() throws Exception {
        Sz.run("convert", reads, folder.resolve("r.sz")).done();
        for (String format : List.of("csv", "tsv", "jsonl")) {
            assertEquals(
                    Sz.run("view", folder.resolve("r.sz"), "--format", format)
                            .done()
                            .out(),
                    Sz.run("convert", folder.resolve("r.sz"), "-o", "-", "--to", format)
                            .done()
                            .out());
        }
        assertEquals(
                Files.readString(reads),
                Sz.run("view", folder.resolve("r.sz"), "--to", "fastq").done().out());
        assertEquals(
                "@b\nGG\n+\n##\n",
                Sz.run("get", folder.resolve("r.sz"), "b", "--to", "fastq")
                        .done()
                        .out());
        Path some = folder.resolve("some.fastq.gz");
        Sz.run("view", folder.resolve("r.sz"), "--limit", 1, "-o", some).done();
        assertEquals(
                "{\"read_id\":\"a\",\"comment\":\"x\",\"sequence\":\"ACGT\",\"quality\":\"!!!!\"}\n",
                Sz.run("convert", some, "-o", "-", "--to", "jsonl").done().out());
        Sz.run("view", folder.resolve("r.sz"), "-o", folder.resolve("copy.sz")).done();
        assertEquals(jsonl(folder.resolve("r.sz")), jsonl(folder.resolve("copy.sz")));
        Sz.run("view", folder.resolve("r.sz"), "--to", "fastq", "-H").refused("--no-header");
        Sz.run("view", folder.resolve("r.sz"), "--to", "sz").refused("standard output");
        Sz.run("view", folder.resolve("r.sz"), "--to", "xml").refused("no format 'xml'");
    }

    @Test
    void foldersIntoOneOrEach() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("run/deep"));
        Files.writeString(deep.resolve("more.fq"), "@c\nA\n+\n!\n");
        Files.writeString(deep.resolve("notes.txt"), "not reads");
        Path all = folder.resolve("all.sz");
        Sz.run("convert", "-r", folder.resolve("run"), "-o", all).done();
        assertEquals(List.of("c", "a", "b"), Sz.run("skim", all, "--ids").done().lines());
        Path each = folder.resolve("each");
        Sz.run("convert", "-r", folder.resolve("run"), "--one-to-one", "-d", each, "--to", "jsonl")
                .done();
        assertEquals(List.of("deep", "reads.jsonl"), Sz.names(each));
        assertEquals(List.of("more.jsonl"), Sz.names(each.resolve("deep")));
        Sz.run("convert", "-r", folder.resolve("run"), "-d", folder.resolve("sz"), "-t", 3)
                .done();
        assertEquals(List.of("deep", "reads.sz"), Sz.names(folder.resolve("sz")));
        Sz.run("convert", "-r", deep, "--from", "csv", "-o", folder.resolve("x.sz"))
                .failed("there are no files");
    }

    @Test
    void damagedInputs() throws Exception {
        Path bad = Files.writeString(folder.resolve("run/bad.fastq"), "@x\nACGT\n+\n!!!!\n@y\nA\n+\n");
        Path out = folder.resolve("out.sz");
        Sz.run("convert", reads, bad, "-o", out).failed("bad.fastq: line 5, read y");
        assertEquals(List.of("run"), Sz.names(folder));
        Sz.Result skipped = Sz.run("convert", reads, bad, "-o", out, "--skip-damaged");
        assertEquals(Main.FAILED, skipped.exitCode());
        assertTrue(skipped.err().endsWith("bad.fastq: 1 record taken: 1 damaged part skipped\n"), skipped.err());
        assertEquals(List.of("a", "b", "x"), Sz.run("skim", out, "--ids").done().lines());

        Sz.Result each = Sz.run("convert", reads, bad, "-d", folder.resolve("each"));
        assertEquals(Main.FAILED, each.exitCode());
        assertEquals(List.of("reads.sz"), Sz.names(folder.resolve("each")));
    }

    @Test
    void derivedAndCalibrated() throws Exception {
        Path csv = Files.writeString(
                folder.resolve("in.csv"),
                "read_id,start_sample,digitisation,offset,range,sampling_rate,raw_signal\n"
                        + "a,8000,8192,10,1024,4000,-10;0;6\nb,,,10,1024,4000,1;2\n");
        Path sz = folder.resolve("in.sz");
        Sz.run("convert", csv, sz).done();
        Sz.Result result = Sz.run(
                "view", sz, "-i", "read_id,raw_signal", "--picoamps", "--derive", "start_time,duration", "--to", "csv");
        assertEquals("read_id,start_time,duration,raw_signal\na,2.0,7.5E-4,0.0;1.25;2.0\nb,,5.0E-4,\n", result.out());
        assertTrue(result.err().contains("warning: " + sz + ": 1 record without a calibration"), result.err());
        Sz.run("view", sz, "-x", "range", "--derive", "end_time").refused("--derive", "start_time");
        Sz.run("view", TYPES, "--picoamps").refused("--picoamps");
        Sz.run("get", sz, "a", "--samples", "0-1", "--derive", "duration").refused("--samples");
        assertEquals(
                "read_id\tchannel\n".replace("channel", "raw_signal") + "a\t0.0\n",
                Sz.run("get", sz, "a", "--samples", "0-1", "-i", "read_id,raw_signal", "--picoamps")
                        .done()
                        .out());
    }

    @Test
    void temporaryFolder() throws Exception {
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        Path out = folder.resolve("out.sz");
        Sz.run("convert", reads, out, "--tmp-dir", tmp).done();
        assertEquals(List.of("a", "b"), Sz.run("skim", out, "--ids").done().lines());
        assertEquals(List.of(), Sz.names(tmp));
        Sz.run("convert", reads, out, "--tmp-dir", folder.resolve("none"), "-f").failed("no such folder");
    }

    @Test
    void whatIsInAFileOfAnotherFormat() {
        String text = Sz.run("info", reads).done().out();
        assertTrue(text.contains("\nformat   fastq (") && text.contains("  read_id  S  (key)"), text);
        assertEquals(
                "[{\"name\": \"sequence\", \"type\": \"S\"}, {\"name\": \"quality\", \"type\": \"S\"}]",
                Sz.run("info", reads, "--json")
                        .done()
                        .json()
                        .get(0)
                        .get("datasets")
                        .toString());
    }

    @Test
    void formatsAreListed() {
        String text = Sz.run("formats").done().out();
        for (String format : List.of("sz", "csv", "tsv", "jsonl", "fastq")) {
            assertTrue(text.contains("\n" + format + " "), text);
        }
        List<String> inPlace = text.lines()
                .filter(line -> line.matches("\\S+ +(yes|-) +(yes|-) +yes .*"))
                .map(line -> line.split(" ", 2)[0])
                .sorted()
                .toList();
        assertEquals(List.of("blow5", "pod5", "slow5", "sz"), inPlace, text);
        assertTrue(text.contains("csv, read: --in-option\n  array-separator"), text);
    }
}
