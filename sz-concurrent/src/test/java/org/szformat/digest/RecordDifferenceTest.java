package org.szformat.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

@Timeout(60)
class RecordDifferenceTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("number", ValueType.I32)
            .dataset("values", ValueType.I16)
            .build();
    private static final Schema NO_KEY = Schema.builder()
            .attribute("number", ValueType.I32)
            .dataset("values", ValueType.I16)
            .build();

    @TempDir
    Path temp;

    private static Record record(int id, int number) {
        return Record.builder(SCHEMA)
                .set("read_id", "id-" + id)
                .set("number", number)
                .set("values", new short[] {(short) id, (short) number})
                .build();
    }

    private static List<Record> records(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> record(i, 0)).toList();
    }

    private Path write(String name, Layout layout, List<Record> records) throws Exception {
        Path path = temp.resolve(name);
        try (CompressedFile.Writer writer = CompressedFile.create(
                path, records.get(0).schema(), WriterOptions.defaults().withLayout(layout))) {
            for (Record record : records) {
                writer.put(record);
                if (record.hashCode() % 7 == 0) {
                    writer.flush();
                }
            }
        }
        return path;
    }

    private RecordDifference between(Path first, Path second) throws Exception {
        Path scratch = Files.createDirectories(temp.resolve("scratch"));
        RecordDifference difference = RecordDifference.between(first, second, 2, scratch);
        try (Stream<Path> left = Files.list(scratch)) {
            assertEquals(List.of(), left.toList());
        }
        boolean sameDigest = RecordDigest.of(first, 2).equals(RecordDigest.of(second, 1));
        assertEquals(difference.isNone(), sameDigest);
        return difference;
    }

    @Test
    void orderAndLayoutAreNoDifference() throws Exception {
        List<Record> records = new ArrayList<>(records(0, 500));
        Path first = write("first", Layout.CONTAINER, records);
        Collections.shuffle(records, new Random(5));
        Path second = write("second", Layout.DIRECTORY, records);
        assertEquals(new RecordDifference(500, 0, 0, 0, List.of(), List.of(), List.of()), between(first, second));
    }

    @Test
    void everyKindIsCountedAndNamed() throws Exception {
        List<Record> left = new ArrayList<>(records(0, 100));
        List<Record> right = new ArrayList<>(records(40, 103));
        right.set(10, record(50, 1));
        right.set(12, record(52, 1));
        RecordDifference found =
                between(write("left", Layout.CONTAINER, left), write("right", Layout.CONTAINER, right));
        assertEquals(58, found.same());
        assertEquals(40, found.onlyInFirst());
        assertEquals(3, found.onlyInSecond());
        assertEquals(2, found.changed());
        assertEquals(IntStream.range(0, 10).mapToObj(i -> "id-" + i).toList(), found.namesInFirst());
        assertEquals(List.of("id-100", "id-101", "id-102"), found.namesInSecond());
        assertEquals(List.of("id-50", "id-52"), found.namesChanged());
    }

    @Test
    void recordsOfOneIdAreASet() throws Exception {
        Path left = write(
                "left",
                Layout.CONTAINER,
                List.of(record(1, 1), record(1, 2), record(1, 2), record(1, 3), record(2, 0)));
        Path right = write("right", Layout.CONTAINER, List.of(record(1, 2), record(2, 0), record(1, 4), record(1, 1)));
        assertEquals(
                new RecordDifference(3, 1, 0, 1, List.of("id-1"), List.of(), List.of("id-1")), between(left, right));
    }

    @Test
    void withoutAKeyRowsAreNamed() throws Exception {
        List<Record> left = new ArrayList<>();
        List<Record> right = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            for (List<Record> side : List.of(left, right)) {
                side.add(Record.builder(NO_KEY)
                        .set("number", i == 7 && side == right ? -1 : i)
                        .set("values", new short[] {1})
                        .build());
            }
        }
        RecordDifference found =
                between(write("left", Layout.CONTAINER, left), write("right", Layout.CONTAINER, right));
        assertEquals(new RecordDifference(19, 1, 1, 0, List.of("row 7"), List.of("row 7"), List.of()), found);
        assertFalse(found.isNone());
    }

    /** Against sets in memory. */
    @Test
    void randomFiles() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            List<Record> left = new ArrayList<>();
            List<Record> right = new ArrayList<>();
            Set<Integer> inLeft = new HashSet<>();
            Set<Integer> inRight = new HashSet<>();
            long same = 0;
            for (int id = 0; id < 2_000; id++) {
                int kind = random.nextInt(round == 0 ? 2 : 20);
                if (kind != 0) {
                    left.add(record(id, 0));
                    inLeft.add(id);
                }
                if (kind != 1) {
                    right.add(record(id, kind == 2 ? 1 : 0));
                    inRight.add(id);
                }
                same += kind > 2 ? 1 : 0;
            }
            Collections.shuffle(left, random);
            Collections.shuffle(right, random);
            RecordDifference found =
                    between(write("l" + round, Layout.CONTAINER, left), write("r" + round, Layout.CONTAINER, right));
            String where = "seed " + seed + ", round " + round;
            assertEquals(same, found.same(), where);
            assertEquals(inLeft.stream().filter(id -> !inRight.contains(id)).count(), found.onlyInFirst(), where);
            assertEquals(inRight.stream().filter(id -> !inLeft.contains(id)).count(), found.onlyInSecond(), where);
            assertTrue(found.namesInFirst().size() <= RecordDifference.MOST_NAMES, where);
        }
    }

    /** So many records that there are several parts, and pieces of them on disk. */
    @Test
    void partsOnDisk() throws Exception {
        try (HashSpill spill = HashSpill.in(temp, 4)) {
            long[] all = new long[HashSpill.LONGS * 10_000];
            for (int i = 0; i < all.length; i++) {
                all[i] = i * 0x9E3779B97F4A7C15L;
            }
            spill.add(all);
            List<Long> expected = new ArrayList<>();
            List<Long> found = new ArrayList<>();
            for (int part = 0; part < 4; part++) {
                for (int at = 0; at < all.length; at += HashSpill.LONGS) {
                    if ((all[at] & 3) == part) {
                        for (int i = 0; i < HashSpill.LONGS; i++) {
                            expected.add(all[at + i]);
                        }
                    }
                }
                for (long value : spill.read(part)) {
                    found.add(value);
                }
            }
            assertEquals(expected, found);
        }
        assertEquals(1, HashSpill.parts(0));
        assertEquals(1, HashSpill.parts(1 << 18 - 1));
        assertEquals(4, HashSpill.parts(5 << 17));
        assertEquals(4096, HashSpill.parts(Long.MAX_VALUE));
    }
}
