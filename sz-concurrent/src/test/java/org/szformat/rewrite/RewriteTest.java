package org.szformat.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.codec.ColumnCodec;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.digest.RecordDigest;
import org.szformat.filter.Filter;
import org.szformat.layout.Chunk;
import org.szformat.layout.OnExisting;
import org.szformat.merge.SchemaPolicy;
import org.szformat.progress.RewriteProgress;
import org.szformat.query.Samples;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;
import org.szformat.transfer.SchemaMapping;

/** Files that are written anew. */
class RewriteTest {
    private static final List<Record> RECORDS = Samples.records(7, 500);

    @TempDir
    Path temp;

    private Path source() throws Exception {
        return Samples.write(temp.resolve("source.sz"), RECORDS, 60, Layout.CONTAINER);
    }

    @Test
    void nothingAskedForChunksAreTakenOver() throws Exception {
        Path source = source();
        RewriteResult result = Rewrite.from(source).verified().to(temp.resolve("copy.sz"), OnExisting.REFUSE);
        assertEquals(RECORDS, Contents.read(result.target()));
        assertEquals(Contents.chunkBytes(source), Contents.chunkBytes(result.target()));
        assertEquals(9, result.chunks());
        assertEquals(9, result.chunksCopied());
        assertEquals(500, result.records());
        assertEquals(RecordDigest.of(source, 2), result.digest().orElseThrow());
        try (CompressedFile.Reader reader = CompressedFile.open(result.target())) {
            assertEquals(RECORDS.get(333), reader.get("r333").orElseThrow());
            assertEquals(reader.file().valueBytes(), result.valueBytes());
            reader.file().verifyStructure();
        }
        assertLeftAlone(source, result.target());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void compressorsInTurnEndWithTheChunksThatThereWere(int threads) throws Exception {
        Path source = source();
        List<ByteBuffer> before = Contents.chunkBytes(source);
        RecordDigest digest = RecordDigest.of(source, 1);
        for (String compressor : List.of("zstd(1)", "lz4", "bz2", "blosc", "none", "zstd(1)")) {
            RewriteResult result =
                    Rewrite.from(source).threads(threads).compressor(compressor).replace();
            assertEquals(digest, result.digest().orElseThrow());
            assertEquals(RECORDS, Contents.read(source));
        }
        // Text began with another level than all have now.
        Path expected = Rewrite.from(Samples.write(temp.resolve("again.sz"), RECORDS, 60, Layout.CONTAINER))
                .compressor("zstd(1)")
                .to(temp.resolve("expected.sz"), OnExisting.REFUSE)
                .target();
        assertEquals(Contents.chunkBytes(expected), Contents.chunkBytes(source));
        assertEquals(before.size(), Contents.chunkBytes(source).size());
    }

    @Test
    void sameCodecsByOtherWaysGiveTheSameChunks() throws Exception {
        Path source = source();
        Path other = Rewrite.from(source)
                .codec("dI16", ColumnCodec.parse("plain, none"))
                .to(temp.resolve("other.sz"), OnExisting.REFUSE)
                .target();
        RewriteResult back = Rewrite.from(other)
                .codec("dI16", ColumnCodec.parse(Contents.codec(source, "dI16")))
                .to(temp.resolve("back.sz"), OnExisting.REFUSE);
        assertEquals(0, back.chunksCopied());
        assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(back.target()));
    }

    @Test
    void chunksOfSoManyRecords() throws Exception {
        Path target = temp.resolve("target.sz");
        RewriteResult result = Rewrite.from(source()).chunkRecords(7).to(target, OnExisting.REFUSE);
        List<Integer> sizes =
                Contents.chunks(target).stream().map(Chunk::records).toList();
        assertEquals(72, sizes.size());
        assertEquals(72, result.chunks());
        assertTrue(sizes.subList(0, 71).stream().allMatch(size -> size == 7));
        assertEquals(3, sizes.get(71));
        assertEquals(RECORDS, Contents.read(target));
    }

    @Test
    void chunksOfSoManyBytes() throws Exception {
        Path target = temp.resolve("target.sz");
        Rewrite.from(source()).chunkBytes(1000).to(target, OnExisting.REFUSE);
        List<Chunk> chunks = Contents.chunks(target);
        for (Chunk chunk : chunks) {
            int from = (int) chunk.firstRow();
            int to = from + chunk.records();
            assertTrue(bytes(from, to) <= 1000 || chunk.records() == 1, chunk::toString);
            assertTrue(to == RECORDS.size() || bytes(from, to + 1) > 1000, chunk::toString);
        }
        assertEquals(RECORDS, Contents.read(target));
    }

    @Test
    void chunksLargerThanWritersMakeThem() throws Exception {
        Schema schema = Schema.builder()
                .attribute("read_id", ValueType.S)
                .dataset("signal", ValueType.I16)
                .build();
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            records.add(Record.builder(schema)
                    .set("read_id", "r" + i)
                    .set("signal", new short[250_000])
                    .build());
        }
        Path source = Samples.write(temp.resolve("large.sz"), records, 40, Layout.CONTAINER);
        assertTrue(Contents.chunks(source).size() > 3);
        Path byRecords = temp.resolve("records.sz");
        Rewrite.from(source).chunkRecords(40).to(byRecords, OnExisting.REFUSE);
        assertEquals(1, Contents.chunks(byRecords).size());
        Path byBytes = temp.resolve("bytes.sz");
        Rewrite.from(source).chunkBytes(9_999_999).to(byBytes, OnExisting.REFUSE);
        assertEquals(
                List.of(19, 19, 2),
                Contents.chunks(byBytes).stream().map(Chunk::records).toList());
        assertEquals(records, Contents.read(byBytes));
        try (CompressedFile.Reader reader = CompressedFile.open(byBytes)) {
            assertEquals(9_999_999, reader.file().targetChunkBytes().orElseThrow());
        }
    }

    private static long bytes(int from, int to) {
        return RECORDS.subList(from, to).stream().mapToLong(Record::valueBytes).sum();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group == 3",
                "aI32 > 100 || aS is missing",
                "length(dI16) == 2 && aF64 < 10",
                "id == \"r77\"",
                "group > 100"
            })
    void filtersAndFields(String filter) throws Exception {
        Path target = temp.resolve("target.sz");
        Rewrite.from(source())
                .where(filter)
                .select(Set.of("id", "dF128", "aU64"))
                .to(target, OnExisting.REFUSE);
        Filter expected = Filter.parse(filter, Samples.SCHEMA);
        List<Record> hits = RECORDS.stream().filter(expected::test).toList();
        Schema schema = Samples.SCHEMA.select(Set.of("id", "dF128", "aU64"));
        assertEquals(new SchemaMapping(Samples.SCHEMA, schema).apply(hits), Contents.read(target));
    }

    @Test
    void bytesDoNotDependOnThreads() throws Exception {
        Path source = source();
        byte[] one = null;
        for (int threads : new int[] {1, 2, 7}) {
            Path target = temp.resolve(threads + ".sz");
            Rewrite.from(source, source)
                    .threads(threads)
                    .chunkBytes(3000)
                    .where("group != 1")
                    .to(target, OnExisting.REFUSE);
            one = one == null ? Files.readAllBytes(target) : one;
            assertArrayEquals(one, Files.readAllBytes(target));
        }
    }

    @Test
    void layouts() throws Exception {
        Schema schema = Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("n", ValueType.I32)
                .dataset("signal", ValueType.I16)
                .build();
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            records.add(Record.builder(schema)
                    .set("read_id", "r" + i)
                    .set("n", i)
                    .set("signal", new short[] {(short) i, 2, 3})
                    .build());
        }
        Path container = Samples.write(temp.resolve("container.sz"), records, 10, Layout.CONTAINER);
        Path directory = temp.resolve("directory");
        Rewrite.from(container).layout(Layout.DIRECTORY).verified().to(directory, OnExisting.REFUSE);
        assertTrue(Files.isDirectory(directory));
        assertEquals(records, Contents.read(directory));
        Rewrite.from(directory).compressor("zstd(5)").replace();
        assertEquals(records, Contents.read(directory));
        assertEquals(RecordDigest.of(container, 2), RecordDigest.of(directory, 1));
        Path back = temp.resolve("back.sz");
        Rewrite.from(directory).layout(Layout.CONTAINER).to(back, OnExisting.REFUSE);
        assertEquals(records, Contents.read(back));
        Path both = temp.resolve("both.sz");
        RewriteResult result = Rewrite.from(back, directory).to(both, OnExisting.REFUSE);
        assertEquals(200, result.records());
        assertTrue(result.chunksCopied() > 0);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> Rewrite.from(directory).compressor("lz4").replace());
        assertTrue(e.getMessage().contains("in a directory it is"), e::toString);
        assertEquals(records, Contents.read(directory));
    }

    @Test
    void unionFillsWhatIsMissing() throws Exception {
        Schema more = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("more", ValueType.F32)
                .build();
        Path other = Samples.write(
                temp.resolve("other.sz"),
                List.of(Record.builder(more).set("id", "x").set("more", 2f).build()),
                1,
                Layout.CONTAINER);
        Path target = temp.resolve("target.sz");
        Rewrite rewrite = Rewrite.from(source(), other);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> rewrite.to(target, OnExisting.REFUSE));
        assertTrue(e.getMessage().contains("different fields"), e::toString);
        rewrite.schemas(SchemaPolicy.UNION).verified().to(target, OnExisting.REFUSE);
        List<Record> read = Contents.read(target);
        assertEquals(501, read.size());
        Schema union = read.get(0).schema();
        assertEquals(new SchemaMapping(Samples.SCHEMA, union).apply(RECORDS), read.subList(0, 500));
        assertEquals(2, read.get(500).getReal("more"));
        assertTrue(read.get(500).isMissing("dI16"));
    }

    @Test
    void lossyFieldsAreComparedWithNothing() throws Exception {
        Path target = temp.resolve("target.sz");
        ColumnCodec lossy = ColumnCodec.parse("degrade(3), plain, lz4");
        RewriteResult some =
                Rewrite.from(source()).codec("dI16", lossy).verified().to(target, OnExisting.REFUSE);
        assertEquals(RecordDigest.of(target, 1), some.digest().orElseThrow());
        assertFalse(some.digest().equals(Optional.of(RecordDigest.of(temp.resolve("source.sz"), 1))));
        Path alone = temp.resolve("alone.sz");
        RewriteResult all = Rewrite.from(temp.resolve("source.sz"))
                .select(Set.of("dI16"))
                .codec("dI16", lossy)
                .verified()
                .to(alone, OnExisting.REFUSE);
        assertEquals(500, all.digest().orElseThrow().records());
    }

    @Test
    void headerStaysAsItIs() throws Exception {
        Header header = Header.parse("{\"runs\":{\"b\":{\"x\":1}},\"a\":[1,2],\"differing\":3}");
        Path source = temp.resolve("source.sz");
        try (CompressedFile.Writer writer = CompressedFile.create(
                source, Samples.SCHEMA, WriterOptions.defaults().withHeader(header))) {
            writer.put(RECORDS.get(0));
        }
        Rewrite.from(source).compressor("lz4").replace();
        try (CompressedFile.Reader reader = CompressedFile.open(source)) {
            assertEquals(header.toString(), reader.header().toString());
        }
    }

    @Test
    void progressEndsWithAllOfIt() throws Exception {
        List<RewriteProgress> told = new ArrayList<>();
        Rewrite.from(source())
                .onProgress(told::add, Duration.ofNanos(1))
                .verified()
                .to(temp.resolve("target.sz"), OnExisting.REFUSE);
        assertEquals(500, told.get(told.size() - 1).recordsWritten());
        assertEquals(500, told.get(told.size() - 1).recordsRead());
        assertTrue(told.stream().anyMatch(each -> each.stage() == RewriteProgress.Stage.COPYING));
    }

    @Test
    void whatIsAskedWrongly() throws Exception {
        Path source = source();
        Path target = temp.resolve("target.sz");
        assertRefused("no field 'nothing'", Rewrite.from(source).select(Set.of("nothing")), target);
        assertRefused(
                "no field 'nothing'", Rewrite.from(source).codec("nothing", ColumnCodec.parse("plain, lz4")), target);
        assertRefused("no values of type S", Rewrite.from(source).codec("aS", ColumnCodec.parse("svb, lz4")), target);
        assertRefused("no field 'nothing'", Rewrite.from(source).sortBy("nothing"), target);
        assertRefused("by attributes alone", Rewrite.from(source).groupBy("dI16"), target);
        assertRefused("is a source and the target", Rewrite.from(source), source);
        assertThrows(IllegalArgumentException.class, () -> Rewrite.from(source).compressor("zip"));
        assertThrows(IllegalArgumentException.class, () -> Rewrite.from(source).chunkRecords(0));
        assertThrows(IllegalArgumentException.class, () -> Rewrite.from(source).threads(0));
        assertThrows(IllegalArgumentException.class, () -> Rewrite.from(List.of()));
        Files.writeString(target, "mine");
        assertThrows(
                FileAlreadyExistsException.class, () -> Rewrite.from(source).to(target, OnExisting.REPLACE));
        assertEquals("mine", Files.readString(target));
        assertThrows(
                FileAlreadyExistsException.class, () -> Rewrite.from(source).to(target, OnExisting.REFUSE));
        assertLeftAlone(source, target);
    }

    private void assertRefused(String why, Rewrite rewrite, Path target) throws IOException {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> rewrite.to(target, OnExisting.REFUSE));
        assertTrue(e.getMessage().contains(why), e::toString);
    }

    /** That nothing lies in the folder but these. */
    private void assertLeftAlone(Path... files) throws IOException {
        try (Stream<Path> all = Files.list(temp)) {
            assertEquals(Set.of(files), Set.copyOf(all.toList()));
        }
    }

    @Test
    void damagedBlockIsNamedAndNothingIsLeft() throws Exception {
        Path source = source();
        Contents.damage(source, 4);
        byte[] before = Files.readAllBytes(source);
        Path target = temp.resolve("target.sz");
        for (Rewrite rewrite : List.of(
                Rewrite.from(source),
                Rewrite.from(source).compressor("none"),
                Rewrite.from(source).chunkRecords(9))) {
            SzFormatException e = assertThrows(SzFormatException.class, () -> rewrite.to(target, OnExisting.REFUSE));
            assertTrue(e.getMessage().contains("chunk 4"), e::toString);
            assertTrue(e.getMessage().matches("(?s).*(attribute|dataset) \\w+ .*"), e::toString);
            assertLeftAlone(source);
            assertArrayEquals(before, Files.readAllBytes(source));
        }
        assertThrows(SzFormatException.class, () -> Rewrite.from(source).replace());
        assertThrows(
                IllegalArgumentException.class,
                () -> Rewrite.from(source).skippingDamage().replace());
        assertArrayEquals(before, Files.readAllBytes(source));
        assertLeftAlone(source);
        for (Rewrite rewrite : List.of(
                Rewrite.from(source),
                Rewrite.from(source).compressor("none"),
                Rewrite.from(source).chunkRecords(9))) {
            RewriteResult result = rewrite.skippingDamage().verified().to(target, OnExisting.REPLACE);
            assertTrue(result.lostRecords() > 0, result::toString);
            assertEquals(500 - result.lostRecords(), result.records());
            List<Record> read = Contents.read(target);
            assertTrue(RECORDS.containsAll(read));
            assertEquals(result.records(), read.size());
            assertFalse(result.damages().isEmpty());
        }
    }
}
