package org.szformat.interop.sz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.layout.RecordFile;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;

/**
 * Records that follow one another and are damaged in the same way.
 *
 * @param firstRow the first of them
 * @param lastRow the last of them
 * @param key the name of the attribute that holds the IDs; none where there is none
 * @param firstId the ID of the first, where it is readable
 * @param lastId the ID of the last, where it is readable
 * @param field the field that is lost; none when the records cannot be read at all
 * @param fault what is wrong
 */
public record LostRows(
        long firstRow,
        long lastRow,
        @Nullable String key,
        @Nullable String firstId,
        @Nullable String lastId,
        @Nullable String field,
        String fault) {

    /**
     * LostRows of one record, whose ID is looked up.
     *
     * @param field the field that is lost; none when the record cannot be read
     */
    public static LostRows of(RecordFile file, long row, @Nullable String field, SzFormatException fault)
            throws IOException {
        @Nullable Field key = file.schema().key().orElse(null);
        @Nullable String id = key == null ? null : id(file, row, key);
        return new LostRows(row, row, key == null ? null : key.name(), id, id, field, fault(fault));
    }

    private static @Nullable String id(RecordFile file, long row, Field key) throws IOException {
        try {
            return file.read(row, Projection.of(file.schema(), Set.of(key.name())))
                    .key();
        } catch (SzFormatException e) {
            return null;
        }
    }

    /** The same with what follows on it and is of the same kind in one. */
    public static List<LostRows> joined(List<LostRows> damages) {
        List<LostRows> joined = new ArrayList<>();
        for (LostRows next : damages) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).isContinuedBy(next)) {
                joined.set(last, joined.get(last).with(next));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }

    private boolean isContinuedBy(LostRows next) {
        return next.firstRow == lastRow + 1 && Objects.equals(field, next.field) && fault.equals(next.fault);
    }

    private LostRows with(LostRows next) {
        return new LostRows(firstRow, next.lastRow, key, firstId, next.lastId, field, fault);
    }

    /** How many records these are. */
    public long records() {
        return lastRow - firstRow + 1;
    }

    /** Which records these are: {@code records 3 to 5 (read_id a to c)}. */
    public String which() {
        boolean isOne = firstRow == lastRow;
        String rows = isOne ? "record " + firstRow : "records " + firstRow + " to " + lastRow;
        if (key == null) {
            return rows;
        }
        String first = firstId == null ? "?" : firstId;
        String last = lastId == null ? "?" : lastId;
        return rows + " (" + key + " " + (isOne ? first : first + " to " + last) + ")";
    }

    /** What is wrong, without the name of the file. */
    public static String fault(SzFormatException e) {
        return e.place() + ": found " + e.found() + "; expected " + e.expected();
    }

    /** The same as any source tells it. */
    public Damage asDamage() {
        return new Damage(which(), fault, OptionalLong.of(records()));
    }

    /** Which records have lost what, and why. */
    @Override
    public String toString() {
        return which() + ": " + (field == null ? "lost" : field + " lost") + "; " + fault;
    }
}
