package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;

/**
 * Everything at once, for as long as {@code sz.soak.seconds} says: producers that put in every way, flushes, header keys,
 * readers that follow the file and look records up, appends; and in the end of every file a look at all of it.
 */
@Timeout(value = 7_200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SoakTest {
    private static final int PRODUCERS = 4;
    private static final int FLUSHERS = 1;
    private static final int READERS = 2;
    private static final int RECORDS = 1_500;
    private static final int SECONDS = Integer.getInteger("sz.soak.seconds", 3);

    @TempDir
    Path temp;

    private final AtomicLong records = new AtomicLong();
    private final AtomicLong gets = new AtomicLong();
    private final AtomicLong refreshes = new AtomicLong();
    private final AtomicLong flushes = new AtomicLong();

    @Test
    void mixedLoad() throws Exception {
        long begin = System.nanoTime();
        long seed = begin;
        int files = 0;
        do {
            try {
                new Round(seed).run();
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
            seed++;
            files++;
        } while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(SECONDS));
        assertTrue(records.get() > 0 && gets.get() > 0 && refreshes.get() > 0 && flushes.get() > 0);
        System.out.printf(
                "Soak of %d s: %d files, %d records, %d flushes, %d refreshes, %d gets%n",
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
                files,
                records.get(),
                flushes.get(),
                refreshes.get(),
                gets.get());
    }

    /** One file: created, then appended to. */
    private final class Round {
        private final Random random;
        private final Path path = temp.resolve("reads.sz");
        private final AtomicIntegerArray put = new AtomicIntegerArray(PRODUCERS);
        private final AtomicIntegerArray flushed = new AtomicIntegerArray(PRODUCERS);
        private final AtomicInteger keys = new AtomicInteger();
        private final AtomicInteger busy = new AtomicInteger();

        Round(long seed) {
            this.random = new Random(seed);
        }

        void run() throws Exception {
            Files.deleteIfExists(path);
            write(CompressedFile.create(path, Reads.SCHEMA, options()), RECORDS / 2);
            check(RECORDS / 2);
            write(CompressedFile.append(path, options()), RECORDS);
            check(RECORDS);
            records.addAndGet((long) PRODUCERS * RECORDS);
        }

        private WriterOptions options() {
            WriterOptions options = WriterOptions.defaults()
                    .withEncoders(1 + random.nextInt(3))
                    .withQueueBytes(1 + random.nextInt(4 << 20));
            return random.nextBoolean()
                    ? options
                    : options.withProgress(metrics -> assertTrue(metrics.heldBytes() >= 0), Duration.ofMillis(3));
        }

        private void write(CompressedFile.Writer writer, int until) throws Exception {
            busy.set(PRODUCERS);
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int producer = 0; producer < PRODUCERS; producer++) {
                int me = producer;
                Random mine = new Random(random.nextLong());
                tasks.add(() -> {
                    try {
                        produce(writer, me, until, mine);
                    } finally {
                        busy.decrementAndGet();
                    }
                    return null;
                });
            }
            for (int i = 0; i < FLUSHERS; i++) {
                Random mine = new Random(random.nextLong());
                tasks.add(() -> flush(writer, mine));
            }
            for (int i = 0; i < READERS; i++) {
                Random mine = new Random(random.nextLong());
                tasks.add(() -> read(mine));
            }
            try (writer) {
                Producers.run(tasks.size(), tasks::get);
            }
            assertEquals(0, writer.metrics().heldBytes());
        }

        private void produce(CompressedFile.Writer writer, int producer, int until, Random mine) throws Exception {
            int number = put.get(producer);
            while (number < until) {
                int some = mine.nextInt(6) == 0 ? Math.min(1 + mine.nextInt(8), until - number) : 1;
                int first = number;
                List<Record> next = IntStream.range(first, first + some)
                        .mapToObj(each -> CrashVictim.record(producer, each))
                        .toList();
                boolean in = switch (mine.nextInt(4)) {
                    case 0 -> writer.tryPutChunk(next);
                    case 1 -> writer.putChunk(next, Duration.ofNanos(mine.nextInt(2_000_000)));
                    default -> {
                        writer.putChunk(next);
                        yield true;
                    }
                };
                if (in) {
                    number += some;
                    put.set(producer, number);
                } else if (mine.nextInt(10) == 0) {
                    TimeUnit.MICROSECONDS.sleep(mine.nextInt(500));
                }
            }
        }

        private Void flush(CompressedFile.Writer writer, Random mine) throws Exception {
            do {
                int[] covered = IntStream.range(0, PRODUCERS).map(put::get).toArray();
                writer.flush();
                flushes.incrementAndGet();
                for (int producer = 0; producer < PRODUCERS; producer++) {
                    flushed.set(producer, covered[producer]);
                }
                if (mine.nextInt(3) == 0) {
                    int key = keys.getAndIncrement();
                    writer.putHeader("key-" + key, JsonValue.of(key));
                }
                TimeUnit.MILLISECONDS.sleep(mine.nextInt(30));
            } while (busy.get() > 0);
            return null;
        }

        private Void read(Random mine) throws Exception {
            long size = 0;
            try (CompressedFile.Reader reader = CompressedFile.open(path)) {
                do {
                    int producer = mine.nextInt(PRODUCERS);
                    int covered = flushed.get(producer);
                    boolean more = reader.refresh();
                    refreshes.incrementAndGet();
                    assertTrue(reader.size() >= size && (more || reader.size() == size || size == 0));
                    size = reader.size();
                    TimeUnit.MICROSECONDS.sleep(mine.nextInt(5_000));
                    for (int i = 0; i < 5 && covered > 0; i++) {
                        int number = mine.nextInt(covered);
                        assertEquals(
                                CrashVictim.record(producer, number),
                                reader.get(Reads.id(producer, number)).orElseThrow());
                        gets.incrementAndGet();
                    }
                    if (size > 0) {
                        Record record = reader.get((long) (mine.nextDouble() * size));
                        assertEquals(CrashVictim.record(Reads.producer(record), Reads.number(record)), record);
                    }
                } while (busy.get() > 0);
            }
            return null;
        }

        /** That every record is there once, in its producer's order. */
        private void check(int until) throws IOException {
            int[] next = new int[PRODUCERS];
            try (CompressedFile.Reader reader = CompressedFile.open(path);
                    Stream<Record> all = reader.stream()) {
                assertTrue(reader.isComplete());
                all.forEach(record -> {
                    int producer = Reads.producer(record);
                    assertEquals(CrashVictim.record(producer, next[producer]++), record);
                });
                assertEquals((long) PRODUCERS * until, reader.size());
                assertEquals(keys.get(), reader.header().asMap().size());
            }
            for (int count : next) {
                assertEquals(until, count);
            }
        }
    }
}
