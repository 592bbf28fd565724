package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.Layout;
import org.szformat.layout.Chunk;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Batch;
import org.szformat.record.BatchColumn;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** What is read column by column is what is read record by record. */
class BatchReadingTest {
    private static final Schema READS = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("start", ValueType.I32)
            .attribute("gain", ValueType.F64)
            .dataset("signal", ValueType.I16)
            .dataset("sequence", ValueType.S)
            .dataset("moves", ValueType.U32)
            .build();

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({
        "1, 40, 7, 60, 0.2",
        "2, 3, 1, 20000, 0",
        "3, 2000, 1000, 30, 0.5",
        "4, 5, 5, 300000, 0.1",
        "5, 50, 50, 0, 1",
        "6, 60, 60, 5000, 0.1",
        "7, 3000, 3000, 3, 0"
    })
    void everyType(long seed, int count, int chunk, int maxLength, double missing) throws Exception {
        List<Record> records = new RandomRecords(seed, RandomRecords.EVERYTHING, maxLength, missing).next(count);
        Path path = temp.resolve("all.sz");
        Containers.write(path, records, chunk, WriteOptions.defaults());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertEquals(records, batches(file, Projection.all(file.schema())));
            assertEquals(records, Containers.byChunk(file));
            Projection some = Projection.of(file.schema(), Set.of("id", "d_I16", "a_F128", "d_S", "a_U8"));
            List<Record> projected = new ArrayList<>();
            for (Chunk each : file.chunks()) {
                projected.addAll(file.read(each, some));
            }
            assertEquals(projected, batches(file, some));
        }
    }

    /** Rows of their own between rows that share, of other lengths in each column: all orders of groups and blocks. */
    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void shortAndLongArraysMixed(Layout layout) throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        List<Record> records = new ArrayList<>();
        int[] lengths = {0, 1, 50, 2_047, 2_048, 8_191, 8_192, 131_072, 131_073, 300_000};
        for (int i = 0; i < 120; i++) {
            RecordBuilder record = Record.builder(READS)
                    .set("id", "read-" + i)
                    .set("start", i)
                    .set("gain", i / 8.0)
                    .set("sequence", "ACGT→".repeat(lengths[random.nextInt(7)] / 4))
                    .set("signal", shorts(random, lengths[random.nextInt(random.nextInt(8) == 0 ? 10 : 5)]))
                    .set("moves", random.ints(lengths[random.nextInt(5)]).toArray());
            records.add(record.build());
        }
        Path path = temp.resolve("mixed.sz");
        try (LayoutWriter writer = Layouts.of(layout).create(path, READS, Header.empty(), WriteOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            writer.write(encoder.encode(records));
            writer.finish(writer.header());
        }
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertEquals(records, batches(file, Projection.all(file.schema())));
            assertEquals(records, Containers.byChunk(file));
            assertEquals(records, Containers.byRow(file));
        }
    }

    private static short[] shorts(SplittableRandom random, int length) {
        short[] values = new short[length];
        for (int i = 0; i < length; i++) {
            values[i] = (short) random.nextInt(500);
        }
        return values;
    }

    @Test
    void rowsOfAGroupShareTheirArray() throws Exception {
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            records.add(Record.builder(READS)
                    .set("id", "read-" + i)
                    .set("start", -i)
                    .set("gain", 1.5)
                    .set("sequence", "")
                    .set("signal", new short[] {(short) i, 2, 3})
                    .set("moves", new int[i == 3 ? 5_000 : 2])
                    .build());
        }
        Path path = temp.resolve("share.sz");
        Containers.write(path, records, 4, WriteOptions.defaults());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            Batch batch = file.readBatch(file.chunks().get(0), Projection.all(file.schema()));
            BatchColumn signal = batch.column("signal");
            assertSame(signal.array(0), signal.array(3));
            assertEquals(9, signal.from(3));
            BatchColumn moves = batch.column("moves");
            assertSame(moves.array(0), moves.array(1));
            assertNotSame(moves.array(0), moves.array(3));
            assertEquals(5_000, moves.length(3));
            assertEquals(-3, batch.column("start").bits(3));
            assertTrue(batch.column("start").hasBits());
            assertThrows(
                    IndexOutOfBoundsException.class, () -> batch.column("start").isMissing(4));
            assertThrows(IndexOutOfBoundsException.class, () -> signal.isMissing(4));
        }
    }

    @Test
    void missingRowsOfPartsHaveNoLength() throws Exception {
        Schema schema = Schema.builder()
                .attribute("id", ValueType.S)
                .attribute("level", ValueType.U8)
                .dataset("signal", ValueType.I16)
                .build();
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RecordBuilder record = Record.builder(schema).set("id", "" + i);
            records.add(
                    i == 1
                            ? record.setMissing("signal").setMissing("level").build()
                            : record.set("signal", new short[i])
                                    .set("level", 200)
                                    .build());
        }
        Path path = temp.resolve("missing.sz");
        Containers.write(path, records, 3, WriteOptions.defaults());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            Batch batch = file.readBatch(file.chunks().get(0), Projection.all(file.schema()));
            BatchColumn signal = batch.column("signal");
            assertEquals(0, signal.length(0));
            assertEquals(2, signal.length(2));
            assertTrue(signal.isMissing(1));
            assertThrows(NoSuchElementException.class, () -> signal.length(1));
            assertTrue(batch.column("level").isMissing(1));
            assertEquals(200, batch.column("level").bits(2));
            assertEquals(1, batch.column("level").length(2));
            assertThrows(
                    NoSuchElementException.class, () -> batch.column("level").length(1));
        }
    }

    private static List<Record> batches(RecordFile file, Projection projection) throws Exception {
        List<Record> records = new ArrayList<>();
        for (Chunk chunk : file.chunks()) {
            Batch batch = file.readBatch(chunk, projection);
            assertEquals(chunk.firstRow(), batch.firstRow());
            assertEquals(chunk.records(), batch.rows());
            for (int row = 0; row < batch.rows(); row++) {
                for (Field field : batch.schema().fields()) {
                    BatchColumn column = batch.column(field.name());
                    assertEquals(field, column.field());
                }
                records.add(batch.record(row));
            }
        }
        return records;
    }
}
