package org.szformat.layout;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.szformat.Layout;
import org.szformat.index.IndexTable;
import org.szformat.number.Float80Array;
import org.szformat.record.Batch;
import org.szformat.record.BatchColumn;
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

    /**
     * Why a file that is not complete is taken to end where it does, for people to read.
     *
     * @return nothing when it {@linkplain #isComplete is complete}
     */
    default Optional<String> incompleteness() {
        return Optional.empty();
    }

    /** How many bytes of values its chunks should have, where the file says so. */
    default OptionalLong targetChunkBytes() {
        return OptionalLong.empty();
    }

    /**
     * Looks for what was written since the file was opened or last refreshed. What was there stays what it was; whole
     * chunks that came behind it can be read afterwards, and {@link #header}, {@link #isComplete} and {@link #size} are
     * as of then.
     *
     * @return whether there are more records than before
     * @throws IOException when the file cannot be read or is no longer a continuation of what it was
     */
    default boolean refresh() throws IOException {
        return false;
    }

    /**
     * Checks all that reading every record does not look at: what is stored twice, what leads readers to records, and
     * what is left of that from before the file was written on.
     *
     * @throws org.szformat.SzFormatException for the first fault
     */
    default void verifyStructure() throws IOException {}

    /**
     * Checks what lies between the chunks, and says all that is wrong with it, where {@link #verifyStructure} stops at the
     * first fault. Of a file that is not complete, what lies behind its last whole chunk is not looked at.
     */
    default StructureFinding checkStructure() throws IOException {
        return StructureFinding.SOUND;
    }

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
     * The rows of the records of many IDs. IDs whose entries lie close to one another may share work.
     *
     * @param ids in any order; one may come twice
     * @return for each ID, in the order asked, what {@link #rows(String)} gives
     * @throws IllegalStateException when the schema has no key
     */
    default List<long[]> rows(List<String> ids) throws IOException {
        List<long[]> rows = new ArrayList<>(ids.size());
        for (String id : ids) {
            rows.add(rows(id));
        }
        return rows;
    }

    /**
     * One record.
     *
     * @param row from 0 to {@link #size()} − 1
     * @param projection of this file's schema
     * @throws IndexOutOfBoundsException when there is no such row
     */
    Record read(long row, Projection projection) throws IOException;

    /**
     * The first record, in row order, whose key is {@code id}; nothing when there is none.
     *
     * @param projection of this file's schema
     * @throws IllegalStateException when the schema has no key
     */
    default Optional<Record> read(String id, Projection projection) throws IOException {
        long[] rows = rows(id);
        return rows.length == 0 ? Optional.empty() : Optional.of(read(rows[0], projection));
    }

    /**
     * Some records. Rows that lie close to one another may share work: what they have in common need be read and decoded
     * only once.
     *
     * @param rows from 0 to {@link #size()} − 1, ascending, none of them twice
     * @param projection of this file's schema
     * @return the records, in the order of the rows
     * @throws IndexOutOfBoundsException when there is no such row
     */
    default List<Record> read(long[] rows, Projection projection) throws IOException {
        List<Record> records = new ArrayList<>(rows.length);
        for (long row : rows) {
            records.add(read(row, projection));
        }
        return records;
    }

    /** The chunks that the records come in; together they are all records, in row order. Unmodifiable. */
    List<Chunk> chunks() throws IOException;

    /**
     * About how much memory the records of a chunk take once they are read, without reading them: for those who bound what
     * they hold.
     *
     * @param chunk one of {@link #chunks}
     * @param projection of this file's schema
     */
    default long memoryBytes(Chunk chunk, Projection projection) throws IOException {
        return chunk.records() * Record.memoryBytes(projection.target(), chunk.storedBytes() / chunk.records());
    }

    /**
     * About how much memory a record takes once it is read, without reading it.
     *
     * @param row from 0 to {@link #size()} − 1
     * @param projection of this file's schema
     */
    default long memoryBytes(long row, Projection projection) throws IOException {
        return Record.memoryBytes(projection.target(), storedBytes() / Math.max(1, size()));
    }

    /**
     * How many values of a dataset each record of a chunk has.
     *
     * @param chunk one of {@link #chunks}
     * @param dataset of this file's schema, not of type S
     * @return for each record its number of values, −1 where they are missing
     */
    default int[] lengths(Chunk chunk, Field dataset) throws IOException {
        BatchColumn column = readBatch(chunk, Projection.of(schema(), List.of(dataset.name())))
                .columns()
                .get(0);
        int[] lengths = new int[column.rows()];
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = column.isMissing(row) ? -1 : column.length(row);
        }
        return lengths;
    }

    /**
     * How many values of a dataset all records of a chunk have together.
     *
     * @param chunk one of {@link #chunks}
     * @param dataset of this file's schema, not of type S
     */
    default long valueCount(Chunk chunk, Field dataset) throws IOException {
        return Arrays.stream(lengths(chunk, dataset))
                .filter(length -> length > 0)
                .asLongStream()
                .sum();
    }

    /**
     * A number that is made of what a chunk holds, so that one can tell later, elsewhere, whether a file still has that
     * chunk. A layout with checksums makes it of those; this one reads the chunk.
     *
     * @param chunk one of {@link #chunks}
     */
    default long fingerprint(Chunk chunk) throws IOException {
        long fingerprint = schema().toString().hashCode();
        for (Record record : read(chunk, Projection.all(schema()))) {
            fingerprint = 0x9E3779B97F4A7C15L * (fingerprint + record.hashCode());
        }
        return fingerprint;
    }

    /**
     * What the values of the numeric attributes lie between in a chunk, in schema order.
     *
     * @param chunk one of {@link #chunks}
     * @return one for each numeric attribute, or none at all where the layout has no statistics
     */
    default List<ColumnStatistics> statistics(Chunk chunk) throws IOException {
        return List.of();
    }

    /**
     * Some values of a dataset that is an array, of which no more is read and decoded than necessary.
     *
     * @param row from 0 to {@link #size()} − 1
     * @param dataset of this file's schema, not of type S
     * @param from the first value
     * @param to the value after the last
     * @return an array of the Java type that {@link org.szformat.schema.ValueType} lists, of {@code to - from} values
     * @throws IndexOutOfBoundsException when there is no such row or range
     * @throws java.util.NoSuchElementException when the dataset is missing
     */
    default Object readRange(long row, Field dataset, int from, int to) throws IOException {
        if (!dataset.isDataset()
                || dataset.isText()
                || !schema().field(dataset.name()).equals(dataset)) {
            throw new IllegalArgumentException(dataset + " is no dataset of numbers of " + path());
        }
        Record record = read(row, Projection.of(schema(), List.of(dataset.name())));
        Object all = record.stored(record.schema().field(dataset.name()));
        if (all instanceof Float80Array extended) {
            return extended.slice(from, to);
        }
        Objects.checkFromToIndex(from, to, Array.getLength(all));
        Object range = Array.newInstance(all.getClass().getComponentType(), to - from);
        System.arraycopy(all, from, range, 0, to - from);
        return range;
    }

    /**
     * All records of a chunk, in row order.
     *
     * @param chunk one of {@link #chunks}
     * @param projection of this file's schema
     */
    List<Record> read(Chunk chunk, Projection projection) throws IOException;

    /**
     * All records of a chunk, column by column.
     *
     * @param chunk one of {@link #chunks}
     * @param projection of this file's schema
     */
    default Batch readBatch(Chunk chunk, Projection projection) throws IOException {
        return Batch.of(projection.target(), chunk.firstRow(), read(chunk, projection));
    }
}
