package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.record.Record;

/** Each record once, in order where order was promised; failures and interrupts stop everything. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParallelReadingTest {
    private static final List<Record> ROWS = Reads.reads(0, 0, 1_003, 4);

    @AfterEach
    void noThreadIsLeft() {
        assertEquals(List.of(), Written.readersOf(file(10).path()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 1_024})
    void everyRecordOnce(int workers) throws Exception {
        MemoryRecordFile file = file(10);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger count = new AtomicInteger();
        SharedReader.of(file).parallel(workers).forEach(record -> {
            seen.add(record.key());
            count.incrementAndGet();
        });
        assertEquals(ROWS.size(), seen.size());
        assertEquals(ROWS.size(), count.get());
        AtomicInteger records = new AtomicInteger();
        SharedReader.of(file).parallel(workers).forEachChunk((chunk, list) -> {
            assertEquals(ROWS.get((int) chunk.firstRow()), list.get(0));
            records.addAndGet(list.size());
        });
        assertEquals(ROWS.size(), records.get());
        try (Stream<Integer> numbers = SharedReader.of(file).parallel(workers).map(Reads::number)) {
            assertEquals(ROWS.stream().map(Reads::number).toList(), numbers.toList());
        }
        assertEquals(
                ROWS,
                SharedReader.of(file).parallel(workers).stream().parallel().toList());
        assertEquals(ROWS, SharedReader.of(file).stream().parallel().toList());
        assertEquals(ROWS.size(), SharedReader.of(file).stream().count());
    }

    @Test
    void emptyFile() throws Exception {
        SharedReader reader = SharedReader.of(new MemoryRecordFile(List.of(), 1, 1, chunk -> {}));
        reader.parallel(3).forEach(record -> {
            throw new AssertionError();
        });
        assertEquals(0, reader.parallel(3).stream().count());
        assertEquals(List.of(), reader.stream().toList());
    }

    @Test
    void firstFailureStopsTheRestAndNamesTheRecord() {
        for (int run = 0; run < 50; run++) {
            IllegalStateException fault = new IllegalStateException("bad read");
            CountDownLatch never = new CountDownLatch(1);
            AtomicInteger waiting = new AtomicInteger();
            RecordFailureException e = assertThrows(
                    RecordFailureException.class,
                    () -> SharedReader.of(file(10)).parallel(4).forEach(record -> {
                        if (record.key().equals("0-25")) {
                            throw fault;
                        }
                        if (Reads.number(record) > 100) {
                            waiting.incrementAndGet();
                            never.await();
                        }
                    }));
            assertSame(fault, e.getCause());
            assertEquals(25, e.row());
            assertEquals("0-25", e.key().orElseThrow());
            assertTrue(e.getMessage().contains("record 25 (0-25)"), e.getMessage());
            assertTrue(waiting.get() <= 3);
        }
    }

    @Test
    void failuresOfOthersAreSuppressed() {
        CountDownLatch all = new CountDownLatch(4);
        RecordFailureException e = assertThrows(
                RecordFailureException.class,
                () -> SharedReader.of(file(10)).parallel(4).forEach(record -> {
                    all.countDown();
                    boolean waits = true;
                    while (waits) {
                        try {
                            all.await();
                            waits = false;
                        } catch (InterruptedException again) {
                            // all four are to fail
                        }
                    }
                    throw new OutOfMemoryError("made up");
                }));
        assertEquals(3, e.getSuppressed().length);
    }

    @Test
    void chunkThatCannotBeRead() {
        IOException fault = new IOException("bad block");
        MemoryRecordFile file = new MemoryRecordFile(ROWS, 10, 1, chunk -> {
            if (chunk.number() == 7) {
                throw fault;
            }
        });
        SharedReader reader = SharedReader.of(file);
        assertSame(
                fault, assertThrows(IOException.class, () -> reader.parallel(3).forEach(record -> {})));
        assertSame(
                fault,
                assertThrows(UncheckedIOException.class, () -> reader.stream().forEach(record -> {}))
                        .getCause());
        AtomicInteger before = new AtomicInteger();
        assertSame(
                fault,
                assertThrows(
                                UncheckedIOException.class,
                                () -> reader.parallel(3).stream().forEachOrdered(record -> before.incrementAndGet()))
                        .getCause());
        assertEquals(70, before.get());
    }

    @Test
    void functionThatFails() {
        UncheckedIOException e = assertThrows(
                UncheckedIOException.class,
                () -> SharedReader.of(file(10))
                        .parallel(3)
                        .map(record -> 1 / (500 - Reads.number(record)))
                        .forEach(value -> {}));
        assertEquals(500, ((RecordFailureException) e.getCause()).row());
    }

    @Test
    void interruptStopsTheWork() throws Exception {
        CountDownLatch begun = new CountDownLatch(3);
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            try {
                begun.await();
            } catch (InterruptedException e) {
                return;
            }
            caller.interrupt();
        });
        interrupter.start();
        assertThrows(
                InterruptedException.class,
                () -> SharedReader.of(file(10)).parallel(3).forEach(record -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                }));
        assertFalse(Thread.interrupted());
        interrupter.join();
    }

    @Test
    void interruptStopsTheStream() {
        Stream<Integer> stream = SharedReader.of(file(10)).parallel(3).map(record -> {
            new CountDownLatch(1).await();
            return 1;
        });
        Thread.currentThread().interrupt();
        UncheckedIOException e = assertThrows(UncheckedIOException.class, stream::toList);
        assertTrue(e.getCause() instanceof InterruptedIOException);
        assertTrue(Thread.interrupted());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 40L << 20})
    void streamReadsAheadNoFurtherThanPromised(long storedBytes) throws Exception {
        MemoryRecordFile file = new MemoryRecordFile(ROWS, 10, storedBytes, chunk -> {});
        try (Stream<Record> stream = SharedReader.of(file).parallel(4).withReadAheadBytes(64L << 20).stream()) {
            Iterator<Record> records = stream.iterator();
            for (int row = 0; row < 300; row++) {
                assertEquals(ROWS.get(row), records.next());
                int ahead = storedBytes == 1 ? 6 : 1;
                assertTrue(file.chunksRead.get() <= row / 10 + 2 + ahead, file.chunksRead + " at " + row);
                if (row % 50 == 0) {
                    Thread.sleep(2);
                }
            }
        }
    }

    @Test
    void workersOutOfRange() {
        SharedReader reader = SharedReader.of(file(10));
        assertThrows(IllegalArgumentException.class, () -> reader.parallel(0));
        assertThrows(IllegalArgumentException.class, () -> reader.parallel(1_025));
    }

    private static MemoryRecordFile file(int chunkRecords) {
        return new MemoryRecordFile(ROWS, chunkRecords, 1, chunk -> {});
    }
}
