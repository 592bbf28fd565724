package org.szformat.concurrent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.szformat.Layout;
import org.szformat.index.IndexTable;
import org.szformat.json.JsonValue;
import org.szformat.layout.AppendableLayout;
import org.szformat.layout.LayoutProvider;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.RepairableLayout;
import org.szformat.query.Query;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * The way to SZ files: {@link #create} and {@link #append} give a {@link Writer}, {@link #open} a {@link Reader}. Both are
 * safe for use by any number of threads; what they promise of order, memory, failure and interruption stands there.
 *
 * <pre>{@code
 * Schema schema = Schema.builder()
 *         .attribute("read_id", ValueType.S)
 *         .dataset("raw_signal", ValueType.I16)
 *         .build();
 * try (CompressedFile.Writer writer = CompressedFile.create(path, schema)) {
 *     writer.put(Record.builder(schema).set("read_id", "a0b1").set("raw_signal", samples).build());
 * }
 * try (CompressedFile.Reader reader = CompressedFile.open(path)) {
 *     short[] signal = reader.get("a0b1").orElseThrow().getShorts("raw_signal");
 * }
 * }</pre>
 */
public final class CompressedFile {
    private CompressedFile() {}

    /**
     * Creates a file with {@link WriterOptions#defaults()}.
     *
     * @throws IOException as {@link #create(Path, Schema, WriterOptions)} says
     */
    public static Writer create(Path path, Schema schema) throws IOException {
        return create(path, schema, WriterOptions.defaults());
    }

    /**
     * Creates a file and starts the threads that write it.
     *
     * @param path where; its parent must exist
     * @param schema the fields of its records
     * @param options layout, header, codecs, threads and memory
     * @throws IllegalArgumentException when the layout cannot hold the schema or has not the codecs asked for
     * @throws java.nio.file.FileAlreadyExistsException when something is there and is not to be replaced
     * @throws IOException when it cannot be created; nothing is left of it then
     */
    public static Writer create(Path path, Schema schema, WriterOptions options) throws IOException {
        LayoutWriter file = Layouts.of(options.layout()).create(path, schema, options.header(), options.writeOptions());
        return FanInWriter.start(file, options);
    }

    /**
     * Goes on writing a finished file with {@link WriterOptions#defaults()}.
     *
     * @throws IOException as {@link #append(Path, WriterOptions)} says
     */
    public static Writer append(Path path) throws IOException {
        return append(path, WriterOptions.defaults());
    }

    /**
     * Goes on writing a finished file, and starts the threads that do. Schema, codecs and layout are the file's; so is the
     * header, until {@link Writer#putHeader} changes it. What is in the file stays as it is, byte for byte: readers that
     * have it open are not disturbed, and {@link Writer#abort} brings it back to what it was. Until the writer is closed
     * the file is incomplete; if it never is, {@link #repair} finishes it.
     *
     * @param options {@link WriterOptions#encoders}, {@link WriterOptions#queueBytes}, {@link WriterOptions#executor} and,
     *     of the {@link WriterOptions#writeOptions}, the durability; all else is about new files and has no effect
     * @throws java.nio.file.NoSuchFileException when there is nothing at the path
     * @throws org.szformat.SzFormatException when what is there is no SZ file, a damaged one or one that was not finished,
     *     or needs of those who append what this version does not know
     * @throws IOException when its layout cannot be appended to, it is being written, or cannot be opened for writing
     */
    public static Writer append(Path path, WriterOptions options) throws IOException {
        LayoutProvider layout = Layouts.at(path);
        if (!(layout instanceof AppendableLayout appendable)) {
            throw new IOException(path + ": found the layout " + layout.layout()
                    + ", which cannot be appended to; copy it into another layout first");
        }
        LayoutWriter file = appendable.append(
                path, ReadOptions.defaults(), options.writeOptions().durability());
        return FanInWriter.start(file, options);
    }

    /**
     * Finishes a file whose writer did not, in its place: what follows its last whole chunk is cut off. Exactly the records
     * that {@link #open} shows of the file are kept. One that is complete and sound is left alone.
     *
     * @return how many records the file has, how much was cut off, and why
     * @throws java.nio.file.NoSuchFileException when there is nothing at the path
     * @throws org.szformat.SzFormatException when what is there is no SZ file, or one that is beyond repair
     * @throws IOException when its layout cannot be repaired, or it is being written
     */
    public static RepairableLayout.Repair repair(Path path) throws IOException {
        return repair(path, ReadOptions.defaults());
    }

    /**
     * As {@link #repair(Path)}, with limits of its own.
     *
     * @throws IOException as {@link #repair(Path)} says
     */
    public static RepairableLayout.Repair repair(Path path, ReadOptions options) throws IOException {
        LayoutProvider layout = Layouts.at(path);
        if (layout instanceof RepairableLayout repairable) {
            return repairable.repair(path, options);
        }
        throw new IOException(path + ": found the layout " + layout.layout() + ", which cannot be repaired");
    }

    /**
     * Opens a file of any layout with {@link ReadOptions#defaults()}.
     *
     * @throws IOException as {@link #open(Path, ReadOptions)} says
     */
    public static Reader open(Path path) throws IOException {
        return open(path, ReadOptions.defaults());
    }

    /**
     * Opens a file, whose layout is found by its content.
     *
     * @throws java.nio.file.NoSuchFileException when there is nothing at the path
     * @throws org.szformat.SzFormatException when what is there is no SZ file, or a damaged one
     * @throws IOException when it cannot be read
     */
    public static Reader open(Path path, ReadOptions options) throws IOException {
        return SharedReader.of(Layouts.open(path, options));
    }

    /**
     * A file that is being written. Safe for use by any number of threads.
     *
     * <pre>{@code
     * try (CompressedFile.Writer writer = CompressedFile.create(path, schema)) {
     *     reader.parallel(8).forEach(read -> writer.put(trim(read)));
     * }
     * }</pre>
     *
     * <p><b>Order.</b> Records stand in the file in the order in which they were admitted, whatever the number of
     * encoders. So the records of one thread keep their order, and the same puts and flushes by one thread make the same
     * file.
     *
     * <p><b>Outcome.</b> When a put returns normally (or {@code true}), its records are admitted: they will be written
     * unless the writer fails, is aborted or is never closed. When it throws anything, or returns {@code false}, none
     * of them is or ever will be in the file. A record must not be changed once it was put, nor its arrays.
     *
     * <p><b>Waiting.</b> Memory is bounded, as {@link WriterOptions#queueBytes} says. A put for which there is no room
     * waits; those that wait are admitted in the order in which they came, and none that came later overtakes them, so
     * {@link #tryPut} fails while others wait. A thread that waits in put, flush or close encodes chunks meanwhile, if
     * there are any to encode and fewer being encoded than there are {@linkplain WriterOptions#encoders encoders}; a
     * time-out or an interrupt then takes effect when the chunk at hand is done. No thread spins, and nothing is encoded
     * or written under a lock.
     *
     * <p><b>When records reach the disk.</b> Records are gathered into chunks. A chunk is encoded and written when it is
     * full, at a flush and at close; until then the last records put stay in memory, however long no others come. What
     * must survive by a certain time has to be flushed.
     *
     * <p><b>Flush.</b> When {@link #flush} returns, all records whose put had returned before it was called are written and
     * survive what the {@link org.szformat.layout.Durability} says, whatever becomes of the writer then, but for {@link
     * #abort}. Flushes of several threads at once are one after the other; those with nothing between them cost once.
     *
     * <p><b>Failure.</b> A record that does not have the file's schema, or that the layout cannot hold, is refused with an
     * {@link IllegalArgumentException} before it is admitted, and nobody else is affected. Any other failure (a full
     * disk, an encoder, an {@link OutOfMemoryError} in one of the writer's threads) fails the writer for good: every
     * call of put, flush, putHeader and the first close, at present and from then on, throws a new {@link IOException}
     * with the first failure as its cause; later ones are suppressed by it. What had been flushed stays in the file, and
     * of what had not, of each thread the first records in order; the file is incomplete and can be {@linkplain #repair
     * repaired}. (A directory cuts off what was half written; where the disk refuses even that, the last line of its
     * index is half there, and readers say so.)
     *
     * <p><b>Out of memory.</b> An {@link OutOfMemoryError} or another error in a calling thread is thrown to it; its
     * records are not admitted and nobody else is affected, unless it was encoding or made way for others, which fails the
     * writer as above. One that comes out of close or abort leaves the writer ending; call it again to learn the outcome.
     * However short memory is, no call waits for ever because of it.
     *
     * <p><b>Interruption.</b> A thread that is interrupted before or while it waits in put gets an {@link
     * InterruptedException}, unless its records were admitted just before; the call then returns normally and the thread
     * stays interrupted. Other threads notice nothing. {@link #close} and {@link #abort} wait whether the thread is
     * interrupted or not, and keep the interrupt.
     *
     * <p><b>After close or abort</b> every put, flush and putHeader throws a {@link
     * java.nio.channels.ClosedChannelException} (or, if the writer had failed, what it threw then); so do puts that were
     * waiting for room. Both are idempotent and may be called by any number of threads; the first to end the writer, and
     * those that wait for it meanwhile, learn the outcome.
     *
     * <p><b>A writer that is never closed</b> and becomes unreachable is released when the garbage collector notices, with a
     * warning in the log of {@code org.szformat.concurrent}. Nothing more is written then: the file stays incomplete. The
     * threads of a writer are daemons; when the process ends without close, by whatever way, what was not flushed is lost,
     * and nothing is said of it.
     *
     * <p><b>What it does</b> is told by {@link #metrics} at any time, and by a {@link ProgressListener} again and again.
     */
    public interface Writer extends AutoCloseable {
        /** The file. */
        Path path();

        /** The fields that records must have. */
        Schema schema();

        /** What the file will say of itself. */
        Header header();

        /**
         * Adds a key to the header or changes it.
         *
         * @throws IOException when the writer has failed or was closed; the header is unchanged then
         */
        void putHeader(String key, JsonValue value) throws IOException;

        /**
         * Admits a record, waiting for room.
         *
         * @throws IllegalArgumentException when the file cannot hold it; the message says why
         * @throws IOException when the writer has failed or was closed
         * @throws InterruptedException when the thread is interrupted; the record is not in the file
         */
        void put(Record record) throws IOException, InterruptedException;

        /**
         * As {@link #put(Record)}, waiting no longer than some time.
         *
         * @param timeout how long; zero or less does not wait
         * @return whether the record was admitted
         * @throws IllegalArgumentException when the file cannot hold it
         * @throws IOException when the writer has failed or was closed
         * @throws InterruptedException when the thread is interrupted; the record is not in the file
         */
        boolean put(Record record, Duration timeout) throws IOException, InterruptedException;

        /**
         * Admits a record if there is room at once and nobody waits for it. Never waits and never encodes.
         *
         * @return whether the record was admitted
         * @throws IllegalArgumentException when the file cannot hold it
         * @throws IOException when the writer has failed or was closed
         */
        boolean tryPut(Record record) throws IOException;

        /**
         * Admits records, waiting for room: all of them, next to one another in the file, or none. They count as one
         * against the bound: more than it allows are admitted when nothing else is queued.
         *
         * @param records in the order in which they are to stand; if there are none, nothing happens
         * @throws IllegalArgumentException when the file cannot hold one of them
         * @throws IOException when the writer has failed or was closed
         * @throws InterruptedException when the thread is interrupted; none is in the file
         */
        void putChunk(List<Record> records) throws IOException, InterruptedException;

        /**
         * As {@link #putChunk(List)}, waiting no longer than some time.
         *
         * @param timeout how long; zero or less does not wait
         * @return whether they were admitted
         * @throws IllegalArgumentException when the file cannot hold one of them
         * @throws IOException when the writer has failed or was closed
         * @throws InterruptedException when the thread is interrupted; none is in the file
         */
        boolean putChunk(List<Record> records, Duration timeout) throws IOException, InterruptedException;

        /**
         * As {@link #putChunk(List)}, if there is room at once and nobody waits for it. Never waits and never encodes.
         *
         * @return whether they were admitted
         * @throws IllegalArgumentException when the file cannot hold one of them
         * @throws IOException when the writer has failed or was closed
         */
        boolean tryPutChunk(List<Record> records) throws IOException;

        /**
         * Returns when all records whose put returned before this call are written, and survive what the file's {@link
         * org.szformat.layout.Durability} says. It ends the chunk that is being filled, so flushing after every few
         * records costs compression.
         *
         * @throws IOException when the writer has failed or was closed; it is then unknown what survives
         * @throws InterruptedException when the thread is interrupted; the flush may still happen
         */
        void flush() throws IOException, InterruptedException;

        /** What the writer has done so far; after close as well. Waits neither for the disk nor for an encoder. */
        WriterMetrics metrics();

        /**
         * Gives the file up: what was admitted and not yet written is dropped, and what was written is removed, flushed or
         * not; a file that was appended to is what it was before. Returns when that is done and the writer's threads have
         * ended. Overtakes a close that has not completed the file yet, which then throws; does nothing when the file was
         * closed before.
         *
         * @throws IOException when something could not be removed
         */
        void abort() throws IOException;

        /**
         * Writes what was admitted and completes the file. Returns when that is done and the writer's threads have
         * ended; puts that wait for room fail. While one thread closes, others that do wait for it and share its outcome;
         * once the file is closed, closing it again does nothing.
         *
         * @throws IOException when the writer has failed, with the first failure as cause, or was aborted meanwhile; the
         *     file is then released as it is, incomplete
         */
        @Override
        void close() throws IOException;
    }

    /**
     * An open file. Safe for use by any number of threads, which do not wait for one another.
     *
     * <pre>{@code
     * try (CompressedFile.Reader reader = CompressedFile.open(path)) {
     *     CompressedFile.Reader signals = reader.select(List.of("read_id", "raw_signal"));
     *     signals.parallel(8).forEach(read -> segment(read.key(), read.getShorts("raw_signal")));
     * }
     * }</pre>
     *
     * <p>Everything is reached by this one object, from the fewest records to all: {@link #get} fetches some, {@link
     * #stream} and {@link #batches} pass through all in the calling thread, {@link #parallel} does either by a pool,
     * {@link #chunks} deals all out to other processes, {@link #column} is a field as one long array. Records and batches
     * stay what they are when the reader is closed; their arrays are their own, and nobody changes them.
     *
     * <p><b>Memory.</b> An open file holds what leads to its records, and caches that are bounded; of a directory, its
     * whole index. What is read is held by who reads it: {@code get} all that it returns, a stream a chunk, a pool what
     * {@link ParallelReading#readAheadBytes} says.
     *
     * <p><b>Interruption.</b> A thread that is interrupted while it reads finishes its read, keeps its interrupt and disturbs
     * nobody. What a pool does can be stopped, as {@link ParallelReading} says.
     *
     * <p><b>Failure.</b> What the file holds that its format forbids, its end before its time included, is reported as a
     * {@link org.szformat.SzFormatException}; what the system refuses, as another {@link IOException}. Either is about what
     * was asked for, and harms nobody else: the next call tries anew.
     *
     * <p><b>Close.</b> After it whatever reads throws a {@link java.nio.channels.ClosedChannelException}; what was reading
     * meanwhile either ends well or throws that. Closing again does nothing.
     *
     * <p><b>A file that is being written</b>, or whose writer died, can be read too. It has the records of the chunks that
     * were whole when it was opened or last {@linkplain #refresh refreshed}, so at least those that a flush had covered
     * by then. It stays that file: rows keep their records, and {@link #size} never shrinks.
     */
    public interface Reader extends Closeable {
        /** The file. */
        Path path();

        /** How it lies on disk. */
        Layout layout();

        /** What is said of the whole file. */
        Header header();

        /** The fields of the records that this reader gives. */
        Schema schema();

        /** Whether the file was finished by its writer, when it was opened or last refreshed. */
        boolean isComplete();

        /**
         * Why a file that is not complete is taken to end where it does, for people to read; nothing when it is complete.
         */
        Optional<String> incompleteness();

        /**
         * Looks for what was written since the file was opened or last refreshed: whole chunks only, never a part of one.
         * All readers of this open file see it, whatever they selected; streams and parallel reading that have begun go
         * on with the records there were. {@link #header}, {@link #isComplete} and {@link #size} are as of then. A layout
         * that cannot be read while it is written has nothing new.
         *
         * @return whether there are more records than before
         * @throws IOException when the file cannot be read or is no longer a continuation of what it was, as after an
         *     append that was aborted; what could be read before still can
         */
        boolean refresh() throws IOException;

        /** The number of records, when the file was opened or last refreshed. */
        long size();

        /** The file below, for those who need chunks, codecs and sizes. */
        RecordFile file();

        /**
         * The attributes of all records of the file, whatever was selected.
         *
         * @throws IOException when they cannot be read
         */
        IndexTable index() throws IOException;

        /**
         * The same open file, of whose records only some fields are read and decoded. Records are still found by the
         * file's key, whether it is selected or not. Closing the view closes nothing; it is closed with the file.
         *
         * @param fields names of fields of this reader's {@link #schema()}, in any order; at least one
         * @throws IllegalArgumentException when a name is none of them, or none is given
         */
        Reader select(Collection<String> fields);

        /**
         * One record.
         *
         * @param row from 0 to {@link #size()} − 1
         * @throws IndexOutOfBoundsException when there is no such row
         * @throws IOException when it cannot be read
         */
        Record get(long row) throws IOException;

        /**
         * Records in the order asked; one that is asked for twice comes twice. They are read from the front of the file to
         * its end, each once, neighbours together. Where they are many or large, threads for as many processors as there
         * are read them, which have ended when this returns; {@link ParallelReading#get(long...)} takes another number of
         * threads, {@link ParallelReading#stream(long[])} as many records as one likes.
         *
         * @param rows each from 0 to {@link #size()} − 1
         * @throws IndexOutOfBoundsException when there is no such row; nothing is read then
         * @throws IOException when one cannot be read
         */
        List<Record> get(long... rows) throws IOException;

        /**
         * The first record of an ID, or nothing.
         *
         * @throws IllegalStateException when the file has no key
         * @throws IOException when it cannot be read
         */
        Optional<Record> get(String id) throws IOException;

        /**
         * All records of an ID, in row order; none when there is no such record.
         *
         * @throws IllegalStateException when the file has no key
         * @throws IOException when one cannot be read
         */
        List<Record> getAll(String id) throws IOException;

        /**
         * All records of some IDs, in the order asked, and which IDs have none. They are looked up together, then read as
         * {@link #get(long...)} says. {@link ParallelReading#find} takes as many IDs as one likes.
         *
         * @throws IllegalStateException when the file has no key
         * @throws IOException when one cannot be read
         */
        Lookup get(Collection<String> ids) throws IOException;

        /**
         * All records in row order, a chunk being read when its first record is wanted. Parallel streams split at chunks,
         * and know how many records they have. The stream throws {@link java.io.UncheckedIOException} when a chunk cannot
         * be read. It begins, and the file is looked at, when the first record is asked for. It need not be closed.
         */
        Stream<Record> stream();

        /** All chunks in row order, column by column, one being read when it is wanted. Otherwise as {@link #stream}. */
        Stream<Batch> batches();

        /**
         * All chunks of the file, as tasks for other threads, processes or machines; they read the fields of this reader.
         * In a container this reads the head of each chunk, in a directory a few KiB of each.
         *
         * @return in row order; unmodifiable
         * @throws IOException when that cannot be read
         */
        List<ChunkRef> chunks() throws IOException;

        /**
         * All values of a field as one long array, which is read where it is asked for.
         *
         * @param field the name of a field of this reader's {@link #schema()}
         * @throws IllegalArgumentException when there is none of that name
         * @throws IOException when the file's chunks cannot be listed
         */
        FlatColumn column(String field) throws IOException;

        /**
         * The same records by a pool of workers.
         *
         * @param workers how many threads; 1 to {@link ParallelReading#MAX_WORKERS}
         * @throws IllegalArgumentException when it is out of that range
         */
        ParallelReading parallel(int workers);

        /** A query on the records of this file: filters and reductions, over chunks on a pool. */
        default Query query() {
            return Query.over(List.of(this));
        }
    }
}
