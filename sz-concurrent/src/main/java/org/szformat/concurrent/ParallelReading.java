package org.szformat.concurrent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/**
 * Reading by a pool of threads. Made by {@link CompressedFile.Reader#parallel}.
 *
 * <pre>{@code
 * try (CompressedFile.Reader reader = CompressedFile.open(path)) {
 *     reader.parallel(8).forEach(read -> basecall(read));                  // any order
 *     try (Stream<String> ids = reader.parallel(8).map(Record::key)) {     // row order
 *         ids.forEachOrdered(System.out::println);
 *     }
 *     try (Stream<Match> matches = reader.parallel(8).find(wanted)) {      // the order asked
 *         matches.forEachOrdered(match -> print(match.records()));
 *     }
 * }
 * }</pre>
 *
 * <p><b>Memory.</b> The unit of work is a chunk, or a window of what was asked for. Each thread holds one, and a stream at
 * most {@link #workers} + 2 more that were read ahead. Besides, all that are held take no more than {@link
 * #readAheadBytes} together, except that one which is larger is read when no other is held. What counts are the records;
 * what a function makes of them is the caller's affair. Each thread takes about as much again while it decodes.
 *
 * <p><b>Threads</b> are daemons named {@code sz-reader} and belong to one call or one stream: when a {@code forEach} or
 * {@code get} returns or throws, or a stream is exhausted, has failed or is closed, they have ended. A stream that is
 * forgotten half-way ends its threads within a second or so, and holds what was read ahead until it is collected.
 *
 * <p><b>Cancelling.</b> Interrupting the thread that waits in a {@code forEach} or {@code get} stops the work. A stream
 * stops when it is closed, by any thread: one that waits for its next element, or asks for one later, gets an {@link
 * IllegalStateException}. It also stops, keeping the interrupt, when the thread that reads it is interrupted while it waits.
 * Stopping interrupts the workers, so that consumers and functions that wait can end.
 *
 * <p><b>Failure.</b> The first failure stops the work; when all threads have ended it is thrown, with those that came at
 * about the same time suppressed.
 *
 * <p>Immutable, and safe for use by many threads; each call has threads of its own.
 */
public final class ParallelReading {
    /** The most workers there may be. */
    public static final int MAX_WORKERS = 1024;

    /** What records may take, unless said otherwise: a quarter of the heap, 256 MiB at most. */
    public static final long DEFAULT_READ_AHEAD_BYTES =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);

    private final RecordFile file;
    private final Projection projection;
    private final int workers;
    private final long readAheadBytes;

    ParallelReading(RecordFile file, Projection projection, int workers) {
        this(file, projection, workers, DEFAULT_READ_AHEAD_BYTES);
    }

    private ParallelReading(RecordFile file, Projection projection, int workers, long readAheadBytes) {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("workers is " + workers + "; it must be 1 to " + MAX_WORKERS);
        }
        if (readAheadBytes < 1) {
            throw new IllegalArgumentException("readAheadBytes is " + readAheadBytes + "; it must be at least 1");
        }
        this.file = file;
        this.projection = projection;
        this.workers = workers;
        this.readAheadBytes = readAheadBytes;
    }

    /** How many threads work; 1 to {@link #MAX_WORKERS}. */
    public int workers() {
        return workers;
    }

    /** How much memory, about, the records may take that are read and not yet handed over for good; at least 1. */
    public long readAheadBytes() {
        return readAheadBytes;
    }

    /**
     * The same with another bound on memory.
     *
     * @param bytes as {@link #readAheadBytes} says; with 1, chunks are read one after the other
     * @throws IllegalArgumentException when it is less than 1
     */
    public ParallelReading withReadAheadBytes(long bytes) {
        return new ParallelReading(file, projection, workers, bytes);
    }

    /**
     * Hands every record to a consumer, in any order, on many threads at once. Returns when all are done.
     *
     * @throws RecordFailureException when the consumer throws anything; it names the record
     * @throws IOException when a chunk cannot be read
     * @throws InterruptedException when the calling thread is interrupted; the work stops first
     */
    public void forEach(RecordConsumer consumer) throws IOException, InterruptedException {
        forEachPart(file::read, (task, chunk, records) -> {
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
        });
    }

    /**
     * As {@link #forEach}, a chunk at a time.
     *
     * @throws RecordFailureException when the consumer throws anything; it names the chunk's first record
     * @throws IOException when a chunk cannot be read
     * @throws InterruptedException when the calling thread is interrupted; the work stops first
     */
    public void forEachChunk(ChunkConsumer consumer) throws IOException, InterruptedException {
        forEachPart(file::read, (task, chunk, records) -> {
            try {
                consumer.accept(chunk, records);
            } catch (Throwable e) {
                throw failure(chunk.firstRow(), records.get(0), e);
            }
        });
    }

    /**
     * As {@link #forEachChunk}, column by column, without an object for each record: the fastest way to compute on all
     * values.
     *
     * @throws RecordFailureException when the consumer throws anything; it names the chunk's first record
     * @throws IOException when a chunk cannot be read
     * @throws InterruptedException when the calling thread is interrupted; the work stops first
     */
    public void forEachBatch(BatchConsumer consumer) throws IOException, InterruptedException {
        forEachPart(file::readBatch, (task, chunk, batch) -> {
            try {
                consumer.accept(batch);
            } catch (Throwable e) {
                throw failure(chunk.firstRow(), batch.record(0), e);
            }
        });
    }

    private interface PartReader<T> {
        T read(Chunk chunk, Projection projection) throws IOException;
    }

    private interface PartTask<T> {
        void accept(Workers task, Chunk chunk, T part) throws IOException;
    }

    private <T> void forEachPart(PartReader<T> reader, PartTask<T> task) throws IOException, InterruptedException {
        List<Chunk> chunks = file.chunks();
        MemoryBound memory = new MemoryBound(readAheadBytes);
        new Workers(threadName(), workers, chunks.size(), (all, number) -> {
                    Chunk chunk = chunks.get(number);
                    long bytes = file.memoryBytes(chunk, projection);
                    memory.take(bytes);
                    try {
                        if (!all.isStopped()) {
                            task.accept(all, chunk, reader.read(chunk, projection));
                        }
                    } finally {
                        memory.giveBack(bytes);
                    }
                })
                .run();
    }

    private String threadName() {
        return "sz-reader " + file.path();
    }

    /**
     * All records in row order, read ahead by the pool. The stream does not split: made parallel, it still is read by one
     * thread. Close it if it may not be read to its end.
     *
     * <p>It throws {@link java.io.UncheckedIOException} when a chunk cannot be read, after the records of all chunks before
     * it; and, with an {@link java.io.InterruptedIOException} in it and the interrupt kept, when the thread that reads the
     * stream is interrupted while it waits.
     */
    public Stream<Record> stream() {
        return map(record -> record);
    }

    /** All chunks in row order, column by column. Otherwise as {@link #stream()}. */
    public Stream<Batch> batches() {
        return readAhead(chunk -> List.of(file.readBatch(chunk, projection)));
    }

    /**
     * What a function makes of all records, in row order, the function being applied by the pool. Otherwise as
     * {@link #stream()}.
     *
     * <p>Where the function throws, the stream throws an {@link java.io.UncheckedIOException} of a {@link
     * RecordFailureException} when it comes to that record's chunk.
     */
    public <T> Stream<T> map(RecordFunction<? extends T> function) {
        return readAhead(chunk -> {
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
    }

    private interface ChunkFunction<T> {
        List<T> apply(Chunk chunk) throws IOException;
    }

    private <T> Stream<T> readAhead(ChunkFunction<T> function) {
        ReadAhead<T> readAhead = new ReadAhead<>(file.path(), workers, readAheadBytes, new ReadAhead.Pieces<T>() {
            private @Nullable Iterator<Chunk> chunks;

            @Override
            public ReadAhead.@Nullable Piece<T> next() throws IOException {
                if (chunks == null) {
                    chunks = file.chunks().iterator();
                }
                if (!chunks.hasNext()) {
                    return null;
                }
                Chunk chunk = chunks.next();
                return new ReadAhead.Piece<>(file.memoryBytes(chunk, projection), () -> function.apply(chunk));
            }
        });
        return StreamSupport.stream(readAhead, false).onClose(readAhead::close);
    }

    /**
     * Records in the order asked, as {@link CompressedFile.Reader#get(long...)} gives them.
     *
     * @throws IndexOutOfBoundsException when there is no such row; nothing is read then
     * @throws IOException when one cannot be read
     * @throws InterruptedException when the calling thread is interrupted; the work stops first
     */
    public List<Record> get(long... rows) throws IOException, InterruptedException {
        return fetching().byRow(rows, Workers::run);
    }

    /**
     * All records of some IDs, in the order asked, as {@link CompressedFile.Reader#get(Collection)} gives them. All are
     * held at once; {@link #find} holds no more than {@link #readAheadBytes}.
     *
     * @throws IllegalStateException when the file has no key
     * @throws IOException when one cannot be read
     * @throws InterruptedException when the calling thread is interrupted; the work stops first
     */
    public Lookup get(Collection<String> ids) throws IOException, InterruptedException {
        return fetching().byId(ids, Workers::run);
    }

    private Fetching fetching() {
        return new Fetching(file, projection, workers);
    }

    /**
     * The records of rows, in the order asked, however many: they are read ahead in windows, each of them from the front of
     * the file to its end. Otherwise as {@link #stream()}.
     *
     * @param rows each from 0 to {@link CompressedFile.Reader#size()} − 1, in any order; one may come twice
     * @throws IndexOutOfBoundsException when there is no such row
     */
    public Stream<Record> stream(long[] rows) {
        return FetchingAhead.byRow(file, projection, workers, readAheadBytes, rows.clone());
    }

    /**
     * What is found of each ID, in the order asked, however many: IDs are taken from their source some thousands ahead, by
     * the thread that reads the stream, and records are read as {@link #stream(long[])} says. All records of one ID are
     * held at once. Otherwise as {@link #stream()}.
     *
     * @param ids in any order; one may come twice; whatever their iterator throws, the stream throws
     * @throws IllegalStateException by the stream, when the file has no key
     */
    public Stream<Match> find(Iterable<String> ids) {
        return FetchingAhead.byId(file, projection, workers, readAheadBytes, ids);
    }

    private RecordFailureException failure(long row, Record record, Throwable cause) {
        return new RecordFailureException(
                file.path(), row, record.schema().key().isPresent() ? record.key() : null, cause);
    }

    @Override
    public String toString() {
        return "ParallelReading[" + file.path() + ", " + workers + " workers, readAheadBytes=" + readAheadBytes + "]";
    }
}
