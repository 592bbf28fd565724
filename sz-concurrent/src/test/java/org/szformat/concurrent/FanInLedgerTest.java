package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.Layout;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;
import org.szformat.schema.Header;

/**
 * Producers that are interrupted, lose patience and are closed upon keep a ledger of what they were told; the file must
 * agree with it: admitted is in it once and in order, refused is not in it, flushed is in it whatever comes.
 */
@Timeout(value = 2_400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FanInLedgerTest {
    /** What the schedules write to. */
    enum Target {
        MEMORY,
        CONTAINER,
        DIRECTORY
    }

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource
    void someSchedules(Target target) throws Exception {
        schedules(target, 1, target == Target.MEMORY ? 300 : 150);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void manySchedules(Target target) throws Exception {
        schedules(target, 1_000_000, 10_000);
    }

    private void schedules(Target target, long firstSeed, int count) throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            for (long seed = firstSeed; seed < firstSeed + count; seed++) {
                try {
                    new Schedule(target, temp.resolve("reads"), seed, pool).run();
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("seed " + seed + ": " + e, e);
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** What one producer was told. */
    private static final class Ledger {
        private final List<String> admitted = new ArrayList<>();
        private final Set<String> keys = new TreeSet<>();
        private int flushed;
        private boolean failed;
    }

    private static final class Schedule {
        private static final String FAULT = "made up";

        private final Target target;
        private final Path path;
        private final Random random;
        private final ExecutorService pool;
        private final List<Thread> threads = new ArrayList<>();
        private final MemoryWriter memory;
        private final FaultyFiles files;
        private final boolean fails;
        private boolean aborts;
        private boolean closeFailed;

        Schedule(Target target, Path path, long seed, ExecutorService pool) {
            this.target = target;
            this.path = path;
            this.random = new Random(seed);
            this.pool = pool;
            int failAt = random.nextInt(8) == 0 ? random.nextInt(10) : -1;
            this.fails = failAt >= 0;
            this.memory = new MemoryWriter(1 + random.nextInt(1_500), (op, number) -> {
                if (op == MemoryWriter.Op.WRITE && number == failAt) {
                    throw new IOException(FAULT);
                }
            });
            AtomicInteger writes = new AtomicInteger();
            this.files = new FaultyFiles(operation -> {
                // The first is of the head, when the file is made.
                if (operation.equals("write") && writes.getAndIncrement() == failAt + 1 && failAt >= 0) {
                    throw new IOException(FAULT);
                }
            });
        }

        void run() throws Exception {
            int producers = 1 + random.nextInt(6);
            CompressedFile.Writer writer = start();
            List<Future<Ledger>> futures = new ArrayList<>();
            for (int producer = 0; producer < producers; producer++) {
                futures.add(pool.submit(producing(writer, producer, random.nextLong())));
            }
            disturb(writer);
            List<Ledger> ledgers = new ArrayList<>();
            for (Future<Ledger> future : futures) {
                ledgers.add(future.get());
            }
            boolean failed = closeFailed || ledgers.stream().anyMatch(ledger -> ledger.failed);
            try {
                writer.close();
            } catch (IOException e) {
                failed = true;
                requireReason(e, ledgers);
            }
            check(ledgers, failed);
        }

        private CompressedFile.Writer start() throws IOException {
            WriterOptions options = options();
            return switch (target) {
                case MEMORY -> FanInWriter.start(memory, options);
                case CONTAINER -> CompressedFile.create(files.path(path), Reads.SCHEMA, options);
                case DIRECTORY ->
                    CompressedFile.create(files.path(path), Reads.SCHEMA, options.withLayout(Layout.DIRECTORY));
            };
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

        private void disturb(CompressedFile.Writer writer) throws Exception {
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
                    closeFailed = true;
                    requireReason(e, List.of());
                }
            }
        }

        private void requireReason(IOException e, List<Ledger> ledgers) {
            boolean empty = ledgers.stream().allMatch(ledger -> ledger.admitted.isEmpty());
            boolean allowed = fails && String.valueOf(e.getCause()).contains(FAULT)
                    || target == Target.DIRECTORY && empty && e.getMessage().contains("no record");
            assertTrue(allowed, e::toString);
        }

        private Callable<Ledger> producing(CompressedFile.Writer writer, int producer, long mySeed) {
            return () -> {
                synchronized (threads) {
                    threads.add(Thread.currentThread());
                }
                Ledger ledger = new Ledger();
                try {
                    produce(writer, producer, new Random(mySeed), ledger);
                } catch (IOException e) {
                    // Closed, aborted or failed.
                    ledger.failed = String.valueOf(e.getCause()).contains(FAULT);
                } finally {
                    synchronized (threads) {
                        threads.remove(Thread.currentThread());
                    }
                    Thread.interrupted();
                }
                return ledger;
            };
        }

        private static void produce(CompressedFile.Writer writer, int producer, Random mine, Ledger ledger)
                throws IOException {
            int number = 0;
            for (int i = 0; i < 60; i++) {
                int size = mine.nextInt(8) == 0 ? 1 + mine.nextInt(6) : 1;
                List<Record> records = Reads.reads(producer, number, size, mine.nextInt(120));
                number += size;
                try {
                    if (put(writer, records, mine)) {
                        records.forEach(record -> ledger.admitted.add(record.key()));
                    }
                    if (mine.nextInt(20) == 0) {
                        int before = ledger.admitted.size();
                        writer.flush();
                        ledger.flushed = before;
                    }
                } catch (InterruptedException e) {
                    // Not admitted, or only the flush was interrupted.
                }
                if (mine.nextInt(20) == 0) {
                    String key = "of-" + producer + "-" + i;
                    writer.putHeader(key, JsonValue.of(i));
                    ledger.keys.add(key);
                }
            }
        }

        private static boolean put(CompressedFile.Writer writer, List<Record> records, Random mine)
                throws IOException, InterruptedException {
            Duration timeout = Duration.ofNanos(mine.nextInt(200_000));
            boolean single = records.size() == 1 && mine.nextBoolean();
            switch (mine.nextInt(5)) {
                case 0:
                    return single ? writer.tryPut(records.get(0)) : writer.tryPutChunk(records);
                case 1:
                    return single ? writer.put(records.get(0), timeout) : writer.putChunk(records, timeout);
                default:
                    if (single) {
                        writer.put(records.get(0));
                    } else {
                        writer.putChunk(records);
                    }
                    return true;
            }
        }

        private void check(List<Ledger> ledgers, boolean failed) throws IOException {
            List<List<String>> found = new ArrayList<>();
            ledgers.forEach(ledger -> found.add(new ArrayList<>()));
            boolean empty = ledgers.stream().allMatch(ledger -> ledger.admitted.isEmpty());
            boolean finished;
            Header header = Header.empty();
            if (target == Target.MEMORY) {
                assertEquals(List.of(), List.copyOf(memory.misuses));
                assertTrue(memory.isClosed());
                assertEquals(0, memory.encodersOpen());
                finished = memory.isFinished();
                header = memory.header();
                memory.rows().forEach(row -> found.get(Reads.producer(row)).add(row.key()));
            } else if (aborts) {
                finished = Files.exists(path);
                assertFalse(finished, "aborted, but there");
            } else {
                try (CompressedFile.Reader reader = CompressedFile.open(path)) {
                    finished = reader.isComplete() && !failed;
                    header = reader.header();
                    reader.stream()
                            .forEach(row -> found.get(Reads.producer(row)).add(row.key()));
                }
            }
            delete(path);
            assertTrue(finished || aborts || fails || empty, "not finished, for no reason");
            for (int i = 0; i < found.size(); i++) {
                Ledger ledger = ledgers.get(i);
                List<String> written = found.get(i);
                if (finished) {
                    assertEquals(ledger.admitted, written);
                    for (String key : ledger.keys) {
                        assertTrue(header.get(key).isPresent(), key);
                    }
                } else {
                    assertEquals(ledger.admitted.subList(0, written.size()), written);
                    assertTrue(aborts || written.size() >= ledger.flushed, "flushed, but not there");
                }
            }
            if (finished) {
                assertEquals(
                        ledgers.stream().mapToInt(ledger -> ledger.keys.size()).sum(),
                        header.asMap().size());
            }
        }

        private static void delete(Path path) throws IOException {
            if (Files.isDirectory(path)) {
                try (Stream<Path> list = Files.list(path)) {
                    for (Path file : list.toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.deleteIfExists(path);
        }
    }
}
