package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.szformat.concurrent.MemoryWriter.Op;
import org.szformat.json.JsonValue;
import org.szformat.schema.Header;

/** Interrupts, time-outs, flush, close, abort, and writers that nobody closes. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FanInLifecycleTest {
    private static final WriterOptions SMALL =
            WriterOptions.defaults().withEncoders(1).withQueueBytes(1_000);

    @Test
    void interruptedPutIsNotInTheFile() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        MemoryWriter file = FanInBoundTest.blocked(disk);
        FanInWriter writer = FanInWriter.start(file, SMALL);
        int before = FanInBoundTest.fill(writer);
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread first = new Thread(() -> {
            try {
                writer.put(Reads.read(1, 0, 5_000));
            } catch (Throwable e) {
                seen.set(e);
            }
        });
        first.start();
        FanInBoundTest.awaitState(first, Thread.State.WAITING);
        Thread second = FanInBoundTest.producer(writer, 2, 50);
        FanInBoundTest.awaitState(second, Thread.State.WAITING);
        first.interrupt();
        first.join();
        assertTrue(seen.get() instanceof InterruptedException);
        disk.countDown();
        second.join();
        writer.close();
        assertEquals(before + 1, file.rows().size());
        assertEquals("2-0", file.rows().get(before).key());
    }

    @Test
    void putOfAnInterruptedThreadIsRefused() throws Exception {
        MemoryWriter file = new MemoryWriter(500);
        FanInWriter writer = FanInWriter.start(file, SMALL);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> writer.put(Reads.read(0, 0, 1)));
        assertFalse(Thread.interrupted());
        writer.close();
        assertEquals(List.of(), file.rows());
    }

    @Test
    void timeOutsAndTriesThatFailAreNotInTheFile() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        MemoryWriter file = FanInBoundTest.blocked(disk);
        FanInWriter writer = FanInWriter.start(file, SMALL);
        int before = FanInBoundTest.fill(writer);
        assertFalse(writer.tryPut(Reads.read(1, 0, 50)));
        assertFalse(writer.tryPutChunk(Reads.reads(1, 0, 3, 50)));
        assertFalse(writer.put(Reads.read(1, 0, 50), Duration.ofMillis(5)));
        assertFalse(writer.put(Reads.read(1, 0, 50), Duration.ZERO));
        assertFalse(writer.put(Reads.read(1, 0, 50), Duration.ofSeconds(-1)));
        assertFalse(writer.putChunk(Reads.reads(1, 0, 3, 50), Duration.ofMillis(5)));
        disk.countDown();
        assertTrue(writer.put(Reads.read(1, 1, 50), Duration.ofSeconds(Long.MAX_VALUE)));
        writer.putChunk(List.of());
        writer.close();
        assertEquals(before + 1, file.rows().size());
    }

    @Test
    void flushCoversEveryPutBeforeIt() throws Exception {
        MemoryWriter file = new MemoryWriter(1_000_000);
        try (FanInWriter writer = FanInWriter.start(file, SMALL)) {
            writer.flush();
            Producers.run(8, producer -> () -> {
                for (int i = 0; i < 50; i++) {
                    writer.put(Reads.read(producer, i, 20));
                    if (i % 5 == producer % 5) {
                        writer.flush();
                        int count = i + 1;
                        assertEquals(
                                count,
                                file.flushedRows().stream()
                                        .filter(row -> Reads.producer(row) == producer)
                                        .count());
                    }
                }
                return null;
            });
            int flushes = file.calls(Op.FLUSH);
            writer.flush();
            writer.flush();
            assertTrue(file.calls(Op.FLUSH) <= flushes + 1);
        }
        assertEquals(List.of(), List.copyOf(file.misuses));
    }

    @Test
    void interruptedFlushHarmsNobody() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        MemoryWriter file = FanInBoundTest.blocked(disk);
        FanInWriter writer = FanInWriter.start(file, SMALL);
        writer.put(Reads.read(0, 0, 10));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, writer::flush);
        disk.countDown();
        writer.flush();
        writer.close();
        assertEquals(1, file.flushedRows().size());
    }

    @Test
    void headerCanChangeUntilClose() throws Exception {
        MemoryWriter file = new MemoryWriter(500);
        Header header = Header.empty().with("sample", JsonValue.of("a"));
        FanInWriter writer = FanInWriter.start(file, SMALL.withHeader(header));
        writer.putHeader("sample", JsonValue.of("b"));
        writer.putHeader("more", JsonValue.of(1));
        writer.close();
        assertEquals(Optional.of(JsonValue.of("b")), file.header().get("sample"));
        assertEquals(writer.header(), file.header());
        assertThrows(ClosedChannelException.class, () -> writer.putHeader("x", JsonValue.of(1)));
    }

    @Test
    void closedWriterTakesNothing() throws Exception {
        MemoryWriter file = new MemoryWriter(500);
        FanInWriter writer = FanInWriter.start(file, SMALL);
        writer.close();
        writer.close();
        writer.abort();
        assertThrows(ClosedChannelException.class, () -> writer.put(Reads.read(0, 0, 1)));
        assertThrows(ClosedChannelException.class, () -> writer.tryPut(Reads.read(0, 0, 1)));
        IOException e = assertThrows(IOException.class, writer::flush);
        assertEquals("memory.sz: the writer is closed", e.getMessage());
        assertTrue(file.isFinished() && !file.isAborted());
        assertEquals(List.of(), List.copyOf(file.misuses));
    }

    @Test
    void closeWritesWhatWasAdmittedAndFailsWhoWaits() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        MemoryWriter file = FanInBoundTest.blocked(disk);
        FanInWriter writer = FanInWriter.start(file, SMALL);
        int before = FanInBoundTest.fill(writer);
        Queue<Throwable> seen = new ConcurrentLinkedQueue<>();
        List<Thread> producers = new java.util.ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            int producer = i;
            Thread thread = new Thread(() -> {
                try {
                    writer.put(Reads.read(producer, 0, 50));
                } catch (Throwable e) {
                    seen.add(e);
                }
            });
            thread.start();
            FanInBoundTest.awaitState(thread, Thread.State.WAITING);
            producers.add(thread);
        }
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger flagged = new AtomicInteger();
        List<Thread> closers = new java.util.ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> {
                try {
                    writer.close();
                    closed.incrementAndGet();
                } catch (IOException e) {
                    seen.add(e);
                }
                flagged.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
            });
            thread.start();
            FanInBoundTest.awaitState(thread, Thread.State.WAITING);
            thread.interrupt();
            closers.add(thread);
        }
        for (Thread thread : producers) {
            thread.join();
        }
        assertEquals(5, seen.size());
        seen.forEach(e -> assertTrue(e instanceof ClosedChannelException, e::toString));
        assertFalse(file.isFinished());
        disk.countDown();
        for (Thread thread : closers) {
            thread.join();
        }
        assertEquals(3, closed.get());
        assertEquals(3, flagged.get());
        assertEquals(before, file.rows().size());
        assertTrue(file.isFinished() && file.isClosed());
    }

    @Test
    void abortDiscards() throws Exception {
        MemoryWriter file = new MemoryWriter(500);
        FanInWriter writer = FanInWriter.start(file, SMALL);
        for (int i = 0; i < 100; i++) {
            writer.put(Reads.read(0, i, 20));
        }
        writer.abort();
        assertTrue(file.isAborted() && file.isClosed() && !file.isFinished());
        assertEquals(0, file.encodersOpen());
        assertThrows(ClosedChannelException.class, () -> writer.put(Reads.read(0, 0, 1)));
        assertDoesNotThrow(writer::close);
        assertDoesNotThrow(writer::abort);
    }

    @Test
    void abortOvertakesClose() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        MemoryWriter file = FanInBoundTest.blocked(disk);
        FanInWriter writer = FanInWriter.start(file, SMALL);
        FanInBoundTest.fill(writer);
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread closer = new Thread(() -> {
            try {
                writer.close();
            } catch (IOException e) {
                seen.set(e);
            }
        });
        closer.start();
        FanInBoundTest.awaitState(closer, Thread.State.WAITING);
        Thread aborter = new Thread(() -> assertDoesNotThrow(writer::abort));
        aborter.start();
        FanInBoundTest.awaitState(aborter, Thread.State.WAITING);
        disk.countDown();
        closer.join();
        aborter.join();
        assertTrue(file.isAborted() && !file.isFinished());
        assertEquals("memory.sz: the writer is aborted", seen.get().getMessage());
    }

    @Test
    void closeRacesWithPuts() throws Exception {
        for (int run = 0; run < 200; run++) {
            MemoryWriter file = new MemoryWriter(500);
            FanInWriter writer = FanInWriter.start(file, SMALL.withEncoders(1 + run % 3));
            AtomicInteger admitted = new AtomicInteger();
            int patience = run * 3;
            Producers.run(5, producer -> () -> {
                try {
                    for (int i = 0; i < patience || producer != 4; i++) {
                        writer.put(Reads.read(producer, i, 10));
                        admitted.incrementAndGet();
                    }
                    writer.close();
                } catch (ClosedChannelException e) {
                    writer.close();
                }
                return null;
            });
            assertEquals(admitted.get(), file.rows().size());
            assertTrue(file.isFinished() && file.isClosed());
            assertEquals(List.of(), List.copyOf(file.misuses));
        }
    }

    @Test
    void writerThatNobodyClosesIsReleasedAndWritesNothing() throws Exception {
        MemoryWriter file = new MemoryWriter(1_000_000);
        WeakReference<FanInWriter> forgotten = forget(file);
        while (!file.isClosed()) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertTrue(forgotten.refersTo(null));
        assertFalse(file.isFinished() || file.isAborted());
        assertEquals(List.of(), file.rows());
        while (threads().anyMatch(name -> name.contains("memory.sz"))) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void threadsEndWithTheWriter() throws Exception {
        MemoryWriter file = new MemoryWriter(500);
        FanInWriter writer = FanInWriter.start(file, SMALL.withEncoders(4));
        for (int i = 0; i < 200; i++) {
            writer.put(Reads.read(0, i, 20));
        }
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sz-"))
                .allMatch(Thread::isDaemon));
        writer.close();
        assertEquals(0, threads().filter(name -> name.contains("memory.sz")).count());
    }

    private static java.util.stream.Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
    }

    private static WeakReference<FanInWriter> forget(MemoryWriter file) throws Exception {
        FanInWriter writer = FanInWriter.start(file, SMALL);
        writer.put(Reads.read(0, 0, 10));
        WeakReference<FanInWriter> forgotten = new WeakReference<>(writer);
        return forgotten;
    }
}
