package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.Layout;
import org.szformat.layout.Chunk;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/** Many threads on one open file, of which one is interrupted, or whose file is cut short or closed under them. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadersUnderStressTest {
    private static final int READERS = 4;
    private static final int COUNT = 600;

    @TempDir
    Path temp;

    /** One of the ways to read something at random; checks what comes. */
    private static void readSomething(CompressedFile.Reader reader, List<Record> records, Random random)
            throws IOException {
        int row = random.nextInt(COUNT);
        switch (random.nextInt(6)) {
            case 0 -> assertEquals(records.get(row), reader.get((long) row));
            case 1 ->
                assertEquals(
                        records.get(row), reader.get(records.get(row).key()).orElseThrow());
            case 2 -> {
                long[] rows = random.longs(100, 0, COUNT).toArray();
                assertEquals(records.get((int) rows[99]), reader.get(rows).get(99));
            }
            case 3 -> {
                List<Chunk> chunks = reader.file().chunks();
                Chunk chunk = chunks.get(random.nextInt(chunks.size()));
                assertEquals(
                        records.get((int) chunk.firstRow()),
                        reader.file()
                                .readBatch(chunk, Projection.all(reader.schema()))
                                .record(0));
            }
            case 4 -> {
                FlatColumn signal = reader.column("raw_signal");
                long offset = signal.offset(row);
                assertEquals(
                        records.get(row).getShorts("raw_signal").length,
                        ((short[]) signal.read(offset, signal.offset(row + 1))).length);
            }
            default -> {
                List<String> ids = List.of(Reads.id(0, row), "none");
                assertEquals(List.of(records.get(row)), reader.get(ids).records());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void oneOfManyIsInterrupted(Layout layout) throws Exception {
        Path path = temp.resolve("reads");
        List<Record> records = Written.write(path, layout, Written.reads(COUNT, 5_000), 60);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger interrupts = new AtomicInteger();
        CountDownLatch victimBegan = new CountDownLatch(1);
        Thread[] victim = new Thread[1];
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            Producers.run(READERS + 1, thread -> () -> {
                Random random = new Random(thread);
                if (thread == READERS) {
                    victimBegan.await();
                    // Again and again, at any moment of its reads.
                    while (interrupts.get() < 200) {
                        victim[0].interrupt();
                        Thread.onSpinWait();
                    }
                    done.set(true);
                } else if (thread == 0) {
                    victim[0] = Thread.currentThread();
                    victimBegan.countDown();
                    while (!done.get()) {
                        boolean before = Thread.currentThread().isInterrupted();
                        readSomething(reader, records, random);
                        assertTrue(!before || Thread.currentThread().isInterrupted(), "lost an interrupt");
                        interrupts.addAndGet(Thread.interrupted() ? 1 : 0);
                    }
                } else {
                    while (!done.get()) {
                        readSomething(reader, records, random);
                        assertFalse(Thread.currentThread().isInterrupted());
                    }
                }
                return null;
            });
            assertEquals(records, reader.stream().toList());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void theFileIsCutShort(Layout layout) throws Exception {
        Path path = temp.resolve("reads");
        List<Record> records = Written.write(path, layout, Written.reads(COUNT, 5_000), 60);
        Path data = layout == Layout.DIRECTORY ? path.resolve("dat") : path;
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger successes = new AtomicInteger();
        CountDownLatch cut = new CountDownLatch(1);
        CountDownLatch reading = new CountDownLatch(READERS);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            reader.file().chunks();
            Producers.run(READERS + 1, thread -> () -> {
                Random random = new Random(thread);
                if (thread == READERS) {
                    reading.await();
                    try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
                        channel.truncate(channel.size() / 2);
                    }
                    cut.countDown();
                    return null;
                }
                for (int after = 0; after < 300; ) {
                    boolean isCut = cut.getCount() == 0;
                    try {
                        readSomething(reader, records, random);
                        successes.addAndGet(isCut ? 1 : 0);
                    } catch (IOException e) {
                        assertTrue(e.getMessage().contains(data.toString()), e.toString());
                        failures.incrementAndGet();
                    }
                    after += isCut ? 1 : 0;
                    reading.countDown();
                }
                return null;
            });
            assertTrue(failures.get() > 0 && successes.get() > 0, failures + " failures, " + successes + " successes");
            // What lies before the cut is still there for all.
            assertEquals(records.get(0), reader.get(0L));
            IOException e =
                    assertThrows(IOException.class, () -> reader.parallel(3).forEach(record -> {}));
            assertTrue(e.getMessage().contains(data.toString()), e.toString());
            try (Stream<Record> stream = reader.parallel(3).stream()) {
                assertThrows(UncheckedIOException.class, stream::toList);
            }
        }
        assertEquals(List.of(), Written.readersOf(path));
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void theReaderIsClosed(Layout layout) throws Exception {
        Path path = temp.resolve("reads");
        List<Record> records = Written.write(path, layout, Written.reads(COUNT, 5_000), 60);
        for (int round = 0; round < 20; round++) {
            CompressedFile.Reader reader = CompressedFile.open(path);
            CountDownLatch reading = new CountDownLatch(READERS);
            int seed = round * READERS;
            Producers.run(READERS + 1, thread -> () -> {
                Random random = new Random(seed + thread);
                if (thread == READERS) {
                    reading.await();
                    reader.close();
                    reader.close();
                    return null;
                }
                assertThrows(ClosedChannelException.class, () -> {
                    while (true) {
                        readSomething(reader, records, random);
                        reading.countDown();
                    }
                });
                return null;
            });
            assertThrows(ClosedChannelException.class, () -> reader.get(0L));
            assertThrows(ClosedChannelException.class, reader::chunks);
            assertThrows(ClosedChannelException.class, () -> reader.parallel(2).forEach(record -> {}));
        }
    }
}
