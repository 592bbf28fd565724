package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.szformat.concurrent.Reads.number;
import static org.szformat.concurrent.Reads.producer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.record.Record;

/** Nothing is lost, nothing comes twice, and everything stands in the order of its admission. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FanInOrderTest {
    private static final int PRODUCERS = 8;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void eightProducersOfTwoThousandReads(int encoders) throws Exception {
        MemoryWriter file = new MemoryWriter(20_000);
        FanInWriter writer = FanInWriter.start(
                file, WriterOptions.defaults().withEncoders(encoders).withQueueBytes(50_000));
        Producers.run(PRODUCERS, producer -> producing(writer, producer, 2_000, 100));
        writer.close();
        assertWhole(file, 2_000);
        assertTrue(file.encodingPeak.get() <= encoders, "encoders at once: " + file.encodingPeak);
    }

    @Test
    void twoHundredRunsInARow() throws Exception {
        for (int run = 0; run < 200; run++) {
            MemoryWriter file = new MemoryWriter(300 + run * 10L);
            FanInWriter writer = FanInWriter.start(
                    file, WriterOptions.defaults().withEncoders(1 + run % 8).withQueueBytes(1 + run * 13L));
            Producers.run(PRODUCERS, producer -> producing(writer, producer, 40, 8));
            writer.close();
            assertWhole(file, 40);
        }
    }

    @Test
    void executorThatRunsInTheCaller() throws Exception {
        withExecutor(Runnable::run);
    }

    @Test
    void executorThatRejectsEverything() throws Exception {
        withExecutor(task -> {
            throw new RejectedExecutionException("no");
        });
    }

    @Test
    void executorThatForgetsEverything() throws Exception {
        withExecutor(task -> {});
    }

    @Test
    void executorThatBlocksUntilItIsInterrupted() throws Exception {
        withExecutor(task -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new RejectedExecutionException(e);
            }
        });
    }

    @Test
    void executorThatBlocksWhoeverCallsItAsLongAsTheProducersKeepItBusy() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(PRODUCERS);
        Semaphore free = new Semaphore(PRODUCERS);
        Executor blocking = task -> {
            free.acquireUninterruptibly();
            pool.execute(() -> {
                try {
                    task.run();
                } finally {
                    free.release();
                }
            });
        };
        try {
            MemoryWriter file = new MemoryWriter(2_000);
            FanInWriter writer = FanInWriter.start(
                    file,
                    WriterOptions.defaults()
                            .withExecutor(blocking)
                            .withEncoders(2)
                            .withQueueBytes(1_000));
            CountDownLatch done = new CountDownLatch(PRODUCERS);
            for (int producer = 0; producer < PRODUCERS; producer++) {
                Callable<Void> producing = producing(writer, producer, 300, 20);
                blocking.execute(() -> {
                    try {
                        producing.call();
                        done.countDown();
                        done.await();
                        writer.close();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
            free.acquire(PRODUCERS);
            assertWhole(file, 300);
            // The thread that the executor keeps waiting ends, too.
            free.release(PRODUCERS);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void executorThatThrowsWhateverItLikes() throws Exception {
        withExecutor(task -> {
            throw new StackOverflowError("made up");
        });
    }

    @Test
    void executorThatRunsATaskTwiceAndLate() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            withExecutor(task -> {
                task.run();
                pool.execute(task);
            });
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void executorThatIsSaturatedByTheProducers() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(PRODUCERS);
        try {
            MemoryWriter file = new MemoryWriter(2_000);
            FanInWriter writer = FanInWriter.start(
                    file,
                    WriterOptions.defaults().withExecutor(pool).withEncoders(2).withQueueBytes(1_000));
            Producers.run(pool, PRODUCERS, producer -> producing(writer, producer, 300, 20));
            writer.close();
            assertWhole(file, 300);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void executorWhoseOnlyThreadProducesWithoutEverWaiting() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            MemoryWriter file = new MemoryWriter(2_000);
            FanInWriter writer = FanInWriter.start(
                    file,
                    WriterOptions.defaults().withExecutor(pool).withEncoders(2).withQueueBytes(1_000));
            Producers.run(pool, 1, producer -> () -> {
                for (int number = 0; number < 300; ) {
                    if (writer.tryPut(Reads.read(producer, number, 20))) {
                        number++;
                    } else {
                        Thread.yield();
                    }
                }
                return null;
            });
            writer.close();
            assertEquals(300, file.rows().size());
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void executorThatIsShutDownMidway(boolean now) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            AtomicInteger tasks = new AtomicInteger();
            withExecutor(task -> {
                if (tasks.incrementAndGet() == 20) {
                    if (now) {
                        pool.shutdownNow();
                    } else {
                        pool.shutdown();
                    }
                }
                pool.execute(task);
            });
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void chunksBeginWhereTheyWouldWithAnyNumberOfEncoders() throws Exception {
        List<List<Integer>> expected = null;
        for (int encoders = 1; encoders <= 8; encoders++) {
            Random random = new Random(encoders);
            MemoryWriter file = new MemoryWriter(3_000, (op, number) -> {
                if (op == MemoryWriter.Op.ENCODE || op == MemoryWriter.Op.WRITE) {
                    pause(random);
                }
            });
            FanInWriter writer = FanInWriter.start(
                    file, WriterOptions.defaults().withEncoders(encoders).withQueueBytes(5_000));
            for (int number = 0; number < 300; number++) {
                writer.put(Reads.read(0, number, number % 400));
                if (number % 70 == 69) {
                    writer.flush();
                }
            }
            writer.close();
            List<List<Integer>> chunks = file.chunks().stream()
                    .map(chunk -> chunk.stream().map(Reads::number).toList())
                    .toList();
            expected = expected == null ? chunks : expected;
            assertEquals(expected, chunks);
        }
    }

    private static void pause(Random random) {
        int micros;
        synchronized (random) {
            micros = random.nextInt(2_000);
        }
        try {
            Thread.sleep(micros / 1_000, micros % 1_000 * 1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void withExecutor(Executor executor) throws Exception {
        MemoryWriter file = new MemoryWriter(2_000);
        FanInWriter writer = FanInWriter.start(
                file,
                WriterOptions.defaults().withExecutor(executor).withEncoders(2).withQueueBytes(1_000));
        Producers.run(PRODUCERS, producer -> producing(writer, producer, 300, 20));
        writer.close();
        assertWhole(file, 300);
    }

    /** Puts reads, of ten every fourth to seventh as one chunk. */
    private static Callable<Void> producing(FanInWriter writer, int producer, int count, int samples) {
        return () -> {
            int number = 0;
            while (number < count) {
                if (number % 10 == 3 && number + 4 <= count) {
                    writer.putChunk(Reads.reads(producer, number, 4, samples));
                    number += 4;
                } else {
                    writer.put(Reads.read(producer, number, samples));
                    number++;
                }
            }
            return null;
        };
    }

    private static void assertWhole(MemoryWriter file, int count) {
        assertEquals(List.of(), List.copyOf(file.misuses));
        assertTrue(file.isFinished() && file.isClosed() && !file.isAborted());
        assertEquals(0, file.encodersOpen());
        List<Record> rows = file.rows();
        Map<Integer, List<Integer>> numbers = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Record row = rows.get(i);
            numbers.computeIfAbsent(producer(row), key -> new ArrayList<>()).add(number(row));
            if (number(row) % 10 == 3 && number(row) + 4 <= count) {
                for (int j = 1; j < 4; j++) {
                    assertEquals(
                            Reads.id(producer(row), number(row) + j),
                            rows.get(i + j).key());
                }
            }
        }
        assertEquals(PRODUCERS, numbers.size());
        List<Integer> all = java.util.stream.IntStream.range(0, count).boxed().toList();
        numbers.values().forEach(list -> assertEquals(all, list));
    }
}
