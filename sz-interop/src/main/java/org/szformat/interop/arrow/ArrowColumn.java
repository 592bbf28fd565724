package org.szformat.interop.arrow;

import java.util.Map;
import org.szformat.interop.ipc.ArrowField;
import org.szformat.interop.ipc.ArrowType;
import org.szformat.interop.ipc.ColumnBuilder;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.number.FloatText;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/**
 * The column of a field.
 *
 * @param field the field
 * @param column its column
 */
record ArrowColumn(Field field, ArrowField column) {
    private static final String TYPE = "sz:type";

    static ArrowColumn of(Field field, boolean required) {
        ArrowType type = type(field.type());
        boolean list = field.isDataset() && !field.isText();
        ArrowField column = list
                ? ArrowField.of(
                        field.name(),
                        ArrowType.LIST,
                        ArrowField.of("item", type).required())
                : ArrowField.of(field.name(), type);
        if (field.type() == ValueType.F128) {
            column = column.with(Map.of(TYPE, field.type().name()));
        }
        return new ArrowColumn(field, required ? column.required() : column);
    }

    private static ArrowType type(ValueType type) {
        if (type == ValueType.S || type == ValueType.F128) {
            return ArrowType.UTF8;
        }
        int bits = 8 * type.width();
        if (type.isFloat()) {
            return ArrowType.floating(bits);
        }
        return type.isSigned() ? ArrowType.signed(bits) : ArrowType.unsigned(bits);
    }

    /** Adds a record's value to the column. */
    void add(Record record, ColumnBuilder target) {
        if (record.isMissing(field)) {
            target.addNull();
        } else if (field.isText()) {
            target.addText((String) record.stored(field));
        } else if (field.isDataset()) {
            addItems(record.stored(field), target.child(0));
            target.addList();
        } else if (field.type() == ValueType.F128) {
            target.addText(FloatText.shortest((Float80) record.stored(field)));
        } else {
            target.addInteger(record.bits(field));
        }
    }

    private static void addItems(Object array, ColumnBuilder items) {
        if (array instanceof byte[] bytes) {
            items.addArray(bytes);
        } else if (array instanceof short[] shorts) {
            items.addArray(shorts);
        } else if (array instanceof int[] ints) {
            items.addArray(ints);
        } else if (array instanceof long[] longs) {
            items.addArray(longs);
        } else if (array instanceof float[] floats) {
            items.addArray(floats);
        } else if (array instanceof double[] doubles) {
            items.addArray(doubles);
        } else {
            Float80Array wide = (Float80Array) array;
            for (int i = 0; i < wide.length(); i++) {
                items.addText(FloatText.shortest(wide.get(i)));
            }
        }
    }
}
