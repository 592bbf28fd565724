package org.szformat.container;

import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.codec.ArrayKind;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** The values of one column of the records of a chunk, as the arrays that codecs take. */
final class ColumnCells {
    /** A row of so many numbers or more has blocks of its own: who fetches one record decodes no other's. */
    static final int OWN_NUMBERS = 1 << 11;

    /** The same of bytes of text, of which records have much in common. */
    static final int OWN_TEXT = 1 << 13;

    private final Column column;
    private final List<Record> records;
    private final ArrayKind<?> kind;
    private final @Nullable Object[] arrays;

    ColumnCells(Column column, List<Record> records) {
        this.column = column;
        this.records = records;
        this.kind = ArrayKind.of(column.field().type());
        this.arrays = new Object[column.isVariable() ? records.size() : 0];
        for (int row = 0; row < arrays.length; row++) {
            if (!isMissing(row)) {
                Object stored = records.get(row).stored(column.field());
                arrays[row] = stored instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : stored;
            }
        }
    }

    Column column() {
        return column;
    }

    /** The arrays that the column's values travel in. */
    ArrayKind<?> kind() {
        return kind;
    }

    boolean isMissing(int row) {
        return records.get(row).isMissing(column.field());
    }

    /** How many values a row has; 0 when they are missing. */
    int count(int row) {
        if (!column.isVariable()) {
            return isMissing(row) ? 0 : 1;
        }
        Object array = arrays[row];
        return array == null ? 0 : length(array);
    }

    static int length(Object array) {
        return array instanceof Float80Array extended ? extended.length() : Array.getLength(array);
    }

    boolean isOwn(int row) {
        return column.isVariable() && count(row) >= (column.field().isText() ? OWN_TEXT : OWN_NUMBERS);
    }

    /** The array of a row of a variable column that is not missing. */
    Object array(int row) {
        Object array = arrays[row];
        if (array == null) {
            throw new IllegalArgumentException(column.field() + " of row " + row + " is missing");
        }
        return array;
    }

    /** Bytes that a row adds to what it shares with others. */
    int sharedBytes(int row) {
        return isOwn(row) ? 0 : count(row) * column.width();
    }

    boolean hasMissing(int from, int to) {
        for (int row = from; row < to; row++) {
            if (isMissing(row)) {
                return true;
            }
        }
        return false;
    }

    boolean hasUnequalCounts(int from, int to) {
        for (int row = from + 1; row < to; row++) {
            if (count(row) != count(from)) {
                return true;
            }
        }
        return false;
    }

    /** How many values rows share. */
    int sharedCount(int from, int to) {
        int total = 0;
        for (int row = from; row < to; row++) {
            total += isOwn(row) ? 0 : count(row);
        }
        return total;
    }

    /** Copies the values that rows share, one after the other, into an array of the column's kind. */
    void copyShared(int from, int to, Object all) {
        int at = 0;
        for (int row = from; row < to; row++) {
            if (column.isVariable()) {
                int count = isOwn(row) ? 0 : count(row);
                if (count > 0) {
                    copy(array(row), 0, all, at, count);
                }
                at += count;
            } else if (!isMissing(row)) {
                put(records.get(row), all, at++);
            }
        }
    }

    static void copy(Object from, int at, Object to, int toAt, int count) {
        if (from instanceof Float80Array source && to instanceof Float80Array target) {
            System.arraycopy(source.significands(), at, target.significands(), toAt, count);
            System.arraycopy(source.signExponents(), at, target.signExponents(), toAt, count);
        } else {
            System.arraycopy(from, at, to, toAt, count);
        }
    }

    private void put(Record record, Object all, int at) {
        Field field = column.field();
        if (field.type() == ValueType.F128) {
            Float80 value = (Float80) record.stored(field);
            Float80Array extended = (Float80Array) all;
            extended.significands()[at] = value.significand();
            extended.signExponents()[at] = value.signExponent();
            return;
        }
        long bits = record.bits(field);
        if (all instanceof byte[] bytes) {
            bytes[at] = (byte) bits;
        } else if (all instanceof short[] shorts) {
            shorts[at] = (short) bits;
        } else if (all instanceof int[] ints) {
            ints[at] = (int) bits;
        } else if (all instanceof float[] floats) {
            floats[at] = Float.intBitsToFloat((int) bits);
        } else if (all instanceof double[] doubles) {
            doubles[at] = Double.longBitsToDouble(bits);
        } else {
            ((long[]) all)[at] = bits;
        }
    }

    /** For each row the number of its values and 1 more, as varints; 0 for a missing one. */
    byte[] lengths(int from, int to) {
        ByteWriter lengths = new ByteWriter(2 * (to - from));
        for (int row = from; row < to; row++) {
            lengths.varint(isMissing(row) ? 0 : count(row) + 1L);
        }
        return lengths.toByteArray();
    }

    /** A bit for each row, set when it is not missing. */
    byte[] presence(int from, int to) {
        byte[] bits = new byte[(to - from + 7) / 8];
        for (int row = from; row < to; row++) {
            if (!isMissing(row)) {
                bits[(row - from) >> 3] |= (byte) (1 << ((row - from) & 7));
            }
        }
        return bits;
    }
}
