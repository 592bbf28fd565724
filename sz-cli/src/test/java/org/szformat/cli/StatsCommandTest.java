package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.json.JsonValue;

class StatsCommandTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Containers.write(folder.resolve("reads.sz"));
    }

    private static JsonValue.Obj field(JsonValue.Obj stats, String name) {
        for (JsonValue item : ((JsonValue.Array) stats.get("fields")).items()) {
            if (((JsonValue.Obj) item).get("name").equals(JsonValue.of(name))) {
                return (JsonValue.Obj) item;
            }
        }
        throw new AssertionError(name + " is not in " + stats);
    }

    private static double number(JsonValue.Obj object, String name) {
        return ((JsonValue.Num) object.get(name)).toDouble();
    }

    @Test
    void jsonHasWhatAPlainLoopFinds() throws Exception {
        long count = 0;
        double sum = 0;
        double squares = 0;
        int min = Integer.MAX_VALUE;
        int max = Integer.MIN_VALUE;
        for (int i = 0; i < Containers.RECORDS; i++) {
            for (short value : Containers.signal(i)) {
                count++;
                sum += value;
                squares += (double) value * value;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        JsonValue.Obj stats = Sz.run("stats", file, "--json").done().json().get(0);
        assertEquals(JsonValue.of(Containers.RECORDS), stats.get("records"));
        JsonValue.Obj signal = field(stats, "raw_signal");
        assertEquals(JsonValue.of("I16"), signal.get("type"));
        assertEquals(JsonValue.of(count), signal.get("count"));
        assertEquals(JsonValue.of(min), signal.get("min"));
        assertEquals(JsonValue.of(max), signal.get("max"));
        assertEquals(JsonValue.of(0), signal.get("missing"));
        assertEquals(sum / count, number(signal, "mean"), 1e-9);
        assertEquals(Math.sqrt((squares - sum * sum / count) / (count - 1)), number(signal, "stddev"), 1e-6);
        assertEquals(JsonValue.of(Containers.RECORDS), signal.get("arrays"));
        JsonValue.Obj id = field(stats, "read_id");
        assertEquals(JsonValue.of(Containers.RECORDS), id.get("distinct"));
        assertEquals(JsonValue.of(6), id.get("min_length"));
        JsonValue.Obj channel = field(stats, "channel");
        assertEquals(1.0, number(channel, "mean"));
        assertEquals(1.0, number((JsonValue.Obj) channel.get("quantiles"), "0.5"));
    }

    @Test
    void damagedRecordsAreLeftOut() throws Exception {
        Path copy = Containers.write(folder.resolve("damaged.sz"));
        Containers.flip(copy, Containers.place(copy, 13, 5)); // which nine records share
        Sz.run("stats", copy, "-i", "raw_signal").failed(copy.toString());
        Sz.run("stats", copy, "-i", "channel", "--skip-damaged").done();
        for (String where : List.of("channel >= 0", "length(raw_signal) > 0")) {
            Sz.Result result = Sz.run(
                    "stats", file, copy, "-i", "raw_signal", "--json", "--skip-damaged", "-t", 3, "--where", where);
            assertEquals(Main.FAILED, result.exitCode(), result::toString);
            List<String> said = result.err().lines().toList();
            assertEquals(3, said.size(), result.err());
            assertTrue(said.get(0).startsWith("sz: warning: " + copy + ": records 10 to 11 skipped; "), result.err());
            assertTrue(said.get(1).startsWith("sz: warning: " + copy + ": records 13 to 19 skipped; "), result.err());
            assertEquals("sz: 9 damaged records skipped", said.get(2));
            JsonValue.Obj stats = result.json().get(0);
            assertEquals(JsonValue.of(2 * Containers.RECORDS - 9), stats.get("records"));
            assertEquals(
                    JsonValue.of(2 * Containers.RECORDS - 9),
                    field(stats, "raw_signal").get("arrays"));
        }
    }

    @Test
    void threadsAndFilesChangeNothing() throws Exception {
        String expected = Sz.run("stats", file, "--json", "-t", 1).done().out();
        for (int threads : List.of(2, 8)) {
            assertEquals(
                    expected,
                    Sz.run("stats", file, "--json", "-t", threads).done().out());
        }
        Path first = folder.resolve("first.sz");
        try (var writer = Containers.begin(first)) {
            Containers.put(writer, 0, 17);
        }
        Path second = folder.resolve("second.sz");
        try (var writer = Containers.begin(second)) {
            Containers.put(writer, 17, Containers.RECORDS);
        }
        assertEquals(expected, Sz.run("stats", first, second, "--json").done().out());
    }

    @Test
    void groups() {
        JsonValue.Obj stats = Sz.run("stats", file, "-i", "raw_signal", "--by", "channel", "--json")
                .done()
                .json()
                .get(0);
        assertEquals(JsonValue.of(Containers.RECORDS), stats.get("records"));
        List<JsonValue> groups = ((JsonValue.Array) stats.get("groups")).items();
        assertEquals(3, groups.size());
        JsonValue.Obj first = (JsonValue.Obj) groups.get(0);
        assertEquals(JsonValue.of(0), first.get("value"));
        assertEquals(JsonValue.of(10), first.get("records"));
        JsonValue.Obj alone = Sz.run("stats", file, "-i", "raw_signal", "--where", "channel == 0", "--json")
                .done()
                .json()
                .get(0);
        assertEquals(alone.get("fields"), first.get("fields"));
        String table = Sz.run("stats", file, "--by", "channel").done().out();
        assertTrue(table.startsWith("channel  records\n0        10\n"), table);
        assertTrue(table.contains("\nnumbers\n  field       type  channel  count"), table);
        Sz.run("stats", file, "--by", "read_id", "--max-groups", 29).failed("more than 29", "--max-groups");
    }

    @Test
    void tablesAreAligned() {
        String out = Sz.run("stats", file).done().out();
        List<String> lines = out.lines().filter(line -> line.startsWith("  ")).toList();
        assertTrue(out.startsWith("records  30\n\nnumbers\n"), out);
        assertTrue(lines.get(0).startsWith("  field       type  count  "), out);
        assertEquals(lines.get(0).indexOf("type"), lines.get(1).indexOf("U16"), out);
        assertEquals(
                List.of("numbers", "text", "arrays"),
                out.lines().filter(line -> line.matches("[a-z]+")).collect(Collectors.toList()));
    }

    @Test
    void wrongUsage() {
        Sz.Result wrong = Sz.run("stats", file, "--where", "chanel == 12");
        assertEquals(Main.USAGE, wrong.exitCode());
        assertEquals(
                "sz: --where: unknown field 'chanel' at column 1; there are read_id, channel, raw_signal, fastq; "
                        + "is 'channel' meant?\n  chanel == 12\n  ^\nTry 'sz stats --help'.\n",
                wrong.err());
        Sz.run("stats", file, "--by", "raw_signal").refused("no attribute 'raw_signal'");
        Sz.run("stats", file, "-i", "nope").refused("no field 'nope'");
        Sz.run("stats", file, "--max-groups", 0).refused("--max-groups");
        Sz.run("stats", folder.resolve("none.sz")).failed("no such file");
    }

    @Test
    void viewAndSkimChooseRecords() {
        String where = "channel == 2 && length(raw_signal) > 210";
        List<String> ids = List.of("read-11", "read-14", "read-17", "read-20", "read-23", "read-26", "read-29");
        assertEquals(
                ids,
                Sz.run("view", file, "-i", "read_id", "-H", "--where", where)
                        .done()
                        .lines());
        assertEquals(
                ids.subList(2, 5),
                Sz.run("view", file, "-i", "read_id", "-H", "--where", where, "--skip", 2, "--limit", 3)
                        .done()
                        .lines());
        assertEquals(
                List.of("read-2", "read-5"),
                Sz.run("skim", file, "--ids", "--where", "channel == 2 && read_id < 'read-6' && read_id > 'read-17'")
                        .done()
                        .lines()
                        .stream()
                        .filter(id -> id.length() == 6)
                        .toList());
        assertEquals(
                "read_id\tchannel\nread-29\t2\n",
                Sz.run("skim", file, "--where", "read_id == 'read-29'").done().out());
        Sz.run("skim", file, "--where", "length(fastq) > 1").refused("looks at a dataset");
        assertEquals(Main.USAGE, Sz.run("view", file, "--where", "channel ==").exitCode());
    }

    @Test
    void damagedRecordsAreTold() throws Exception {
        Containers.flip(file, Containers.place(file, Containers.LONG, 100));
        Sz.run("stats", file).failed("reads.sz");
        Sz.Result stopped = Sz.run("view", file, "-H", "-i", "read_id,raw_signal", "--where", "channel < 2")
                .failed("reads.sz");
        assertEquals("read-10", stopped.lines().get(stopped.lines().size() - 1).split("\t")[0]);
        Sz.Result skipped =
                Sz.run("view", file, "-H", "-i", "read_id,raw_signal", "--where", "channel < 2", "--skip-damaged");
        assertEquals(Main.FAILED, skipped.exitCode());
        assertEquals(19, skipped.lines().size());
    }
}
