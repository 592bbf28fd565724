package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.SzFormatException;
import org.szformat.codec.ColumnCodec;
import org.szformat.layout.Chunk;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Chunks of one container that become chunks of another as they are. */
class TakeTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("other", ValueType.S)
            .attribute("n", ValueType.F32)
            .dataset("signal", ValueType.I16)
            .build();

    private final ContainerProvider containers = new ContainerProvider();
    private final List<Record> records = new ArrayList<>();

    @TempDir
    Path temp;

    @BeforeEach
    void makeRecords() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 60; i++) {
            short[] signal = new short[i % 20 == 3 ? 9000 : i];
            for (int k = 0; k < signal.length; k++) {
                signal[k] = (short) random.nextInt(900);
            }
            records.add(Record.builder(SCHEMA)
                    .set("id", "r" + i)
                    .set("other", "o" + i)
                    .set("n", i)
                    .set("signal", signal)
                    .build());
        }
    }

    private Path write(String name) throws Exception {
        Path path = temp.resolve(name);
        try (LayoutWriter writer = containers.create(path, SCHEMA, Header.empty(), WriteOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            for (int from = 0; from < records.size(); from += 20) {
                writer.write(encoder.encode(records.subList(from, from + 20)));
            }
            writer.finish(Header.empty());
        }
        return path;
    }

    @Test
    void takenChunksAreLikeEncodedOnes() throws Exception {
        Path source = write("source.sz");
        Path target = temp.resolve("target.sz");
        try (RecordFile file = containers.open(source, ReadOptions.defaults());
                LayoutWriter writer = containers.create(target, SCHEMA, Header.empty(), WriteOptions.defaults())) {
            assertTrue(writer.canTake(file));
            for (Chunk chunk : file.chunks()) {
                writer.write(writer.take(file, chunk));
            }
            writer.finish(Header.empty());
        }
        assertArrayEquals(Files.readAllBytes(source), Files.readAllBytes(target));
    }

    @Test
    void takenBehindOthersTheyAreFoundWhereTheyAre() throws Exception {
        Path source = write("source.sz");
        Path target = temp.resolve("target.sz");
        try (RecordFile file = containers.open(source, ReadOptions.defaults());
                LayoutWriter writer = containers.create(target, SCHEMA, Header.empty(), WriteOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            writer.write(encoder.encode(records.subList(0, 7)));
            writer.write(writer.take(file, file.chunks().get(2)));
            writer.write(writer.take(file, file.chunks().get(1)));
            writer.finish(Header.empty());
        }
        try (RecordFile file = containers.open(target, ReadOptions.defaults())) {
            file.verifyStructure();
            Projection all = Projection.all(SCHEMA);
            assertEquals(47, file.size());
            assertEquals(records.get(43), file.read("r43", all).orElseThrow());
            assertEquals(records.get(23), file.read("r23", all).orElseThrow());
            assertArrayEquals(new long[] {7 + 3}, file.rows("r43"));
            assertEquals(records.subList(40, 60), file.read(file.chunks().get(1), all));
            assertEquals(
                    records.subList(0, 7).stream().mapToLong(Record::valueBytes).sum()
                            + records.subList(20, 60).stream()
                                    .mapToLong(Record::valueBytes)
                                    .sum(),
                    file.valueBytes());
        }
    }

    @Test
    void otherFieldsKeysAndCodecsAreNotTaken() throws Exception {
        Path source = write("source.sz");
        ColumnCodec other = ColumnCodec.parse("plain, none");
        Schema key = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("other", ValueType.S)
                .attribute("n", ValueType.F32)
                .dataset("signal", ValueType.I16)
                .key("other")
                .build();
        try (RecordFile file = containers.open(source, ReadOptions.defaults());
                LayoutWriter codec = containers.create(
                        temp.resolve("codec.sz"),
                        SCHEMA,
                        Header.empty(),
                        WriteOptions.defaults().withCodec("n", other));
                LayoutWriter fields = containers.create(
                        temp.resolve("fields.sz"),
                        SCHEMA.select(List.of("id", "n")),
                        Header.empty(),
                        WriteOptions.defaults());
                LayoutWriter keys =
                        containers.create(temp.resolve("keys.sz"), key, Header.empty(), WriteOptions.defaults())) {
            for (LayoutWriter writer : List.of(codec, fields, keys)) {
                assertFalse(writer.canTake(file));
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> writer.take(file, file.chunks().get(0)));
            }
        }
    }

    @Test
    void damagedBlockIsNotTaken() throws Exception {
        Path source = write("source.sz");
        byte[] bytes = Files.readAllBytes(source);
        try (RecordFile file = containers.open(source, ReadOptions.defaults());
                LayoutWriter writer =
                        containers.create(temp.resolve("target.sz"), SCHEMA, Header.empty(), WriteOptions.defaults())) {
            Chunk chunk = file.chunks().get(1);
            bytes[(int) (chunk.offset() + chunk.storedBytes()) - 9] ^= 4;
            Files.write(source, bytes);
            SzFormatException e = assertThrows(SzFormatException.class, () -> writer.take(file, chunk));
            assertTrue(e.getMessage().contains("chunk 1, dataset signal (I16)"), e::toString);
        }
    }

    @Test
    void wholeChunksAreNotCut() throws Exception {
        Path target = temp.resolve("target.sz");
        try (LayoutWriter writer = containers.create(
                        target, SCHEMA, Header.empty(), WriteOptions.defaults().withChunkBytes(100));
                ChunkEncoder encoder = writer.newEncoder()) {
            writer.write(encoder.encode(records.subList(0, 30)));
            writer.write(encoder.encodeWhole(records.subList(30, 60)));
            writer.finish(Header.empty());
        }
        try (RecordFile file = containers.open(target, ReadOptions.defaults())) {
            List<Chunk> chunks = file.chunks();
            assertTrue(chunks.size() > 3);
            assertEquals(30, chunks.get(chunks.size() - 1).records());
            assertEquals(100, file.targetChunkBytes().orElseThrow());
        }
    }
}
