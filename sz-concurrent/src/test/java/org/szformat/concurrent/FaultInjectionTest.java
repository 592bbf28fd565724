package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.szformat.Layout;
import org.szformat.json.JsonValue;
import org.szformat.layout.Durability;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;

/** Each call that a writer makes of the file system fails in turn, once or from then on. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultInjectionTest {
    private static final int PRODUCERS = 3;
    private static final int ROUNDS = 3;

    /** How a writer comes to its file, and what is done in the end. */
    private enum Way {
        CREATE,
        APPEND
    }

    private enum End {
        CLOSE,
        ABORT
    }

    private static final class MadeUp extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    Path temp;

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Durability durability : Durability.values()) {
            for (End end : End.values()) {
                for (boolean forEver : new boolean[] {false, true}) {
                    cases.add(Arguments.of(Layout.CONTAINER, Way.CREATE, durability, end, forEver));
                    cases.add(Arguments.of(Layout.CONTAINER, Way.APPEND, durability, end, forEver));
                    cases.add(Arguments.of(Layout.DIRECTORY, Way.CREATE, durability, end, forEver));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachCallInTurn(Layout layout, Way way, Durability durability, End end, boolean forEver) throws Exception {
        Set<String> hit = new HashSet<>();
        boolean reached = true;
        int calls = 0;
        for (; reached; calls++) {
            Run run = new Run(layout, way, durability, end, forEver, calls);
            try {
                run.run();
            } catch (Exception | AssertionError e) {
                throw new AssertionError("call " + calls + " (" + run.failed + "): " + e, e);
            }
            reached = run.failed != null;
            hit.add(run.failed);
        }
        assertTrue(calls > 10, calls + " calls");
        assertTrue(hit.containsAll(Set.of("open", "write", "close")), hit::toString);
        assertEquals(durability == Durability.SYNC, hit.contains("force"), hit::toString);
        assertEquals(end == End.ABORT && way == Way.CREATE, hit.contains("delete"), hit::toString);
        if (layout == Layout.CONTAINER) {
            assertEquals(end == End.ABORT && way == Way.APPEND, hit.contains("truncate"), hit::toString);
        }
        assertEquals(end == End.CLOSE && layout == Layout.DIRECTORY, hit.contains("move"), hit::toString);
    }

    private final class Run {
        private final Layout layout;
        private final Way way;
        private final WriterOptions options;
        private final End end;
        private final boolean forEver;
        private final int failing;
        private final AtomicInteger calls = new AtomicInteger();
        private final Path real = temp.resolve("reads");
        private final Queue<IOException> seen = new ConcurrentLinkedQueue<>();
        private byte[] before = new byte[0];
        private int base;
        private int flushed;
        private volatile String failed;

        Run(Layout layout, Way way, Durability durability, End end, boolean forEver, int failing) {
            this.layout = layout;
            this.way = way;
            this.end = end;
            this.forEver = forEver;
            this.failing = failing;
            this.options = WriterOptions.defaults()
                    .withLayout(layout)
                    .withEncoders(2)
                    .withQueueBytes(2_000)
                    .withWriteOptions(WriteOptions.defaults().withDurability(durability));
        }

        private void before(String operation) throws IOException {
            int call = calls.getAndIncrement();
            if (call == failing) {
                failed = operation;
            }
            if (call == failing || forEver && call > failing) {
                throw new MadeUp();
            }
        }

        void run() throws Exception {
            clean();
            Path path = new FaultyFiles(this::before).path(real);
            if (way == Way.APPEND) {
                try (CompressedFile.Writer writer = CompressedFile.create(real, Reads.SCHEMA)) {
                    writer.putChunk(Reads.reads(PRODUCERS, 0, 7, 30));
                }
                base = 7;
                before = Files.readAllBytes(real);
            }
            CompressedFile.Writer writer;
            try {
                writer = way == Way.APPEND
                        ? CompressedFile.append(path, options)
                        : CompressedFile.create(path, Reads.SCHEMA, options);
            } catch (IOException e) {
                assertInjected(e);
                if (!forEver) {
                    assertAsBefore();
                }
                return;
            }
            boolean complete = write(writer);
            if (end == End.ABORT) {
                abort(writer);
            } else {
                close(writer, complete);
            }
        }

        private void clean() throws IOException {
            if (Files.isDirectory(real)) {
                try (Stream<Path> files = Files.list(real)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.deleteIfExists(real);
        }

        /** Rounds of puts by all producers, with a flush behind each; says whether nothing failed. */
        private boolean write(CompressedFile.Writer writer) throws Exception {
            for (int round = 0; round < ROUNDS; round++) {
                int from = 4 * round;
                Producers.run(PRODUCERS, producer -> () -> {
                    try {
                        for (int number = from; number < from + 4; number++) {
                            writer.put(Reads.read(producer, number, 100));
                        }
                    } catch (IOException e) {
                        seen.add(e);
                    }
                    return null;
                });
                try {
                    writer.flush();
                    flushed = 4 * (round + 1);
                } catch (IOException e) {
                    seen.add(e);
                }
                if (!seen.isEmpty()) {
                    allLearn(writer);
                    return false;
                }
            }
            writer.putHeader("sample", JsonValue.of("made up"));
            writer.put(Reads.read(0, 4 * ROUNDS, 100));
            return true;
        }

        private void allLearn(CompressedFile.Writer writer) throws Exception {
            seen.forEach(this::assertInjected);
            Producers.run(PRODUCERS, producer -> () -> {
                try {
                    writer.put(Reads.read(producer, 1_000, 10));
                    seen.clear();
                } catch (IOException e) {
                    assertInjected(e);
                }
                return null;
            });
            assertFalse(seen.isEmpty(), "a producer did not learn of the failure");
        }

        private void abort(CompressedFile.Writer writer) throws Exception {
            int callsBefore = calls.get();
            try {
                writer.abort();
                assertAsBefore();
            } catch (IOException e) {
                assertInjected(e);
                assertTrue(forEver || failing >= callsBefore, "abort failed of something else");
            }
        }

        private void close(CompressedFile.Writer writer, boolean complete) throws Exception {
            try {
                writer.close();
                assertTrue(complete, "close does not know of the failure");
                assertEquals(4 * ROUNDS * PRODUCERS + 1 + base, check(true));
            } catch (IOException e) {
                assertInjected(e);
                if (layout == Layout.DIRECTORY && forEver && "write".equals(failed)) {
                    // What was half written could not be cut off.
                    return;
                }
                int rows = check(false);
                if (layout == Layout.CONTAINER) {
                    assertEquals(rows, CompressedFile.repair(real).records());
                    assertEquals(rows, check(true));
                }
            }
            writer.close();
        }

        /** That the file has what was flushed, and of each producer its first records in order; how many it has. */
        private int check(boolean complete) throws IOException {
            try (CompressedFile.Reader reader = CompressedFile.open(real)) {
                if (complete) {
                    assertTrue(reader.isComplete());
                }
                int[] next = new int[PRODUCERS + 1];
                for (Record record : reader.stream().toList()) {
                    int producer = Reads.producer(record);
                    int samples = producer == PRODUCERS ? 30 : 100;
                    assertEquals(Reads.read(producer, next[producer]++, samples), record);
                }
                assertEquals(base, next[PRODUCERS]);
                for (int producer = 0; producer < PRODUCERS; producer++) {
                    assertTrue(next[producer] >= flushed, next[producer] + " of " + flushed + " flushed");
                }
                return (int) reader.size();
            }
        }

        private void assertAsBefore() throws IOException {
            if (way == Way.APPEND) {
                assertArrayEquals(before, Files.readAllBytes(real));
            } else {
                assertFalse(Files.exists(real));
            }
        }

        private void assertInjected(IOException e) {
            Throwable cause = e;
            while (cause != null && !(cause instanceof MadeUp)) {
                cause = cause.getCause();
            }
            if (cause == null) {
                throw new AssertionError("not what was made up: " + e, e);
            }
        }
    }
}
