package org.szformat.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.concurrent.CompressedFile;
import org.szformat.filter.Filter;
import org.szformat.interop.sz.LostRows;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;

/** The records of a file in row order: up to the first damaged one and no less, or all but those. */
final class RowSource {
    /** So few records of a chunk are read one by one; of more, the chunk is read whole. */
    private static final int FEW = 16;

    /** Takes a record. */
    @FunctionalInterface
    interface Consumer {
        void accept(Record record) throws IOException, InterruptedException;
    }

    private final CompressedFile.Reader reader;
    private final int threads;
    private final DamagePolicy damages;
    private final Projection projection;

    RowSource(CompressedFile.Reader reader, int threads, DamagePolicy damages) {
        this.reader = reader;
        this.threads = threads;
        this.damages = damages;
        RecordFile file = reader.file();
        this.projection = Projection.of(
                file.schema(),
                reader.schema().fields().stream().map(Field::name).toList());
    }

    /** All records, read ahead by the threads. */
    void forEach(Consumer consumer) throws IOException, InterruptedException {
        if (damages.skips()) {
            forEachSound(0, reader.size(), consumer);
            return;
        }
        long row = 0;
        try (Stream<Record> records = reader.parallel(threads).stream()) {
            for (Iterator<Record> each = records.iterator(); each.hasNext(); ) {
                consumer.accept(each.next());
                row++;
            }
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof SzFormatException)) {
                throw e.getCause();
            }
            forEachOneByOne(row, reader.size(), consumer);
        }
    }

    /** The records of some rows, from one to before another; only what they lie in is read. */
    void forEach(long from, long to, Consumer consumer) throws IOException, InterruptedException {
        if (damages.skips()) {
            forEachSound(from, to, consumer);
            return;
        }
        for (Chunk chunk : reader.file().chunks()) {
            long first = Math.max(from, chunk.firstRow());
            long end = Math.min(to, chunk.firstRow() + chunk.records());
            if (end - first > FEW || end - first == chunk.records()) {
                forEachOf(chunk, first, end, consumer);
            } else {
                forEachOneByOne(first, end, consumer);
            }
        }
    }

    /**
     * The records that are hits, found by the threads; chunks that cannot have any are not read.
     *
     * @param condition on fields that the reader has
     * @param skip how many hits are left out first
     * @param limit how many are taken then; no more is read
     */
    void forEachHit(Filter condition, long skip, long limit, Consumer consumer)
            throws IOException, InterruptedException {
        ExecutorService workers = Tasks.pool(threads, "sz-read");
        Deque<Future<Part>> running = new ArrayDeque<>();
        Iterator<Chunk> chunks = reader.file().chunks().iterator();
        long hits = 0;
        try {
            while (hits - skip < limit && (chunks.hasNext() || !running.isEmpty())) {
                while (chunks.hasNext() && running.size() <= threads) {
                    Chunk chunk = chunks.next();
                    running.add(workers.submit(() -> hits(chunk, condition)));
                }
                Part part = Tasks.result(running.remove());
                if (damages.skips()) {
                    damages.skip(part.damages());
                }
                for (Record record : part.records()) {
                    if (hits >= skip && hits - skip < limit) {
                        consumer.accept(record);
                    }
                    hits++;
                }
                if (part.fault() != null && hits - skip < limit) {
                    throw part.fault();
                }
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private Part hits(Chunk chunk, Filter condition) throws IOException {
        try {
            if (!condition.couldMatch(reader.file().statistics(chunk))) {
                return new Part(List.of(), List.of(), null);
            }
        } catch (SzFormatException e) {
            // What the chunk says of itself is damaged; so is what is read of it, and told then.
        }
        Part part = sound(chunk, chunk.firstRow(), chunk.firstRow() + chunk.records());
        return new Part(part.records().stream().filter(condition::test).toList(), part.damages(), part.fault());
    }

    private void forEachOf(Chunk chunk, long from, long to, Consumer consumer)
            throws IOException, InterruptedException {
        List<Record> records;
        try {
            records = read(chunk, from, to);
        } catch (SzFormatException e) {
            forEachOneByOne(from, to, consumer);
            return;
        }
        for (Record record : records) {
            consumer.accept(record);
        }
    }

    private List<Record> read(Chunk chunk, long from, long to) throws IOException {
        return reader.file().read(chunk, projection).subList((int) (from - chunk.firstRow()), (int)
                (to - chunk.firstRow()));
    }

    private void forEachOneByOne(long from, long to, Consumer consumer) throws IOException, InterruptedException {
        for (long row = from; row < to; row++) {
            consumer.accept(reader.get(row));
        }
    }

    /**
     * What can be read of some rows of a chunk, and what cannot.
     *
     * @param fault that ended the reading, unless damaged records are skipped
     */
    private record Part(
            List<Record> records,
            List<LostRows> damages,
            @Nullable SzFormatException fault) {}

    private void forEachSound(long from, long to, Consumer consumer) throws IOException, InterruptedException {
        ExecutorService workers = Tasks.pool(threads, "sz-read");
        Deque<Future<Part>> running = new ArrayDeque<>();
        try {
            for (Chunk chunk : reader.file().chunks()) {
                long first = Math.max(from, chunk.firstRow());
                long end = Math.min(to, chunk.firstRow() + chunk.records());
                if (first < end) {
                    if (running.size() > threads) {
                        accept(Tasks.result(running.remove()), consumer);
                    }
                    running.add(workers.submit(() -> sound(chunk, first, end)));
                }
            }
            while (!running.isEmpty()) {
                accept(Tasks.result(running.remove()), consumer);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private void accept(Part part, Consumer consumer) throws IOException, InterruptedException {
        damages.skip(part.damages());
        for (Record record : part.records()) {
            consumer.accept(record);
        }
    }

    private Part sound(Chunk chunk, long from, long to) throws IOException {
        try {
            return new Part(read(chunk, from, to), List.of(), null);
        } catch (SzFormatException e) {
            List<Record> records = new ArrayList<>();
            List<LostRows> damaged = new ArrayList<>();
            for (long row = from; row < to; row++) {
                try {
                    records.add(reader.get(row));
                } catch (SzFormatException fault) {
                    if (!damages.skips()) {
                        return new Part(records, List.of(), fault);
                    }
                    damaged.add(LostRows.of(reader.file(), row, null, fault));
                }
            }
            return new Part(records, LostRows.joined(damaged), null);
        }
    }
}
