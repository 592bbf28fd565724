package org.szformat.index;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.szformat.number.Float80;
import org.szformat.record.Attributes;
import org.szformat.schema.Field;
import org.szformat.schema.Handle;
import org.szformat.schema.IntegerHandle;
import org.szformat.schema.RealHandle;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * The attributes of a file's records, one row per record in the order of the file.
 *
 * <pre>{@code
 * IndexTable index = reader.index();
 * RealHandle offset = index.schema().real("offset");
 * long[] negative = index.rows(row -> row.get(offset) < 0);
 * String first = index.row(0).getText("read_id");
 * }</pre>
 *
 * <p>Values are held in typed columns, so a table of ten million rows costs little more than the values themselves.
 * Immutable, so safe for use by many threads. Holds at most {@value #MAX_ROWS} rows.
 */
public final class IndexTable {
    /** The most rows that a table holds. */
    public static final int MAX_ROWS = 1 << 30;

    private final Schema schema;
    private final Column[] columns;
    private final int size;
    private volatile @Nullable KeyIndex keys;

    private IndexTable(Builder builder) {
        schema = builder.schema;
        columns = builder.columns;
        size = builder.size;
    }

    /** Begins a table of no rows. */
    public static Builder builder(Schema schema) {
        return new Builder(schema);
    }

    /**
     * Reads a table that {@link #writeTsv} wrote.
     *
     * @throws IOException when reading fails or the text is no such table; the message names the line
     */
    public static IndexTable readTsv(Reader in) throws IOException {
        return IndexTsv.read(in);
    }

    /**
     * Writes the table as tab-separated values: a line of {@code name:TYPE} for each attribute, then one line per row.
     * Strings are quoted, so that a missing value, an empty cell, is told from an empty string, {@code ""}; floats are
     * the shortest decimals that read back to the same value.
     */
    public void writeTsv(Appendable out) throws IOException {
        IndexTsv.write(this, out);
    }

    /** The schema of the file whose records the rows are; its datasets have no column here. */
    public Schema schema() {
        return schema;
    }

    /** The number of rows. */
    public long size() {
        return size;
    }

    /**
     * One row, as a view of the table.
     *
     * @param row from 0 to {@link #size()} − 1
     * @throws IndexOutOfBoundsException when there is no such row
     */
    public Attributes row(long row) {
        Objects.checkIndex(row, size);
        return new Row(this, row);
    }

    /** All rows, in order. */
    public Stream<Attributes> rows() {
        return LongStream.range(0, size).mapToObj(this::row);
    }

    /** The rows, ascending, that a filter accepts. */
    public long[] rows(Predicate<? super Attributes> filter) {
        LongArrayList accepted = new LongArrayList();
        for (long row = 0; row < size; row++) {
            if (filter.test(new Row(this, row))) {
                accepted.add(row);
            }
        }
        return accepted.toLongArray();
    }

    /**
     * The rows, ascending, whose key is {@code key}.
     *
     * @throws IllegalStateException when the schema has no key
     */
    public long[] rows(String key) {
        return keys().rows(key);
    }

    /**
     * How many rows have a key that an earlier row has too.
     *
     * @throws IllegalStateException when the schema has no key
     */
    public long duplicateKeys() {
        return keys().duplicates();
    }

    /** The string of a row; throws as {@link Attributes} does. */
    public String text(long row, Handle<String> handle) {
        return (String) stored(Objects.checkIndex(row, size), handle.field());
    }

    /** The integer of a row; throws as {@link Attributes} does. */
    public long integer(long row, IntegerHandle handle) {
        return bits(Objects.checkIndex(row, size), handle.field());
    }

    /** The floating-point number of a row; throws as {@link Attributes} does. */
    public double real(long row, RealHandle handle) {
        return row(row).get(handle);
    }

    /** Whether a row has no value of an attribute. */
    public boolean isMissing(long row, Field field) {
        return column(field).isMissing(Objects.checkIndex(row, size));
    }

    /** How large a row's attributes are, in bytes: of numbers their width, of strings their UTF-8. */
    public long valueBytes(long row) {
        Objects.checkIndex(row, size);
        long bytes = 0;
        for (Field field : schema.attributes()) {
            Column column = columns[field.position()];
            if (column instanceof Column.Text text) {
                bytes += text.values.length(row);
            } else if (!column.isMissing(row)) {
                bytes += field.type().width();
            }
        }
        return bytes;
    }

    private Object stored(long row, Field field) {
        return present(row, field).stored(row);
    }

    private long bits(long row, Field field) {
        return present(row, field).bits(row);
    }

    private Column present(long row, Field field) {
        Column column = column(field);
        if (column.isMissing(row)) {
            throw new NoSuchElementException(field + " of row " + row + " is missing");
        }
        return column;
    }

    private Column column(Field field) {
        if (!field.isAttribute()) {
            throw new IllegalArgumentException("the index has no column for " + field + "; it holds attributes alone");
        }
        return columns[field.position()];
    }

    private KeyIndex keys() {
        KeyIndex known = keys;
        return known == null ? makeKeys() : known;
    }

    private synchronized KeyIndex makeKeys() {
        KeyIndex known = keys;
        if (known == null) {
            Field key = schema.key().orElseThrow(() -> new IllegalStateException("the schema has no key: " + schema));
            known = new KeyIndex(((Column.Text) columns[key.position()]).values, size);
            keys = known;
        }
        return known;
    }

    private record Row(IndexTable table, long row) implements Attributes {
        @Override
        public Schema schema() {
            return table.schema;
        }

        @Override
        public boolean isMissing(Field field) {
            return table.column(field).isMissing(row);
        }

        @Override
        public Object stored(Field field) {
            return table.stored(row, field);
        }

        @Override
        public long bits(Field field) {
            return table.bits(row, field);
        }
    }

    @Override
    public String toString() {
        return "IndexTable[" + size + " rows, " + schema + "]";
    }

    /** Collects rows into a table. Not thread-safe. */
    public static final class Builder {
        private final Schema schema;
        private final Column[] columns;
        private int size;

        private Builder(Schema schema) {
            this.schema = schema;
            this.columns = schema.attributes().stream().map(Column::of).toArray(Column[]::new);
        }

        /** The number of rows so far. */
        public long size() {
            return size;
        }

        /** Adds the attributes of a record. */
        public Builder add(Attributes row) {
            for (Field field : schema.attributes()) {
                if (row.isMissing(field)) {
                    addMissing(field);
                } else if (field.isText()) {
                    byte[] utf8 = ((String) row.stored(field)).getBytes(StandardCharsets.UTF_8);
                    addText(field, utf8, 0, utf8.length);
                } else if (field.type() == ValueType.F128) {
                    addExtended(field, (Float80) row.stored(field));
                } else {
                    addBits(field, row.bits(field));
                }
            }
            return endRow();
        }

        /** Adds a string to the row that is being built. */
        public void addText(Field field, byte[] utf8, int from, int to) {
            columns[field.position()].addText(utf8, from, to);
        }

        /** Adds an integer, F16, F32 or F64 to the row that is being built, by its bits. */
        public void addBits(Field field, long bits) {
            columns[field.position()].addBits(bits);
        }

        /** Adds an F128 to the row that is being built. */
        public void addExtended(Field field, Float80 value) {
            columns[field.position()].addExtended(value);
        }

        /** Adds nothing to the row that is being built: its value is missing. */
        public void addMissing(Field field) {
            columns[field.position()].addMissing(size);
        }

        /**
         * Ends a row, to which every attribute must have been added once.
         *
         * @throws IllegalStateException when the table is full
         */
        public Builder endRow() {
            if (size == MAX_ROWS) {
                throw new IllegalStateException("an index table holds at most " + MAX_ROWS + " rows");
            }
            size++;
            return this;
        }

        /** The table; the builder must not be used afterwards. */
        public IndexTable build() {
            return new IndexTable(this);
        }
    }
}
