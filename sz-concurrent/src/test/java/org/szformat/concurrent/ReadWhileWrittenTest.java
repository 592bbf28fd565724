package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.record.Record;

/** Readers of a file that is being written see what was flushed, whole, and never less than before. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadWhileWrittenTest {
    private static final int PRODUCERS = 3;
    private static final int READERS = 3;
    private static final int RECORDS = 2_000;
    private static final int MAX_SAMPLES = 3_000;

    @TempDir
    Path temp;

    private static Record record(int producer, int number) {
        return Reads.read(producer, number, (producer * 7 + number * 31) % MAX_SAMPLES);
    }

    @Test
    void readersWithFilesOfTheirOwn() throws Exception {
        Path path = temp.resolve("reads.sz");
        try (CompressedFile.Writer writer = CompressedFile.create(path, Reads.SCHEMA)) {
            writer.flush();
            Race race = new Race(writer);
            Producers.run(
                    PRODUCERS + READERS,
                    thread -> thread < PRODUCERS
                            ? race.producing(thread)
                            : () -> {
                                try (CompressedFile.Reader reader = CompressedFile.open(path)) {
                                    return race.reading(reader, thread).call();
                                }
                            });
        }
    }

    @Test
    void readersThatShareAFile() throws Exception {
        Path path = temp.resolve("reads.sz");
        try (CompressedFile.Writer writer = CompressedFile.create(path, Reads.SCHEMA)) {
            writer.flush();
            try (CompressedFile.Reader reader = CompressedFile.open(path)) {
                Race race = new Race(writer);
                Producers.run(
                        PRODUCERS + READERS,
                        thread -> thread < PRODUCERS ? race.producing(thread) : race.reading(reader, thread));
                assertEquals(PRODUCERS * RECORDS, reader.size());
            }
        }
    }

    @Test
    void sizesNeverShrinkWhoeverRefreshes() throws Exception {
        Path path = temp.resolve("reads.sz");
        try (CompressedFile.Writer writer = CompressedFile.create(path, Reads.SCHEMA)) {
            writer.flush();
            AtomicBoolean done = new AtomicBoolean();
            try (CompressedFile.Reader reader = CompressedFile.open(path)) {
                Producers.run(5, thread -> () -> {
                    if (thread == 0) {
                        for (int number = 0; number < 1_500; number++) {
                            writer.put(record(0, number % 20));
                            writer.flush();
                        }
                        done.set(true);
                    }
                    for (long size = 0; !done.get(); ) {
                        if (thread < 4) {
                            reader.refresh();
                        }
                        long now = reader.size();
                        assertTrue(now >= size, now + " records after " + size);
                        size = now;
                    }
                    return null;
                });
                reader.refresh();
                assertEquals(1_500, reader.size());
            }
        }
    }

    @Test
    void tablesAreNeverBehindTheFile() throws Exception {
        Path path = temp.resolve("reads.sz");
        try (CompressedFile.Writer writer = CompressedFile.create(path, Reads.SCHEMA)) {
            writer.flush();
            AtomicBoolean done = new AtomicBoolean();
            try (CompressedFile.Reader reader = CompressedFile.open(path)) {
                Producers.run(4, thread -> () -> {
                    if (thread == 0) {
                        for (int number = 0; number < 1_000; number++) {
                            writer.putChunk(Reads.reads(0, number * 20, 20, 1));
                            writer.flush();
                        }
                        done.set(true);
                    }
                    while (!done.get()) {
                        reader.refresh();
                        long size = reader.size();
                        long rows = reader.index().size();
                        assertTrue(rows >= size, "a table of " + rows + " rows; there are " + size);
                    }
                    return null;
                });
            }
        }
    }

    /** Producers that say what they flushed, and readers that hold the file against it. */
    private static final class Race {
        private final CompressedFile.Writer writer;
        private final AtomicInteger producing = new AtomicInteger(PRODUCERS);
        private final AtomicIntegerArray flushed = new AtomicIntegerArray(PRODUCERS);

        Race(CompressedFile.Writer writer) {
            this.writer = writer;
        }

        Callable<Void> producing(int producer) {
            return () -> {
                try {
                    Random random = new Random(producer);
                    for (int number = 0; number < RECORDS; number++) {
                        writer.put(record(producer, number));
                        if (random.nextInt(40) == 0 || number == RECORDS - 1) {
                            writer.flush();
                            flushed.set(producer, number + 1);
                        }
                    }
                } finally {
                    if (producing.decrementAndGet() == 0) {
                        writer.close();
                    }
                }
                return null;
            };
        }

        /** Reads until the file is complete. */
        Callable<Void> reading(CompressedFile.Reader reader, int seed) {
            return () -> {
                CompressedFile.Reader view = reader.select(List.of("number", "producer"));
                Random random = new Random(seed);
                long size = 0;
                while (!reader.isComplete()) {
                    int[] promised =
                            IntStream.range(0, PRODUCERS).map(flushed::get).toArray();
                    reader.refresh();
                    assertTrue(reader.size() >= size, reader.size() + " records after " + size);
                    size = reader.size();
                    assertTrue(view.size() >= size, "a view behind its file");
                    for (int producer = 0; producer < PRODUCERS; producer++) {
                        if (promised[producer] > 0) {
                            checkPromised(reader, view, producer, random.nextInt(promised[producer]));
                        }
                    }
                    if (size > 0) {
                        checkRows(reader, size, random);
                    }
                    if (random.nextInt(20) == 0) {
                        checkAll(reader, size);
                    }
                }
                reader.refresh();
                assertEquals(PRODUCERS * RECORDS, reader.size());
                checkAll(reader, reader.size());
                return null;
            };
        }

        private static void checkPromised(
                CompressedFile.Reader reader, CompressedFile.Reader view, int producer, int number) throws IOException {
            Record expected = record(producer, number);
            assertEquals(expected, reader.get(expected.key()).orElseThrow());
            assertEquals(number, view.get(expected.key()).orElseThrow().getInteger("number"));
        }

        private static void checkRows(CompressedFile.Reader reader, long size, Random random) throws IOException {
            long[] rows = random.longs(10, 0, size).toArray();
            for (Record record : reader.get(rows)) {
                assertEquals(record(Reads.producer(record), Reads.number(record)), record);
            }
        }

        /** That each producer's records are there from its first on, in its order. */
        private static void checkAll(CompressedFile.Reader reader, long size) {
            int[] next = new int[PRODUCERS];
            long[] count = new long[1];
            reader.select(List.of("producer", "number")).stream().forEach(record -> {
                assertEquals(next[Reads.producer(record)]++, Reads.number(record));
                count[0]++;
            });
            assertTrue(count[0] >= size);
        }
    }
}
