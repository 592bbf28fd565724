package org.szformat.interop.delimited;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.interop.text.NumberBuffer;
import org.szformat.number.FloatText;
import org.szformat.record.AttributeText;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Makes rows records. Confined to one thread. */
final class RowReader {
    private static final int MOST_SHOWN = 40;

    private final Rows rows;
    private final Schema schema;
    private final List<Field> columns;
    private final String separator;
    private final NumberBuffer numbers = new NumberBuffer();

    RowReader(Rows rows, Schema schema, List<Field> columns, String separator) {
        this.rows = rows;
        this.schema = schema;
        this.columns = columns;
        this.separator = separator;
    }

    List<Record> all() throws SzFormatException {
        List<Record> records = new ArrayList<>();
        for (CSVRecord row = rows.next(); row != null; row = rows.next()) {
            if (!isNothing(row)) {
                records.add(record(row));
            }
        }
        return records;
    }

    /** Goes on past rows that are damaged; not past cells that cannot be told apart. */
    List<Record> sound(Consumer<Damage> damages) {
        List<Record> records = new ArrayList<>();
        try {
            for (CSVRecord row = rows.next(); row != null; row = rows.next()) {
                try {
                    if (!isNothing(row)) {
                        records.add(record(row));
                    }
                } catch (SzFormatException e) {
                    damages.accept(Damage.ofRecord(e));
                }
            }
        } catch (SzFormatException e) {
            damages.accept(Damage.of(e));
        }
        return records;
    }

    private boolean isNothing(CSVRecord row) {
        return columns.size() > 1 && Rows.isBlank(row);
    }

    private Record record(CSVRecord row) throws SzFormatException {
        if (row.size() != columns.size()) {
            throw rows.fault(row.size() + " cells", columns.size() + ", as the names in the first line", null);
        }
        RecordBuilder record = Record.builder(schema);
        for (int i = 0; i < columns.size(); i++) {
            Field field = columns.get(i);
            @Nullable String cell = row.get(i);
            try {
                set(record, field, cell);
            } catch (NumberFormatException e) {
                throw rows.fault(field.name(), message(e, cell), "a value of type " + field.type(), e);
            } catch (IllegalArgumentException e) {
                throw rows.fault(field.name(), String.valueOf(e.getMessage()), "a value that fits", e);
            }
        }
        return record.build();
    }

    private static String message(NumberFormatException e, @Nullable String cell) {
        if (e.getCause() instanceof NumberFormatException) {
            return String.valueOf(e.getMessage());
        }
        String text = String.valueOf(cell);
        return "'" + (text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text) + "'";
    }

    private void set(RecordBuilder record, Field field, @Nullable String cell) {
        if (cell == null) {
            record.setMissing(field);
        } else if (field.isText()) {
            record.set(field, cell);
        } else if (field.isDataset()) {
            numbers.clear();
            numbers.addAll(field.type(), cell, separator);
            record.setStored(field, numbers.toArray(field.type()));
        } else if (field.type() == ValueType.F128) {
            record.setStored(field, FloatText.parseFloat80(cell));
        } else {
            record.setBits(field, AttributeText.parseBits(field.type(), cell));
        }
    }
}
