package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.szformat.concurrent.MemoryWriter.Op;

/** The first failure fails the writer, and everybody learns of it. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FanInFailureTest {
    private static final int PRODUCERS = 4;

    static Stream<Arguments> faults() {
        List<Supplier<Throwable>> faults = List.of(
                () -> new IOException("no space left on device"),
                () -> new OutOfMemoryError("made up"),
                () -> new IllegalStateException("a bug"));
        return faults.stream()
                .flatMap(fault -> Stream.of(Op.ENCODE, Op.WRITE)
                        .flatMap(op ->
                                Stream.of(0, 1, 2, 3, 5, 8, 13, 21).map(number -> Arguments.of(op, number, fault))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void atEachStepInTurn(Op op, int number, Supplier<Throwable> fault) throws Exception {
        Throwable thrown = fault.get();
        MemoryWriter file = new MemoryWriter(500, (at, n) -> {
            if (at == op && n == number) {
                sneak(thrown);
            }
        });
        FanInWriter writer =
                FanInWriter.start(file, WriterOptions.defaults().withEncoders(2).withQueueBytes(1_000));
        Queue<IOException> seen = new ConcurrentLinkedQueue<>();
        Producers.run(PRODUCERS, producer -> () -> {
            try {
                for (int i = 0; ; i++) {
                    writer.put(Reads.read(producer, i, 50));
                }
            } catch (IOException e) {
                seen.add(e);
            }
            return null;
        });
        assertEquals(PRODUCERS, seen.size());
        assertEquals(
                PRODUCERS,
                seen.stream().map(System::identityHashCode).distinct().count());
        seen.forEach(e -> assertSame(thrown, e.getCause()));
        assertSame(thrown, assertThrows(IOException.class, writer::flush).getCause());
        assertSame(thrown, assertThrows(IOException.class, writer::close).getCause());
        assertDoesNotThrow(writer::close);
        assertSame(
                thrown,
                assertThrows(IOException.class, () -> writer.put(Reads.read(0, 0, 0)))
                        .getCause());
        assertReleased(file);
        assertFalse(file.isFinished());
    }

    @Test
    void inFlush() throws Exception {
        IOException thrown = new IOException("force failed");
        MemoryWriter file = failing(Op.FLUSH, thrown);
        FanInWriter writer = FanInWriter.start(file, WriterOptions.defaults());
        writer.put(Reads.read(0, 0, 10));
        IOException first = assertThrows(IOException.class, writer::flush);
        IOException second = assertThrows(IOException.class, writer::flush);
        assertSame(thrown, first.getCause());
        assertSame(thrown, second.getCause());
        assertNotSame(first, second);
        writer.abort();
        assertTrue(file.isAborted());
        assertReleased(file);
    }

    @Test
    void inFinish() throws Exception {
        IOException thrown = new IOException("disk full");
        MemoryWriter file = failing(Op.FINISH, thrown);
        FanInWriter writer = FanInWriter.start(file, WriterOptions.defaults());
        writer.put(Reads.read(0, 0, 10));
        assertSame(thrown, assertThrows(IOException.class, writer::close).getCause());
        assertReleased(file);
    }

    @Test
    void inCloseOfTheFile() throws Exception {
        IOException thrown = new IOException("close failed");
        MemoryWriter file = failing(Op.CLOSE, thrown);
        FanInWriter writer = FanInWriter.start(file, WriterOptions.defaults());
        assertSame(thrown, assertThrows(IOException.class, writer::close).getCause());
        assertDoesNotThrow(writer::close);
    }

    @Test
    void inAbort() {
        IOException thrown = new IOException("cannot delete");
        MemoryWriter file = failing(Op.ABORT, thrown);
        FanInWriter writer = FanInWriter.start(file, WriterOptions.defaults());
        assertSame(thrown, assertThrows(IOException.class, writer::abort).getCause());
        assertReleased(file);
    }

    @Test
    void recordsThatTheFileCannotHoldHarmNobody() throws Exception {
        MemoryWriter file = new MemoryWriter(500);
        FanInWriter writer = FanInWriter.start(file, WriterOptions.defaults());
        writer.put(Reads.read(0, 0, 10));
        var bad = org.szformat.record.Record.builder(Reads.SCHEMA)
                .set("read_id", "bad")
                .set("producer", 0)
                .set("number", 0)
                .set("raw_signal", new short[0])
                .build();
        var other = org.szformat.schema.Schema.builder()
                .attribute("read_id", org.szformat.schema.ValueType.S)
                .build();
        var foreign =
                org.szformat.record.Record.builder(other).set("read_id", "x").build();
        for (var record : List.of(bad, foreign)) {
            assertThrows(IllegalArgumentException.class, () -> writer.put(record));
            assertThrows(IllegalArgumentException.class, () -> writer.tryPut(record));
            assertThrows(IllegalArgumentException.class, () -> writer.putChunk(List.of(Reads.read(0, 9, 1), record)));
        }
        writer.put(Reads.read(0, 1, 10));
        writer.close();
        assertEquals(
                List.of("0-0", "0-1"),
                file.rows().stream().map(org.szformat.record.Record::key).toList());
    }

    private static MemoryWriter failing(Op op, Throwable thrown) {
        return new MemoryWriter(500, (at, n) -> {
            if (at == op) {
                sneak(thrown);
            }
        });
    }

    private static void assertReleased(MemoryWriter file) {
        assertEquals(List.of(), List.copyOf(file.misuses));
        assertTrue(file.isClosed());
        assertEquals(0, file.encodersOpen());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void sneak(Throwable e) throws E {
        throw (E) e;
    }
}
