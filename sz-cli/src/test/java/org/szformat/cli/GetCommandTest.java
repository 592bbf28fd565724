package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.json.JsonValue;
import org.szformat.number.Float80Array;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class GetCommandTest {
    private static final Path READS = Sz.vector("reads");

    @TempDir
    Path folder;

    @Test
    void inTheOrderAsked() {
        List<String> all = Sz.run("view", READS, "--format", "jsonl").done().lines();
        assertEquals(
                List.of(all.get(17), all.get(3), all.get(17)),
                Sz.run("get", READS, "read_11_17", "read_11_3", "read_11_17", "--format", "jsonl")
                        .done()
                        .lines());
    }

    @Test
    void aListOfAnyLength() throws Exception {
        Random random = new Random(7);
        List<String> asked = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            boolean isThere = i % 400 != 0;
            asked.add(isThere ? "read_11_" + random.nextInt(20) : "nope-" + i);
            if (isThere) {
                expected.add(asked.get(i));
            }
        }
        Path list = Files.write(folder.resolve("ids"), asked);
        Sz.Result result = Sz.run("get", READS, "--list", list, "-i", "ID", "-H")
                .failed("there are no records 'nope-0', 'nope-400', ", "'nope-7600' and 80 more");
        assertEquals(expected, result.lines());
    }

    @Test
    void missingIdsAreNamedAndTheOthersPrinted() {
        Sz.Result result = Sz.run("get", READS, "read_11_3", "nope", "read_11_0", "nada", "-i", "ID")
                .failed("there are no records 'nope', 'nada'");
        assertEquals(List.of("ID", "read_11_3", "read_11_0"), result.lines());
        Sz.run("get", READS, "nope").failed("there is no record 'nope'");
        assertEquals(
                List.of("ID", "read_11_3"),
                Sz.run("get", READS, "nope", "read_11_3", "-i", "ID", "--missing-ok")
                        .done()
                        .lines());
    }

    @Test
    void idsFromAList() throws Exception {
        String ids = "\uFEFFread_11_1\r\n\nread_11_2\nread_11_1";
        List<String> expected = List.of("read_11_9", "read_11_1", "read_11_2", "read_11_1");
        Path list = Files.writeString(folder.resolve("ids"), ids);
        assertEquals(
                expected,
                Sz.run("get", READS, "read_11_9", "--list", list, "-i", "ID", "-H")
                        .done()
                        .lines());
        assertEquals(
                expected,
                Sz.runWithInput(ids, "get", READS, "read_11_9", "-l", "-", "-i", "ID", "-H")
                        .done()
                        .lines());
        assertEquals(
                List.of("ID"),
                Sz.runWithInput("", "get", READS, "-l", "-", "-i", "ID").done().lines());
        Sz.run("get", READS, "-l", folder.resolve("none")).failed("no such file");
        Files.write(list, new byte[] {'a', (byte) 0xFF});
        Sz.run("get", READS, "-l", list).failed("no UTF-8");
        Sz.run("get", READS).refused("no IDs given");
    }

    @Test
    void samplesAreCountedAsPythonDoes() {
        JsonValue.Obj whole = only("get", READS, "read_11_3", "--format", "jsonl");
        List<JsonValue> raw = items(whole, "Raw");
        JsonValue.Obj part = only("get", READS, "read_11_3", "--format", "jsonl", "--samples", "2-5");
        assertEquals(raw.subList(2, 5), items(part, "Raw"));
        assertEquals(3, items(part, "Move").size());
        assertEquals(whole.get("Fastq"), part.get("Fastq"));
        assertEquals(
                raw.subList(5790, 5792),
                items(only("get", READS, "read_11_3", "--format", "jsonl", "--samples", "5790-9000"), "Raw"));
        assertEquals(
                raw.subList(5790, 5792),
                items(only("get", READS, "read_11_3", "--format", "jsonl", "--samples", "5790-"), "Raw"));
        assertEquals(
                "Raw\n\"\"\n",
                Sz.run("get", READS, "read_11_3", "-i", "Raw", "--samples", "9000-9001")
                        .done()
                        .out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0-10",
                "0-0",
                "7-",
                "100-230",
                "230-400",
                "19990-20010",
                "131000-131100",
                "131072-262144",
                "262100-999999",
                "267143-",
                "267144-",
                "267145-267150",
                "0-3000000000",
                "2999999999-3000000000"
            })
    void samplesOfContainers(String range) throws Exception {
        Path file = Containers.write(folder.resolve("reads.sz"));
        Path directory = folder.resolve("directory.sz");
        Sz.run("convert", file, directory, "--layout", "directory").done();
        List<Object> ids = List.of("read-0", "read-12", "read-25", "read-29");
        for (List<String> options : List.of(
                List.of("--format", "jsonl"), List.of("-i", "raw_signal"), List.of("--format", "csv", "-x", "fastq"))) {
            List<Object> args = new ArrayList<>(ids);
            args.addAll(List.of("--samples", range));
            args.addAll(options);
            args.add(0, "get");
            args.add(1, directory);
            String expected = Sz.run(args.toArray()).done().out();
            args.set(1, file);
            assertEquals(expected, Sz.run(args.toArray()).done().out());
        }
    }

    /** A block that is not needed may be damaged. */
    @Test
    void onlyTheBlocksOfTheSamplesAreRead() throws Exception {
        Path file = Containers.write(folder.resolve("reads.sz"));
        Object[] get = {"get", file, "read-25", "-i", "read_id,raw_signal", "-H", "--samples", ""};
        Containers.flip(file, Containers.place(file, Containers.LONGEST, Containers.BLOCK + 5));
        for (String range : List.of("0-100", "131000-131072", "262144-262145")) {
            get[7] = range;
            Sz.run(get).done();
        }
        for (String range : List.of("131000-131073", "200000-200001", "262143-262145", "0-")) {
            get[7] = range;
            Sz.run(get).failed("record 25");
        }
    }

    @Test
    void missingArraysStayMissing() throws Exception {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .dataset("signal", ValueType.I16)
                .dataset("wide", ValueType.F128)
                .build();
        Path file = folder.resolve("missing.sz");
        try (CompressedFile.Writer writer =
                CompressedFile.create(file, schema, WriterOptions.defaults().withLayout(Layout.CONTAINER))) {
            writer.put(Record.builder(schema)
                    .set("id", "a")
                    .setMissing("signal")
                    .setMissing("wide")
                    .build());
            writer.put(Record.builder(schema)
                    .set("id", "b")
                    .set("signal", new short[] {1, 2, 3})
                    .set("wide", Float80Array.ofDoubles(1, 2, 3))
                    .build());
        }
        assertEquals(
                List.of(
                        "{\"id\":\"a\",\"signal\":null,\"wide\":null}",
                        "{\"id\":\"b\",\"signal\":[2,3],\"wide\":[\"2.0\",\"3.0\"]}"),
                Sz.run("get", file, "a", "b", "--samples", "1-9", "--format", "jsonl")
                        .done()
                        .lines());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5-2", "5", "-5", "a-b", "1-2-3", "", "-", "99999999999999999999-", "١-٢"})
    void noSamples(String range) {
        Sz.run("get", READS, "read_11_3", "--samples=" + range).refused("--samples");
    }

    private static JsonValue.Obj only(Object... args) {
        List<JsonValue.Obj> records = Sz.run(args).done().json();
        assertEquals(1, records.size());
        return records.get(0);
    }

    private static List<JsonValue> items(JsonValue.Obj record, String name) {
        return ((JsonValue.Array) record.get(name)).items();
    }

    @Test
    void allRecordsOfAnId() throws Exception {
        Path file = Sz.copyOf("attributes", folder);
        Files.writeString(
                file.resolve("index"), Files.readString(file.resolve("index")).replace("a11_5\t", "a11_2\t"));
        assertEquals(
                List.of("a11_2\tµ", "a11_2\t\"\"\"q\"\"\""),
                Sz.run("get", file, "a11_2", "-i", "ID,tag", "-H").done().lines());
    }

    @Test
    void aFileWithoutIds() throws Exception {
        Path file = Sz.copyOf("attributes", folder);
        Files.writeString(
                file.resolve("index"),
                Files.readString(file.resolve("index"))
                        .replace("ID:A:S", "ID:A:U32")
                        .replace("tag:A:S", "tag:A:U32")
                        .replaceAll("a11_([0-9]+)", "$1")
                        .replaceAll("\t[^\t]+\t13:3", "\t1\t13:3"));
        Sz.run("get", file, "1").failed("no IDs");
        Sz.run("skim", file, "--ids").failed("no IDs");
        assertEquals(12, Sz.run("view", file, "-H").done().lines().size());
    }

    @Test
    void manyIds() throws Exception {
        List<String> ids = Sz.run("skim", READS, "--ids").done().lines();
        List<String> asked = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            int row = random.nextInt(ids.size());
            asked.add(i % 7_000 == 50 ? "nope" + i : ids.get(row));
            if (i % 7_000 != 50) {
                expected.add(ids.get(row));
            }
        }
        Path list = Files.write(folder.resolve("ids"), asked);
        for (int threads : new int[] {1, 3}) {
            Sz.Result result = Sz.run("get", READS, "-l", list, "-H", "-i", "ID", "-t", threads)
                    .failed("there are no records 'nope50', 'nope7050', 'nope14050'");
            assertEquals(expected, result.lines());
        }
    }
}
