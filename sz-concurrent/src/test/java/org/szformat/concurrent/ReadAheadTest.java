package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.layout.Chunk;
import org.szformat.record.Record;

/** How much is read ahead, and how it ends: by closing, by interrupts, by failures; none leaves a thread. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadAheadTest {
    private static final List<Record> ROWS = Reads.reads(0, 0, 1_000, 1);
    private static final int IN_CHUNK = 10;
    private static final Path PATH = Path.of("memory-reads.sz");

    /** Chunks that claim so many bytes, and one that claims more. */
    private static final class Sized {
        private static final int LARGE = 40;

        private final AtomicLong held = new AtomicLong();
        private final AtomicLong most = new AtomicLong();
        private final AtomicInteger heldChunks = new AtomicInteger();
        private final AtomicInteger withLarge = new AtomicInteger();
        private volatile boolean largeHeld;
        private final long bytes;
        private final long large;
        final MemoryRecordFile file;

        Sized(long bytes, long large) {
            this.bytes = bytes;
            this.large = large;
            file = new MemoryRecordFile(ROWS, IN_CHUNK, this::bytes, chunk -> take(chunk));
        }

        private long bytes(int chunk) {
            return chunk == LARGE ? large : bytes;
        }

        private void take(Chunk chunk) {
            heldChunks.incrementAndGet();
            if (chunk.number() == LARGE) {
                largeHeld = true;
            }
            long now = held.addAndGet(bytes(chunk.number()));
            if (largeHeld) {
                withLarge.accumulateAndGet(heldChunks.get(), Math::max);
            } else {
                most.accumulateAndGet(now, Math::max);
            }
        }

        void giveBack(Chunk chunk) {
            if (chunk.number() == LARGE) {
                largeHeld = false;
            }
            held.addAndGet(-bytes(chunk.number()));
            heldChunks.decrementAndGet();
        }
    }

    @ParameterizedTest
    @CsvSource({"1,100000", "100000,1000000", "400000,1000000", "1000000,1000000"})
    void streamHoldsNoMoreThanItsBound(long chunkBytes, long bound) {
        Sized sized = new Sized(chunkBytes, 5_000_000);
        try (Stream<Record> stream = SharedReader.of(sized.file).parallel(4).withReadAheadBytes(bound).stream()) {
            Iterator<Record> records = stream.iterator();
            for (int row = 0; row < ROWS.size(); row++) {
                if (row % IN_CHUNK == 0 && row > 0) {
                    sized.giveBack(sized.file.chunks().get(row / IN_CHUNK - 1));
                }
                assertEquals(ROWS.get(row), records.next());
            }
        }
        assertTrue(sized.most.get() <= bound, sized.most + " bytes held");
        assertTrue(sized.most.get() > bound / 3 || chunkBytes == 1, sized.most + " bytes held at most");
        assertEquals(1, sized.withLarge.get());
        assertEquals(List.of(), Written.readersOf(PATH));
    }

    @ParameterizedTest
    @CsvSource({"100000,1000000", "400000,1000000", "1000000,1000000"})
    void workersHoldNoMoreThanTheirBound(long chunkBytes, long bound) throws Exception {
        Sized sized = new Sized(chunkBytes, 5_000_000);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        SharedReader.of(sized.file).parallel(6).withReadAheadBytes(bound).forEachChunk((chunk, records) -> {
            threads.add(Thread.currentThread());
            Thread.yield();
            sized.giveBack(chunk);
        });
        assertTrue(sized.most.get() <= bound, sized.most + " bytes held");
        assertEquals(1, sized.withLarge.get());
        assertEquals(100, sized.file.chunksRead.get());
        assertEquals(0, sized.held.get());
    }

    @Test
    void boundsOutOfRange() {
        ParallelReading parallel = SharedReader.of(new Sized(1, 1).file).parallel(2);
        assertThrows(IllegalArgumentException.class, () -> parallel.withReadAheadBytes(0));
        assertEquals(5, parallel.withReadAheadBytes(5).readAheadBytes());
        assertEquals(ParallelReading.DEFAULT_READ_AHEAD_BYTES, parallel.readAheadBytes());
    }

    @Test
    void sizeThatCannotBeFoundIsThrownInItsPlace() {
        MemoryRecordFile file = new MemoryRecordFile(
                ROWS,
                IN_CHUNK,
                number -> {
                    if (number == 7) {
                        throw new IOException("no head");
                    }
                    return 1;
                },
                chunk -> {});
        AtomicInteger before = new AtomicInteger();
        UncheckedIOException e = assertThrows(
                UncheckedIOException.class,
                () -> SharedReader.of(file).parallel(3).stream().forEachOrdered(record -> before.incrementAndGet()));
        assertEquals("no head", e.getCause().getMessage());
        assertEquals(70, before.get());
        assertThrows(IOException.class, () -> SharedReader.of(file).parallel(3).forEach(record -> {}));
        assertEquals(List.of(), Written.readersOf(PATH));
    }

    @Test
    void closedByAnotherThreadWhileItWaits() throws Exception {
        CountDownLatch working = new CountDownLatch(2);
        Stream<Integer> stream = SharedReader.of(new Sized(1, 1).file)
                .parallel(2)
                .map(record -> {
                    working.countDown();
                    new CountDownLatch(1).await();
                    return 1;
                });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            try {
                stream.forEachOrdered(one -> {});
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        reader.start();
        working.await();
        stream.close();
        reader.join();
        assertEquals(List.of(), Written.readersOf(PATH));
        assertEquals("memory-reads.sz: the stream is closed", thrown.get().getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 995})
    void closedByAnotherThreadAtAnyTime(int after) throws Exception {
        for (int round = 0; round < 50; round++) {
            Stream<Record> stream = SharedReader.of(new Sized(1, 1).file).parallel(2).stream();
            CountDownLatch there = new CountDownLatch(1);
            AtomicInteger seen = new AtomicInteger();
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread reader = new Thread(() -> {
                try {
                    stream.forEachOrdered(record -> {
                        if (seen.getAndIncrement() == after) {
                            there.countDown();
                        }
                    });
                } catch (IllegalStateException e) {
                    thrown.set(e);
                }
            });
            reader.start();
            there.await();
            stream.close();
            reader.join();
            if (seen.get() < ROWS.size()) {
                assertEquals(
                        "memory-reads.sz: the stream is closed", thrown.get().getMessage());
            } else {
                assertNull(thrown.get());
            }
            assertEquals(List.of(), Written.readersOf(PATH));
        }
    }

    @Test
    void closedStreamGivesNothingMore() {
        Stream<Record> stream = SharedReader.of(new Sized(1, 1).file).parallel(2).stream();
        Iterator<Record> records = stream.iterator();
        assertEquals(ROWS.get(0), records.next());
        stream.close();
        assertEquals(List.of(), Written.readersOf(PATH));
        assertThrows(IllegalStateException.class, () -> {
            while (true) {
                records.next();
            }
        });
        assertEquals(List.of(), Written.readersOf(PATH));
    }

    @Test
    void failuresAndInterruptsLeaveNoThread() throws Exception {
        ParallelReading parallel = SharedReader.of(new Sized(1, 1).file).parallel(4);
        assertThrows(
                RecordFailureException.class,
                () -> parallel.forEach(record -> {
                    if (Reads.number(record) == 555) {
                        throw new IllegalStateException();
                    }
                }));
        assertEquals(List.of(), Written.readersOf(PATH));
        assertThrows(
                UncheckedIOException.class,
                () -> parallel.map(record -> 1 / (555 - Reads.number(record))).toList());
        assertEquals(List.of(), Written.readersOf(PATH));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> parallel.forEachBatch(batch -> {}));
        assertEquals(List.of(), Written.readersOf(PATH));
        Thread.currentThread().interrupt();
        assertThrows(UncheckedIOException.class, () -> parallel.stream().toList());
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), Written.readersOf(PATH));
    }
}
