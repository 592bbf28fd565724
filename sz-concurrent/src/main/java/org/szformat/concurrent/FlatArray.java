package org.szformat.concurrent;

import org.szformat.codec.ArrayKind;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.BatchColumn;
import org.szformat.schema.Field;

/** An array that is filled from front to end with values of a field. */
final class FlatArray {
    /** The longest array that there is on every JVM. */
    static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private static final short NAN_16 = 0x7E00;

    private final Object array;
    private final int room;
    private int length;

    FlatArray(Field field, int room) {
        this.array =
                field.isText() ? new String[room] : ArrayKind.of(field.type()).allocate(room);
        this.room = room;
    }

    /** How much of it is filled; what there was no room for is counted, too. */
    int length() {
        return length;
    }

    Object array() {
        return array;
    }

    /** Adds part of an array of the same type. */
    void add(Object values, int from, int count) {
        if (count <= room - length) {
            if (values instanceof Float80Array source && array instanceof Float80Array target) {
                System.arraycopy(source.significands(), from, target.significands(), length, count);
                System.arraycopy(source.signExponents(), from, target.signExponents(), length, count);
            } else {
                System.arraycopy(values, from, array, length, count);
            }
        }
        length += count;
    }

    /** Adds the value of a row that has one, or what stands for none. */
    void addOne(BatchColumn column, int row) {
        boolean missing = column.isMissing(row);
        long bits = missing || !column.hasBits() ? 0 : column.bits(row);
        if (array instanceof String[] texts) {
            if (!missing) {
                texts[length] = (String) column.stored(row);
            }
        } else if (array instanceof Float80Array extended) {
            Float80 value = missing ? Float80.NAN : (Float80) column.stored(row);
            extended.significands()[length] = value.significand();
            extended.signExponents()[length] = value.signExponent();
        } else if (array instanceof float[] floats) {
            floats[length] = missing ? Float.NaN : Float.intBitsToFloat((int) bits);
        } else if (array instanceof double[] doubles) {
            doubles[length] = missing ? Double.NaN : Double.longBitsToDouble(bits);
        } else if (array instanceof short[] shorts) {
            boolean isFloat = column.field().type().isFloat();
            shorts[length] = missing && isFloat ? NAN_16 : (short) bits;
        } else if (array instanceof byte[] bytes) {
            bytes[length] = (byte) bits;
        } else if (array instanceof int[] ints) {
            ints[length] = (int) bits;
        } else {
            ((long[]) array)[length] = bits;
        }
        length++;
    }
}
