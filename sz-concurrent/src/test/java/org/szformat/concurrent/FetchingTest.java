package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.record.Record;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Many records at once, by ID and by row: what one gets one by one, in the order asked, whoever does the work. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FetchingTest {
    private static final int COUNT = 3_000;

    @TempDir
    Path temp;

    private static List<Record> recordsWithDuplicates() {
        List<Record> records = new ArrayList<>(Written.reads(COUNT, 3_000));
        for (int i = 0; i < 40; i++) {
            records.add(i * 61, Reads.read(0, i * 50, 10));
        }
        return records;
    }

    /** What is there of IDs, by looking at each record. */
    private static Lookup plain(List<Record> records, List<String> ids) {
        List<Record> found = new ArrayList<>();
        LinkedHashSet<String> missing = new LinkedHashSet<>();
        for (String id : ids) {
            List<Record> some =
                    records.stream().filter(record -> record.key().equals(id)).toList();
            found.addAll(some);
            if (some.isEmpty()) {
                missing.add(id);
            }
        }
        return new Lookup(found, List.copyOf(missing));
    }

    private static List<String> someIds(Random random, int count) {
        return random.ints(count, 0, COUNT + COUNT / 10)
                .mapToObj(number -> Reads.id(0, number))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void idsInAnyOrder(Layout layout) throws Exception {
        List<Record> records = recordsWithDuplicates();
        Path path = temp.resolve("reads");
        Written.write(path, layout, records, 200);
        Random random = new Random(11);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            for (int count : new int[] {0, 1, 20, 700}) {
                List<String> ids = someIds(random, count);
                Lookup expected = plain(records, ids);
                assertEquals(expected, reader.get(ids));
                for (int workers : new int[] {1, 3}) {
                    ParallelReading parallel = reader.parallel(workers);
                    assertEquals(expected, parallel.get(ids));
                    for (long bytes : new long[] {1, 50_000, 1L << 30}) {
                        List<Match> matches;
                        try (Stream<Match> stream =
                                parallel.withReadAheadBytes(bytes).find(ids)) {
                            matches = stream.toList();
                        }
                        assertEquals(ids, matches.stream().map(Match::id).toList());
                        assertEquals(
                                expected,
                                new Lookup(
                                        matches.stream()
                                                .flatMap(match -> match.records().stream())
                                                .toList(),
                                        matches.stream()
                                                .filter(Match::isMissing)
                                                .map(Match::id)
                                                .distinct()
                                                .toList()));
                    }
                }
            }
        }
        assertEquals(List.of(), Written.readersOf(path));
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void rowsInAnyOrder(Layout layout) throws Exception {
        Path path = temp.resolve("reads");
        List<Record> records = Written.write(path, layout, Written.reads(COUNT, 3_000), 200);
        Random random = new Random(12);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            for (int count : new int[] {0, 1, 20, 2_000}) {
                long[] rows = random.longs(count, 0, COUNT).toArray();
                List<Record> expected = LongStream.of(rows)
                        .mapToObj(row -> records.get((int) row))
                        .toList();
                assertEquals(expected, reader.get(rows));
                assertEquals(expected, reader.parallel(3).get(rows));
                for (long bytes : new long[] {1, 50_000, 1L << 30}) {
                    try (Stream<Record> stream = reader.parallel(2).withReadAheadBytes(bytes).stream(rows)) {
                        assertEquals(expected, stream.toList());
                    }
                }
            }
            assertThrows(
                    IndexOutOfBoundsException.class, () -> reader.parallel(2).get(3, COUNT));
            assertThrows(IndexOutOfBoundsException.class, () -> reader.parallel(2).stream(new long[] {-1}));
        }
    }

    @Test
    void fieldsThatAreSelected() throws Exception {
        Path path = temp.resolve("reads.sz");
        List<Record> records = Written.write(path, Layout.CONTAINER, Written.reads(500, 100), 100);
        try (CompressedFile.Reader reader = CompressedFile.open(path);
                Stream<Match> matches =
                        reader.select(List.of("number")).parallel(2).find(List.of("0-450", "0-3"))) {
            List<Record> found =
                    matches.flatMap(match -> match.records().stream()).toList();
            assertEquals(List.of(450, 3), found.stream().map(Reads::number).toList());
            assertEquals(1, found.get(0).schema().size());
        }
        assertEquals(500, records.size());
    }

    @Test
    void largeRecordsAreReadByThreadsAndFewSmallOnesAreNot() throws Exception {
        Path path = temp.resolve("reads.sz");
        List<Record> records = new ArrayList<>(Written.reads(50, 100));
        records.add(Reads.read(0, 50, 400_000));
        records.add(Reads.read(0, 51, 400_000));
        Written.write(path, Layout.CONTAINER, records, 10);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            List<String> seen = new ArrayList<>();
            Fetching fetching = new Fetching(reader.file(), Projection.all(reader.schema()), 2);
            assertEquals(List.of(records.get(3), records.get(40)), fetching.byRow(new long[] {3, 40}, workers -> {
                seen.add("small");
                workers.runUninterruptibly();
            }));
            assertEquals(List.of(records.get(51), records.get(50)), fetching.byRow(new long[] {51, 50}, workers -> {
                seen.add("large");
                workers.runUninterruptibly();
            }));
            assertEquals(List.of("large"), seen);
        }
    }

    @Test
    void idsAreTakenNoFurtherAheadThanTheirRecords() throws Exception {
        Path path = temp.resolve("reads.sz");
        Written.write(path, Layout.CONTAINER, Written.reads(100, 2_000), 10);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            int[] taken = {0};
            Iterable<String> endless =
                    () -> Stream.generate(() -> Reads.id(0, taken[0]++ % 100)).iterator();
            try (Stream<Match> matches =
                    reader.parallel(2).withReadAheadBytes(1 << 20).find(endless)) {
                Iterator<Match> each = matches.iterator();
                for (int i = 0; i < 20_000; i++) {
                    Match match = each.next();
                    assertEquals(i % 100, Reads.number(match.records().get(0)));
                    assertTrue(taken[0] <= i + 12_000, taken[0] + " at " + i);
                }
            }
        }
        assertEquals(List.of(), Written.readersOf(path));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 200_000, 1 << 30})
    void whatTheSourceOfIdsThrowsComesAfterWhatItGave(long bytes) throws Exception {
        Path path = temp.resolve("reads.sz");
        Written.write(path, Layout.CONTAINER, Written.reads(3_000, 10), 100);
        Iterable<String> failing = () -> IntStream.range(0, 10_000)
                .mapToObj(i -> {
                    if (i == 2_500) {
                        throw new IllegalStateException("no more");
                    }
                    return Reads.id(0, i);
                })
                .iterator();
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            List<Match> found = new ArrayList<>();
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> {
                try (Stream<Match> matches =
                        reader.parallel(2).withReadAheadBytes(bytes).find(failing)) {
                    matches.forEachOrdered(found::add);
                }
            });
            assertEquals("no more", e.getMessage());
            // The IDs that were gathered together with the one that failed are lost with it.
            assertEquals(2_048, found.size());
        }
        assertEquals(List.of(), Written.readersOf(path));
    }

    @Test
    void noKeyAndClosed() throws Exception {
        Schema schema =
                Schema.builder().withoutKey().attribute("number", ValueType.I32).build();
        Path path = temp.resolve("keyless.sz");
        Written.write(
                path,
                Layout.CONTAINER,
                List.of(Record.builder(schema).set("number", 1).build()),
                1);
        CompressedFile.Reader reader = CompressedFile.open(path);
        assertThrows(IllegalStateException.class, () -> reader.get(List.of("x")));
        assertThrows(
                IllegalStateException.class,
                () -> reader.parallel(2).find(List.of("x")).toList());
        reader.close();
        assertThrows(ClosedChannelException.class, () -> reader.get(0L));
        UncheckedIOException e = assertThrows(
                UncheckedIOException.class,
                () -> reader.parallel(2).stream(new long[] {0}).toList());
        assertEquals(ClosedChannelException.class, e.getCause().getClass());
    }

    @Test
    void interruptedGetFinishesAndKeepsItsInterruptButAPoolStops() throws Exception {
        Path path = temp.resolve("reads.sz");
        List<Record> records = Written.write(path, Layout.CONTAINER, Written.reads(1_000, 3_000), 100);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            long[] rows = LongStream.range(0, 1_000).toArray();
            Thread.currentThread().interrupt();
            assertEquals(records, reader.get(rows));
            assertTrue(Thread.interrupted());
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> reader.parallel(2).get(rows));
            assertEquals(List.of(), Written.readersOf(path));
            assertEquals(records, reader.get(rows));
        }
    }

    /** Readers ask at random while the file grows; each gets all that was there when it looked last. */
    @Test
    void whileTheFileIsWrittenAndRefreshed() throws Exception {
        Path path = temp.resolve("growing.sz");
        int chunks = 60;
        int inChunk = 50;
        Written.write(path, Layout.CONTAINER, Reads.reads(0, 0, inChunk, 40), inChunk);
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(3);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            Producers.run(5, thread -> () -> {
                if (thread == 0) {
                    reading.await();
                    for (int chunk = 1; chunk < chunks; chunk++) {
                        // A writer that appends again and again, and one that flushes.
                        try (CompressedFile.Writer writer = CompressedFile.append(path)) {
                            writer.putChunk(Reads.reads(0, chunk * inChunk, inChunk / 2, 40));
                            writer.flush();
                            writer.putChunk(Reads.reads(0, chunk * inChunk + inChunk / 2, inChunk / 2, 40));
                        }
                    }
                    done.set(true);
                    return null;
                }
                Random random = new Random(thread);
                boolean last = false;
                for (int round = 0; !last; round++) {
                    last = done.get();
                    if (thread < 3) {
                        reader.refresh();
                    }
                    int size = (int) reader.size();
                    int[] numbers =
                            random.ints(1 + random.nextInt(400), 0, size + 20).toArray();
                    List<String> ids = IntStream.of(numbers)
                            .mapToObj(number -> Reads.id(0, number))
                            .toList();
                    List<Record> found;
                    if (round % 2 == 0) {
                        found = reader.get(ids).records();
                    } else {
                        try (Stream<Match> matches = reader.parallel(2).find(ids)) {
                            found = matches.flatMap(match -> match.records().stream())
                                    .toList();
                        }
                    }
                    int at = 0;
                    for (int number : numbers) {
                        boolean there = at < found.size() && Reads.number(found.get(at)) == number;
                        assertTrue(there || number >= size, number + " of " + size);
                        if (there) {
                            assertEquals(Reads.read(0, number, 40), found.get(at));
                            at++;
                        }
                    }
                    assertEquals(found.size(), at);
                    reading.countDown();
                }
                return null;
            });
            reader.refresh();
            assertEquals(chunks * inChunk, reader.size());
        }
    }
}
