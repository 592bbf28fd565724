package org.szformat.layout;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.szformat.Layout;
import org.szformat.index.IndexTable;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/**
 * An open file of any layout.
 *
 * <p>Safe for use by many threads, which do not wait for one another. A thread that is interrupted keeps its interrupt
 * and finishes its read; it disturbs nobody. After {@link #close} every method that reads throws
 * {@link java.nio.channels.ClosedChannelException}.
 *
 * <p>Whatever the file holds that its format forbids is reported as a {@link org.szformat.SzFormatException}.
 */
public interface RecordFile extends Closeable {

    /** The file, as it was named when it was opened. */
    Path path();

    /** How it lies on disk. */
    Layout layout();

    /** The version of its format, as people name it: {@code pysz 0.4}. */
    String formatVersion();

    /** What is said of the whole file. */
    Header header();

    /** The fields of its records, and their key. */
    Schema schema();

    /** The codec of a field, as text; for an attribute that is stored as text, {@code text}. */
    String codec(Field field);

    /** Whether it was finished by its writer. */
    boolean isComplete();

    /** The number of records. */
    long size();

    /** All bytes that the file takes on disk. */
    long storedBytes() throws IOException;

    /**
     * How large all values are uncompressed, in bytes: of numbers their width, of strings their UTF-8. In a directory
     * this reads the first bytes of every frame of text and floats.
     */
    long valueBytes() throws IOException;

    /** The attributes of all records. */
    IndexTable index() throws IOException;

    /**
     * The rows of the records whose key is {@code id}, ascending; none when there is no such record.
     *
     * @throws IllegalStateException when the schema has no key
     */
    long[] rows(String id) throws IOException;

    /**
     * One record.
     *
     * @param row from 0 to {@link #size()} − 1
     * @param projection of this file's schema
     * @throws IndexOutOfBoundsException when there is no such row
     */
    Record read(long row, Projection projection) throws IOException;

    /** The chunks that the records come in; together they are all records, in row order. Unmodifiable. */
    List<Chunk> chunks();

    /**
     * All records of a chunk, in row order.
     *
     * @param chunk one of {@link #chunks}
     * @param projection of this file's schema
     */
    List<Record> read(Chunk chunk, Projection projection) throws IOException;
}
