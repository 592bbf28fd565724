package org.szformat.virtual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.concurrent.ChunkRef;
import org.szformat.concurrent.CompressedFile;
import org.szformat.layout.OnExisting;
import org.szformat.merge.SchemaPolicy;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** What is read through a manifest is what the members have. */
class VirtualTest {
    @TempDir
    private Path folder;

    private final Random random = new Random(8);
    private final List<Path> files = new ArrayList<>();
    private final List<Record> reads = new ArrayList<>();

    @BeforeEach
    void members() throws Exception {
        Files.createDirectories(folder.resolve("data/run_7"));
        Files.createDirectories(folder.resolve("data/run_8"));
        add("data/run_7/a.sz", Layout.CONTAINER, Runs.reads(Runs.SCHEMA, "a", 250, random));
        add("data/run_7/b.sz", Layout.DIRECTORY, Runs.reads(Runs.SCHEMA, "b", 130, random));
        add("data/run_7/empty.sz", Layout.CONTAINER, List.of());
        add("data/run_8/c.sz", Layout.CONTAINER, Runs.reads(Runs.SCHEMA, "c", 1300, random));
    }

    private Path add(String name, Layout layout, List<Record> more) throws Exception {
        Path path = Runs.write(folder.resolve(name), layout, more);
        files.add(path);
        reads.addAll(more);
        return path;
    }

    private Path manifest() {
        return folder.resolve("run.szv");
    }

    /** Each record in every way in which it can be read. */
    private static void assertHolds(Path manifest, List<Record> expected) throws IOException, InterruptedException {
        try (CompressedFile.Reader reader = CompressedFile.open(manifest)) {
            assertEquals(Layout.VIRTUAL, reader.layout());
            assertTrue(reader.isComplete());
            assertEquals(expected.size(), reader.size());
            assertEquals(expected, reader.stream().toList());
            List<Record> byBatch = new ArrayList<>();
            reader.batches().forEach(batch -> {
                assertEquals(byBatch.size(), batch.firstRow());
                for (int row = 0; row < batch.rows(); row++) {
                    byBatch.add(batch.record(row));
                }
            });
            assertEquals(expected, byBatch);
            for (int row = 0; row < expected.size(); row += 7) {
                assertEquals(expected.get(row), reader.get(row));
                assertEquals(
                        expected.get(row), reader.get(expected.get(row).key()).orElseThrow());
            }
            assertEquals(
                    expected, reader.get(LongStream.range(0, expected.size()).toArray()));
            CompressedFile.Reader attributes = reader.select(
                    reader.schema().attributes().stream().map(Field::name).toList());
            List<Record> some = attributes.stream().toList();
            for (int row = 0; row < expected.size(); row++) {
                assertEquals(select(expected.get(row), attributes.schema()), some.get(row));
                for (Field field : reader.schema().attributes()) {
                    assertEquals(
                            expected.get(row).isMissing(field), reader.index().isMissing(row, field));
                }
            }
            List<Record> byReference = new ArrayList<>();
            for (ChunkRef chunk : reader.chunks()) {
                byReference.addAll(chunk.read());
            }
            assertEquals(expected, byReference);
            assertArrayEquals(
                    expected.stream()
                            .mapToLong(read -> read.isMissing(read.schema().field("raw_signal"))
                                    ? -1
                                    : read.length(read.schema().field("raw_signal")))
                            .toArray(),
                    lengths(reader));
        }
    }

    private static long[] lengths(CompressedFile.Reader reader) throws IOException {
        List<Long> lengths = new ArrayList<>();
        for (var chunk : reader.file().chunks()) {
            for (int length : reader.file().lengths(chunk, reader.schema().field("raw_signal"))) {
                lengths.add((long) length);
            }
        }
        return lengths.stream().mapToLong(Long::longValue).toArray();
    }

    /** A record with the fields of another schema; what it lacks is missing. */
    static Record select(Record record, Schema schema) {
        RecordBuilder builder = Record.builder(schema);
        for (Field to : schema.fields()) {
            record.schema()
                    .find(to.name())
                    .ifPresentOrElse(from -> builder.copy(record, from, to), () -> builder.setMissing(to));
        }
        return builder.build();
    }

    @Test
    void recordsOfBothLayoutsAreThoseOfTheMembers() throws Exception {
        CombineResult result = Virtual.combine(files).threads(2).to(manifest(), OnExisting.REFUSE);
        assertEquals(new CombineResult(manifest(), 4, reads.size(), 0), result);
        assertHolds(manifest(), reads);
        try (CompressedFile.Reader reader = CompressedFile.open(manifest())) {
            VirtualFile file = (VirtualFile) reader.file();
            assertEquals(4, file.memberCount());
            assertEquals("data/run_7/b.sz", file.member(1).location());
            assertEquals("data/run_8/c.sz", file.memberOfRow(380).location());
            assertEquals(Runs.SCHEMA, reader.schema());
            assertEquals("{\"sample\": \"lambda\"}", reader.header().toString());
            assertFalse(reader.get("nobody").isPresent());
        }
    }

    @Test
    void aUnionOfFieldsAndWhatPathsSay() throws Exception {
        List<Record> others = Runs.reads(Runs.OTHER, "d", 40, random);
        add("data/run_8/d.sz", Layout.CONTAINER, others);
        Virtual.combine(files)
                .schemas(SchemaPolicy.UNION)
                .attribute("run", Pattern.compile("run_(\\d+)"))
                .to(manifest(), OnExisting.REFUSE);
        try (CompressedFile.Reader reader = CompressedFile.open(manifest())) {
            Schema united = reader.schema();
            assertEquals(
                    List.of("read_id", "channel", "offset", "well", "run", "raw_signal", "fastq", "moves"),
                    united.fields().stream().map(Field::name).toList());
            List<Record> expected = new ArrayList<>();
            for (int row = 0; row < reads.size(); row++) {
                RecordBuilder builder = Record.builder(united);
                Record record = select(reads.get(row), united);
                united.fields().forEach(field -> builder.copy(record, field, field));
                expected.add(builder.set("run", row < 380 ? "7" : "8").build());
            }
            assertHolds(manifest(), expected);
            CompressedFile.Reader moves = reader.select(List.of("moves", "run"));
            assertEquals("7", moves.get(3).getText("run"));
            assertTrue(moves.get(3).isMissing(moves.schema().field("moves")));
        }
    }
}
