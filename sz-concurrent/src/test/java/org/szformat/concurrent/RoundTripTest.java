package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.Layout;
import org.szformat.json.JsonValue;
import org.szformat.record.Record;

/** The whole way, through files of both layouts. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RoundTripTest {
    @TempDir
    Path directory;

    @Test
    void directoriesAreTheSameForAnyNumberOfEncoders() throws Exception {
        byte[] dat = {};
        byte[] index = {};
        for (int encoders = 1; encoders <= 8; encoders++) {
            Path path = directory.resolve("reads" + encoders);
            ExecutorService pool = Executors.newFixedThreadPool(encoders);
            Random random = new Random(encoders);
            WriterOptions options = WriterOptions.defaults()
                    .withLayout(Layout.DIRECTORY)
                    .withEncoders(encoders)
                    .withQueueBytes(1L << 20)
                    .withExecutor(task -> {
                        long nanos = random.nextInt(3_000_000);
                        pool.execute(() -> {
                            sleep(nanos);
                            task.run();
                        });
                    });
            try (CompressedFile.Writer writer = CompressedFile.create(path, Reads.SCHEMA, options)) {
                for (int number = 0; number < 600; number++) {
                    writer.put(Reads.read(0, number, number * 53 % 40_000));
                }
            } finally {
                pool.shutdown();
            }
            if (encoders == 1) {
                dat = Files.readAllBytes(path.resolve("dat"));
                index = Files.readAllBytes(path.resolve("index"));
            }
            assertArrayEquals(dat, Files.readAllBytes(path.resolve("dat")));
            assertArrayEquals(index, Files.readAllBytes(path.resolve("index")));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void whatWasPutComesBackEveryWay(Layout layout) throws Exception {
        Path path = directory.resolve("reads");
        WriterOptions options = WriterOptions.defaults().withLayout(layout).withEncoders(2);
        try (CompressedFile.Writer writer = CompressedFile.create(path, Reads.SCHEMA, options)) {
            writer.putHeader("sample", JsonValue.of("x"));
            Producers.run(4, producer -> () -> {
                for (int i = 0; i < 300; i++) {
                    writer.put(Reads.read(producer, i, 8_000));
                }
                return null;
            });
        }
        assertThrows(FileAlreadyExistsException.class, () -> CompressedFile.create(path, Reads.SCHEMA, options));
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            assertEquals(layout, reader.layout());
            assertTrue(reader.isComplete());
            assertTrue(reader.incompleteness().isEmpty());
            assertFalse(reader.refresh());
            assertEquals(1_200, reader.size());
            assertTrue(reader.file().chunks().size() > 2);
            assertEquals(JsonValue.of("x"), reader.header().get("sample").orElseThrow());
            List<Record> all = reader.stream().toList();
            assertEquals(1_200, all.size());
            assertEquals(all, reader.stream().parallel().toList());
            try (Stream<Record> stream = reader.parallel(3).stream()) {
                assertEquals(all, stream.toList());
            }
            Record one = reader.get("2-17").orElseThrow();
            assertEquals(Reads.read(2, 17, 8_000), one);
            assertEquals(List.of(one), reader.getAll("2-17"));
            assertTrue(reader.get("9-9").isEmpty());
            Lookup lookup = reader.get(List.of("3-1", "no", "0-2", "3-1", "no"));
            assertEquals(
                    List.of("3-1", "0-2", "3-1"),
                    lookup.records().stream().map(Record::key).toList());
            assertEquals(List.of("no"), lookup.missing());
            assertEquals(List.of(all.get(7), all.get(3), all.get(7)), reader.get(7, 3, 7));
            assertEquals(all, reader.get(LongStream.range(0, 1_200).toArray()));
            long[] some = new Random(3)
                    .longs(500, 0, 1_200)
                    .flatMap(row -> LongStream.range(row, Math.min(row + 1 + row % 7, 1_200)))
                    .toArray();
            assertEquals(LongStream.of(some).mapToObj(row -> all.get((int) row)).toList(), reader.get(some));
            assertThrows(IndexOutOfBoundsException.class, () -> reader.get(0, 1_200));
            CompressedFile.Reader view =
                    reader.select(List.of("number", "producer")).select(List.of("number"));
            assertEquals(1, view.schema().size());
            assertEquals(17, view.get("2-17").orElseThrow().getInteger("number"));
            assertThrows(IllegalArgumentException.class, () -> view.select(List.of("read_id")));
            view.close();
            assertFalse(reader.get(0L).isMissing("read_id"));
            assertEquals(
                    LongStream.range(0, 1_200)
                            .mapToObj(row -> all.get((int) row).key())
                            .collect(Collectors.toSet()),
                    Set.copyOf(reader.stream().map(Record::key).toList()));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void interruptedReaderDisturbsNobody(Layout layout) throws Exception {
        Path path = directory.resolve("reads");
        try (CompressedFile.Writer writer = CompressedFile.create(
                path, Reads.SCHEMA, WriterOptions.defaults().withLayout(layout))) {
            for (int i = 0; i < 500; i++) {
                writer.put(Reads.read(0, i, 500));
            }
        }
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            Producers.run(6, producer -> () -> {
                for (int i = 0; i < 500; i++) {
                    if (producer % 2 == 0) {
                        Thread.currentThread().interrupt();
                    }
                    assertEquals(Reads.id(0, i), reader.get((long) i).key());
                    assertEquals(producer % 2 == 0, Thread.interrupted());
                }
                return null;
            });
        }
    }

    @Test
    void newFilesAreContainers() throws Exception {
        assertEquals(Layout.CONTAINER, WriterOptions.defaults().layout());
        Path path = directory.resolve("reads.sz");
        CompressedFile.create(path, Reads.SCHEMA).close();
        assertTrue(Files.isRegularFile(path));
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            assertEquals(Layout.CONTAINER, reader.layout());
            assertEquals(0, reader.size());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void abortLeavesNothing(Layout layout) throws Exception {
        Path path = directory.resolve("reads");
        CompressedFile.Writer writer = CompressedFile.create(
                path, Reads.SCHEMA, WriterOptions.defaults().withLayout(layout));
        writer.put(Reads.read(0, 0, 500));
        writer.flush();
        writer.abort();
        assertTrue(Files.notExists(path));
    }

    private static void sleep(long nanos) {
        try {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
