package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.szformat.Layout;
import org.szformat.record.Record;

/** Writers that nobody closes: their process ends, or they are forgotten. What was flushed is there, and nothing else. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NeverClosedTest {
    private static final List<String> FLUSHED = IntStream.range(0, ExitVictim.FLUSHED)
            .mapToObj(number -> Reads.id(0, number))
            .toList();

    @TempDir
    Path temp;

    static Stream<Arguments> ends() {
        return Stream.of(Layout.DIRECTORY, Layout.CONTAINER)
                .flatMap(layout -> Stream.of(ExitVictim.End.values()).map(end -> Arguments.of(layout, end)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void processThatEnds(Layout layout, ExitVictim.End end) throws Exception {
        Path path = temp.resolve("reads");
        Child.Result result = Child.run(temp, 64, ExitVictim.class, path.toString(), layout.name(), end.name());
        assertEquals(
                switch (end) {
                    case EXIT -> 3;
                    case HALT -> 4;
                    case UNCAUGHT -> 1;
                    case RETURN -> 0;
                },
                result.exitCode(),
                result::complaints);
        assertEquals("20", result.said());
        assertEquals(end == ExitVictim.End.UNCAUGHT, result.complaints().contains("made up"), result::complaints);
        assertFlushed(path, layout);
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void writerThatIsForgotten(Layout layout) throws Exception {
        Path path = temp.resolve("reads");
        try (Logged logged = new Logged()) {
            forget(path, layout);
            while (logged.entries.isEmpty()) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(10);
            }
            LogRecord entry = logged.entries.remove();
            assertEquals(Level.WARNING, entry.getLevel());
            assertEquals(path, entry.getParameters()[0]);
            assertEquals(20L, entry.getParameters()[1]);
            assertEquals(10L, entry.getParameters()[2]);
            awaitRelease(path);
            assertTrue(logged.entries.isEmpty());
        }
        assertFlushed(path, layout);
    }

    private static void forget(Path path, Layout layout) throws Exception {
        CompressedFile.Writer writer = CompressedFile.create(
                path, Reads.SCHEMA, WriterOptions.defaults().withLayout(layout));
        writer.putChunk(Reads.reads(0, 0, ExitVictim.FLUSHED, 100));
        writer.flush();
        writer.putChunk(Reads.reads(0, ExitVictim.FLUSHED, 10, 100));
        if (layout == Layout.CONTAINER) {
            assertThrows(IOException.class, () -> CompressedFile.repair(path));
        }
    }

    /** The threads end a moment after the warning. */
    private static void awaitRelease(Path path) throws InterruptedException {
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("sz-writer " + path))) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void assertFlushed(Path path, Layout layout) throws IOException {
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            assertEquals(FLUSHED, reader.stream().map(Record::key).toList());
            assertEquals(layout == Layout.DIRECTORY, reader.isComplete());
        }
        if (layout == Layout.CONTAINER) {
            assertEquals(FLUSHED.size(), CompressedFile.repair(path).records());
            try (CompressedFile.Reader reader = CompressedFile.open(path)) {
                assertTrue(reader.isComplete());
                assertFalse(reader.stream().skip(FLUSHED.size()).findAny().isPresent());
            }
        }
    }
}
