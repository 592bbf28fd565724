package org.szformat.container;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.szformat.index.IndexTable;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** The values of one column in some rows that follow one another. Filled by one thread, then handed to none other. */
final class ColumnValues {
    private final Field field;
    private final int firstRow;
    private final @Nullable Object[] objects;
    private final long[] bits;

    /**
     * Values of no row yet.
     *
     * @param firstRow the first row, of the chunk
     */
    ColumnValues(Column column, int firstRow, int rows) {
        this.field = column.field();
        this.firstRow = firstRow;
        this.objects = new Object[rows];
        this.bits = new long[column.isVariable() || field.type() == ValueType.F128 ? 0 : rows];
    }

    /** Sets the array of a row of a variable column; of text, its UTF-8. */
    void setArray(int row, Object array) {
        objects[row - firstRow] = array;
    }

    /** Sets a numeric attribute of a row to the value at an index of an array of its type's kind. */
    void setNumber(int row, Object array, int index) {
        if (array instanceof Float80Array extended) {
            objects[row - firstRow] = extended.get(index);
            return;
        }
        objects[row - firstRow] = this;
        bits[row - firstRow] = bits(array, index);
    }

    private long bits(Object array, int index) {
        long raw;
        if (array instanceof byte[] bytes) {
            raw = bytes[index];
        } else if (array instanceof short[] shorts) {
            raw = shorts[index];
        } else if (array instanceof int[] ints) {
            raw = ints[index];
        } else if (array instanceof float[] floats) {
            raw = Float.floatToRawIntBits(floats[index]);
        } else if (array instanceof double[] doubles) {
            raw = Double.doubleToRawLongBits(doubles[index]);
        } else {
            raw = ((long[]) array)[index];
        }
        ValueType type = field.type();
        return type.isSigned() || type.width() == 8 ? raw : raw & (1L << 8 * type.width()) - 1;
    }

    boolean isMissing(int row) {
        return objects[row - firstRow] == null;
    }

    /** The array of a row of a variable column, or null when it is missing. */
    @Nullable
    Object array(int row) {
        return objects[row - firstRow];
    }

    /** The UTF-8 of a text, or null when it is missing. */
    byte @Nullable [] utf8(int row) {
        return (byte[]) objects[row - firstRow];
    }

    /**
     * Gives a record its value.
     *
     * @throws CharacterCodingException when a text is not UTF-8
     */
    void copyTo(RecordBuilder record, int row, Field target) throws CharacterCodingException {
        Object object = objects[row - firstRow];
        if (object == null) {
            record.setMissing(target);
        } else if (object == this) {
            record.setBits(target, bits[row - firstRow]);
        } else if (field.isText()) {
            record.set(target, text((byte[]) object));
        } else {
            record.setStored(target, object);
        }
    }

    /**
     * Gives a row of an index table its value.
     *
     * @throws CharacterCodingException when a text is not UTF-8
     */
    void copyTo(IndexTable.Builder table, int row) throws CharacterCodingException {
        Object object = objects[row - firstRow];
        if (object == null) {
            table.addMissing(field);
        } else if (object == this) {
            table.addBits(field, bits[row - firstRow]);
        } else if (object instanceof Float80 extended) {
            table.addExtended(field, extended);
        } else {
            byte[] utf8 = (byte[]) object;
            requireUtf8(utf8);
            table.addText(field, utf8, 0, utf8.length);
        }
    }

    static String text(byte[] utf8) throws CharacterCodingException {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        }
        return text;
    }

    private static void requireUtf8(byte[] utf8) throws CharacterCodingException {
        for (byte b : utf8) {
            if (b < 0) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
                return;
            }
        }
    }
}
