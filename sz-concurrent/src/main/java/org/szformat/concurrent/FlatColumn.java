package org.szformat.concurrent;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Batch;
import org.szformat.record.BatchColumn;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;

/**
 * All values of a field, one record's behind the other's, as one array that lies in the file: of any length, and read only
 * where it is asked for. Made by {@link CompressedFile.Reader#column}.
 *
 * <pre>{@code
 * FlatColumn signal = reader.column("raw_signal");
 * for (long from = 0; from < signal.length(); from += 1 << 20) {
 *     short[] samples = (short[]) signal.read(from, Math.min(signal.length(), from + (1 << 20)));
 *     histogram.add(samples);
 * }
 * long begin = signal.offset(17);   // row 17's samples are from here on
 * }</pre>
 *
 * <p>Of a dataset of numbers each row has as many values as its array; a missing one has none. Of an attribute, and of a
 * dataset of text, each row has one value, so that index and row are the same; a missing number reads as 0, a missing
 * float as NaN, a missing text as null.
 *
 * <p><b>What is read, and held.</b> Of a dataset of numbers, {@link #length()} and everything else ask each chunk once how
 * many values it has, the first time; that takes 8 bytes a chunk, and in a container a look at each chunk's head. Where in
 * a chunk its rows begin is found when it is needed, and kept for {@value #KEPT_CHUNKS} chunks, 12 bytes a row. Values are
 * not kept. In a container {@link #read} reads and decodes only the blocks that hold what is asked for.
 *
 * <p>It has the records that there were when it was made, also after {@link CompressedFile.Reader#refresh}. Safe for use by
 * many threads, which do not wait for one another.
 */
public final class FlatColumn {
    private static final int KEPT_CHUNKS = 16;

    private final RecordFile file;
    private final Field field;
    private final Projection projection;
    private final List<Chunk> chunks;
    private final long rows;
    private final AtomicReferenceArray<RowValues> kept = new AtomicReferenceArray<>(KEPT_CHUNKS);
    private volatile long @Nullable [] chunkStarts;

    /** Of each row of a chunk the number of its values, or −1, and where they begin; at last, where all end. */
    @SuppressWarnings("ArrayRecordComponent") // read-only, never compared
    private record RowValues(int chunk, int[] lengths, long[] starts) {
        static RowValues of(int chunk, int[] lengths) {
            long[] starts = new long[lengths.length + 1];
            for (int row = 0; row < lengths.length; row++) {
                starts[row + 1] = starts[row] + Math.max(0, lengths[row]);
            }
            return new RowValues(chunk, lengths, starts);
        }
    }

    private FlatColumn(RecordFile file, Field field, List<Chunk> chunks) {
        this.file = file;
        this.field = field;
        this.projection = Projection.of(file.schema(), List.of(field.name()));
        this.chunks = chunks;
        this.rows = chunks.isEmpty() ? 0 : endRow(chunks.get(chunks.size() - 1));
    }

    static FlatColumn of(RecordFile file, Field field) throws IOException {
        return new FlatColumn(file, field, file.chunks());
    }

    private static long endRow(Chunk chunk) {
        return chunk.firstRow() + chunk.records();
    }

    /** The field, as it stands in the schema of the whole file. */
    public Field field() {
        return field;
    }

    /** How many rows there are. */
    public long rows() {
        return rows;
    }

    /** Whether each row has a number of values of its own, rather than one. */
    private boolean isRagged() {
        return field.isDataset() && !field.isText();
    }

    /**
     * How many values all rows have together.
     *
     * @throws IOException when that cannot be read
     */
    public long length() throws IOException {
        return isRagged() ? chunkStarts()[chunks.size()] : rows;
    }

    /**
     * How many values a row has; 0 where they are missing.
     *
     * @param row from 0 to {@link #rows} − 1
     * @throws IndexOutOfBoundsException when there is no such row
     * @throws IOException when that cannot be read
     */
    public int length(long row) throws IOException {
        Objects.checkIndex(row, rows);
        if (!isRagged()) {
            return 1;
        }
        int chunk = chunkOfRow(row);
        return Math.max(0, rowValues(chunk).lengths()[inChunk(row, chunk)]);
    }

    /**
     * Where in the flat array the values of a row begin; they end where those of the next row begin.
     *
     * @param row from 0 to {@link #rows}; that of the last gives {@link #length()}
     * @throws IndexOutOfBoundsException when there is no such row
     * @throws IOException when that cannot be read
     */
    public long offset(long row) throws IOException {
        Objects.checkFromToIndex(row, rows, rows);
        if (!isRagged()) {
            return row;
        }
        if (row == rows) {
            return length();
        }
        int chunk = chunkOfRow(row);
        return chunkStarts()[chunk] + rowValues(chunk).starts()[inChunk(row, chunk)];
    }

    /**
     * The row that a value belongs to.
     *
     * @param index from 0 to {@link #length()} − 1
     * @throws IndexOutOfBoundsException when there is no such value
     * @throws IOException when that cannot be read
     */
    public long row(long index) throws IOException {
        Objects.checkIndex(index, length());
        if (!isRagged()) {
            return index;
        }
        int chunk = lastAtOrBelow(chunkStarts(), index);
        return chunks.get(chunk).firstRow() + lastAtOrBelow(rowValues(chunk).starts(), index - chunkStarts()[chunk]);
    }

    /**
     * Whether a row has no value, which is neither an empty array nor 0.
     *
     * @param row from 0 to {@link #rows} − 1
     * @throws IndexOutOfBoundsException when there is no such row
     * @throws IOException when that cannot be read
     */
    public boolean isMissing(long row) throws IOException {
        Objects.checkIndex(row, rows);
        if (!isRagged()) {
            return file.read(row, projection).isMissing(projection.target().field(0));
        }
        int chunk = chunkOfRow(row);
        return rowValues(chunk).lengths()[inChunk(row, chunk)] < 0;
    }

    /**
     * Some values.
     *
     * @param from the first
     * @param to behind the last; no more than 2³¹ − 9 values at once
     * @return a new array of {@code to - from} values, of the Java type that {@link org.szformat.schema.ValueType} lists for
     *     datasets; of text, {@code String[]}
     * @throws IndexOutOfBoundsException when there is no such range
     * @throws IllegalArgumentException when it is too long for an array
     * @throws IOException when it cannot be read
     */
    public Object read(long from, long to) throws IOException {
        Objects.checkFromToIndex(from, to, length());
        if (to - from > FlatArray.MAX_LENGTH) {
            throw new IllegalArgumentException(to - from + " values; an array holds at most " + FlatArray.MAX_LENGTH);
        }
        FlatArray values = new FlatArray(field, (int) (to - from));
        long at = from;
        for (int chunk = from == to ? 0 : chunkOf(from); at < to; chunk++) {
            long start = start(chunk);
            long end = Math.min(to, start(chunk + 1));
            if (at < end) {
                copy(chunk, at - start, end - start, values);
                at = end;
            }
            if (values.length() != at - from) {
                throw new SzFormatException(
                        file.path(),
                        "chunk " + chunk + ", " + field,
                        values.length() + " values",
                        at - from + ", as were counted before");
            }
        }
        return values.array();
    }

    private void copy(int chunk, long from, long to, FlatArray values) throws IOException {
        if (to - from == start(chunk + 1) - start(chunk)) {
            addAll(file.readBatch(chunks.get(chunk), projection), values);
        } else if (isRagged()) {
            copyRagged(chunk, from, to, values);
        } else {
            addRows(chunks.get(chunk).firstRow() + from, chunks.get(chunk).firstRow() + to, values);
        }
    }

    private void copyRagged(int chunk, long from, long to, FlatArray values) throws IOException {
        long[] starts = rowValues(chunk).starts();
        long firstRow = chunks.get(chunk).firstRow();
        int row = lastAtOrBelow(starts, from);
        if (from > starts[row] || to < starts[row + 1]) {
            int end = (int) (Math.min(to, starts[row + 1]) - starts[row]);
            int begin = (int) (from - starts[row]);
            values.add(file.readRange(firstRow + row, field, begin, end), 0, end - begin);
            row++;
        }
        int last = Math.max(row, lastAtOrBelow(starts, to));
        addRows(firstRow + row, firstRow + last, values);
        if (last < starts.length - 1 && starts[last] < to) {
            int length = (int) (to - starts[last]);
            values.add(file.readRange(firstRow + last, field, 0, length), 0, length);
        }
    }

    /** Adds whole rows. */
    private void addRows(long from, long to, FlatArray values) throws IOException {
        if (from == to) {
            return;
        }
        List<Record> records = file.read(LongStream.range(from, to).toArray(), projection);
        addAll(Batch.of(projection.target(), from, records), values);
    }

    private void addAll(Batch batch, FlatArray values) {
        BatchColumn column = batch.columns().get(0);
        for (int row = 0; row < column.rows(); row++) {
            if (!isRagged()) {
                values.addOne(column, row);
            } else if (!column.isMissing(row)) {
                values.add(column.array(row), column.from(row), column.length(row));
            }
        }
    }

    private long start(int chunk) throws IOException {
        if (isRagged()) {
            return chunkStarts()[chunk];
        }
        return chunk == chunks.size() ? rows : chunks.get(chunk).firstRow();
    }

    private int chunkOf(long index) throws IOException {
        return isRagged() ? lastAtOrBelow(chunkStarts(), index) : chunkOfRow(index);
    }

    private int chunkOfRow(long row) {
        int low = 0;
        int high = chunks.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (endRow(chunks.get(middle)) > row) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int inChunk(long row, int chunk) {
        return (int) (row - chunks.get(chunk).firstRow());
    }

    /** The last of ascending starts that is not above an index, of which the first is 0. */
    private static int lastAtOrBelow(long[] starts, long index) {
        int at = Arrays.binarySearch(starts, index);
        if (at < 0) {
            return -at - 2;
        }
        while (at + 1 < starts.length && starts[at + 1] == index) {
            at++;
        }
        return at;
    }

    private long[] chunkStarts() throws IOException {
        long[] known = chunkStarts;
        if (known == null) {
            known = new long[chunks.size() + 1];
            for (int chunk = 0; chunk < chunks.size(); chunk++) {
                known[chunk + 1] = known[chunk] + file.valueCount(chunks.get(chunk), field);
            }
            chunkStarts = known;
        }
        return known;
    }

    private RowValues rowValues(int chunk) throws IOException {
        RowValues known = kept.get(chunk % KEPT_CHUNKS);
        if (known == null || known.chunk() != chunk) {
            known = RowValues.of(chunk, file.lengths(chunks.get(chunk), field));
            kept.set(chunk % KEPT_CHUNKS, known);
        }
        return known;
    }

    @Override
    public String toString() {
        return "FlatColumn[" + file.path() + ", " + field + "]";
    }
}
