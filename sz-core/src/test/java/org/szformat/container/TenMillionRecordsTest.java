package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.io.PositionalFile;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

@Tag("long")
class TenMillionRecordsTest {
    private static final int RECORDS = 10_000_000;
    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .attribute("median_before", ValueType.F32)
            .attribute("start_sample", ValueType.U64)
            .dataset("raw_signal", ValueType.I16)
            .build();

    @TempDir
    Path temp;

    private static String id(int n) {
        SplittableRandom random = new SplittableRandom(n);
        return new java.util.UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static Record record(int n) {
        short[] signal = {(short) n, (short) (n >> 3), (short) (n * 7), 0, 1, 2, 3, 4};
        return Record.builder(SCHEMA)
                .set("read_id", id(n))
                .set("channel", n & 511)
                .set("median_before", n % 1000 / 4f)
                .set("start_sample", n * 4000L)
                .set("raw_signal", signal)
                .build();
    }

    @Test
    void openingAndLookUpsStayFast() throws Exception {
        Path path = temp.resolve("ten.sz");
        long began = System.nanoTime();
        try (LayoutWriter writer = Containers.create(path, SCHEMA, WriteOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            List<Record> records = new ArrayList<>();
            for (int n = 0; n < RECORDS; n++) {
                records.add(record(n));
                if (records.size() == 60_000 || n == RECORDS - 1) {
                    writer.write(encoder.encode(records));
                    records.clear();
                }
            }
            writer.finish(writer.header());
        }
        System.out.printf(
                "10 million records written in %.1f s, %.1f bytes each%n",
                seconds(began), (double) Files.size(path) / RECORDS);
        for (int round = 0; round < 3; round++) {
            began = System.nanoTime();
            try (PositionalFile bytes = PositionalFile.open(path)) {
                Recorded recorded = new Recorded(bytes);
                try (ContainerFile file = ContainerFile.open(path, recorded, bytes, ReadOptions.defaults())) {
                    assertEquals(RECORDS, file.size());
                    System.out.printf(
                            "opened in %.2f ms, %d reads, %d bytes%n",
                            1e3 * seconds(began), recorded.reads.size(), recorded.bytesRead());
                }
            }
        }
        try (ContainerFile file = ContainerFile.open(path, ReadOptions.defaults())) {
            SplittableRandom random = new SplittableRandom(1);
            for (int round = 0; round < 6; round++) {
                long[] hashes = new long[500_000];
                java.util.Arrays.setAll(hashes, i -> IdRun.hash(id(random.nextInt(RECORDS))));
                began = System.nanoTime();
                long found = 0;
                for (long hash : hashes) {
                    found += file.candidates(hash).length;
                }
                assertTrue(found >= hashes.length);
                System.out.printf("%.0f candidate look-ups a second%n", hashes.length / seconds(began));
            }
            for (int round = 0; round < 4; round++) {
                began = System.nanoTime();
                int gets = 20_000;
                for (int i = 0; i < gets; i++) {
                    int n = random.nextInt(RECORDS);
                    String id = id(n);
                    long[] rows = file.rows(id);
                    assertEquals(1, rows.length);
                    assertEquals(id, file.read(rows[0], Projection.all(SCHEMA)).key());
                }
                System.out.printf("%.0f verified gets a second%n", gets / seconds(began));
            }
        }
    }

    @Test
    void aMillionChunksOpenAsFast() throws Exception {
        Path path = temp.resolve("chunks.sz");
        int chunks = 1_000_000;
        long began = System.nanoTime();
        try (LayoutWriter writer = Containers.create(path, SCHEMA, WriteOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            for (int n = 0; n < chunks; n++) {
                writer.write(encoder.encode(List.of(record(n))));
            }
            System.out.printf("a million chunks written in %.1f s%n", seconds(began));
            began = System.nanoTime();
            try (ContainerFile open = ContainerFile.open(path, ReadOptions.defaults())) {
                assertTrue(open.size() > chunks - 1000);
                System.out.printf("opened unfinished in %.2f s%n", seconds(began));
            }
            writer.finish(writer.header());
        }
        System.out.printf("%.1f bytes a chunk%n", (double) Files.size(path) / chunks);
        for (int round = 0; round < 3; round++) {
            began = System.nanoTime();
            try (PositionalFile bytes = PositionalFile.open(path)) {
                Recorded recorded = new Recorded(bytes);
                try (ContainerFile file = ContainerFile.open(path, recorded, bytes, ReadOptions.defaults())) {
                    System.out.printf(
                            "opened in %.2f ms, %d reads, %d bytes%n",
                            1e3 * seconds(began), recorded.reads.size(), recorded.bytesRead());
                    assertTrue(recorded.reads.size() <= 3 && recorded.bytesRead() <= 128 << 10);
                    assertEquals(
                            id(777_777),
                            file.read(777_777, Projection.all(SCHEMA)).key());
                    assertEquals(chunks, file.chunks().size());
                }
            }
        }
    }

    private static double seconds(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toNanos() / 1e9;
    }
}
