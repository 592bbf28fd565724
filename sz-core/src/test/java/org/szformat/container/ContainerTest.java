package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.json.JsonValue;
import org.szformat.layout.AppendableLayout;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.Durability;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.OnExisting;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.RepairableLayout;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class ContainerTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("n", ValueType.U32)
            .dataset("signal", ValueType.I16)
            .dataset("text", ValueType.S)
            .build();

    @TempDir
    Path temp;

    private final List<Record> records = new RandomRecords(31, SCHEMA, 12_000, 0.1).next(30);

    private LayoutWriter append(Path path) throws IOException {
        return ((AppendableLayout) Layouts.of(Layout.CONTAINER))
                .append(path, ReadOptions.defaults(), Durability.PROCESS);
    }

    private static RepairableLayout.Repair repair(Path path) throws IOException {
        return ((RepairableLayout) Layouts.of(Layout.CONTAINER)).repair(path, ReadOptions.defaults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd(1)", "zstd-checksum(1)", "lz4", "bz2", "blosc", "none", "appended", "empty"})
    void theFileIsALegalZstandardStream(String kind) throws Exception {
        Path path = temp.resolve(kind + ".sz");
        if (kind.equals("empty")) {
            try (LayoutWriter writer = Containers.create(path, SCHEMA, WriteOptions.defaults())) {
                writer.finish(writer.header());
            }
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                assertEquals(0, file.size());
                assertTrue(file.isComplete());
                assertTrue(file.chunks().isEmpty());
                assertEquals(0, file.rows("x").length);
                assertEquals(0, file.index().size());
            }
        } else {
            Containers.write(
                    path,
                    records,
                    7,
                    kind.equals("appended") ? WriteOptions.defaults() : RoundTripTest.compressedBy(SCHEMA, kind));
        }
        if (kind.equals("appended")) {
            try (LayoutWriter writer = append(path)) {
                Containers.add(writer, records, 4);
                writer.finish(writer.header());
            }
        }
        try (InputStream in = new ZstdInputStream(Files.newInputStream(path))) {
            in.readAllBytes();
        }
        if (Files.isExecutable(Path.of("/usr/bin/zstd"))) {
            Process zstd = new ProcessBuilder("zstd", "-q", "-t", path.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(zstd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertTrue(zstd.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, zstd.exitValue(), said);
        }
    }

    @Test
    void appendedRecordsComeBehindWithoutAChangeOfWhatWasThere() throws Exception {
        Path path = temp.resolve("a.sz");
        Containers.write(path, records.subList(0, 10), 4, WriteOptions.defaults());
        List<Record> expected = new ArrayList<>(records.subList(0, 10));
        for (int round = 0; round < 12; round++) {
            byte[] before = Files.readAllBytes(path);
            try (LayoutWriter writer = append(path)) {
                assertEquals(SCHEMA, writer.schema());
                List<Record> more = records.subList(10 + round, 11 + round);
                Containers.add(writer, more, 1);
                expected.addAll(more);
                writer.finish(writer.header().with("round", JsonValue.of(round)));
            }
            byte[] after = Files.readAllBytes(path);
            assertEquals(-1, java.util.Arrays.mismatch(before, java.util.Arrays.copyOf(after, before.length)));
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                assertEquals("{\"round\": " + round + "}", file.header().toString());
                assertEquals(expected, Containers.byChunk(file));
                for (Record record : expected) {
                    assertEquals(record, file.read(file.rows(record.key())[0], Projection.all(SCHEMA)));
                }
            }
        }
    }

    @Test
    void anAbortedAppendLeavesTheFileAsItWas() throws Exception {
        Path path = temp.resolve("abort.sz");
        Containers.write(path, records, 4, WriteOptions.defaults());
        byte[] before = Files.readAllBytes(path);
        try (LayoutWriter writer = append(path)) {
            Containers.add(writer, records, 3);
            writer.abort();
        }
        assertArrayEquals(before, Files.readAllBytes(path));
    }

    @Test
    void anAbortedFileIsGone() throws Exception {
        Path path = temp.resolve("gone.sz");
        try (LayoutWriter writer = Containers.create(path, SCHEMA, WriteOptions.defaults())) {
            Containers.add(writer, records, 3);
            writer.abort();
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void aReaderSeesWhatIsWrittenMeanwhile() throws Exception {
        Path path = temp.resolve("live.sz");
        try (ContainerWriter writer = ScaleTest.writer(path, SCHEMA, 7);
                RecordFile reader = Layouts.open(path, ReadOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            assertEquals(0, reader.size());
            assertFalse(reader.refresh());
            for (int i = 0; i < records.size(); i += 3) {
                writer.write(encoder.encode(records.subList(i, i + 3)));
                assertTrue(reader.refresh());
                assertFalse(reader.isComplete());
                assertEquals(records.subList(0, i + 3), Containers.byRow(reader));
                assertArrayEquals(new long[] {i}, reader.rows(records.get(i).key()));
            }
            writer.finish(Header.empty().with("done", JsonValue.TRUE));
            assertFalse(reader.refresh());
            assertTrue(reader.isComplete());
            assertEquals("{\"done\": true}", reader.header().toString());
            assertEquals(records, Containers.byChunk(reader));
            try (LayoutWriter more = append(path)) {
                Containers.add(more, records.subList(0, 2), 2);
                assertTrue(reader.refresh());
                assertEquals(32, reader.size());
                assertArrayEquals(new long[] {1, 31}, reader.rows(records.get(1).key()));
            }
        }
    }

    @Test
    void oneFileHasOneWriter() throws Exception {
        Path path = temp.resolve("locked.sz");
        try (LayoutWriter writer = Containers.create(path, SCHEMA, WriteOptions.defaults())) {
            Containers.add(writer, records, 10);
            assertThrows(IOException.class, () -> append(path));
            assertThrows(IOException.class, () -> repair(path));
            assertThrows(
                    IOException.class,
                    () -> Containers.create(
                            path, SCHEMA, WriteOptions.defaults().withOnExisting(OnExisting.REPLACE)));
        }
        assertThrows(SzFormatException.class, () -> append(path));
        assertEquals(30, repair(path).records());
        try (LayoutWriter writer = append(path)) {
            writer.finish(writer.header());
        }
        assertTrue(repair(path).reason().isEmpty());
    }

    @Test
    void aFileIsReplacedOnlyWhenAskedAndSz() throws Exception {
        Path path = temp.resolve("there.sz");
        Containers.write(path, records, 10, WriteOptions.defaults());
        assertThrows(FileAlreadyExistsException.class, () -> Containers.create(path, SCHEMA, WriteOptions.defaults()));
        WriteOptions replace = WriteOptions.defaults().withOnExisting(OnExisting.REPLACE);
        Containers.write(path, records.subList(0, 3), 10, replace);
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertEquals(3, file.size());
        }
        Path other = Files.writeString(temp.resolve("letter.txt"), "Dear reader");
        assertThrows(FileAlreadyExistsException.class, () -> Containers.create(other, SCHEMA, replace));
    }

    @Test
    void recordsOfOneIdComeInRowOrder() throws Exception {
        Path path = temp.resolve("same.sz");
        List<Record> same = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            same.add(Record.builder(SCHEMA)
                    .set("id", i % 3 == 0 ? "same" : i % 3 == 1 ? "" : "x" + i)
                    .set("n", i)
                    .setMissing("signal")
                    .set("text", "")
                    .build());
        }
        Containers.write(path, same, 6, WriteOptions.defaults());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertArrayEquals(new long[] {0, 3, 6, 9, 12, 15, 18}, file.rows("same"));
            assertArrayEquals(new long[] {1, 4, 7, 10, 13, 16, 19}, file.rows(""));
            assertEquals(same, Containers.byRow(file));
        }
    }

    @Test
    void aHashIsNotAnId() throws Exception {
        Path path = temp.resolve("collide.sz");
        try (ContainerWriter writer = ScaleTest.writer(path, SCHEMA, 1000);
                ContainerEncoder encoder = (ContainerEncoder) writer.newEncoder()) {
            EncodedContainerChunk.Part part = encoder.encode(records).parts().get(0);
            long[] hashes = part.hashes().clone();
            hashes[5] = hashes[9];
            writer.write(new EncodedContainerChunk(List.of(new EncodedContainerChunk.Part(
                    part.head(), part.takeFrames(), part.records(), part.valueBytes(), hashes))));
            writer.finish(Header.empty());
        }
        try (ContainerFile file = ContainerFile.open(path, ReadOptions.defaults())) {
            assertArrayEquals(new long[] {5, 9}, file.candidates(records.get(9).key()));
            assertArrayEquals(new long[] {9}, file.rows(records.get(9).key()));
        }
    }

    @Test
    void anUnknownCodecFailsItsColumnAlone() throws Exception {
        Path path = temp.resolve("codec.sz");
        Containers.write(path, records, 10, WriteOptions.defaults());
        byte[] bytes = Files.readAllBytes(path);
        byte[] known = "delta-zigzag, split16, zstd(1)".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int at = 0; at + known.length < bytes.length; at++) {
            if (java.util.Arrays.equals(bytes, at, at + known.length, known, 0, known.length)) {
                bytes[at] = 'D';
            }
        }
        Files.write(path, Seals.resealed(bytes));
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertEquals("Delta-zigzag, split16, zstd(1)", file.codec(SCHEMA.field("signal")));
            SzFormatException e = assertThrows(SzFormatException.class, () -> file.read(0, Projection.all(SCHEMA)));
            assertTrue(e.getMessage().contains("dataset signal") && e.found().contains("Delta-zigzag"), e.toString());
            Projection others = Projection.without(SCHEMA, Set.of("signal"));
            assertEquals(records.get(3).key(), file.read(3, others).key());
            assertArrayEquals(new long[] {3}, file.rows(records.get(3).key()));
            assertEquals(30, file.index().size());
        }
    }

    @Test
    void neededFeaturesAndNewVersionsAreRefusedByName() throws Exception {
        Path path = temp.resolve("features.sz");
        Containers.write(path, records, 10, WriteOptions.defaults());
        byte[] bytes = Files.readAllBytes(path);
        End end = End.read(
                path,
                MetadataFrame.parse(path, bytes, bytes.length - End.LENGTH, bytes.length - End.LENGTH),
                bytes,
                bytes.length - End.LENGTH);
        int payload = (int) end.rootOffset() + MetadataFrame.HEADER;
        for (int at : new int[] {8, 12, 20, 28, 10}) {
            byte[] changed = bytes.clone();
            changed[payload + at] |= 64;
            Files.write(path, Seals.resealed(changed));
            if (at == 8 || at == 12) {
                SzFormatException e =
                        assertThrows(SzFormatException.class, () -> Layouts.open(path, ReadOptions.defaults()));
                assertTrue(e.getMessage().contains(at == 8 ? "version 65.0" : "0x40"), e.toString());
            } else {
                try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                    assertEquals(records, Containers.byChunk(file));
                }
                if (at == 20) {
                    SzFormatException e = assertThrows(SzFormatException.class, () -> append(path));
                    assertTrue(e.getMessage().contains("0x40"), e.toString());
                } else {
                    append(path).close();
                }
            }
        }
    }

    @Test
    void framesOfUnknownTypeAreSkippedWhenTheySaySo() throws Exception {
        for (int flags : new int[] {0, MetadataFrame.OPTIONAL}) {
            Path path = temp.resolve("unknown" + flags + ".sz");
            try (LayoutWriter writer = Containers.create(path, SCHEMA, WriteOptions.defaults())) {
                Containers.add(writer, records.subList(0, 3), 3);
            }
            byte[] bytes = Files.readAllBytes(path);
            ByteWriter more = new ByteWriter(100).bytes(bytes);
            ByteWriter frame = MetadataFrame.header(new ByteWriter(64), 'x', flags, 0, 0);
            MetadataFrame.seal(frame.u64(12345), bytes.length);
            Files.write(path, more.bytes(frame.toByteArray()).toByteArray());
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                assertEquals(3, file.size());
                assertEquals(flags == 0, file.incompleteness().get().contains("newer version"));
            }
        }
    }

    @Test
    void headerKeysChangeUntilTheEnd() throws Exception {
        Path path = temp.resolve("header.sz");
        Header first = Header.empty().with("a", JsonValue.of(1)).with("b", JsonValue.of("x".repeat(5000)));
        Header last = first.with("a", JsonValue.of(2)).with("c", JsonValue.of("µ"));
        try (LayoutWriter writer = Layouts.of(Layout.CONTAINER).create(path, SCHEMA, first, WriteOptions.defaults())) {
            Containers.add(writer, records, 10);
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                assertEquals(first, file.header());
            }
            writer.finish(last);
        }
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertEquals(last.toString(), file.header().toString());
        }
    }

    @Test
    void theSamePutsGiveTheSameBytes() throws Exception {
        Path one = temp.resolve("one.sz");
        Path two = temp.resolve("two.sz");
        Containers.write(one, records, 4, WriteOptions.defaults());
        try (LayoutWriter writer = Containers.create(two, SCHEMA, WriteOptions.defaults())) {
            for (int from = 0; from < records.size(); from += 4) {
                try (ChunkEncoder encoder = writer.newEncoder()) {
                    encoder.encode(records);
                    writer.write(encoder.encode(records.subList(from, Math.min(records.size(), from + 4))));
                }
            }
            writer.finish(writer.header());
        }
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    }

    @Test
    void chunksMayBeAskedToBeAsLargeAsCanBe() throws Exception {
        Path path = temp.resolve("large.sz");
        Containers.write(path, records, records.size(), WriteOptions.defaults().withChunkBytes(Long.MAX_VALUE));
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertEquals(1, file.chunks().size());
            assertEquals(records, Containers.byChunk(file));
        }
        try (LayoutWriter writer = append(path)) {
            assertEquals(1 << 30, writer.targetChunkBytes());
        }
    }

    @Test
    void aPipeIsWrittenFrontToBack() throws Exception {
        Path fifo = temp.resolve("pipe");
        if (new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() != 0) {
            return;
        }
        Path path = temp.resolve("through.sz");
        Process cat = new ProcessBuilder("cat", fifo.toString())
                .redirectOutput(path.toFile())
                .start();
        Containers.write(fifo, records, 4, WriteOptions.defaults());
        assertTrue(cat.waitFor(60, TimeUnit.SECONDS));
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertTrue(file.isComplete());
            assertEquals(records, Containers.byChunk(file));
        }
    }

    @Test
    void anotherKeyIsFoundWithoutTheIndex() throws Exception {
        Schema two = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("parent", ValueType.S)
                .build();
        List<Record> some = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            some.add(Record.builder(two)
                    .set("id", "i" + i)
                    .set("parent", "p" + i / 3)
                    .build());
        }
        Path path = temp.resolve("two.sz");
        Containers.write(path, some, 4, WriteOptions.defaults());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults().withKey("parent"))) {
            assertArrayEquals(new long[] {3, 4, 5}, file.rows("p1"));
        }
    }

    @Test
    void aSchemaWithoutAKeyHasNoIdIndex() throws Exception {
        Schema keyless =
                Schema.builder().dataset("signal", ValueType.I16).withoutKey().build();
        List<Record> some = new RandomRecords(1, keyless, 50, 0.2).next(10);
        Path path = temp.resolve("keyless.sz");
        Containers.write(path, some, 4, WriteOptions.defaults());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertEquals(some, Containers.byRow(file));
            assertThrows(IllegalStateException.class, () -> file.rows("x"));
            assertEquals(10, file.index().size());
        }
    }

    @Test
    void verifyingFindsAFaultInEveryFrame() throws Exception {
        Path path = temp.resolve("verify.sz");
        Containers.write(path, records.subList(0, 3), 2, WriteOptions.defaults());
        try (LayoutWriter writer = append(path)) {
            Containers.add(writer, records.subList(3, 5), 2);
            writer.finish(writer.header());
        }
        byte[] bytes = Files.readAllBytes(path);
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            file.verifyStructure();
        }
        java.util.SplittableRandom random = new java.util.SplittableRandom(8);
        for (int at = 0; at < bytes.length; at += 1 + random.nextInt(Math.max(1, bytes.length / 800))) {
            byte[] changed = bytes.clone();
            changed[at] ^= 16;
            Files.write(path, changed);
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                boolean complete = file.isComplete();
                if (complete) {
                    assertThrows(SzFormatException.class, file::verifyStructure, "byte " + at);
                }
            } catch (SzFormatException e) {
                // Noticed at once.
            }
        }
    }

    @Test
    void readersDoNotDisturbOneAnother() throws Exception {
        Path path = temp.resolve("threads.sz");
        Containers.write(path, records, 4, WriteOptions.defaults());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            List<Thread> threads = new ArrayList<>();
            List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
            for (int t = 0; t < 4; t++) {
                int seed = t;
                Thread thread = new Thread(() -> {
                    try {
                        java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
                        for (int i = 0; i < 300; i++) {
                            int row = random.nextInt(records.size());
                            if (i % 10 == 0) {
                                Thread.currentThread().interrupt();
                            }
                            assertArrayEquals(
                                    new long[] {row}, file.rows(records.get(row).key()));
                            assertEquals(records.get(row), file.read(row, Projection.all(SCHEMA)));
                            assertEquals(i % 10 == 0, Thread.interrupted());
                        }
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), failures);
        }
    }
}
