package org.szformat.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.Layout;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** What files of both layouts say of their chunks and rows without reading them is what reading them shows. */
class ChunkFactsTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .dataset("signal", ValueType.I16)
            .dataset("scores", ValueType.F32)
            .dataset("text", ValueType.S)
            .build();
    private static final Field SIGNAL = SCHEMA.field("signal");
    private static final Field SCORES = SCHEMA.field("scores");

    @TempDir
    Path temp;

    private static Record record(int number, int samples) {
        short[] signal = new short[samples];
        for (int i = 0; i < samples; i++) {
            signal[i] = (short) (number + i * 7 % 31);
        }
        return Record.builder(SCHEMA)
                .set("id", "id-" + number)
                .set("channel", number % 512)
                .set("signal", signal)
                .set("scores", new float[number % 5])
                .set("text", "x".repeat(number % 40))
                .build();
    }

    private Path write(Layout layout, List<Record> records, int chunk) throws IOException {
        return write(layout, records, chunk, "reads-" + layout);
    }

    private Path write(Layout layout, List<Record> records, int chunk, String name) throws IOException {
        Path path = temp.resolve(name);
        Schema schema = records.get(0).schema();
        try (LayoutWriter writer = Layouts.of(layout).create(path, schema, Header.empty(), WriteOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            for (int from = 0; from < records.size(); from += chunk) {
                writer.write(encoder.encode(records.subList(from, Math.min(records.size(), from + chunk))));
            }
            writer.finish(writer.header());
        }
        return path;
    }

    private static List<Record> some(long seed, int count) {
        Random random = new Random(seed);
        List<Record> records = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            boolean large = random.nextInt(10) == 0;
            records.add(record(number, large ? 8_192 + random.nextInt(200_000) : random.nextInt(300)));
        }
        return records;
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void lengthsAndCounts(Layout layout) throws IOException {
        List<Record> records = some(1, 300);
        try (RecordFile file = Layouts.open(write(layout, records, 70), ReadOptions.defaults())) {
            for (Chunk chunk : file.chunks()) {
                for (Field field : List.of(SIGNAL, SCORES)) {
                    int[] expected =
                            records.subList((int) chunk.firstRow(), (int) chunk.firstRow() + chunk.records()).stream()
                                    .mapToInt(record -> record.length(field))
                                    .toArray();
                    assertArrayEquals(expected, file.lengths(chunk, field));
                    assertEquals(
                            file.valueCount(chunk, field),
                            Arrays.stream(expected).sum());
                }
            }
        }
    }

    @Test
    void missingIsNotEmpty() throws IOException {
        Record missing = Record.builder(SCHEMA)
                .set("id", "none")
                .setMissing(SCHEMA.field("channel"))
                .setMissing(SIGNAL)
                .set("scores", new float[0])
                .setMissing(SCHEMA.field("text"))
                .build();
        Path path = write(Layout.CONTAINER, List.of(record(1, 9), missing, record(2, 10_000)), 3);
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            Chunk chunk = file.chunks().get(0);
            assertArrayEquals(new int[] {9, -1, 10_000}, file.lengths(chunk, SIGNAL));
            assertArrayEquals(new int[] {1, 0, 2}, file.lengths(chunk, SCORES));
            assertEquals(10_009, file.valueCount(chunk, SIGNAL));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void memoryIsAboutThatOfTheValues(Layout layout) throws IOException {
        List<Record> records = some(2, 300);
        try (RecordFile file = Layouts.open(write(layout, records, 70), ReadOptions.defaults())) {
            Projection signal = Projection.of(SCHEMA, List.of("id", "signal"));
            for (Chunk chunk : file.chunks()) {
                long values = file.read(chunk, signal).stream()
                        .mapToLong(Record::valueBytes)
                        .sum();
                long memory = file.memoryBytes(chunk, signal);
                assertTrue(memory >= values && memory < values * 1.1 + 400 * chunk.records(), memory + " of " + values);
            }
            for (int row = 0; row < records.size(); row++) {
                long values = file.read(row, signal).valueBytes();
                long memory = file.memoryBytes(row, signal);
                // Where rows share blocks, their mean counts.
                assertTrue(memory >= values - 600 && memory < values + 1_000, memory + " of " + values);
            }
            assertTrue(file.memoryBytes(0, Projection.of(SCHEMA, List.of("channel"))) < 300);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void rowsOfManyIdsAreThoseOfEach(Layout layout) throws IOException {
        Random random = new Random(3);
        List<Record> records = new ArrayList<>(some(3, 2_000));
        for (int i = 0; i < 50; i++) {
            records.add(random.nextInt(records.size()), record(random.nextInt(2_000), 3));
        }
        try (RecordFile file = Layouts.open(write(layout, records, 300), ReadOptions.defaults())) {
            for (int count : new int[] {0, 1, 10, 3_000}) {
                List<String> ids = random.ints(count, 0, 2_500)
                        .mapToObj(number -> "id-" + number)
                        .toList();
                List<long[]> rows = file.rows(ids);
                assertEquals(count, rows.size());
                for (int i = 0; i < count; i++) {
                    assertArrayEquals(file.rows(ids.get(i)), rows.get(i), ids.get(i));
                }
            }
        }
    }

    @Test
    void rowsOfManyIdsInAFileThatIsNotComplete() throws IOException {
        List<Record> records = some(4, 400);
        Path path = temp.resolve("open.sz");
        try (LayoutWriter writer =
                        Layouts.of(Layout.CONTAINER).create(path, SCHEMA, Header.empty(), WriteOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            writer.write(encoder.encode(records.subList(0, 200)));
            writer.flush();
            writer.write(encoder.encode(records.subList(200, 400)));
            writer.flush();
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                List<long[]> rows = file.rows(List.of("id-399", "id-3", "none", "id-200"));
                assertArrayEquals(new long[] {399}, rows.get(0));
                assertArrayEquals(new long[] {3}, rows.get(1));
                assertArrayEquals(new long[0], rows.get(2));
                assertArrayEquals(new long[] {200}, rows.get(3));
            }
            writer.abort();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void rowsAreReadTogetherAsOneByOne(Layout layout) throws IOException {
        List<Record> records = some(5, 500);
        Random random = new Random(5);
        try (RecordFile file = Layouts.open(write(layout, records, 90), ReadOptions.defaults())) {
            Projection all = Projection.all(file.schema());
            for (int count : new int[] {0, 1, 7, 100, 500}) {
                long[] rows = random.longs(count, 0, records.size())
                        .sorted()
                        .distinct()
                        .toArray();
                List<Record> expected = LongStream.of(rows)
                        .mapToObj(row -> records.get((int) row))
                        .toList();
                assertEquals(expected, file.read(rows, all));
            }
            assertThrows(IndexOutOfBoundsException.class, () -> file.read(new long[] {3, 500}, all));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void fingerprintsAreOfTheContent(Layout layout) throws IOException {
        List<Record> records = some(6, 200);
        List<Long> fingerprints = fingerprints(write(layout, records, 50, "a"));
        assertEquals(fingerprints.size(), fingerprints.stream().distinct().count());
        assertEquals(fingerprints, fingerprints(write(layout, records, 50, "b")));

        short[] other = records.get(20).getShorts("signal").clone();
        records.set(20, record(20, other.length + 1));
        List<Long> changed = fingerprints(write(layout, records, 50, "c"));
        assertNotEquals(fingerprints.get(0), changed.get(0));

        Schema renamed = Schema.builder()
                .attribute("id", ValueType.S)
                .dataset("a", ValueType.I16)
                .build();
        Schema named = Schema.builder()
                .attribute("id", ValueType.S)
                .dataset("b", ValueType.I16)
                .build();
        assertNotEquals(
                fingerprints(write(layout, List.of(tiny(named)), 1, "d")),
                fingerprints(write(layout, List.of(tiny(renamed)), 1, "e")));
    }

    private static Record tiny(Schema schema) {
        return Record.builder(schema)
                .set("id", "x")
                .set(schema.datasets().get(0).name(), new short[] {1, 2})
                .build();
    }

    private static List<Long> fingerprints(Path path) throws IOException {
        List<Long> fingerprints = new ArrayList<>();
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            for (Chunk chunk : file.chunks()) {
                fingerprints.add(file.fingerprint(chunk));
            }
        }
        return fingerprints;
    }

    @Test
    void valuesChangedInPlaceAreFoundByTheContainer() throws IOException {
        List<Record> records = some(7, 50);
        List<Long> before = fingerprints(write(Layout.CONTAINER, records, 50, "a.sz"));
        short[] flipped = records.get(7).getShorts("signal").clone();
        flipped[flipped.length / 2] ^= 1;
        records.set(
                7,
                Record.builder(SCHEMA)
                        .set("id", "id-7")
                        .set("channel", 7)
                        .set("signal", flipped)
                        .set("scores", new float[2])
                        .set("text", "x".repeat(7))
                        .build());
        assertNotEquals(before, fingerprints(write(Layout.CONTAINER, records, 50, "b.sz")));
    }
}
