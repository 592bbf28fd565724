package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.io.PositionalFile;
import org.szformat.layout.Chunk;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.Durability;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** What things cost: opening, look-ups, flushes, and everything that is not signal. */
class ScaleTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("n", ValueType.I32)
            .dataset("signal", ValueType.I16)
            .build();

    @TempDir
    Path temp;

    static ContainerWriter writer(Path path, Schema schema, long checkpointRows) throws IOException {
        FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return ContainerProvider.create(
                path,
                ContainerOutput.toFile(path, channel),
                ContainerProvider.head(schema, Header.empty(), WriteOptions.defaults()),
                Durability.PROCESS,
                ContainerWriter.OnAbort.DELETE,
                new ContainerWriter.CheckpointDistance(64 << 20, checkpointRows));
    }

    private static Record record(int n, int samples) {
        return Record.builder(SCHEMA)
                .set("id", "id-" + n)
                .set("n", n)
                .set("signal", new short[samples])
                .build();
    }

    private static void write(LayoutWriter writer, int from, int to, int chunk) throws IOException {
        try (ChunkEncoder encoder = writer.newEncoder()) {
            for (int n = from; n < to; n += chunk) {
                List<Record> records = new ArrayList<>();
                for (int i = n; i < Math.min(to, n + chunk); i++) {
                    records.add(record(i, i % 3));
                }
                writer.write(encoder.encode(records));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20_000})
    void openingReadsTheEndAlone(int records) throws Exception {
        Path path = temp.resolve("open.sz");
        try (LayoutWriter writer = writer(path, SCHEMA, 300)) {
            write(writer, 0, records, 2);
            writer.finish(writer.header());
        }
        try (PositionalFile bytes = PositionalFile.open(path)) {
            Recorded recorded = new Recorded(bytes);
            try (RecordFile file = ContainerFile.open(path, recorded, bytes, ReadOptions.defaults())) {
                assertEquals(records, file.size());
                assertTrue(recorded.reads.size() <= 3, recorded.reads + "");
                assertTrue(recorded.bytesRead() <= 128 << 10, recorded.reads + "");
            }
        }
    }

    @Test
    void manyCheckpointsAreMerged() throws Exception {
        int records = 30_000;
        Path path = temp.resolve("merged.sz");
        try (LayoutWriter writer = writer(path, SCHEMA, 100)) {
            write(writer, 0, records, 7);
            try (RecordFile open = Layouts.open(path, ReadOptions.defaults())) {
                assertTrue(!open.isComplete() && open.size() > records - 7);
                assertSample(open, (int) open.size());
            }
            writer.finish(writer.header());
        }
        try (ContainerFile file = ContainerFile.open(path, ReadOptions.defaults())) {
            assertEquals(records, file.size());
            assertSample(file, records);
            long row = 0;
            for (Chunk chunk : file.chunks()) {
                assertEquals(row, chunk.firstRow());
                row += chunk.records();
            }
            assertEquals(records, row);
            assertEquals(records, file.index().size());
        }
    }

    private static void assertSample(RecordFile file, int records) throws IOException {
        for (int n = 0; n < records; n += 97) {
            assertArrayEquals(new long[] {n}, file.rows("id-" + n));
            assertEquals(record(n, n % 3), file.read(n, Projection.all(SCHEMA)));
        }
        assertArrayEquals(new long[0], file.rows("id-" + records));
    }

    @Test
    void aSecondLevelOfPagesIsFound() throws Exception {
        int records = 600_000;
        Path path = temp.resolve("levels.sz");
        try (LayoutWriter writer = writer(path, SCHEMA, 1 << 20)) {
            write(writer, 0, records, 50_000);
            writer.finish(writer.header());
        }
        try (ContainerFile file = ContainerFile.open(path, ReadOptions.defaults())) {
            for (int n = 0; n < records; n += 1013) {
                assertArrayEquals(new long[] {n}, file.candidates("id-" + n));
            }
            assertArrayEquals(new long[] {599_999}, file.rows("id-599999"));
        }
    }

    @Test
    void oneReadByIdIsTwoRanges() throws Exception {
        Path path = temp.resolve("ranges.sz");
        List<Record> records = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            short[] signal = new short[50_000];
            for (int i = 0; i < signal.length; i++) {
                signal[i] = (short) (i * n * 31);
            }
            records.add(Record.builder(SCHEMA)
                    .set("id", "id-" + n)
                    .set("n", n)
                    .set("signal", signal)
                    .build());
        }
        Containers.write(path, records, 30, WriteOptions.defaults());
        try (PositionalFile bytes = PositionalFile.open(path)) {
            Recorded recorded = new Recorded(bytes);
            try (RecordFile file = ContainerFile.open(path, recorded, bytes, ReadOptions.defaults())) {
                file.rows("id-3");
                recorded.reads.clear();
                assertEquals(records.get(12), file.read(12, Projection.all(SCHEMA)));
                assertTrue(recorded.reads.size() <= 2, recorded.reads + "");
                recorded.reads.clear();
                assertEquals(
                        12, file.read(12, Projection.of(SCHEMA, Set.of("n"))).getInteger("n"));
                assertTrue(recorded.bytesRead() < 1000, recorded.reads + "");
            }
        }
    }

    @Test
    void aRangeOfALongArrayReadsTheBlocksThatHoldIt() throws Exception {
        short[] signal = new short[1_000_000];
        for (int i = 0; i < signal.length; i++) {
            signal[i] = (short) (i * 31 ^ i >> 7);
        }
        Record record = Record.builder(SCHEMA)
                .set("id", "long")
                .set("n", 1)
                .set("signal", signal)
                .build();
        Path path = temp.resolve("range.sz");
        Containers.write(path, List.of(record, record(2, 100)), 2, WriteOptions.defaults());
        try (PositionalFile bytes = PositionalFile.open(path)) {
            Recorded recorded = new Recorded(bytes);
            try (RecordFile file = ContainerFile.open(path, recorded, bytes, ReadOptions.defaults())) {
                for (int[] range :
                        new int[][] {{0, 10}, {131_000, 131_100}, {999_999, 1_000_000}, {5, 5}, {0, 1_000_000}}) {
                    assertArrayEquals(java.util.Arrays.copyOfRange(signal, range[0], range[1]), (short[])
                            file.readRange(0, SCHEMA.field("signal"), range[0], range[1]));
                }
                assertArrayEquals(new short[7], (short[]) file.readRange(1, SCHEMA.field("signal"), 3, 10));
                recorded.reads.clear();
                file.readRange(0, SCHEMA.field("signal"), 500_000, 500_100);
                assertTrue(recorded.bytesRead() < Files.size(path) / 4);
            }
        }
    }

    @Test
    void aFlushAfterEveryRecordIsCheap() throws Exception {
        Schema.Builder columns = Schema.builder().attribute("read_id", ValueType.S);
        for (int i = 0; i < 11; i++) {
            columns.attribute(
                    "a" + i,
                    List.of(ValueType.F64, ValueType.U16, ValueType.S, ValueType.I64)
                            .get(i % 4));
        }
        for (int i = 0; i < 4; i++) {
            columns.dataset(
                    "d" + i,
                    List.of(ValueType.I16, ValueType.S, ValueType.F32, ValueType.U8)
                            .get(i));
        }
        Schema schema = columns.build();
        assertEquals(16, schema.size());
        List<Record> records = new RandomRecords(3, schema, 10, 0.1).next(500);
        Path path = temp.resolve("flush.sz");
        Containers.write(path, records, 1, WriteOptions.defaults());
        long perRecord = Files.size(path) / records.size();
        System.out.println("flush after every record, 16 columns: " + perRecord + " bytes a record, values "
                + records.stream().mapToLong(Record::valueBytes).sum() / records.size());
        assertTrue(perRecord <= 1024, perRecord + "");
    }

    @Test
    void everythingButTheSignalIsSmall() throws Exception {
        Schema schema = Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("digitisation", ValueType.F64)
                .attribute("offset", ValueType.F64)
                .attribute("range", ValueType.F64)
                .attribute("sampling_rate", ValueType.F64)
                .dataset("raw_signal", ValueType.I16)
                .build();
        for (int[] lengths : new int[][] {{2_200_000, 60_000, 80_000}, {9000, 9000, 9000, 9000}, new int[1000]}) {
            List<Record> records = new ArrayList<>();
            java.util.SplittableRandom random = new java.util.SplittableRandom(1);
            long signal = 0;
            for (int n = 0; n < lengths.length; n++) {
                byte[] uuid = new byte[16];
                random.nextBytes(uuid);
                short[] samples = new short[lengths[n] == 0 ? 10_000 : lengths[n]];
                java.util.Arrays.setAll(new int[samples.length], i -> samples[i] = (short) random.nextInt(40));
                RecordBuilder record = Record.builder(schema)
                        .set("read_id", java.util.UUID.nameUUIDFromBytes(uuid).toString())
                        .set("digitisation", 8192.0)
                        .set("offset", 10.0 + random.nextInt(20))
                        .set("range", 1402.882 + random.nextInt(1000) / 1000.0)
                        .set("sampling_rate", 4000.0)
                        .set("raw_signal", samples);
                records.add(record.build());
            }
            Path path = temp.resolve("small" + lengths.length + ".sz");
            int chunk = lengths.length < 10 ? 1 : 200;
            Containers.write(path, records, chunk, WriteOptions.defaults());
            try (ContainerFile file = ContainerFile.open(path, ReadOptions.defaults())) {
                for (Chunk each : file.chunks()) {
                    signal += file.ownBlockBytes(each);
                }
            }
            long rest = Files.size(path) - signal;
            System.out.println("besides the signal, " + records.size() + " records: " + rest + " bytes");
            assertTrue(rest <= 2048 + 100L * records.size(), rest + "");
        }
    }
}
