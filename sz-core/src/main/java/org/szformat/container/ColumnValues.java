package org.szformat.container;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.szformat.index.IndexTable;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.BatchColumn;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/**
 * The values of one column in some rows that follow one another. Filled by one thread, then handed to none other; used
 * for one read after the other.
 */
final class ColumnValues {
    /** Room for more rows is not kept. */
    private static final int MAX_KEPT = 1 << 14;

    private final Field field;
    private final boolean hasBits;
    private int firstRow;
    private int rows;
    private @Nullable Object[] objects = new Object[0];
    private long[] bits = new long[0];
    private boolean[] missing = new boolean[0];
    private int[] bounds = new int[0];
    private boolean anyMissing;
    private boolean anyBounds;

    ColumnValues(Field field) {
        this.field = field;
        this.hasBits = field.isAttribute() && !field.isText() && field.type() != ValueType.F128;
    }

    Field field() {
        return field;
    }

    /**
     * Turns to rows, of which none has a value yet.
     *
     * @param first the first row, of the chunk
     */
    void begin(int first, int count) {
        firstRow = first;
        rows = count;
        anyMissing = false;
        anyBounds = false;
        if (hasBits && bits.length < count) {
            bits = new long[count];
            missing = new boolean[count];
        } else if (!hasBits && objects.length < count) {
            objects = new Object[count];
        }
    }

    /** Forgets all values. */
    void clear() {
        if (rows > MAX_KEPT) {
            objects = new Object[0];
            bits = new long[0];
            missing = new boolean[0];
            bounds = new int[0];
        } else if (hasBits) {
            Arrays.fill(missing, 0, anyMissing ? rows : 0, false);
        } else {
            Arrays.fill(objects, 0, rows, null);
        }
        rows = 0;
    }

    /** Sets the value of a row of a column that has no bits: an array or a string, or the UTF-8 of one. */
    void setObject(int row, Object value) {
        objects[row - firstRow] = value;
    }

    /** Sets the value of a row to a part of an array, which other rows may share. */
    void setPart(int row, Object array, int from, int length) {
        if (!anyBounds) {
            anyBounds = true;
            bounds = new int[2 * rows];
        }
        setObject(row, array);
        bounds[2 * (row - firstRow)] = from;
        bounds[2 * (row - firstRow) + 1] = length;
    }

    /** Says that a numeric attribute has no value in a row. */
    void setMissing(int row) {
        if (hasBits) {
            missing[row - firstRow] = true;
            bits[row - firstRow] = 0;
            anyMissing = true;
        }
    }

    /** Sets a numeric attribute of rows to the values from an index on of an array of its type's kind. */
    void setNumbers(int row, Object array, int from, int count) {
        int at = row - firstRow;
        if (array instanceof Float80Array extended) {
            for (int i = 0; i < count; i++) {
                objects[at + i] = extended.get(from + i);
            }
            return;
        }
        ValueType type = field.type();
        long mask = type.isSigned() || type.width() == 8 ? -1 : (1L << 8 * type.width()) - 1;
        if (array instanceof byte[] bytes) {
            for (int i = 0; i < count; i++) {
                bits[at + i] = bytes[from + i] & mask;
            }
        } else if (array instanceof short[] shorts) {
            for (int i = 0; i < count; i++) {
                bits[at + i] = shorts[from + i] & mask;
            }
        } else if (array instanceof int[] ints) {
            for (int i = 0; i < count; i++) {
                bits[at + i] = ints[from + i] & mask;
            }
        } else if (array instanceof float[] floats) {
            for (int i = 0; i < count; i++) {
                bits[at + i] = Float.floatToRawIntBits(floats[from + i]) & mask;
            }
        } else if (array instanceof double[] doubles) {
            for (int i = 0; i < count; i++) {
                bits[at + i] = Double.doubleToRawLongBits(doubles[from + i]);
            }
        } else {
            System.arraycopy(array, from, bits, at, count);
        }
    }

    boolean isMissing(int row) {
        return hasBits ? missing[row - firstRow] : objects[row - firstRow] == null;
    }

    /** The array of a row of a variable column, or null when it is missing. */
    @Nullable
    Object array(int row) {
        return objects[row - firstRow];
    }

    /** Gives a record its value. */
    void copyTo(RecordBuilder record, int row, Field target) {
        if (isMissing(row)) {
            record.setMissing(target);
        } else if (hasBits) {
            record.setBits(target, bits[row - firstRow]);
        } else {
            record.setStored(target, present(row));
        }
    }

    /** Gives a row of an index table its value, of a text its UTF-8. */
    void copyTo(IndexTable.Builder table, int row) {
        if (isMissing(row)) {
            table.addMissing(field);
        } else if (hasBits) {
            table.addBits(field, bits[row - firstRow]);
        } else if (present(row) instanceof Float80 extended) {
            table.addExtended(field, extended);
        } else {
            byte[] utf8 = (byte[]) present(row);
            table.addText(field, utf8, 0, utf8.length);
        }
    }

    private Object present(int row) {
        Object object = objects[row - firstRow];
        if (object == null) {
            throw new IllegalStateException(field + " of row " + row + " is missing");
        }
        return object;
    }

    /** Hands over all values as a column of a batch. */
    BatchColumn toColumn(Field target) {
        BatchColumn column;
        if (hasBits) {
            column = BatchColumn.ofBits(
                    target, Arrays.copyOf(bits, rows), anyMissing ? Arrays.copyOf(missing, rows) : null);
        } else if (anyBounds) {
            column = BatchColumn.ofParts(target, Arrays.copyOf(objects, rows), Arrays.copyOf(bounds, 2 * rows));
        } else {
            column = BatchColumn.ofObjects(target, Arrays.copyOf(objects, rows));
        }
        return column;
    }

    static String text(byte[] utf8, int from, int length) throws CharacterCodingException {
        String text = new String(utf8, from, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            requireUtf8(utf8, from, length);
        }
        return text;
    }

    /** A copy of the UTF-8 of a text. */
    static byte[] utf8(byte[] utf8, int from, int length) throws CharacterCodingException {
        requireUtf8(utf8, from, length);
        return Arrays.copyOfRange(utf8, from, from + length);
    }

    private static void requireUtf8(byte[] utf8, int from, int length) throws CharacterCodingException {
        for (int i = from; i < from + length; i++) {
            if (utf8[i] < 0) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, from, length));
                return;
            }
        }
    }
}
