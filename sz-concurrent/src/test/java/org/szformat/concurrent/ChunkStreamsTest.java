package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Spliterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.Layout;
import org.szformat.record.Batch;
import org.szformat.record.Record;

/** Streams that split at chunks: their sizes are exact, and nothing is lost or comes out of its place. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChunkStreamsTest {
    @TempDir
    Path temp;

    /** Splits and advances at random; what comes out, in order. Checks sizes on the way. */
    private static <T> List<T> takenApart(Spliterator<T> whole, Random random) {
        assertTrue(whole.hasCharacteristics(
                Spliterator.SIZED | Spliterator.SUBSIZED | Spliterator.ORDERED | Spliterator.NONNULL));
        List<T> all = new ArrayList<>();
        Deque<Spliterator<T>> parts = new ArrayDeque<>(List.of(whole));
        while (!parts.isEmpty()) {
            Spliterator<T> part = parts.pop();
            long size = part.getExactSizeIfKnown();
            assertTrue(size >= 0);
            for (int steps = random.nextInt(4); steps > 0 && part.tryAdvance(all::add); steps--) {
                size--;
                assertEquals(size, part.getExactSizeIfKnown());
            }
            Spliterator<T> first = random.nextInt(4) == 0 ? null : part.trySplit();
            if (first == null) {
                int before = all.size();
                part.forEachRemaining(all::add);
                assertEquals(size, all.size() - before);
            } else {
                assertTrue(first.hasCharacteristics(Spliterator.SIZED));
                assertEquals(size, first.getExactSizeIfKnown() + part.getExactSizeIfKnown());
                parts.push(part);
                parts.push(first);
            }
        }
        return all;
    }

    private static List<Record> recordsOf(List<Batch> batches) {
        List<Record> records = new ArrayList<>();
        for (Batch batch : batches) {
            assertEquals(records.size(), batch.firstRow());
            for (int row = 0; row < batch.rows(); row++) {
                records.add(batch.record(row));
            }
        }
        return records;
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    void splitAtRandom(Layout layout) throws Exception {
        Path path = temp.resolve("reads");
        List<Record> records = Written.write(path, layout, Written.reads(1_500, 12_000), 110);
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            for (int seed = 0; seed < 20; seed++) {
                assertEquals(records, takenApart(reader.stream().spliterator(), new Random(seed)), "seed " + seed);
                assertEquals(
                        records,
                        recordsOf(takenApart(reader.batches().spliterator(), new Random(seed))),
                        "seed " + seed);
            }
            assertEquals(1_500, reader.stream().count());
            assertEquals(records, reader.stream().parallel().toList());
            assertEquals(records, recordsOf(reader.batches().parallel().toList()));
            assertEquals(records.get(0), reader.stream().findFirst().orElseThrow());
            try (Stream<Batch> batches = reader.parallel(3).batches()) {
                assertEquals(records, recordsOf(batches.toList()));
            }
            List<Batch> inAnyOrder = new ArrayList<>();
            reader.parallel(3).forEachBatch(batch -> {
                synchronized (inAnyOrder) {
                    inAnyOrder.add(batch);
                }
            });
            inAnyOrder.sort((a, b) -> Long.compare(a.firstRow(), b.firstRow()));
            assertEquals(records, recordsOf(inAnyOrder));
        }
    }

    @Test
    void parallelStreamsGoToManyThreads() {
        MemoryRecordFile file = new MemoryRecordFile(Reads.reads(0, 0, 64, 1), 1, 1, chunk -> {});
        Spliterator<Batch> batches = SharedReader.of(file).batches().spliterator();
        Spliterator<Batch> half = batches.trySplit();
        assertEquals(32, half.getExactSizeIfKnown());
        assertEquals(32, batches.getExactSizeIfKnown());
        assertEquals(0, file.chunksRead.get());
    }

    @Test
    void theyBeginWhenTheyAreRead() throws Exception {
        Path path = temp.resolve("reads.sz");
        Written.write(path, Layout.CONTAINER, Written.reads(10, 10), 5);
        List<Function<CompressedFile.Reader, Stream<?>>> kinds = List.of(
                CompressedFile.Reader::stream,
                CompressedFile.Reader::batches,
                reader -> reader.parallel(2).stream(),
                reader -> reader.parallel(2).batches());
        for (Function<CompressedFile.Reader, Stream<?>> kind : kinds) {
            CompressedFile.Reader reader = CompressedFile.open(path);
            Stream<?> early = kind.apply(reader);
            long before = reader.size();
            try (CompressedFile.Writer writer = CompressedFile.append(path)) {
                writer.put(Reads.read(1, (int) before, 3));
            }
            assertTrue(reader.refresh());
            assertEquals(kind.apply(reader).count(), early.count());
            Stream<?> late = kind.apply(reader);
            reader.close();
            UncheckedIOException e = assertThrows(UncheckedIOException.class, late::toList);
            assertEquals(ClosedChannelException.class, e.getCause().getClass());
        }
    }

    @Test
    void failureOfABatchNamesItsFirstRecord() {
        MemoryRecordFile file = new MemoryRecordFile(Reads.reads(0, 0, 64, 1), 8, 1, chunk -> {});
        IllegalStateException fault = new IllegalStateException("no");
        RecordFailureException e = assertThrows(
                RecordFailureException.class,
                () -> SharedReader.of(file).parallel(2).forEachBatch(batch -> {
                    if (batch.firstRow() == 40) {
                        throw fault;
                    }
                }));
        assertEquals(40, e.row());
        assertEquals("0-40", e.key().orElseThrow());
        assertEquals(fault, e.getCause());
    }
}
