package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.szformat.record.Record;

/**
 * Producers that are interrupted, lose patience and are closed upon keep a ledger of what they were told; the file must
 * agree with it: admitted is in it once and in order, refused is not in it.
 */
@Timeout(value = 1_200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FanInLedgerTest {

    @Test
    void someSchedules() throws Exception {
        schedules(1, 300);
    }

    @Test
    @Tag("long")
    void manySchedules() throws Exception {
        schedules(1_000_000, 10_000);
    }

    private static void schedules(long firstSeed, int count) throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            for (long seed = firstSeed; seed < firstSeed + count; seed++) {
                new Schedule(seed, pool).run();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static final class Schedule {
        private final long seed;
        private final Random random;
        private final ExecutorService pool;
        private final List<Thread> threads = new ArrayList<>();
        private boolean aborts;
        private boolean fails;

        Schedule(long seed, ExecutorService pool) {
            this.seed = seed;
            this.random = new Random(seed);
            this.pool = pool;
        }

        void run() throws Exception {
            int producers = 1 + random.nextInt(6);
            int failAt = random.nextInt(8) == 0 ? random.nextInt(10) : -1;
            fails = failAt >= 0;
            MemoryWriter file = new MemoryWriter(1 + random.nextInt(1_500), (op, number) -> {
                if (op == MemoryWriter.Op.WRITE && number == failAt) {
                    throw new IOException("made up");
                }
            });
            FanInWriter writer = FanInWriter.start(file, options());
            List<Future<List<String>>> ledgers = new ArrayList<>();
            for (int producer = 0; producer < producers; producer++) {
                ledgers.add(pool.submit(producing(writer, producer, random.nextLong())));
            }
            disturb(writer);
            List<List<String>> expected = new ArrayList<>();
            for (Future<List<String>> ledger : ledgers) {
                expected.add(ledger.get());
            }
            boolean failed = false;
            try {
                writer.close();
            } catch (IOException e) {
                failed = true;
            }
            check(file, expected, failed);
        }

        private WriterOptions options() {
            WriterOptions options = WriterOptions.defaults()
                    .withEncoders(1 + random.nextInt(4))
                    .withQueueBytes(1 + random.nextInt(2_000));
            return switch (random.nextInt(6)) {
                case 0 -> options.withExecutor(Runnable::run);
                case 1 ->
                    options.withExecutor(task -> {
                        throw new RejectedExecutionException();
                    });
                case 2 -> options.withExecutor(pool);
                default -> options;
            };
        }

        private void disturb(FanInWriter writer) throws Exception {
            int disturbances = random.nextInt(12);
            for (int i = 0; i < disturbances; i++) {
                long until = System.nanoTime() + random.nextInt(300_000);
                while (System.nanoTime() < until) {
                    Thread.yield();
                }
                synchronized (threads) {
                    if (!threads.isEmpty()) {
                        threads.get(random.nextInt(threads.size())).interrupt();
                    }
                }
            }
            int end = random.nextInt(10);
            if (end == 0) {
                aborts = true;
                writer.abort();
            } else if (end < 4) {
                try {
                    writer.close();
                } catch (IOException e) {
                    assertTrue(fails, () -> "seed " + seed + ": " + e);
                }
            }
        }

        private Callable<List<String>> producing(FanInWriter writer, int producer, long mySeed) {
            return () -> {
                synchronized (threads) {
                    threads.add(Thread.currentThread());
                }
                List<String> admitted = new ArrayList<>();
                try {
                    produce(writer, producer, new Random(mySeed), admitted);
                } catch (IOException e) {
                    // closed, aborted or failed
                } finally {
                    synchronized (threads) {
                        threads.remove(Thread.currentThread());
                    }
                    Thread.interrupted();
                }
                return admitted;
            };
        }

        private static void produce(FanInWriter writer, int producer, Random mine, List<String> admitted)
                throws IOException {
            int number = 0;
            for (int i = 0; i < 60; i++) {
                int size = mine.nextInt(8) == 0 ? 1 + mine.nextInt(6) : 1;
                List<Record> records = Reads.reads(producer, number, size, mine.nextInt(120));
                number += size;
                boolean in = false;
                try {
                    in = switch (mine.nextInt(5)) {
                        case 0 -> writer.tryPutChunk(records);
                        case 1 -> writer.putChunk(records, Duration.ofNanos(mine.nextInt(200_000)));
                        default -> {
                            writer.putChunk(records);
                            yield true;
                        }
                    };
                    if (mine.nextInt(20) == 0) {
                        if (in) {
                            records.forEach(record -> admitted.add(record.key()));
                            in = false;
                        }
                        writer.flush();
                    }
                } catch (InterruptedException e) {
                    // not admitted, or only the flush was interrupted
                }
                if (in) {
                    records.forEach(record -> admitted.add(record.key()));
                }
            }
        }

        private void check(MemoryWriter file, List<List<String>> expected, boolean failed) {
            String message = "seed " + seed;
            assertEquals(List.of(), List.copyOf(file.misuses), message);
            assertTrue(file.isClosed(), message);
            assertEquals(0, file.encodersOpen(), message);
            List<List<String>> found = new ArrayList<>();
            expected.forEach(ledger -> found.add(new ArrayList<>()));
            file.rows().forEach(row -> found.get(Reads.producer(row)).add(row.key()));
            if (file.isFinished()) {
                assertEquals(expected, found, message);
            } else {
                assertTrue(aborts || fails, message);
                for (int i = 0; i < found.size(); i++) {
                    List<String> written = found.get(i);
                    assertEquals(expected.get(i).subList(0, written.size()), written, message);
                }
            }
            assertTrue(!failed || fails, message);
        }
    }
}
