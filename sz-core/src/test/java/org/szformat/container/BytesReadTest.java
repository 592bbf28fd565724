package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Limits;
import org.szformat.io.ReadableBytes;
import org.szformat.layout.Chunk;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** What reading and writing costs in bytes: read from the file, and allocated. */
class BytesReadTest {
    private static final Schema READS = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .attribute("offset", ValueType.F64)
            .attribute("start_sample", ValueType.U64)
            .dataset("signal", ValueType.I16)
            .dataset("sequence", ValueType.S)
            .build();

    /** The most bytes that may be allocated for each value, besides the arrays that hold them. */
    private static final double MAX_ALLOCATED = 0.05;

    @TempDir
    Path temp;

    private static final class Counting implements ReadableBytes {
        private final byte[] bytes;
        private final AtomicLong read = new AtomicLong();
        private final AtomicInteger calls = new AtomicInteger();

        Counting(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void readFully(long offset, byte[] into, int at, int length) throws EOFException {
            if (offset + length > bytes.length) {
                throw new EOFException();
            }
            System.arraycopy(bytes, (int) offset, into, at, length);
            read.addAndGet(length);
            calls.incrementAndGet();
        }
    }

    private static List<Record> reads(int count, int samples, int bases) {
        SplittableRandom random = new SplittableRandom(samples);
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            short[] signal = new short[samples];
            int level = 500;
            for (int k = 0; k < samples; k++) {
                level += random.nextInt(41) - 20;
                signal[k] = (short) level;
            }
            StringBuilder sequence = new StringBuilder();
            for (int k = 0; k < bases; k++) {
                sequence.append("ACGT".charAt(random.nextInt(4)));
            }
            records.add(Record.builder(READS)
                    .set("read_id", Long.toHexString(random.nextLong()))
                    .set("channel", random.nextInt(512))
                    .set("offset", random.nextInt(30) / 4.0)
                    .set("start_sample", random.nextLong(1L << 40))
                    .set("signal", signal)
                    .set("sequence", sequence.toString())
                    .build());
        }
        return records;
    }

    private Path write(int samples) throws Exception {
        Path path = temp.resolve("reads.sz");
        int perChunk = Math.max(1, (4 << 20) / (2 * samples + samples / 10 + 40));
        Containers.write(path, reads(3 * perChunk, samples, samples / 10), perChunk, WriteOptions.defaults());
        return path;
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 100, 1_000, 4_000, 90_000})
    void attributesAlone(int samples) throws Exception {
        Counting bytes = new Counting(Files.readAllBytes(write(samples)));
        Path name = Path.of("reads.sz");
        Contents contents = new Opening(name, bytes, Limits.defaults()).open();
        try (ContainerFile file = ContainerFile.open(name, bytes, () -> {}, ReadOptions.defaults())) {
            long wanted = 0;
            for (Chunk chunk : file.chunks()) {
                MetadataFrame frame =
                        new FrameReader(name, bytes, Limits.defaults()).header(chunk.offset(), bytes.size());
                byte[] whole = new FrameReader(name, bytes, Limits.defaults()).whole(frame);
                wanted += whole.length;
                ChunkHead head =
                        ChunkHead.read(name, frame, whole, contents.head().columns(), bytes.size());
                for (Block block : head.blocks()) {
                    boolean attribute = READS.field(block.column()).isAttribute();
                    wanted += attribute && !block.isInline() ? block.stored() : 0;
                }
            }
            Projection attributes = Projection.of(
                    READS, READS.attributes().stream().map(Field::name).toList());
            bytes.read.set(0);
            for (Chunk chunk : file.chunks()) {
                file.readBatch(chunk, attributes);
            }
            assertTrue(bytes.read.get() > 0);
            assertTrue(bytes.read.get() <= 1.2 * wanted, bytes.read + " bytes read; " + wanted + " wanted");
        }
    }

    @Test
    void everyByteOfAChunkIsReadOnce() throws Exception {
        Counting bytes = new Counting(Files.readAllBytes(write(4_000)));
        try (ContainerFile file = ContainerFile.open(Path.of("reads.sz"), bytes, () -> {}, ReadOptions.defaults())) {
            long chunks = 0;
            for (Chunk chunk : file.chunks()) {
                chunks += chunk.storedBytes();
            }
            bytes.read.set(0);
            bytes.calls.set(0);
            for (Chunk chunk : file.chunks()) {
                file.readBatch(chunk, Projection.all(READS));
            }
            assertTrue(bytes.read.get() <= 1.001 * chunks, bytes.read + " bytes read of " + chunks);
            assertTrue(bytes.calls.get() <= 3 + chunks / (StoredBytes.PIECE / 2), bytes.calls + " calls");
        }
    }

    @Test
    void aRecordIsReadInTwoCallsAtMost() throws Exception {
        Counting bytes = new Counting(Files.readAllBytes(write(4_000)));
        try (ContainerFile file = ContainerFile.open(Path.of("reads.sz"), bytes, () -> {}, ReadOptions.defaults())) {
            file.read(0, Projection.all(READS));
            bytes.calls.set(0);
            Record last = file.read(file.size() - 1, Projection.all(READS));
            assertTrue(bytes.calls.get() <= 3, bytes.calls + " calls");
            bytes.calls.set(0);
            assertArrayEquals(
                    last.getShorts("signal"),
                    file.read(file.size() - 1, Projection.all(READS)).getShorts("signal"));
            assertTrue(bytes.calls.get() <= 2, bytes.calls + " calls");
        }
    }

    @Test
    void aLookUpReadsOnePageWhereTheDirectoryWasRead() throws Exception {
        Path path = temp.resolve("small.sz");
        List<Record> records = reads(3000, 3, 1);
        Containers.write(path, records, 1000, WriteOptions.defaults());
        Counting bytes = new Counting(Files.readAllBytes(path));
        try (ContainerFile file = ContainerFile.open(Path.of("small.sz"), bytes, () -> {}, ReadOptions.defaults())) {
            file.readIdDirectories();
            bytes.calls.set(0);
            bytes.read.set(0);
            assertArrayEquals(
                    new long[] {1700}, file.candidates(records.get(1700).key()));
            assertEquals(1, bytes.calls.get());
            int page = PagedTable.PAGE_ITEMS * (Long.BYTES + IdRun.PAYLOAD) + MetadataFrame.CHECKSUM;
            assertTrue(bytes.read.get() <= page, bytes.read + " bytes read");
        }
    }

    @Test
    void nothingIsAllocatedPerValueRead() throws Exception {
        try (RecordFile file = Layouts.open(write(90_000), ReadOptions.defaults())) {
            Projection signal = Projection.of(READS, List.of("read_id", "signal"));
            for (int run = 0; ; run++) {
                long before = allocated();
                long values = 0;
                for (Chunk chunk : file.chunks()) {
                    for (Record record : file.read(chunk, signal)) {
                        values += record.getShorts("signal").length;
                    }
                }
                double besides = (double) (allocated() - before) / values - Short.BYTES;
                if (besides <= MAX_ALLOCATED) {
                    return;
                }
                assertTrue(run < 20, besides + " bytes allocated per value, besides the arrays");
            }
        }
    }

    @Test
    void nothingIsAllocatedPerValueWritten() throws Exception {
        List<Record> records = reads(40, 50_000, 0);
        long values = 40 * 50_000L;
        try (LayoutWriter writer = Containers.create(temp.resolve("written.sz"), READS, WriteOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            for (int run = 0; ; run++) {
                long before = allocated();
                writer.write(encoder.encode(records));
                double each = (double) (allocated() - before) / values;
                if (each <= MAX_ALLOCATED) {
                    return;
                }
                assertTrue(run < 20, each + " bytes allocated per value");
            }
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
