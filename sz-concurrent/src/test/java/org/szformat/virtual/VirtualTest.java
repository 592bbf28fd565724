package org.szformat.virtual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.concurrent.ChunkRef;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.layout.Layouts;
import org.szformat.layout.OnExisting;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RepairableLayout;
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

    @Test
    void manifestsAreInputs() throws Exception {
        Path first = folder.resolve("data/first.szv");
        Path second = folder.resolve("second.szv");
        Virtual.combine(files.subList(0, 2))
                .attribute("run", Pattern.compile("run_(\\d+)"))
                .to(first, OnExisting.REFUSE);
        Virtual.combine(files.subList(2, 4))
                .attribute("run", Pattern.compile("run_(\\d+)"))
                .inline(200)
                .to(second, OnExisting.REFUSE);
        Path apart = folder.resolve("apart.szv");
        Virtual.combine(files).attribute("run", Pattern.compile("run_(\\d+)")).to(apart, OnExisting.REFUSE);
        CombineResult result = Virtual.combine(List.of(first, second)).to(manifest(), OnExisting.REFUSE);
        assertEquals(4, result.members());
        try (CompressedFile.Reader reader = CompressedFile.open(apart)) {
            assertHolds(manifest(), reader.stream().toList());
        }
        Files.delete(first);
        Files.delete(second);
        try (CompressedFile.Reader reader = CompressedFile.open(manifest())) {
            assertEquals(
                    "data/run_7/a.sz", ((VirtualFile) reader.file()).member(0).location());
            assertEquals(
                    "7", ((VirtualFile) reader.file()).member(0).constants().get("run"));
            assertEquals(
                    reads.get(5).getShorts("raw_signal").length, reader.get(5).getShorts("raw_signal").length);
        }
    }

    @Test
    void membersAreAppended() throws Exception {
        Virtual.combine(files.subList(0, 2)).to(manifest(), OnExisting.REFUSE);
        try (CompressedFile.Reader before = CompressedFile.open(manifest())) {
            CombineResult result = Virtual.combine(files.subList(2, 4)).appendTo(manifest());
            assertEquals(new CombineResult(manifest(), 4, reads.size(), 0), result);
            assertEquals(380, before.size());
            assertEquals(reads.get(379), before.get(379));
            assertTrue(before.refresh());
            assertEquals(reads, before.stream().toList());
        }
        assertHolds(manifest(), reads);
        try (ManifestFile file = ManifestFile.open(manifest(), ReadOptions.defaults())) {
            assertEquals(1, file.table().places().size(), "a page that was not full is filled");
        }
        CombineResult again = Virtual.combine(files.subList(0, 1)).appendTo(manifest());
        assertEquals(250, again.repeatedIds());
        try (CompressedFile.Reader reader = CompressedFile.open(manifest())) {
            assertArrayEquals(new long[] {3, reads.size() + 3}, reader.file().rows("a-3"));
            assertEquals(List.of(reads.get(3), reads.get(3)), reader.getAll("a-3"));
        }
    }

    @Test
    void whatCannotBeAppendedLeavesTheManifestAsItWas() throws Exception {
        Virtual.combine(files.subList(0, 2)).to(manifest(), OnExisting.REFUSE);
        byte[] before = Files.readAllBytes(manifest());
        Path other = add("data/d.sz", Layout.CONTAINER, Runs.reads(Runs.OTHER, "d", 5, random));
        assertRefused("different fields", () -> Virtual.combine(List.of(other)).appendTo(manifest()));
        assertRefused(
                "other fields as well",
                () -> Virtual.combine(List.of(other))
                        .schemas(SchemaPolicy.UNION)
                        .appendTo(manifest()));
        assertRefused(
                "without inlined records",
                () -> Virtual.combine(files.subList(3, 4)).inline(10).appendTo(manifest()));
        assertRefused(
                "no field 'run'",
                () -> Virtual.combine(files.subList(3, 4))
                        .attribute("run", Pattern.compile("run_(\\d+)"))
                        .appendTo(manifest()));
        assertRefused(
                "no SZ file",
                () -> Virtual.combine(List.of(Files.writeString(folder.resolve("text"), "hello")))
                        .appendTo(manifest()));
        assertArrayEquals(before, Files.readAllBytes(manifest()));
    }

    private static void assertRefused(String part, Executable action) {
        Exception e = assertThrows(Exception.class, action);
        assertTrue(String.valueOf(e.getMessage()).contains(part), e::toString);
    }

    @Test
    void smallRecordsAreReadWithoutTheirMembers() throws Exception {
        Virtual.combine(files).inline(300).to(manifest(), OnExisting.REFUSE);
        assertHolds(manifest(), reads);
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                Files.delete(file);
            }
        }
        int inlined = 0;
        try (CompressedFile.Reader reader = CompressedFile.open(manifest())) {
            for (int row = 380; row < reads.size(); row++) {
                Record read = reads.get(row);
                long bytes = 2L * read.getShorts("raw_signal").length
                        + read.getText("fastq").length();
                if (bytes <= 300) {
                    assertEquals(read, reader.get(row));
                    assertEquals(List.of(read), reader.get(new long[] {row}));
                    inlined++;
                } else {
                    long lost = row;
                    assertThrows(SzFormatException.class, () -> reader.get(lost));
                }
            }
        }
        assertTrue(inlined > 100, "inlined: " + inlined);
        Path whole = folder.resolve("whole.szv");
        Path alone = add("data/alone.sz", Layout.CONTAINER, Runs.reads(Runs.SCHEMA, "e", 30, random));
        List<Record> expected = reads.subList(reads.size() - 30, reads.size());
        Virtual.combine(List.of(alone)).inline(1 << 20).to(whole, OnExisting.REFUSE);
        Files.delete(alone);
        assertHolds(whole, expected);
    }

    @Test
    void relocatedMembersAreFound() throws Exception {
        Virtual.combine(files).to(manifest(), OnExisting.REFUSE);
        long length = Files.size(manifest());
        Files.move(folder.resolve("data"), folder.resolve("archive"));
        assertEquals(
                4,
                Virtual.relocate(manifest(), "data", folder.resolve("archive").toString()));
        assertTrue(Files.size(manifest()) > length);
        assertHolds(manifest(), reads);
        Files.createDirectory(folder.resolve("deeper"));
        Files.move(folder.resolve("archive/run_8"), folder.resolve("deeper/run_8"));
        assertEquals(
                1,
                Virtual.relocate(
                        manifest(),
                        folder.resolve("archive/run_8").toString(),
                        folder.resolve("deeper/run_8").toString()));
        assertHolds(manifest(), reads);
        Files.move(manifest(), folder.resolve("deeper/run.szv"));
        try (CompressedFile.Reader reader = CompressedFile.open(folder.resolve("deeper/run.szv"))) {
            assertThrows(SzFormatException.class, () -> reader.get(0));
        }
    }

    @Test
    void filesThatDoNotGoTogetherAreRefusedWithAllDifferences() throws Exception {
        Path other = add("data/d.sz", Layout.CONTAINER, Runs.reads(Runs.OTHER, "d", 5, random));
        assertRefused("attribute well (U8)", () -> Virtual.combine(files).to(manifest(), OnExisting.REFUSE));
        assertRefused("moves", () -> Virtual.combine(files).to(manifest(), OnExisting.REFUSE));
        assertRefused(
                "cannot be taken from paths",
                () -> Virtual.combine(files)
                        .schemas(SchemaPolicy.UNION)
                        .attribute("well", Pattern.compile("."))
                        .to(manifest(), OnExisting.REFUSE));
        assertRefused("is one of the files", () -> Virtual.combine(files).to(other, OnExisting.REPLACE));
        assertTrue(Files.notExists(manifest()));
    }

    @Test
    void theManifestIsTheSameForAnyNumberOfThreads() throws Exception {
        Path one = folder.resolve("one.szv");
        Path many = folder.resolve("many.szv");
        Virtual.combine(files).inline(100).threads(1).to(one, OnExisting.REFUSE);
        Virtual.combine(files).inline(100).threads(7).to(many, OnExisting.REFUSE);
        assertEquals(-1, Files.mismatch(one, many));
    }

    @Test
    void plainReadersRefuseManifestsByName() throws Exception {
        Virtual.combine(files).to(manifest(), OnExisting.REFUSE);
        assertRefused("'virtual'", () -> Layouts.of(Layout.CONTAINER).open(manifest(), ReadOptions.defaults()));
        assertRefused("'virtual'", () -> Layouts.of(Layout.VIRTUAL).open(files.get(0), ReadOptions.defaults()));
        assertRefused(
                "sz combine",
                () -> CompressedFile.create(
                        folder.resolve("new.szv"),
                        Runs.SCHEMA,
                        WriterOptions.defaults().withLayout(Layout.VIRTUAL)));
    }

    @Test
    void filtersAndQueriesFindWhatTheyFindInACopy() throws Exception {
        Virtual.combine(files).to(manifest(), OnExisting.REFUSE);
        Path copy = Runs.write(folder.resolve("copy.sz"), Layout.CONTAINER, reads);
        try (CompressedFile.Reader virtual = CompressedFile.open(manifest());
                CompressedFile.Reader plain = CompressedFile.open(copy)) {
            for (String filter : List.of(
                    "channel < 20", "offset > 2 and channel = 7", "length(raw_signal) > 290", "read_id = 'c-700'")) {
                assertEquals(
                        plain.query().where(filter).records().map(Record::key).toList(),
                        virtual.query().where(filter).records().map(Record::key).toList(),
                        filter);
            }
        }
    }

    @Test
    void anUnfinishedAppendIsCutOff() throws Exception {
        Virtual.combine(files.subList(0, 3)).to(manifest(), OnExisting.REFUSE);
        byte[] finished = Files.readAllBytes(manifest());
        Virtual.combine(files.subList(3, 4)).appendTo(manifest());
        byte[] appended = Files.readAllBytes(manifest());
        List<Record> before = reads.subList(0, 380);
        for (int length = finished.length;
                length < appended.length;
                length += 1 + (appended.length - finished.length) / 40) {
            Files.write(manifest(), Arrays.copyOf(appended, length));
            try (CompressedFile.Reader reader = CompressedFile.open(manifest())) {
                assertEquals(length == finished.length, reader.isComplete());
                assertEquals(before, reader.stream().toList());
                assertEquals(0, reader.file().rows("c-1").length);
                assertEquals(before.size(), reader.index().size());
            }
            ((RepairableLayout) Layouts.of(Layout.VIRTUAL)).repair(manifest(), ReadOptions.defaults());
            assertArrayEquals(finished, Files.readAllBytes(manifest()));
        }
    }
}
