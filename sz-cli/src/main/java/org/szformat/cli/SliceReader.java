package org.szformat.cli;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.szformat.interop.text.SampleRange;
import org.szformat.layout.RecordFile;
import org.szformat.number.Float80Array;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** Reads records of whose arrays only some values are wanted; no block that holds none of these is read. */
final class SliceReader {
    /** A row of fewer values is read whole when it ends within the range; of a longer one, the end is searched. */
    private static final int SHORT = 1 << 17;

    private final RecordFile file;
    private final Schema target;
    private final SampleRange range;
    private final Optional<Projection> rest;

    /**
     * A reader.
     *
     * @param target the schema of the records that it gives, of some of the file's fields
     */
    SliceReader(RecordFile file, Schema target, SampleRange range) {
        this.file = file;
        this.target = target;
        this.range = range;
        List<String> whole = target.fields().stream()
                .filter(field -> !isArray(field))
                .map(Field::name)
                .toList();
        this.rest = whole.isEmpty() ? Optional.empty() : Optional.of(Projection.of(file.schema(), whole));
    }

    private static boolean isArray(Field field) {
        return field.isDataset() && !field.isText();
    }

    Record read(long row) throws IOException {
        RecordBuilder record = Record.builder(target);
        if (rest.isPresent()) {
            Record whole = file.read(row, rest.get());
            for (Field from : whole.schema().fields()) {
                record.copy(whole, from, target.field(from.name()));
            }
        }
        for (Field field : target.fields()) {
            if (isArray(field)) {
                slice(row, file.schema().field(field.name()))
                        .ifPresentOrElse(values -> record.setStored(field, values), () -> record.setMissing(field));
            }
        }
        return record.build();
    }

    /** The wanted values of an array; nothing when it is missing. */
    private Optional<Object> slice(long row, Field field) throws IOException {
        try {
            int from = (int) Math.min(range.from(), Integer.MAX_VALUE);
            int to = (int) Math.min(range.to(), Integer.MAX_VALUE);
            if (to != Integer.MAX_VALUE) {
                try {
                    return Optional.of(file.readRange(row, field, from, to));
                } catch (IndexOutOfBoundsException e) {
                    // It ends before the range does.
                }
            }
            if (reaches(row, field, SHORT)) {
                int length = length(row, field);
                return Optional.of(file.readRange(row, field, range.start(length), range.end(length)));
            }
            return sliceOfShort(row, field);
        } catch (NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private Optional<Object> sliceOfShort(long row, Field field) throws IOException {
        Record record = file.read(row, Projection.of(file.schema(), List.of(field.name())));
        Object all = record.stored(record.schema().field(0));
        if (all instanceof Float80Array extended) {
            return Optional.of(extended.slice(range.start(extended.length()), range.end(extended.length())));
        }
        int from = range.start(Array.getLength(all));
        int length = range.end(Array.getLength(all)) - from;
        Object part = Array.newInstance(all.getClass().getComponentType(), length);
        System.arraycopy(all, from, part, 0, length);
        return Optional.of(part);
    }

    /** The number of values of a long array. To ask whether it reaches a place reads one block of it at most. */
    private int length(long row, Field field) throws IOException {
        int low = SHORT;
        int high = Integer.MAX_VALUE;
        while (low + 1 < high) {
            int middle = (low + high) >>> 1;
            if (reaches(row, field, middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean reaches(long row, Field field, int length) throws IOException {
        try {
            file.readRange(row, field, length, length);
            return true;
        } catch (IndexOutOfBoundsException e) {
            return false;
        }
    }
}
