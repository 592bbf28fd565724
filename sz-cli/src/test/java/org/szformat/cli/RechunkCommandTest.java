package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.concurrent.CompressedFile;
import org.szformat.digest.RecordDigest;
import org.szformat.layout.Chunk;
import org.szformat.record.Record;

@Timeout(120)
class RechunkCommandTest {
    private static final List<String> COLUMNS = List.of(
            "backend_key",
            "load_time",
            "write_time",
            "uncompressed_mb",
            "source_compressor",
            "dest_compressor",
            "source_mb",
            "dest_mb",
            "dest_directory");

    @TempDir
    Path folder;

    private Path source;
    private Path target;

    @BeforeEach
    void write() throws Exception {
        source = Containers.write(folder.resolve("reads.sz"));
        target = folder.resolve("new.sz");
    }

    private static RecordDigest digest(Path file) throws Exception {
        return RecordDigest.of(file, 1);
    }

    /** What a command says, in which the names stand in the order that others know. */
    private static Map<String, String> said(Sz.Result result) {
        Map<String, String> said = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String line : result.done().lines()) {
            String[] parts = line.split(" +", 2);
            names.add(parts[0]);
            said.put(parts[0], parts[1]);
        }
        assertEquals(COLUMNS, names);
        return said;
    }

    private static List<Integer> chunkRecords(Path file) throws Exception {
        return Containers.chunks(file).stream().map(Chunk::records).toList();
    }

    private static List<Record> records(Path file) throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            return reader.stream().toList();
        }
    }

    private static String codecs(Path file) throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            return reader.schema().fields().stream()
                    .map(field -> reader.file().codec(field))
                    .collect(Collectors.joining("; "));
        }
    }

    @Test
    void whatIsTold() throws Exception {
        Map<String, String> said = said(Sz.run("rechunk", source, target, "--compressor", "bz2"));
        assertEquals("reads.sz", said.get("backend_key"));
        assertEquals("none+zstd(1)", said.get("source_compressor"));
        assertEquals("bz2", said.get("dest_compressor"));
        assertEquals(target.toString(), said.get("dest_directory"));
        assertEquals(Files.size(source) / 1e6, Double.parseDouble(said.get("source_mb")), 1e-9);
        assertEquals(Files.size(target) / 1e6, Double.parseDouble(said.get("dest_mb")), 1e-9);
        try (CompressedFile.Reader reader = CompressedFile.open(source)) {
            assertEquals(reader.file().valueBytes() / 1e6, Double.parseDouble(said.get("uncompressed_mb")), 1e-9);
        }
        assertTrue(Double.parseDouble(said.get("load_time")) > 0, said::toString);
        assertTrue(Double.parseDouble(said.get("write_time")) > 0, said::toString);
        assertEquals(digest(source), digest(target));
        assertEquals("plain, bz2; delta-zigzag, split16, bz2; plain, bz2; plain, bz2", codecs(target));
    }

    /** The options that strax's script has, and the two ways to name files. */
    @Test
    void filesByOptions() throws Exception {
        byte[] before = Files.readAllBytes(source);
        said(Sz.run("rechunk", "--source", source, "--dest", target, "--target_size_mb", 1, "--level", 5));
        assertEquals(digest(source), digest(target));
        assertTrue(codecs(target).contains("zstd(5)"));
        Path archive = Files.createDirectory(folder.resolve("archive"));
        Map<String, String> said = said(Sz.run("rechunk", "--source", source, "--dest", archive));
        assertEquals(archive.resolve("reads.sz").toString(), said.get("dest_directory"));
        assertEquals(digest(source), digest(archive.resolve("reads.sz")));
        said(Sz.run("rechunk", source, "--destination", folder.resolve("third.sz")));
        assertArrayEquals(before, Files.readAllBytes(source));
    }

    @Test
    void replacing() throws Exception {
        RecordDigest before = digest(source);
        Map<String, String> said = said(Sz.run("rechunk", source, "--replace", "--compressor", "lz4"));
        assertEquals("none+zstd(1)", said.get("source_compressor"));
        assertEquals("lz4", said.get("dest_compressor"));
        assertEquals(source.toString(), said.get("dest_directory"));
        assertEquals(before, digest(source));
        assertEquals(List.of("reads.sz"), Sz.names(folder));
        Path directory = Sz.copyOf("reads", Files.createDirectory(folder.resolve("directories")));
        RecordDigest ofDirectory = digest(directory);
        said(Sz.run("rechunk", directory, "--replace", "--level", 9));
        assertEquals(ofDirectory, digest(directory));
    }

    /** Codecs that all columns have had already make the same file of it again. */
    @Test
    void thereAndBack() throws Exception {
        said(Sz.run("rechunk", source, target, "--compressor", "zstd"));
        byte[] first = Files.readAllBytes(target);
        for (String compressor : List.of("lz4", "bz2", "blosc", "none", "zstd(7)", "zstd")) {
            Map<String, String> said = said(Sz.run("rechunk", target, "--replace", "--compressor", compressor));
            assertEquals(compressor, said.get("dest_compressor"));
        }
        assertArrayEquals(first, Files.readAllBytes(target));
    }

    @ParameterizedTest
    @CsvSource({"--chunk-records, 7, 7 7 7 7 2", "--chunk-records, 30, 30", "--target-size-mb, 1, 30"})
    void chunks(String option, String value, String expected) throws Exception {
        said(Sz.run("rechunk", source, target, option, value));
        assertEquals(
                expected, chunkRecords(target).stream().map(String::valueOf).collect(Collectors.joining(" ")));
        assertEquals(records(source), records(target));
    }

    @Test
    void chunksOfSomeBytes() throws Exception {
        said(Sz.run("rechunk", source, target, "--chunk-bytes", 3_000));
        List<Integer> chunks = chunkRecords(target);
        assertTrue(chunks.size() > 3, chunks::toString);
        assertEquals(records(source), records(target));
    }

    @Test
    void grouping() throws Exception {
        said(Sz.run("rechunk", source, target, "--group-by", "channel", "--chunk-records", 10));
        List<String> channels =
                Sz.run("view", target, "-i", "channel", "-H").done().lines();
        assertEquals(List.of("0", "1", "2"), channels.stream().distinct().toList());
        for (int i = 0; i < 30; i++) {
            assertEquals(String.valueOf(i / 10), channels.get(i));
        }
        assertEquals(List.of(10, 10, 10), chunkRecords(target));
        assertEquals(digest(source), digest(target));
    }

    /** The channel and ID of each record, in this order. */
    private List<String> order() {
        return Sz.run("view", target, "-i", "channel,read_id", "-H").done().lines().stream()
                .map(line -> line.replaceAll("(.*)\t(.*)", "$2 $1"))
                .toList();
    }

    /** IDs are in the order of their text. */
    @Test
    void sorting() throws Exception {
        said(Sz.run("rechunk", source, target, "--sort-by", "channel,read_id"));
        List<String> order = order();
        assertEquals(30, order.size());
        assertEquals(new ArrayList<>(new TreeSet<>(order)), order);
        said(Sz.run("rechunk", source, target, "-f", "--group-by", "channel", "--sort-by", "read_id"));
        assertEquals(order, order());
    }

    @Test
    void someRecordsAndFields() throws Exception {
        said(Sz.run("rechunk", source, target, "--where", "channel == 1", "-i", "read_id,raw_signal", "--level", 3));
        assertEquals(
                List.of("read_id", "raw_signal"),
                Sz.run("view", target, "-L").done().lines().stream()
                        .map(line -> line.split("[\t ]")[0])
                        .toList());
        assertEquals(10, records(target).size());
        said(Sz.run("rechunk", source, target, "-f", "--where", "channel == 1", "--select", "read_id"));
        assertEquals("read-1", Sz.run("skim", target, "--ids").done().lines().get(0));
    }

    @Test
    void otherLayouts() throws Exception {
        Map<String, String> said = said(Sz.run("rechunk", source, target, "--layout", "directory", "--verify"));
        assertTrue(Files.isDirectory(target));
        assertEquals("zstd", said.get("dest_compressor"));
        assertEquals(digest(source), digest(target));
        Path back = folder.resolve("back.sz");
        said(Sz.run("rechunk", target, back, "--layout", "container", "--compressor", "lz4"));
        assertEquals(digest(source), digest(back));
        Sz.run("rechunk", source, back, "-f", "--layout", "directory", "--compressor", "lz4")
                .refused("zstd only");
        Sz.run("rechunk", target, back, "-f", "--chunk-records", 5).refused("no chunks");
    }

    @Test
    void codecsOfColumns() throws Exception {
        String codec = "delta-zigzag, svb, zstd(2)";
        said(Sz.run("rechunk", source, target, "--codec", "raw_signal=" + codec, "--compressor", "none"));
        assertEquals("plain, none; delta-zigzag, split16, none; " + codec + "; plain, none", codecs(target));
        Sz.run("rechunk", source, target, "-f", "--codec", "none=" + codec).refused("no field 'none'");
        Sz.run("rechunk", source, target, "-f", "--codec", "raw_signal=nonsense")
                .refused("nonsense");
        Sz.run("rechunk", source, target, "-f", "--codec", "read_id=" + codec).refused("cannot hold");
    }

    @Test
    void droppedBits() {
        Sz.run("rechunk", source, target, "--degrade", 3, "--compressor", "lz4", "--group-by", "channel", "--verify")
                .done();
        String info = Sz.run("info", "--json", target).done().out();
        assertTrue(info.contains("\"degraded\": {\"raw_signal\": 3}"), info);
        assertTrue(info.contains("degrade(3), "), info);
        Path again = folder.resolve("again.sz");
        Sz.run("rechunk", target, again, "-i", "read_id,raw_signal", "--degrade", "raw_signal=4")
                .done();
        assertTrue(Sz.run("info", "--json", again).done().out().contains("\"degraded\": {\"raw_signal\": 4}"));
        Sz.run("rechunk", source, target, "-f", "-i", "read_id", "--degrade", 3).refused("there is none");
        Sz.run("rechunk", source, "--replace", "--degrade", 3).refused("--replace keeps all values");
    }

    @Test
    void manifestsBecomeOneFile() throws Exception {
        Path other = Containers.write(folder.resolve("other.sz"), "-x");
        Path manifest = folder.resolve("run.szv");
        Sz.run("combine", source, other, "-o", manifest).done();
        RecordDigest both = digest(manifest);
        for (String[] how : new String[][] {{}, {"--compressor", "lz4"}, {"--level", "5", "--group-by", "channel"}}) {
            List<Object> arguments = new ArrayList<>(List.of("rechunk", manifest, target, "-f", "--verify"));
            arguments.addAll(List.of(how));
            Sz.run(arguments.toArray()).done();
            assertEquals(both, digest(target));
            assertTrue(Sz.run("info", target).done().out().contains("container"));
        }
        Sz.run("rechunk", manifest, "--replace").refused("keeps the layout, which is virtual");
    }

    @Test
    void whatContradictsItself() throws Exception {
        byte[] before = Files.readAllBytes(source);
        Sz.run("rechunk").refused("no file to read");
        Sz.run("rechunk", source).refused("TARGET", "--replace");
        Sz.run("rechunk", source, target, "--replace").refused("exclude each other");
        Sz.run("rechunk", source, source).refused("same file", "--replace");
        Sz.run("rechunk", source, target, "--source", source).refused("SOURCE is given twice");
        Sz.run("rechunk", source, target, "--dest", target).refused("TARGET is given twice");
        Sz.run("rechunk", source, "--replace", "-f").refused("--force");
        Sz.run("rechunk", source, "--replace", "-i", "read_id").refused("all records and fields");
        Sz.run("rechunk", source, "--replace", "--where", "channel == 1").refused("all records and fields");
        Sz.run("rechunk", source, "--replace", "--layout", "directory").refused("keeps the layout");
        Sz.run("rechunk", source, target, "--chunk-records", 3, "--chunk-bytes", 4)
                .refused("exclude each other");
        Sz.run("rechunk", source, target, "--target-size-mb", 3, "--chunk-bytes", 4)
                .refused("exclude each other");
        Sz.run("rechunk", source, target, "--compressor", "lz4", "--level", 3).refused("--level is one of zstd");
        Sz.run("rechunk", source, target, "--compressor", "zstd(4)", "--level", 3)
                .refused("has a level already");
        assertEquals(List.of("reads.sz"), Sz.names(folder));
        assertArrayEquals(before, Files.readAllBytes(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--level 23",
                "--compressor gzip",
                "--chunk-records 0",
                "--chunk-records x",
                "--chunk-bytes -1",
                "--target-size-mb 99999999",
                "--group-by nothing",
                "--group-by raw_signal",
                "--sort-by channel,nothing",
                "--sort-by raw_signal",
                "--where channel=",
                "--where nothing==1",
                "-i nothing",
                "--layout tar",
                "-t 0"
            })
    void badValues(String options) {
        List<Object> args = new ArrayList<>(List.of("rechunk", source, target));
        args.addAll(List.of(options.split(" ")));
        Sz.Result result = Sz.run(args.toArray());
        assertEquals(Main.USAGE, result.exitCode(), result::toString);
        assertEquals("", result.out());
        assertEquals(List.of("reads.sz"), Sz.names(folder));
    }

    @Test
    void whatIsThereStays() throws Exception {
        Files.writeString(target, "text");
        Sz.run("rechunk", source, target).failed(target.toString(), "no SZ file");
        Sz.run("rechunk", source, target, "-f").failed(target.toString(), "no SZ file");
        assertEquals("text", Files.readString(target));
        Path other = Containers.write(folder.resolve("other.sz"), "-x");
        byte[] before = Files.readAllBytes(other);
        Sz.run("rechunk", source, other).failed(other + ": exists; give --force");
        assertArrayEquals(before, Files.readAllBytes(other));
        said(Sz.run("rechunk", source, other, "-f"));
        assertEquals(digest(source), digest(other));
        Sz.run("rechunk", folder.resolve("none.sz"), folder.resolve("x.sz")).failed("no such file");
        Sz.run("rechunk", source, folder.resolve("no/such/x.sz")).failed("no directory");
        assertEquals(List.of("new.sz", "other.sz", "reads.sz"), Sz.names(folder));
    }

    @Test
    void damage() throws Exception {
        Containers.flip(source, Containers.place(source, Containers.LONG, 100));
        byte[] before = Files.readAllBytes(source);
        for (Object[] how : new Object[][] {{target}, {"--replace"}}) {
            for (Object[] what : new Object[][] {{}, {"--compressor", "lz4"}, {"--group-by", "channel"}}) {
                List<Object> args = new ArrayList<>(List.of("rechunk", source));
                args.addAll(List.of(how));
                args.addAll(List.of(what));
                Sz.run(args.toArray()).failed(source.toString(), "chunk 1", "raw_signal");
                assertEquals(List.of("reads.sz"), Sz.names(folder));
                assertArrayEquals(before, Files.readAllBytes(source));
            }
        }
    }

    @Test
    void unfinishedFilesAreNotReplaced() throws Exception {
        Path unfinished = folder.resolve("unfinished.sz");
        byte[] whole = Files.readAllBytes(source);
        Files.write(unfinished, Arrays.copyOf(whole, whole.length - 1));
        byte[] before = Files.readAllBytes(unfinished);
        Sz.Result result = Sz.run("rechunk", unfinished, "--replace");
        assertEquals(Main.FAILED, result.exitCode(), result::toString);
        assertArrayEquals(before, Files.readAllBytes(unfinished));
        assertEquals(List.of("reads.sz", "unfinished.sz"), Sz.names(folder));
    }

    @Test
    void reportsAreAppended() throws Exception {
        Path csv = folder.resolve("stats.csv");
        said(Sz.run("rechunk", source, target, "--write_stats_to", csv));
        Map<String, String> second =
                said(Sz.run("rechunk", target, "--replace", "--level", 2, "--write-stats-to", csv));
        List<String> lines = Files.readAllLines(csv);
        assertEquals(String.join(",", COLUMNS), lines.get(0));
        assertEquals(3, lines.size());
        assertEquals(COLUMNS.stream().map(second::get).collect(Collectors.joining(",")), lines.get(2));
        Files.writeString(csv, Files.readString(csv).stripTrailing());
        said(Sz.run("rechunk", source, target, "-f", "--write-stats-to", csv));
        assertEquals(4, Files.readAllLines(csv).size());
    }

    @Test
    void otherTablesAreLeftAlone() throws Exception {
        Path csv = folder.resolve("stats.csv");
        Files.writeString(csv, "a,b\n1,2\n");
        Sz.run("rechunk", source, target, "--write-stats-to", csv).failed(csv.toString(), "'a,b", "backend_key");
        assertEquals("a,b\n1,2\n", Files.readString(csv));
        assertFalse(Files.exists(target));
        Sz.run("rechunk", source, target, "--write-stats-to", folder.resolve("no/stats.csv"))
                .failed("stats.csv");
        assertFalse(Files.exists(target));
    }

    /** Names that hold commas, quotes and line ends; many at once. */
    @Test
    void manyAppendAtOnce() throws Exception {
        Path csv = folder.resolve("stats.csv");
        Path odd = folder.resolve("a,\"b\".sz");
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Sz.Result>> results = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Path out = i == 0 ? odd : folder.resolve(i + ".sz");
                Callable<Sz.Result> task = () -> Sz.run("rechunk", source, out, "-t", 1, "--write-stats-to", csv);
                results.add(pool.submit(task));
            }
            for (Future<Sz.Result> result : results) {
                said(result.get());
            }
        } finally {
            pool.shutdown();
        }
        List<String> lines = Files.readAllLines(csv);
        assertEquals(17, lines.size());
        assertEquals(
                1,
                lines.stream().filter(line -> line.startsWith("backend_key,")).count());
        assertEquals(
                16, lines.stream().filter(line -> line.startsWith("reads.sz,")).count());
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> line.endsWith("\"" + folder + "/a,\"\"b\"\".sz\""))
                        .count());
    }

    @Test
    void processesAppendAtOnce() throws Exception {
        Path csv = folder.resolve("stats.csv");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "rechunk",
                            source.toString(),
                            folder.resolve(i + ".sz").toString(),
                            "--write-stats-to",
                            csv.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said-" + i).toFile())
                    .start());
        }
        for (int i = 0; i < processes.size(); i++) {
            assertTrue(processes.get(i).waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, processes.get(i).exitValue(), Files.readString(folder.resolve("said-" + i)));
        }
        List<String> lines = Files.readAllLines(csv);
        assertEquals(String.join(",", COLUMNS), lines.get(0));
        assertEquals(
                4, lines.stream().filter(line -> line.startsWith("reads.sz,")).count());
        assertEquals(5, lines.size());
    }
}
