package org.szformat.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.digest.RecordDigest;
import org.szformat.layout.Chunk;
import org.szformat.layout.OnExisting;
import org.szformat.merge.DuplicatePolicy;
import org.szformat.query.Samples;
import org.szformat.record.AttributeText;
import org.szformat.record.Record;
import org.szformat.rewrite.Contents;
import org.szformat.rewrite.Rewrite;
import org.szformat.rewrite.RewriteResult;
import org.szformat.schema.Field;
import org.szformat.schema.Header;

/** Files that become many. */
final class SplitTest extends SplitFixture {
    @ParameterizedTest
    @ValueSource(strings = {"aF64", "aS", "aU8", "group"})
    void byAttributes(String attribute) throws Exception {
        Path source = source();
        SplitResult result = Split.from(source)
                .by(SplitRule.attributes("{" + attribute + "}.sz"))
                .to(out(), OnExisting.REFUSE);
        assertAll(result, source);
        Field field = RECORDS.get(0).schema().field(attribute);
        for (SplitResult.Part part : result.parts()) {
            long previous = -1;
            for (Record record : Contents.read(part.path())) {
                String value = record.isMissing(field) ? "missing" : AttributeText.shortest(record, field);
                assertEquals(value, part.values().get(attribute));
                long number = Long.parseLong(record.key().substring(1));
                assertTrue(number > previous);
                previous = number;
            }
        }
    }

    @Test
    void theSameFilesForAnyNumberOfThreads() throws Exception {
        Path source = source();
        List<byte[]> first = new ArrayList<>();
        for (int threads : new int[] {1, 2, 5}) {
            SplitResult result = Split.from(source)
                    .by(SplitRule.attributes("{aI8}.sz"))
                    .threads(threads)
                    .to(out(), OnExisting.REPLACE);
            assertTrue(result.parts().size() > Split.MAX_OPEN, "goes through temporary files");
            assertAll(result, source);
            for (int i = 0; i < result.parts().size(); i++) {
                byte[] bytes = Files.readAllBytes(result.parts().get(i).path());
                if (threads == 1) {
                    first.add(bytes);
                }
                assertEquals(-1, Arrays.mismatch(first.get(i), bytes));
            }
        }
        assertNothingBeside();
    }

    private void assertNothingBeside() throws IOException {
        for (Path folder : List.of(temp, out())) {
            try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.<Path>of()) {
                assertEquals(
                        List.of(),
                        files.filter(file -> file.getFileName().toString().startsWith("."))
                                .toList());
            }
        }
    }

    @Test
    void intoMoreFilesThanAreOpenAtOnceTwice() throws Exception {
        List<Record> records = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 900; i++) {
            records.add(record("r" + i, "x", random.nextInt(200)));
        }
        Path source = Samples.write(temp.resolve("many.sz"), records, 100, Layout.CONTAINER);
        SplitResult result = Split.from(source)
                .by(SplitRule.attributes("{n}.sz"))
                .memory(Rewrite.MIN_MEMORY)
                .openParts(4)
                .to(out(), OnExisting.REFUSE);
        assertTrue(result.parts().size() > 4 * 4 * 4);
        assertAll(result, source);
        assertNothingBeside();
    }

    @Test
    void intoFilesOfNearlyOneSize() throws Exception {
        Path source = source();
        for (int files : new int[] {1, 3, 7, 400}) {
            SplitResult result = Split.from(source)
                    .by(SplitRule.files(files, SplitRule.NUMBERED))
                    .to(out(), OnExisting.REPLACE);
            assertEquals(files, result.parts().size());
            assertEquals(out().resolve("source_0.sz"), result.parts().get(0).path());
            for (SplitResult.Part part : result.parts()) {
                assertTrue(part.records() == 400 / files || part.records() == 400 / files + 1);
            }
            assertAll(result, source);
            List<Record> all = new ArrayList<>();
            for (SplitResult.Part part : result.parts()) {
                all.addAll(Contents.read(part.path()));
            }
            assertEquals(RECORDS, all);
        }
        SplitResult more =
                Split.from(source).by(SplitRule.files(500, SplitRule.NUMBERED)).to(out(), OnExisting.REPLACE);
        assertEquals(400, more.parts().size());
        assertEquals(1, more.warnings().size());
    }

    @Test
    void chunksThatStayWholeAreTakenOver() throws Exception {
        Path source = source();
        SplitResult result =
                Split.from(source).by(SplitRule.records(60, SplitRule.NUMBERED)).to(out(), OnExisting.REFUSE);
        assertEquals(7, result.parts().size());
        assertEquals(result.chunks(), result.chunksCopied());
        assertAll(result, source);
        SplitResult cut =
                Split.from(source).by(SplitRule.records(45, SplitRule.NUMBERED)).to(out(), OnExisting.REPLACE);
        assertTrue(cut.chunksCopied() > 0 && cut.chunksCopied() < cut.chunks());
        assertAll(cut, source);
    }

    @Test
    void bySizes() throws Exception {
        Path source = source();
        long largest;
        try (CompressedFile.Reader reader = CompressedFile.open(source)) {
            largest = reader.file().chunks().stream()
                    .mapToLong(Chunk::storedBytes)
                    .max()
                    .orElseThrow();
        }
        SplitResult whole = Split.from(source)
                .by(SplitRule.bytes(2 * largest, SplitRule.NUMBERED))
                .to(out(), OnExisting.REFUSE);
        assertEquals(whole.chunks(), whole.chunksCopied());
        assertEquals(7, whole.parts().size());
        assertAll(whole, source);
        SplitResult small = Split.from(source)
                .by(SplitRule.bytes(largest / 5, SplitRule.NUMBERED))
                .to(out(), OnExisting.REPLACE);
        assertTrue(small.parts().size() > 5 * 13);
        assertAll(small, source);
    }

    @Test
    void byRunEachKeepsItsOwn() throws Exception {
        Path source = temp.resolve("runs.sz");
        Header header = Header.parse("{\"kit\": \"k\", \"runs\": {\"a\": {\"x\": 1}, \"b\": {\"x\": 2}, \"c\": {}}}");
        try (CompressedFile.Writer writer =
                CompressedFile.create(source, SCHEMA, WriterOptions.defaults().withHeader(header))) {
            for (String each : List.of("a", "b", "a", "odd")) {
                writer.put(record("r" + writer.metrics().recordsAdmitted(), each, 1));
            }
            writer.put(record("last", null, 1));
        }
        SplitResult result = Split.from(source).by(SplitRule.runs("run_id")).to(out(), OnExisting.REFUSE);
        assertEquals(
                List.of("a", "b", "odd", "missing"),
                result.parts().stream().map(part -> part.values().get("run_id")).toList());
        for (SplitResult.Part part : result.parts()) {
            try (CompressedFile.Reader reader = CompressedFile.open(part.path())) {
                String runs = switch (part.values().get("run_id")) {
                    case "a" -> ", \"runs\": {\"a\": {\"x\": 1}}";
                    case "b" -> ", \"runs\": {\"b\": {\"x\": 2}}";
                    default -> "";
                };
                assertEquals("{\"kit\": \"k\"" + runs + "}", reader.header().toString());
            }
        }
        assertAll(result, source);
    }

    /** Whenever it comes, also while a file is written. */
    @Test
    void anInterruptIsToldAsSuchAndLeavesNothing() throws Exception {
        Path source = source();
        int interruptedAt = 1;
        while (isInterrupted(source, interruptedAt)) {
            interruptedAt++;
        }
        assertTrue(interruptedAt > 10, "told how far it was " + interruptedAt + " times");
    }

    private boolean isInterrupted(Path source, int report) throws Exception {
        AtomicInteger reports = new AtomicInteger();
        Split split = Split.from(source)
                .by(SplitRule.attributes("{group}.sz"))
                .threads(1)
                .onProgress(
                        progress -> {
                            if (reports.incrementAndGet() == report) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        Duration.ofNanos(1));
        try {
            split.to(out(), OnExisting.REPLACE);
            return Thread.interrupted(); // It came when all was written.
        } catch (InterruptedException e) {
            assertFalse(Files.exists(out()));
            return true;
        }
    }

    @Test
    void aDamagedSourceLeavesNothing() throws Exception {
        Path source = source();
        byte[] bytes = Files.readAllBytes(source);
        long damaged;
        try (CompressedFile.Reader reader = CompressedFile.open(source)) {
            Chunk chunk = reader.file().chunks().get(9);
            damaged = chunk.offset() + chunk.storedBytes() - 9;
        }
        bytes[(int) damaged] ^= 1;
        Files.write(source, bytes);
        for (String template : List.of("{group}.sz", "{aI8}.sz")) {
            assertThrows(
                    SzFormatException.class,
                    () -> Split.from(source).by(SplitRule.attributes(template)).to(out(), OnExisting.REFUSE));
            assertFalse(Files.exists(out()));
        }
        assertNothingBeside();
    }

    private static List<SplitRule> rules(Path table) {
        return List.of(
                SplitRule.attributes("{group}.sz"),
                SplitRule.attributes("{aI8}.sz"),
                SplitRule.records(60, SplitRule.NUMBERED),
                SplitRule.files(7, SplitRule.NUMBERED),
                SplitRule.table(
                        SplitTable.of(table, List.of("to")).missing("none").multiToEach(), "{to}.sz"),
                SplitRule.table(
                        SplitTable.of(table, List.of("to")).leavingOutMissing().multi("many"), "{to}_{group}.sz"));
    }

    /** A table that lists most records of {@link #source()}, some of them twice, and some that are not there. */
    private Path listing() throws IOException {
        StringBuilder text = new StringBuilder("read_id\tto\n");
        for (int i = 0; i < RECORDS.size() + 10; i++) {
            text.append(i % 5 == 0 ? "" : "r" + i + "\tb" + i % 3 + "\n");
            text.append(i % 11 == 0 ? "r" + i + "\tb" + i % 4 + "\n" : "");
        }
        return table(text.toString());
    }

    /** Splitting what a filter holds for is splitting a file of only those. */
    @ParameterizedTest
    @ValueSource(strings = {"aI32 < 0", "group == 2 or aI8 is missing", "length(dI16) > 3", "id == \"nobody\""})
    void whatAFilterHoldsFor(String filter) throws Exception {
        Path source = source();
        Path filtered = temp.resolve("filtered/source.sz");
        Files.createDirectory(filtered.getParent());
        Rewrite.from(source).where(filter).to(filtered, OnExisting.REFUSE);
        for (SplitRule rule : rules(listing())) {
            SplitResult expected =
                    Split.from(filtered).by(rule).verified().to(temp.resolve("expected"), OnExisting.REPLACE);
            SplitResult found =
                    Split.from(source).by(rule).where(filter).verified().to(out(), OnExisting.REPLACE);
            assertEquals(expected.parts().size(), found.parts().size());
            for (int i = 0; i < found.parts().size(); i++) {
                SplitResult.Part part = found.parts().get(i);
                assertEquals(expected.parts().get(i).values(), part.values());
                assertEquals(Contents.read(expected.parts().get(i).path()), Contents.read(part.path()), filter);
                assertEquals(expected.parts().get(i).records(), part.records());
            }
            assertEquals(expected.table(), found.table());
            assertEquals(expected.leftOut(), found.leftOut());
            assertEquals(expected.warnings(), found.warnings());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> Split.from(source)
                        .by(SplitRule.bytes(1000, SplitRule.NUMBERED))
                        .where(filter)
                        .to(out(), OnExisting.REPLACE));
    }

    /** What is sound of a file is what there is to be split, wherever the damage is. */
    @Test
    void pastDamage() throws Exception {
        Path table = listing();
        for (int fromEnd : new int[] {3, 200, 700}) {
            Path source = source();
            byte[] bytes = Files.readAllBytes(source);
            try (CompressedFile.Reader reader = CompressedFile.open(source)) {
                Chunk chunk = reader.file().chunks().get(9);
                bytes[(int) (chunk.offset() + chunk.storedBytes() - fromEnd)] ^= 1;
            }
            Files.write(source, bytes);
            Path sound = temp.resolve("sound.sz");
            RewriteResult rewritten =
                    Rewrite.from(source).skippingDamage().chunkRecords(30).to(sound, OnExisting.REPLACE);
            assertTrue(rewritten.lostRecords() > 0);
            List<Record> left = Contents.read(sound);
            for (SplitRule rule : rules(table)) {
                for (int open : new int[] {4, 64}) {
                    SplitResult result = Split.from(source)
                            .by(rule)
                            .skippingDamage()
                            .verified()
                            .openParts(open)
                            .to(out(), OnExisting.REPLACE);
                    if (result.leftOut() == 0) {
                        assertEquals(rewritten.lostRecords(), result.lostRecords());
                        assertEquals(rewritten.damages(), result.damages());
                    } else {
                        assertTrue(rewritten.damages().containsAll(result.damages()), "what is left out is not read");
                    }
                    List<Record> all = new ArrayList<>();
                    for (SplitResult.Part part : result.parts()) {
                        List<Record> some = Contents.read(part.path());
                        assertEquals(part.records(), some.size());
                        all.addAll(some);
                    }
                    assertEquals(result.records(), all.size());
                    assertTrue(left.containsAll(all));
                    if (result.table().isEmpty()) {
                        assertEquals(left.size(), all.size());
                    }
                }
            }
            Files.delete(source);
        }
    }

    @Test
    void splitFilesMergeAgain() throws Exception {
        for (long seed = 1; seed <= 4; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path source = Samples.write(
                    temp.resolve("random" + seed + ".sz"),
                    Samples.records(seed, random.nextInt(1, 300)),
                    random.nextInt(1, 50),
                    Layout.CONTAINER);
            Path folder = temp.resolve("parts" + seed);
            String template = List.of("{group}.sz", "{aU16}_{aS}.sz").get(random.nextInt(2));
            SplitResult split =
                    Split.from(source).by(SplitRule.attributes(template)).to(folder, OnExisting.REFUSE);
            Path merged = temp.resolve("merged" + seed + ".sz");
            Rewrite.from(split.parts().stream().map(SplitResult.Part::path).toList())
                    .onDuplicate(DuplicatePolicy.REFUSE)
                    .to(merged, OnExisting.REFUSE);
            assertEquals(RecordDigest.of(source, 1), RecordDigest.of(merged, 1), "seed " + seed);
        }
    }

    @Test
    void otherLayoutsAndDegradedColumns() throws Exception {
        Path source = reads("r0:a", "r1:b", "r2:a");
        Split.from(source)
                .by(SplitRule.attributes("{run_id}.sz"))
                .layout(Layout.DIRECTORY)
                .to(out(), OnExisting.REFUSE);
        assertTrue(Files.isDirectory(out().resolve("a.sz")));
        Split.from(out().resolve("a.sz"), out().resolve("b.sz"))
                .by(SplitRule.files(1, "all{part}.sz"))
                .layout(Layout.CONTAINER)
                .degrade("signal", 2)
                .to(out(), OnExisting.REFUSE);
        try (CompressedFile.Reader reader = CompressedFile.open(out().resolve("all0.sz"))) {
            assertEquals("{\"degraded\": {\"signal\": 2}}", reader.header().toString());
            assertEquals(4, reader.get("r2").orElseThrow().getShorts("signal")[1]);
        }
    }
}
