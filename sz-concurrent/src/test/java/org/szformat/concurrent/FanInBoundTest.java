package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is held is bounded, whoever is slow. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FanInBoundTest {

    @ParameterizedTest
    @CsvSource({
        // queue, chunk, encoders, samples: records smaller than all, as large as the queue, larger than the queue
        "10000, 4000, 1, 100",
        "10000, 4000, 2, 400",
        "1, 4000, 2, 100",
        "1000, 4000, 3, 1000",
        "1000, 500, 2, 5000",
        "100000, 1000, 1, 20",
    })
    void sixtyFourProducersAndASlowDisk(long queueBytes, long chunkBytes, int encoders, int samples) throws Exception {
        MemoryWriter file = new MemoryWriter(chunkBytes, (op, number) -> {
            if (op == MemoryWriter.Op.WRITE) {
                pause();
            }
        });
        FanInWriter writer = FanInWriter.start(
                file, WriterOptions.defaults().withEncoders(encoders).withQueueBytes(queueBytes));
        int count = 20;
        Producers.run(64, producer -> () -> {
            for (int i = 0; i < count; i++) {
                writer.put(Reads.read(producer, i, samples));
            }
            return null;
        });
        writer.close();
        long largest = Reads.weight(Reads.read(63, count - 1, samples));
        long bound = Math.max(queueBytes, largest) + Math.max((encoders + 2) * chunkBytes, largest);
        WriterMetrics metrics = writer.metrics();
        assertTrue(metrics.peakHeldBytes() <= bound, metrics + " of " + bound);
        assertEquals(0, metrics.heldBytes());
        assertEquals(64 * count, metrics.recordsAdmitted());
        assertEquals(64 * count, metrics.recordsWritten());
        assertTrue(metrics.blockedNanos() > 0);
        assertEquals(64 * count, file.rows().size());
    }

    @Test
    void recordLargerThanTheBoundGoesAloneAndInItsTurn() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        MemoryWriter file = blocked(disk);
        FanInWriter writer =
                FanInWriter.start(file, WriterOptions.defaults().withEncoders(1).withQueueBytes(1_000));
        int small = fill(writer);
        Thread large = producer(writer, 1, 10_000);
        awaitState(large, Thread.State.WAITING);
        assertFalse(writer.tryPut(Reads.read(2, 0, 0)));
        Thread behind = producer(writer, 3, 0);
        awaitState(behind, Thread.State.WAITING);
        disk.countDown();
        large.join();
        behind.join();
        writer.close();
        assertEquals(small + 2, file.rows().size());
        assertEquals("1-0", file.rows().get(small).key());
        assertEquals("3-0", file.rows().get(small + 1).key());
    }

    @Test
    void nobodyOvertakesThoseWhoWait() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        MemoryWriter file = blocked(disk);
        FanInWriter writer =
                FanInWriter.start(file, WriterOptions.defaults().withEncoders(1).withQueueBytes(1_000));
        int before = fill(writer, 200);
        assertTrue(writer.tryPut(Reads.read(2, 0, 0)));
        Thread large = producer(writer, 1, 200);
        awaitState(large, Thread.State.WAITING);
        assertFalse(writer.tryPut(Reads.read(2, 1, 0)));
        assertFalse(writer.put(Reads.read(2, 1, 0), Duration.ofMillis(20)));
        disk.countDown();
        large.join();
        writer.close();
        assertEquals(before + 2, file.rows().size());
        assertEquals("1-0", file.rows().get(before + 1).key());
    }

    @Test
    void openChunkStarvesNobody() throws Exception {
        MemoryWriter file = new MemoryWriter(1_000_000);
        FanInWriter writer =
                FanInWriter.start(file, WriterOptions.defaults().withEncoders(1).withQueueBytes(400));
        for (int i = 0; i < 1_000; i++) {
            writer.put(Reads.read(0, i, 50));
        }
        assertEquals(0, file.chunks().size());
        writer.close();
        assertEquals(1, file.chunks().size());
        assertEquals(1_000, file.rows().size());
    }

    @Test
    void chunkOfPutsLargerThanEverythingIsAdmittedAlone() throws Exception {
        MemoryWriter file = new MemoryWriter(500);
        FanInWriter writer =
                FanInWriter.start(file, WriterOptions.defaults().withEncoders(1).withQueueBytes(400));
        Producers.run(4, producer -> () -> {
            writer.putChunk(Reads.reads(producer, 0, 500, 20));
            return null;
        });
        writer.close();
        for (int i = 0; i < 2_000; i++) {
            assertEquals(i % 500, Reads.number(file.rows().get(i)));
        }
    }

    /** A file whose first write waits. */
    static MemoryWriter blocked(CountDownLatch latch) {
        return new MemoryWriter(500, (op, number) -> {
            if (op == MemoryWriter.Op.WRITE) {
                boolean waits = true;
                while (waits) {
                    try {
                        latch.await();
                        waits = false;
                    } catch (InterruptedException e) {
                        // the latch decides
                    }
                }
            }
        });
    }

    /** Puts until no more is taken, which a blocked disk makes sure of; says how many it took. */
    static int fill(FanInWriter writer) throws Exception {
        return fill(writer, 50);
    }

    private static int fill(FanInWriter writer, int samples) throws Exception {
        int number = 0;
        while (writer.put(Reads.read(0, number, samples), Duration.ofMillis(300))) {
            number++;
        }
        return number;
    }

    static Thread producer(FanInWriter writer, int producer, int samples) {
        Thread thread = new Thread(() -> {
            try {
                writer.put(Reads.read(producer, 0, samples));
            } catch (Exception e) {
                // what the file holds says it
            }
        });
        thread.start();
        return thread;
    }

    static void awaitState(Thread thread, Thread.State state) throws InterruptedException {
        while (thread.getState() != state) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(0, 300_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
