package org.szformat.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.RecordFailureException;
import org.szformat.exchange.Damage;
import org.szformat.filter.FilterSyntaxException;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class QueryTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .attribute("offset", ValueType.F64)
            .dataset("raw_signal", ValueType.I16)
            .build();

    @TempDir
    Path temp;

    private final List<Record> records =
            IntStream.range(0, 200).mapToObj(QueryTest::read).toList();
    private Path file;

    /** Of other tests, whose idle threads end a moment later. */
    private final Set<Thread> before = queryThreads();

    private static Record read(int i) {
        short[] signal = new short[i];
        for (int at = 0; at < i; at++) {
            signal[at] = (short) (i * 7 + at);
        }
        return Record.builder(SCHEMA)
                .set("read_id", "read-" + i)
                .set("channel", i / 10)
                .set("offset", i % 3 - 1.0)
                .set("raw_signal", signal)
                .build();
    }

    @BeforeEach
    void write() throws Exception {
        file = Samples.write(temp.resolve("reads.sz"), records, 10, Layout.CONTAINER);
    }

    @Test
    void hitsComeInOrder() throws Exception {
        List<Record> expected = records.stream()
                .filter(read -> read.getInteger("channel") >= 5 && read.getReal("offset") < 0)
                .toList();
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            Query query = reader.query().where("channel >= 5 && offset < 0").threads(3);
            assertEquals(expected.size(), query.count());
            try (Stream<Record> hits = query.records()) {
                assertEquals(expected, hits.toList());
            }
            try (Stream<Record> hits = query.select(Set.of("raw_signal")).records()) {
                List<Record> selected = hits.toList();
                assertEquals(expected.size(), selected.size());
                assertEquals(
                        expected.get(3).getShorts("raw_signal").length,
                        selected.get(3).getShorts("raw_signal").length);
            }
            try (Stream<Long> firsts =
                    reader.query().threads(4).map(rows -> rows.batch().firstRow())) {
                assertEquals(IntStream.range(0, 20).mapToObj(i -> 10L * i).toList(), firsts.toList());
            }
            assertEquals(200, reader.query().count());
            assertEquals(200, reader.query().reduce(Reductions.count()));
        }
    }

    @Test
    void bothLayoutsAndMemoryAreAlike() throws Exception {
        Path directory = Samples.write(temp.resolve("directory.sz"), records, 10, Layout.DIRECTORY);
        Reduction<?, Results> all = Reductions.all(
                Reductions.count(), Reductions.summary("raw_signal"), Reductions.quantiles("raw_signal", 0.5));
        try (CompressedFile.Reader one = CompressedFile.open(file);
                CompressedFile.Reader other = CompressedFile.open(directory)) {
            List<String> results = new ArrayList<>();
            for (Query query : List.of(one.query(), other.query(), Query.of(SCHEMA, records))) {
                Query hits = query.where("channel in (3..11) && length(raw_signal) != 40");
                results.add(hits.reduce(Reductions.summary("raw_signal")).toString()
                        + hits.reduce(Reductions.quantiles("raw_signal", 0.1, 0.5))
                        + hits.reduce(Reductions.groupBy("channel", 99, Reductions.mean("offset"))));
                assertEquals(89, hits.reduce(all).of(Reductions.count()));
            }
            assertEquals(results.get(0), results.get(1));
            assertEquals(results.get(0), results.get(2));
        }
    }

    @Test
    void filesMustAgreeOnWhatIsUsed() throws Exception {
        Schema other = Schema.builder()
                .attribute("channel", ValueType.U16)
                .attribute("more", ValueType.S)
                .attribute("offset", ValueType.F32)
                .dataset("raw_signal", ValueType.I16)
                .build();
        Record record = Record.builder(other)
                .set("channel", 7)
                .set("more", "x")
                .set("offset", 1f)
                .set("raw_signal", new short[] {1, 2, 3})
                .build();
        Path second = Samples.write(temp.resolve("second.sz"), List.of(record), 10, Layout.CONTAINER);
        try (CompressedFile.Reader one = CompressedFile.open(file);
                CompressedFile.Reader two = CompressedFile.open(second)) {
            Query query = Query.over(List.of(one, two)).where("channel == 7");
            assertEquals(11, query.count());
            assertEquals(
                    IntStream.range(70, 80).sum() + 3,
                    query.reduce(Reductions.summary("raw_signal")).count());
            var type = assertThrows(IllegalArgumentException.class, () -> query.reduce(Reductions.sum("offset")));
            assertTrue(type.getMessage().contains("second.sz: found attribute offset (F32)"), type.getMessage());
            var absent = assertThrows(IllegalArgumentException.class, () -> query.reduce(Reductions.text("read_id")));
            assertTrue(absent.getMessage().contains("second.sz: found no field 'read_id'"), absent.getMessage());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> query.where("offset < 0").count());
            assertThrows(FilterSyntaxException.class, () -> query.where("more == 'x'"));
        }
    }

    @Test
    void chunksWithoutHitsAreNotRead() throws Exception {
        AtomicInteger accumulated = new AtomicInteger();
        AtomicLong done = new AtomicLong();
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            long hits =
                    reader.query().where("channel == 12").onProgress(done::set).reduce(new Counting(accumulated));
            assertEquals(10, hits);
            assertEquals(1, accumulated.get());
            assertEquals(200, done.get());
        }
    }

    /** Counts rows, and how often it is asked. */
    private record Counting(AtomicInteger calls) implements Reduction<AtomicLong, Long> {
        @Override
        public Set<String> fields() {
            return Set.of("raw_signal");
        }

        @Override
        public AtomicLong newState(Schema schema) {
            return new AtomicLong();
        }

        @Override
        public void accumulate(AtomicLong state, Rows rows) {
            calls.incrementAndGet();
            state.addAndGet(rows.count());
        }

        @Override
        public void merge(AtomicLong state, AtomicLong next) {
            state.addAndGet(next.get());
        }

        @Override
        public Long finish(AtomicLong state) {
            return state.get();
        }
    }

    @Test
    void aFailureNamesTheChunkAndStopsTheRest() throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            AtomicInteger calls = new AtomicInteger();
            try (Stream<Integer> stream = reader.query().threads(2).map(rows -> {
                calls.incrementAndGet();
                if (rows.batch().firstRow() == 30) {
                    throw new IllegalStateException("no");
                }
                return 1;
            })) {
                var e = assertThrows(UncheckedIOException.class, stream::toList);
                RecordFailureException failure = (RecordFailureException) e.getCause();
                assertEquals(30, failure.row());
                assertTrue(failure.getMessage().startsWith(file.toString()), failure.getMessage());
                assertTrue(failure.getCause() instanceof IllegalStateException);
            }
            assertTrue(calls.get() < 20, calls + " chunks were begun");
            assertNoThreads();
        }
    }

    @Test
    void aStreamThatFailedHasEnded() throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            Spliterator<Integer> results = reader.query()
                    .threads(2)
                    .<Integer>map(rows -> {
                        throw new IOException("no");
                    })
                    .spliterator();
            assertThrows(UncheckedIOException.class, () -> results.tryAdvance(result -> {}));
            assertFalse(results.tryAdvance(result -> {}));
            assertNoThreads();
        }
    }

    @Test
    void anInterruptStopsTheWork() throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            CountDownLatch begun = new CountDownLatch(1);
            AtomicInteger outcome = new AtomicInteger();
            Thread waiting = new Thread(() -> {
                try (Stream<Integer> stream = reader.query().threads(2).map(rows -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return 1;
                })) {
                    outcome.set(4 + stream.toList().size());
                } catch (UncheckedIOException e) {
                    outcome.set(Thread.currentThread().isInterrupted() ? 1 : 2);
                } catch (IOException e) {
                    outcome.set(3);
                }
            });
            waiting.start();
            begun.await();
            waiting.interrupt();
            waiting.join();
            assertEquals(1, outcome.get());
            assertNoThreads();

            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> reader.query().reduce(Reductions.sum("offset")));
            assertFalse(Thread.interrupted());
            assertEquals(-1.0, reader.query().reduce(Reductions.sum("offset")));
        }
    }

    private void assertNoThreads() {
        Set<Thread> alive = queryThreads();
        alive.removeAll(before);
        assertEquals(Set.of(), alive);
    }

    private static Set<Thread> queryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sz-query-"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void damagedRecordsArePassedOver() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 0x20;
        Path damaged = Files.write(temp.resolve("damaged.sz"), bytes);
        try (CompressedFile.Reader reader = CompressedFile.open(damaged)) {
            List<Record> sound = new ArrayList<>();
            for (long row = 0; row < reader.size(); row++) {
                try {
                    sound.add(reader.get(row));
                } catch (SzFormatException e) {
                    assertTrue(e.getMessage().contains("damaged.sz"));
                }
            }
            assertTrue(sound.size() < records.size() && sound.size() > records.size() / 2);
            Query query = reader.query().threads(3);
            assertThrows(UncheckedIOException.class, () -> {
                try (Stream<Record> all = query.records()) {
                    all.forEach(record -> {});
                }
            });
            List<Damage> damages = new ArrayList<>();
            try (Stream<Record> all = query.skippingDamage(damages::add).records()) {
                assertEquals(sound, all.toList());
            }
            long lost = damages.stream()
                    .mapToLong(damage -> damage.records().orElseThrow())
                    .sum();
            assertEquals(records.size() - sound.size(), lost, damages::toString);
            String where = "length(raw_signal) > 20";
            try (Stream<Record> hits =
                    query.where(where).skippingDamage(damages::add).records()) {
                assertEquals(
                        sound.stream()
                                .filter(record -> record.getShorts("raw_signal").length > 20)
                                .toList(),
                        hits.toList());
            }
        }
    }

    @Test
    void aDamagedFileIsReportedAsSuch() throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(file)) {
            reader.file().close();
            assertThrows(IOException.class, () -> reader.query().reduce(Reductions.sum("offset")));
        }
        assertThrows(IllegalArgumentException.class, () -> Query.over(List.of()));
        assertThrows(
                IllegalArgumentException.class, () -> Query.of(SCHEMA, records).threads(0));
    }
}
