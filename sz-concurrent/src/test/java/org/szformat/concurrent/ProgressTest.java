package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a writer says of itself while it runs, and to whom. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProgressTest {
    private static final WriterOptions SMALL =
            WriterOptions.defaults().withEncoders(1).withQueueBytes(1_000);
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    @Test
    void listenerSeesTheWriterAdvanceAndThenTheEnd() throws Exception {
        List<WriterMetrics> seen = new ArrayList<>();
        CountDownLatch some = new CountDownLatch(5);
        FanInWriter writer = FanInWriter.start(
                new MemoryWriter(500),
                SMALL.withProgress(
                        metrics -> {
                            seen.add(metrics);
                            some.countDown();
                        },
                        OFTEN));
        for (int i = 0; i < 300; i++) {
            writer.put(Reads.read(0, i, 20));
        }
        some.await();
        writer.close();
        int calls = seen.size();
        for (int i = 1; i < calls; i++) {
            assertTrue(seen.get(i).recordsWritten() >= seen.get(i - 1).recordsWritten());
            assertTrue(seen.get(i).blockedNanos() >= seen.get(i - 1).blockedNanos());
        }
        WriterMetrics last = seen.get(calls - 1);
        assertEquals(writer.metrics(), last);
        assertEquals(300, last.recordsAdmitted());
        assertEquals(300, last.recordsWritten());
        assertEquals(0, last.heldBytes());
        assertTrue(last.chunksWritten() > 1 && last.encodedBytes() > 0 && last.valueBytes() > last.encodedBytes());
    }

    @Test
    void listenerIsToldOfTheEndAloneWhenTheIntervalIsLong() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        FanInWriter writer =
                FanInWriter.start(new MemoryWriter(500), SMALL.withProgress(metrics -> calls.incrementAndGet(), NEVER));
        writer.put(Reads.read(0, 0, 20));
        writer.abort();
        assertEquals(1, calls.get());
        writer.close();
        assertEquals(1, calls.get());
    }

    @Test
    void listenerThatThrowsIsLoggedAndHarmsNobody() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch called = new CountDownLatch(1);
        MemoryWriter file = new MemoryWriter(500);
        ProgressListener listener = metrics -> {
            calls.incrementAndGet();
            called.countDown();
            throw new StackOverflowError("made up");
        };
        try (Logged logged = new Logged()) {
            FanInWriter writer = FanInWriter.start(file, SMALL.withProgress(listener, OFTEN));
            called.await();
            for (int i = 0; i < 100; i++) {
                writer.put(Reads.read(0, i, 20));
            }
            writer.close();
            assertEquals(1, logged.entries.size());
            LogRecord entry = logged.entries.remove();
            assertEquals(Level.WARNING, entry.getLevel());
            assertEquals("made up", entry.getThrown().getMessage());
            assertTrue(entry.getMessage().startsWith("memory.sz: "), entry::getMessage);
        }
        assertEquals(1, calls.get());
        assertEquals(100, file.rows().size());
        assertTrue(file.isFinished());
    }

    @Test
    void slowListenerDelaysNoProducer() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        MemoryWriter file = new MemoryWriter(500);
        FanInWriter writer = FanInWriter.start(
                file,
                SMALL.withProgress(
                        metrics -> {
                            called.countDown();
                            awaitUninterruptibly(released);
                        },
                        OFTEN));
        called.await();
        for (int i = 0; i < 300; i++) {
            writer.put(Reads.read(0, i, 20));
        }
        writer.flush();
        assertEquals(300, file.flushedRows().size());
        Thread closer = new Thread(() -> {
            try {
                writer.close();
            } catch (Exception e) {
                // what the file holds says it
            }
        });
        closer.start();
        while (!file.isClosed()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        released.countDown();
        closer.join();
        assertTrue(file.isFinished());
    }

    @Test
    void listenerMayUseTheWriterAndCloseIt() throws Exception {
        AtomicReference<FanInWriter> writer = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        MemoryWriter file = new MemoryWriter(500);
        writer.set(FanInWriter.start(
                file,
                SMALL.withProgress(
                        metrics -> {
                            FanInWriter mine = writer.get();
                            if (mine != null && closed.getCount() > 0) {
                                try {
                                    mine.put(Reads.read(0, 0, 10));
                                    mine.flush();
                                    Thread.currentThread().interrupt();
                                    mine.close();
                                } catch (Throwable e) {
                                    failure.set(e);
                                }
                                closed.countDown();
                            }
                        },
                        OFTEN)));
        closed.await();
        writer.get().close();
        assertEquals(null, failure.get());
        assertTrue(file.isFinished() && file.isClosed());
        assertEquals(1, file.rows().size());
    }

    @Test
    void callsThatStillWaitCountAsBlocked() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        FanInWriter writer = FanInWriter.start(FanInBoundTest.blocked(disk), SMALL);
        FanInBoundTest.fill(writer);
        long before = writer.metrics().blockedNanos();
        Thread waiting = FanInBoundTest.producer(writer, 1, 50);
        FanInBoundTest.awaitState(waiting, Thread.State.WAITING);
        while (writer.metrics().blockedNanos() < before + 20_000_000) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertTrue(waiting.isAlive());
        disk.countDown();
        waiting.join();
        writer.close();
    }

    @Test
    void options() {
        ProgressListener listener = metrics -> {};
        WriterOptions options = SMALL.withProgress(listener, OFTEN);
        assertEquals(listener, options.progressListener().orElseThrow());
        assertEquals(OFTEN, options.progressInterval().orElseThrow());
        assertEquals(listener, options.withEncoders(2).progressListener().orElseThrow());
        assertFalse(SMALL.progressListener().isPresent());
        assertThrows(IllegalArgumentException.class, () -> SMALL.withProgress(listener, Duration.ZERO));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
