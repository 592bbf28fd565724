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
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** SZ files for many threads. */
public final class CompressedFile {
    private CompressedFile() {}

    /** Creates a file, with default options. */
    public static Writer create(Path path, Schema schema) throws IOException {
        return create(path, schema, WriterOptions.defaults());
    }

    /** Creates a file. */
    public static Writer create(Path path, Schema schema, WriterOptions options) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Opens a file. */
    public static Reader open(Path path) throws IOException {
        return open(path, ReadOptions.defaults());
    }

    /** Opens a file. */
    public static Reader open(Path path, ReadOptions options) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A file that is being written by any number of threads. */
    public interface Writer extends AutoCloseable {
        /** The file. */
        Path path();

        /** The fields that records must have. */
        Schema schema();

        /** What the file will say of itself. */
        Header header();

        /** Adds or changes a key of the header; possible until close. */
        void putHeader(String key, JsonValue value) throws IOException;

        /** Admits a record, waiting for room. */
        void put(Record record) throws IOException, InterruptedException;

        /** As {@link #put(Record)}, waiting no longer than {@code timeout}; false: not admitted. */
        boolean put(Record record, Duration timeout) throws IOException, InterruptedException;

        /** Admits a record if there is room at once. */
        boolean tryPut(Record record) throws IOException;

        /** Admits records, all or none, contiguous in the file. */
        void putChunk(List<Record> records) throws IOException, InterruptedException;

        /** As {@link #putChunk(List)}, waiting no longer than {@code timeout}; false: none admitted. */
        boolean putChunk(List<Record> records, Duration timeout) throws IOException, InterruptedException;

        /** Admits records if there is room at once. */
        boolean tryPutChunk(List<Record> records) throws IOException;

        /** Covers every put that returned before it. */
        void flush() throws IOException, InterruptedException;

        /** What the writer has done so far. */
        WriterMetrics metrics();

        /** Discards the file. */
        void abort() throws IOException;

        /** Writes what was admitted and completes the file. */
        @Override
        void close() throws IOException;
    }

    /** An open file, read by any number of threads. */
    public interface Reader extends Closeable {
        /** The file. */
        Path path();

        /** How it lies on disk. */
        Layout layout();

        /** What is said of the whole file. */
        Header header();

        /** The fields of the records that this reader gives. */
        Schema schema();

        /** Whether the file was finished by its writer. */
        boolean isComplete();

        /** The number of records. */
        long size();

        /** The file below, for those who need chunks, codecs and sizes. */
        RecordFile file();

        /** The attributes of all records of the file. */
        IndexTable index() throws IOException;

        /** The same open file, of whose records only these fields are read. Closing it closes nothing. */
        Reader select(Collection<String> fields);

        /** One record. */
        Record get(long row) throws IOException;

        /** Records in the order asked. */
        List<Record> get(long... rows) throws IOException;

        /** The first record of that ID. */
        Optional<Record> get(String id) throws IOException;

        /** All records of that ID, in row order. */
        List<Record> getAll(String id) throws IOException;

        /** All records of those IDs, in the order asked, and which IDs have none. */
        Lookup get(Collection<String> ids) throws IOException;

        /** All records in row order, read as they are wanted; parallel streams split at chunks. */
        Stream<Record> stream();

        /** All records, through a pool of workers. */
        ParallelReading parallel(int workers);
    }
}
