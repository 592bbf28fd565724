package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

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

    private static String layout(Path file) {
        return ((JsonValue.Text)
                        Sz.run("info", file, "--json").done().json().get(0).get("layout"))
                .value();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reads", "types", "attributes"})
    void holdsTheSame(String vector) throws Exception {
        Path out = folder.resolve("out.sz");
        assertEquals("", Sz.run("convert", Sz.vector(vector), out).done().out());
        assertSame(Sz.vector(vector), out);
        assertEquals(List.of("out.sz"), Sz.names(folder));
        Path back = folder.resolve("back.sz");
        Sz.run("convert", out, back, "--layout", "directory").done();
        assertSame(Sz.vector(vector), back);
        assertEquals(List.of("dat", "index"), Sz.names(back));
        assertEquals(
                List.of("directory", "container", "directory"),
                List.of(layout(Sz.vector(vector)), layout(out), layout(back)));
        try (InputStream in = Files.newInputStream(out);
                ZstdInputStream stream = new ZstdInputStream(in)) {
            stream.readAllBytes();
        }
        assertTrue(Zstandard.accepts(out));
        Sz.run("verify", out, back).done();
    }

    @Test
    void whatKilledRunsLeftIsRemoved() throws Exception {
        Files.write(folder.resolve(".out.sz.0123abcd.tmp"), new byte[9]);
        Files.write(folder.resolve(".out.sz.0123abcd.lock"), new byte[0]);
        Files.write(folder.resolve(".other.sz.0123abcd.tmp"), new byte[9]);
        Sz.run("convert", READS, folder.resolve("out.sz")).done();
        assertEquals(List.of(".other.sz.0123abcd.tmp", "out.sz"), Sz.names(folder));
        Files.createDirectory(folder.resolve("all"));
        Files.write(folder.resolve("all").resolve(".reads.0123abcd.tmp"), new byte[9]);
        Sz.run("convert", READS, "-d", folder.resolve("all"), "--one-to-one").done();
        assertEquals(List.of("reads"), Sz.names(folder.resolve("all")));
    }

    @Test
    void existingFilesStayUnlessForced() throws Exception {
        Path out = Sz.copyOf("types", folder);
        Sz.run("convert", READS, out).failed("types.sz: exists; give --force to replace it");
        assertSame(Sz.vector("types"), out);
        for (String layout : List.of("directory", "container", "container", "directory")) {
            Sz.run("convert", READS, out, "--force", "--layout", layout).done();
            assertSame(READS, out);
            assertEquals(layout, layout(out));
            assertEquals(List.of("types.sz"), Sz.names(folder));
        }
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

        for (String layout : List.of("container", "directory")) {
            Path empty = Files.createDirectory(folder.resolve(layout));
            Sz.run("convert", READS, empty, "--layout", layout).done();
            assertSame(READS, empty);
        }
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
        Sz.run("convert", empty, out, "--layout", "directory").failed("sz: " + out + ": found no record");
        assertEquals(List.of("types.sz"), Sz.names(folder));
    }

    @Test
    void typesThatADirectoryDoesNotKnowAreWidened() throws Exception {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("i8", ValueType.I8)
                .attribute("u64", ValueType.U64)
                .dataset("d8", ValueType.I8)
                .dataset("du8", ValueType.U8)
                .dataset("d64", ValueType.I64)
                .dataset("du64", ValueType.U64)
                .build();
        Path file = folder.resolve("wide.sz");
        try (CompressedFile.Writer writer =
                CompressedFile.create(file, schema, WriterOptions.defaults().withLayout(Layout.CONTAINER))) {
            writer.put(Record.builder(schema)
                    .set("id", "a")
                    .set("i8", -7)
                    .set("u64", -1L)
                    .set("d8", new byte[] {-128, 127})
                    .set("du8", new byte[] {-1, 1})
                    .set("d64", new long[] {Long.MIN_VALUE, 3})
                    .set("du64", new long[] {-1, 3})
                    .build());
        }
        Path copy = folder.resolve("copy.sz");
        Sz.run("convert", file, copy, "--level", 9).done();
        assertSame(file, copy);

        Path out = folder.resolve("out.sz");
        Sz.run("convert", file, out, "--layout", "directory").failed("i8 (I8)", "--widen");
        assertEquals(List.of("copy.sz", "wide.sz"), Sz.names(folder));
        Sz.run("convert", file, out, "--layout", "directory", "--widen", "--level", 3)
                .done();
        assertEquals(
                "id\tattribute\tS\ni8\tattribute\tI16\nu64\tattribute\tS\nd8\tdataset\tI16\ndu8\tdataset\tU16\n"
                        + "d64\tdataset\tS\ndu64\tdataset\tS\n",
                Sz.run("view", out, "-L").done().out());
        assertEquals(
                "{\"id\":\"a\",\"i8\":-7,\"u64\":\"18446744073709551615\",\"d8\":[-128,127],\"du8\":[255,1],"
                        + "\"d64\":\"-9223372036854775808,3\",\"du64\":\"18446744073709551615,3\"}\n",
                Sz.run("view", out, "--format", "jsonl").done().out());
    }

    @Test
    void codecsThatLoseInformationAreShown() throws Exception {
        Path out = folder.resolve("out.sz");
        Sz.run("convert", READS, out, "--codec", "Raw=degrade(3),delta-zigzag,svb,zstd(2)", "--codec", "Move=svb, lz4")
                .done();
        String text = Sz.run("info", out).done().out();
        assertTrue(text.contains("  Raw    I16  degrade(3), delta-zigzag, svb, zstd(2) (lossy)\n"), text);
        assertTrue(text.contains("  Move   U16  svb, lz4\n"), text);
        assertEquals(1, text.split("\\(lossy\\)", -1).length - 1);
        JsonValue.Obj info = Sz.run("info", out, "--json").done().json().get(0);
        List<JsonValue> datasets = ((JsonValue.Array) info.get("datasets")).items();
        assertEquals(
                List.of(JsonValue.TRUE, JsonValue.FALSE, JsonValue.FALSE),
                datasets.stream()
                        .map(field -> ((JsonValue.Obj) field).get("lossy"))
                        .toList());
        JsonValue.Obj read = Sz.run("get", out, "read_11_3", "--format", "jsonl")
                .done()
                .json()
                .get(0);
        assertTrue(((JsonValue.Array) read.get("Raw"))
                .items().stream().allMatch(sample -> Integer.parseInt(sample.toString()) % 8 == 0));
        Sz.run("verify", out).done();
        assertTrue(Zstandard.accepts(out));

        Path again = folder.resolve("again.sz");
        Sz.run("convert", out, again).done();
        assertSame(out, again);
        assertTrue(!Sz.run("info", again).done().out().contains("lossy"));
        Sz.run("convert", READS, again, "-f", "--codec", "Fastq=quantize(0.1), packed, lz4")
                .refused("Fastq", "quantize(0.1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain, none",
                "planes, bz2",
                "packed, blosc(2)",
                "delta-zigzag, split16, zstd(-7)",
                "delta-zigzag, packed, lz4",
                "delta-zigzag, planes, zstd(22)"
            })
    void anyCodec(String codec) throws Exception {
        Path out = folder.resolve("out.sz");
        Sz.run("convert", READS, out, "--codec", "Raw=" + codec).done();
        assertSame(READS, out);
        assertTrue(Sz.run("info", out).done().out().contains("  Raw    I16  " + codec + "\n"));
        assertTrue(Zstandard.accepts(out));
        Sz.run("verify", out).done();
    }

    private static void convert(Path in, Path out, String layout, Object... options) {
        List<Object> args = new ArrayList<>(List.of("convert", in, out, "--layout", layout));
        args.addAll(List.of(options));
        Sz.run(args.toArray()).done();
    }

    private static double bytes(Path file) {
        return ((JsonValue.Num)
                        Sz.run("info", file, "--json").done().json().get(0).get("compressed_bytes"))
                .toDouble();
    }

    @ParameterizedTest
    @ValueSource(strings = {"container", "directory"})
    void levelsAndCodecs(String layout) throws Exception {
        Path low = folder.resolve("low.sz");
        Path high = folder.resolve("high.sz");
        Path mixed = folder.resolve("mixed.sz");
        convert(READS, low, layout, "--level", -5);
        convert(READS, high, layout, "--level", 22);
        convert(READS, mixed, layout, "--level", -5, "--codec", "Fastq=plain, zstd(22)");
        double lowBytes = bytes(low);
        double highBytes = bytes(high);
        double mixedBytes = bytes(mixed);
        assertTrue(lowBytes > highBytes, lowBytes + " > " + highBytes);
        assertTrue(lowBytes > mixedBytes, lowBytes + " > " + mixedBytes);
        assertNotEquals(highBytes, mixedBytes);
        assertSame(READS, low);
        assertSame(READS, high);
        assertSame(READS, mixed);

        Path out = folder.resolve("out.sz");
        Sz.run("convert", READS, out, "--level", 23).refused("--level is 23");
        Sz.run("convert", READS, out, "--codec", "Raw=gzip").refused("--codec Raw", "gzip");
        Sz.run("convert", READS, out, "--layout", "directory", "--codec", "Raw=svb, zstd(1)")
                .refused("Raw", "delta-zigzag, svb");
        Sz.run("convert", READS, out, "--codec", "Raw=svb, zstd(1)").refused("Raw", "svb", "I16");
        Sz.run("convert", READS, out, "--codec", "Raw=delta-zigzag, svb, gzip(1)")
                .refused("--codec Raw: codec stage 3 \"gzip(1)\" at character 19 is unknown there");
        Sz.run("convert", READS, out, "--codec", "Rw=svb, zstd(1)").refused("no field 'Rw'", "Raw");
        assertEquals(List.of("high.sz", "low.sz", "mixed.sz"), Sz.names(folder));
    }

    @Test
    void bytesDoNotDependOnThreads() throws Exception {
        Path oneFile = folder.resolve("one-file.sz");
        Path fourFile = folder.resolve("four-file.sz");
        Sz.run("convert", READS, oneFile, "-t", 1).done();
        Sz.run("convert", READS, "-o", fourFile, "-t", 4).done();
        assertEquals(-1, Files.mismatch(oneFile, fourFile));
        Path one = folder.resolve("one.sz");
        Path four = folder.resolve("four.sz");
        Sz.run("convert", READS, one, "-t", 1, "--layout", "directory").done();
        Sz.run("convert", READS, "-o", four, "-t", 4, "--layout", "directory").done();
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
        Sz.run("convert", READS, folder.resolve("x"), "--one-to-one").refused("--out-dir");
        Sz.run("convert", READS, folder.resolve("x.csv"), "--level", 3).refused("--level", "csv");
        Sz.run("convert", READS, folder.resolve("x"), "-c", "zstd").refused("-c is for BLOW5");
        Sz.run("convert", READS, folder.resolve("x"), "--to", "xml").refused("no format 'xml'", "fastq");
        Sz.run("convert", READS, folder.resolve("x.csv"), "--out-option", "color=red")
                .refused("no option 'color'", "array-separator");
        Sz.run("convert", READS, folder.resolve("x.csv"), "--in-option", "a=b", "--from", "csv")
                .refused("--in-option", "array-separator");
        Sz.run("convert", READS, "-o", "x", "-d", "y").refused("exclude each other");
        Sz.run("convert", READS, "-").refused("standard output");
        Sz.run("convert", "-r", folder, folder.resolve("x")).refused("--out-dir");
        Sz.run("convert", READS, folder.resolve("x"), "--layout", "circle").refused("--layout");
        Sz.run("convert", READS, folder.resolve("no/x.sz")).failed("no directory to put it in");
        assertEquals(List.of(), Sz.names(folder));
    }
}
