package org.szformat.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.concurrent.CompressedFile;
import org.szformat.layout.OnExisting;
import org.szformat.layout.RecordFile;
import org.szformat.merge.DuplicatePolicy;
import org.szformat.query.Samples;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** IDs that are there twice, and degraded columns. */
final class DuplicatesTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("n", ValueType.I32)
            .dataset("signal", ValueType.I16)
            .build();

    @TempDir
    Path temp;

    private static Record record(String id, int n) {
        return Record.builder(SCHEMA)
                .set("read_id", id)
                .set("n", n)
                .set("signal", new short[] {(short) n, (short) -n, 7})
                .build();
    }

    private Path file(String name, int perChunk, String... ids) throws Exception {
        List<Record> records = new ArrayList<>();
        for (String id : ids) {
            records.add(record(id, number++));
        }
        return Samples.write(temp.resolve(name), records, perChunk, Layout.CONTAINER);
    }

    private int number;

    private static List<String> read(Path path) throws Exception {
        List<String> records = new ArrayList<>();
        for (Record record : Contents.read(path)) {
            records.add(record.key() + "=" + record.getInteger("n"));
        }
        return records;
    }

    private RewriteResult merge(DuplicatePolicy policy, Path... sources) throws Exception {
        return Rewrite.from(sources).onDuplicate(policy).to(temp.resolve("out.sz"), OnExisting.REPLACE);
    }

    @Test
    void eachPolicyDoesWhatItSays() throws Exception {
        Path a = file("a.sz", 2, "x", "y", "z", "x");
        Path b = file("b.sz", 2, "w", "v", "y", "u");
        assertEquals(8, merge(DuplicatePolicy.KEEP, a, b).chunksCopied() * 2);

        RewriteResult first = merge(DuplicatePolicy.FIRST, a, b);
        assertEquals(List.of("x=0", "y=1", "z=2", "w=4", "v=5", "u=7"), read(first.target()));
        assertEquals(2, first.droppedDuplicates());
        assertEquals(2, first.chunksCopied());

        assertEquals(
                List.of("z=2", "x=3", "w=4", "v=5", "y=6", "u=7"),
                read(merge(DuplicatePolicy.LAST, a, b).target()));
        RewriteResult suffix = merge(DuplicatePolicy.SUFFIX, a, b);
        assertEquals(List.of("x=0", "y=1", "z=2", "x_2=3", "w=4", "v=5", "y_2=6", "u=7"), read(suffix.target()));
        assertEquals(0, suffix.droppedDuplicates());

        Files.delete(temp.resolve("out.sz"));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> merge(DuplicatePolicy.REFUSE, a, b));
        assertTrue(e.getMessage().contains("'x' in " + a + " twice"), e.getMessage());
        assertTrue(e.getMessage().contains("'y' in " + a + " and in " + b), e.getMessage());
        assertFalse(Files.exists(temp.resolve("out.sz")));
        merge(DuplicatePolicy.REFUSE, b);
    }

    @Test
    void newIdsAreNobodyElses() throws Exception {
        Path a = file("a.sz", 3, "x", "x", "x_2", "x_4", "x", "x_2", "x_02", "x_2_2", "x_99999999999");
        assertEquals(
                List.of("x=0", "x_3=1", "x_2=2", "x_4=3", "x_5=4", "x_2_3=5", "x_02=6", "x_2_2=7", "x_99999999999=8"),
                read(merge(DuplicatePolicy.SUFFIX, a).target()));
    }

    @Test
    void whatIsFilteredOutIsNoDuplicate() throws Exception {
        Path a = file("a.sz", 2, "x", "y", "x", "z");
        Path out = temp.resolve("out.sz");
        Rewrite.from(a).where("n > 0").onDuplicate(DuplicatePolicy.REFUSE).to(out, OnExisting.REFUSE);
        assertEquals(List.of("y=1", "x=2", "z=3"), read(out));
        Rewrite.from(a, a).where("n > 1").onDuplicate(DuplicatePolicy.FIRST).to(out, OnExisting.REPLACE);
        assertEquals(List.of("x=2", "z=3"), read(out));
    }

    @Test
    void recordsWithoutIdsAreRefused() throws Exception {
        Schema schema =
                Schema.builder().withoutKey().attribute("n", ValueType.I32).build();
        Path a = Samples.write(
                temp.resolve("a.sz"), List.of(Record.builder(schema).set("n", 1).build()), 1, Layout.CONTAINER);
        assertThrows(IllegalArgumentException.class, () -> merge(DuplicatePolicy.FIRST, a));
        merge(DuplicatePolicy.KEEP, a, a);
    }

    @ParameterizedTest
    @EnumSource(
            value = DuplicatePolicy.class,
            names = {"FIRST", "LAST", "SUFFIX"})
    void agreesWithAnswersFromMemory(DuplicatePolicy policy) throws Exception {
        for (long seed = 1; seed <= 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Path> sources = new ArrayList<>();
            Map<String, List<Integer>> all = new LinkedHashMap<>();
            number = 0;
            for (int i = 0; i < 3; i++) {
                String[] ids = new String[random.nextInt(1, 60)];
                for (int at = 0; at < ids.length; at++) {
                    ids[at] = "r" + random.nextInt(40) + (random.nextInt(4) == 0 ? "_" + random.nextInt(4) : "");
                    all.computeIfAbsent(ids[at], any -> new ArrayList<>()).add(number + at);
                }
                sources.add(file("s" + seed + i + ".sz", 4, ids));
            }
            List<String> found =
                    read(merge(policy, sources.toArray(Path[]::new)).target());
            Map<Integer, String> byNumber = new HashMap<>();
            found.forEach(entry -> byNumber.put(
                    Integer.valueOf(entry.substring(entry.indexOf('=') + 1)), entry.substring(0, entry.indexOf('='))));
            Set<String> given = new HashSet<>();
            for (Map.Entry<String, List<Integer>> id : all.entrySet()) {
                List<Integer> numbers = id.getValue();
                int kept = policy == DuplicatePolicy.LAST ? numbers.get(numbers.size() - 1) : numbers.get(0);
                for (int each : numbers) {
                    String name = byNumber.get(each);
                    String message = "seed " + seed + ", " + id + ": " + name;
                    if (each == kept) {
                        assertEquals(id.getKey(), name, message);
                    } else if (policy == DuplicatePolicy.SUFFIX) {
                        assertTrue(name.matches(id.getKey() + "_[1-9][0-9]*"), message);
                    } else {
                        assertEquals(null, name, message);
                    }
                    assertTrue(name == null || given.add(name), message);
                }
            }
        }
    }

    @Test
    void degradedColumnsSaySo() throws Exception {
        Path a = file("a.sz", 2, "x", "y", "z");
        Path once = temp.resolve("once.sz");
        Rewrite.from(a).degrade("signal", 2).verified().to(once, OnExisting.REFUSE);
        Path twice = temp.resolve("twice.sz");
        Rewrite.from(once).degrade("signal", 1).to(twice, OnExisting.REFUSE);
        for (Path path : List.of(once, twice)) {
            try (CompressedFile.Reader reader = CompressedFile.open(path)) {
                RecordFile file = reader.file();
                assertEquals("{\"degraded\": {\"signal\": 2}}", file.header().toString());
                assertTrue(file.codec(SCHEMA.field("signal")).startsWith("degrade(2), "), path::toString);
                short[] read = reader.get("z").orElseThrow().getShorts("signal");
                assertEquals(List.of(4, 0, 8), List.of((int) read[0], (int) read[1], (int) read[2]));
            }
        }
        Path more = temp.resolve("more.sz");
        Rewrite.from(twice).degrade("signal", 3).to(more, OnExisting.REFUSE);
        try (CompressedFile.Reader reader = CompressedFile.open(more)) {
            assertEquals("{\"degraded\": {\"signal\": 3}}", reader.header().toString());
            assertTrue(reader.file().codec(SCHEMA.field("signal")).startsWith("degrade(3), "));
        }
    }

    @Test
    void onlyIntegersAreDegraded() throws Exception {
        Path a = file("a.sz", 2, "x");
        for (String column : List.of("read_id", "n", "nothing")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Rewrite.from(a).degrade(column, 2).to(temp.resolve("o.sz"), OnExisting.REFUSE),
                    column);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Rewrite.from(a)
                        .degrade("signal", 2)
                        .layout(Layout.DIRECTORY)
                        .to(temp.resolve("o.sz"), OnExisting.REFUSE));
        Rewrite.from(a)
                .degrade("signal", 2)
                .codec("signal", ColumnCodec.parse("plain, lz4"))
                .to(temp.resolve("o.sz"), OnExisting.REFUSE);
        try (CompressedFile.Reader reader = CompressedFile.open(temp.resolve("o.sz"))) {
            assertEquals("degrade(2), plain, lz4", reader.file().codec(SCHEMA.field("signal")));
        }
    }
}
