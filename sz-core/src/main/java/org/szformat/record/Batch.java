package org.szformat.record;

import java.util.ArrayList;
import java.util.List;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/**
 * Rows that follow one another, column by column: how chunks are computed on without an object for each row.
 *
 * <pre>{@code
 * BatchColumn signal = batch.column("raw_signal");
 * for (int row = 0; row < batch.rows(); row++) {
 *     short[] samples = (short[]) signal.array(row);
 *     for (int i = signal.from(row), end = i + signal.length(row); i < end; i++) {
 *         sum += samples[i];
 *     }
 * }
 * }</pre>
 *
 * <p>Immutable, given that nobody modifies an array of its columns; so safe for use by many threads.
 */
public final class Batch {
    private final Schema schema;
    private final long firstRow;
    private final int rows;
    private final List<BatchColumn> columns;

    private Batch(Schema schema, long firstRow, int rows, List<BatchColumn> columns) {
        this.schema = schema;
        this.firstRow = firstRow;
        this.rows = rows;
        this.columns = List.copyOf(columns);
    }

    /**
     * A batch of columns.
     *
     * @param firstRow the row of the first of its rows
     * @param rows how many rows it has
     * @param columns one for each field of the schema, in its order, each of that many rows
     * @throws IllegalArgumentException when they are not
     */
    public static Batch of(Schema schema, long firstRow, int rows, List<BatchColumn> columns) {
        if (columns.size() != schema.size()) {
            throw new IllegalArgumentException(columns.size() + " columns for " + schema.size() + " fields");
        }
        for (int i = 0; i < columns.size(); i++) {
            BatchColumn column = columns.get(i);
            if (!column.field().equals(schema.field(i)) || column.rows() != rows) {
                throw new IllegalArgumentException(
                        "column " + i + " is " + column + "; expected " + rows + " rows of " + schema.field(i));
            }
        }
        return new Batch(schema, firstRow, rows, columns);
    }

    /**
     * A batch of records that are in memory; no array is copied.
     *
     * @param firstRow the row of the first of them; 0 for records that are in no file
     * @param records records of that schema
     * @throws IllegalArgumentException when one has another schema
     */
    public static Batch of(Schema schema, long firstRow, List<Record> records) {
        for (Record record : records) {
            if (!record.schema().equals(schema)) {
                throw new IllegalArgumentException("found a record of " + record.schema() + "; expected " + schema);
            }
        }
        List<BatchColumn> columns = new ArrayList<>(schema.size());
        for (Field field : schema.fields()) {
            columns.add(BatchColumn.of(field, records));
        }
        return new Batch(schema, firstRow, records.size(), columns);
    }

    /** The fields, each of which has a column. */
    public Schema schema() {
        return schema;
    }

    /** The row in its file of the first of its rows. */
    public long firstRow() {
        return firstRow;
    }

    /** How many rows it has. */
    public int rows() {
        return rows;
    }

    /** The columns, in the order of the schema. Unmodifiable. */
    public List<BatchColumn> columns() {
        return columns;
    }

    /**
     * The column of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public BatchColumn column(String name) {
        return columns.get(schema.field(name).position());
    }

    /**
     * One row as a record.
     *
     * @param row from 0 to {@link #rows} − 1
     * @throws IndexOutOfBoundsException when there is no such row
     */
    public Record record(int row) {
        RecordBuilder record = Record.builder(schema);
        for (BatchColumn column : columns) {
            Field field = column.field();
            if (column.isMissing(row)) {
                record.setMissing(field);
            } else if (column.hasBits()) {
                record.setBits(field, column.bits(row));
            } else {
                record.setStored(field, column.stored(row));
            }
        }
        return record.build();
    }

    @Override
    public String toString() {
        return "Batch[rows " + firstRow + " to " + (firstRow + rows - 1) + ", " + schema + "]";
    }
}
