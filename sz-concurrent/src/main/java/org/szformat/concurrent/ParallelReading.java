package org.szformat.concurrent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/**
 * All records of a file, read by a pool of threads. Made by {@link CompressedFile.Reader#parallel}.
 *
 * <pre>{@code
 * try (CompressedFile.Reader reader = CompressedFile.open(path)) {
 *     reader.parallel(8).forEach(read -> basecall(read));                  // any order
 *     try (Stream<String> ids = reader.parallel(8).map(Record::key)) {     // row order
 *         ids.forEachOrdered(System.out::println);
 *     }
 * }
 * }</pre>
 *
 * <p>The unit of work is a chunk; each thread holds one at a time, and a stream some more that were read ahead. The
 * threads are daemons and belong to one call or one stream: when a {@code forEach} returns or throws, or a stream is
 * exhausted, has failed or is closed, they have ended.
 *
 * <p>Immutable, and safe for use by many threads; each call has threads of its own.
 */
public final class ParallelReading {
    /** The most workers there may be. */
    public static final int MAX_WORKERS = 1024;

    private final RecordFile file;
    private final Projection projection;
    private final int workers;

    ParallelReading(RecordFile file, Projection projection, int workers) {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("workers is " + workers + "; it must be 1 to " + MAX_WORKERS);
        }
        this.file = file;
        this.projection = projection;
        this.workers = workers;
    }

    /** How many threads work; 1 to {@link #MAX_WORKERS}. */
    public int workers() {
        return workers;
    }

    /**
     * Hands every record to a consumer, in any order, on many threads at once. Returns when all are done.
     *
     * <p>The first failure stops the work: the other threads are interrupted and take no further record, and when they
     * have ended the failure is thrown, with theirs suppressed.
     *
     * @throws RecordFailureException when the consumer throws anything; it names the record
     * @throws IOException when a chunk cannot be read
     * @throws InterruptedException when the calling thread is interrupted; the work stops in the same way first
     */
    public void forEach(RecordConsumer consumer) throws IOException, InterruptedException {
        new ChunkWorkers(file, projection, workers, (task, chunk, records) -> {
                    long row = chunk.firstRow();
                    for (Record record : records) {
                        if (task.isStopped()) {
                            return;
                        }
                        try {
                            consumer.accept(record);
                        } catch (Throwable e) {
                            throw failure(row, record, e);
                        }
                        row++;
                    }
                })
                .run();
    }

    /**
     * As {@link #forEach}, a chunk at a time.
     *
     * @throws RecordFailureException when the consumer throws anything; it names the chunk's first record
     * @throws IOException when a chunk cannot be read
     * @throws InterruptedException when the calling thread is interrupted; the work stops in the same way first
     */
    public void forEachChunk(ChunkConsumer consumer) throws IOException, InterruptedException {
        new ChunkWorkers(file, projection, workers, (task, chunk, records) -> {
                    try {
                        consumer.accept(chunk, records);
                    } catch (Throwable e) {
                        throw failure(chunk.firstRow(), records.get(0), e);
                    }
                })
                .run();
    }

    /**
     * All records in row order, read ahead by the pool: at most {@link #workers} + 2 chunks, and fewer where they are
     * large. The stream does not split: made parallel, it still is read by one thread. Close it if it may not be read to
     * its end.
     *
     * <p>It throws {@link java.io.UncheckedIOException} when a chunk cannot be read, and, with an {@link
     * java.io.InterruptedIOException} in it and the interrupt kept, when the thread that reads the stream is interrupted
     * while it waits.
     */
    public Stream<Record> stream() {
        return map(record -> record);
    }

    /**
     * What a function makes of all records, in row order, the function being applied by the pool. Otherwise as
     * {@link #stream}.
     *
     * <p>Where the function throws, the stream throws an {@link java.io.UncheckedIOException} of a {@link
     * RecordFailureException} when it comes to that record's chunk.
     */
    public <T> Stream<T> map(RecordFunction<? extends T> function) {
        ReadAhead<T> readAhead = new ReadAhead<>(file, workers, chunk -> {
            List<Record> records = file.read(chunk, projection);
            List<T> results = new ArrayList<>(records.size());
            for (Record record : records) {
                try {
                    results.add(Objects.requireNonNull(function.apply(record), "the function returned null"));
                } catch (Throwable e) {
                    throw failure(chunk.firstRow() + results.size(), record, e);
                }
            }
            return results;
        });
        return StreamSupport.stream(readAhead, false).onClose(readAhead::close);
    }

    private RecordFailureException failure(long row, Record record, Throwable cause) {
        return new RecordFailureException(
                file.path(), row, record.schema().key().isPresent() ? record.key() : null, cause);
    }
}
