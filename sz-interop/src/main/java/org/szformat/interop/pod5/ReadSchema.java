package org.szformat.interop.pod5;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.interop.ReadFields;
import org.szformat.interop.ipc.ArrowField;
import org.szformat.interop.ipc.ArrowType;
import org.szformat.interop.ipc.IpcTable;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * The fields that the reads of a file have. They are the same for every file whose reads table has no columns but those
 * that are specified, whatever its version.
 *
 * @param schema the fields
 * @param extras the columns that are not specified, and become fields of the same name
 * @param leftOut the columns that do not, for their type or name
 */
record ReadSchema(Schema schema, List<Extra> extras, List<String> leftOut) {

    /**
     * A column that is not specified.
     *
     * @param index its place in the table
     * @param name its name
     * @param type the type of its field
     */
    record Extra(int index, String name, ValueType type) {}

    /**
     * Checks the reads table's columns.
     *
     * @throws SzFormatException when one that must be there is not, or one is of a wrong type
     */
    static ReadSchema of(IpcTable reads) throws SzFormatException {
        requirePlain(reads, ReadColumn.READ_ID, ArrowType.fixedBinary(16));
        ArrowField signal = requirePlain(reads, ReadColumn.SIGNAL, ArrowType.LIST);
        ArrowType row = signal.children().get(0).type();
        if (!row.equals(ArrowType.unsigned(64))) {
            throw wrongType(reads, "items of the column 'signal'", row, ArrowType.unsigned(64));
        }
        if (reads.schema().find(ReadColumn.NUM_SAMPLES) != null) {
            requirePlain(reads, ReadColumn.NUM_SAMPLES, ArrowType.unsigned(64));
        }
        for (ReadColumn column : ReadColumn.values()) {
            check(reads, column);
        }
        // Those that tables of every version have, in one form or the other.
        for (ReadColumn column : EnumSet.range(ReadColumn.RUN_ID, ReadColumn.PORE_TYPE)) {
            if (!isThere(reads, column)) {
                throw missing(reads, column.column());
            }
        }
        return fields(reads);
    }

    private static ArrowField require(IpcTable table, String name, ArrowType type) throws SzFormatException {
        ArrowField field = table.schema().find(name);
        if (field == null) {
            throw missing(table, name);
        }
        if (!field.type().equals(type)) {
            throw wrongType(table, "the column '" + name + "'", field.type(), type);
        }
        return field;
    }

    /** As {@link #require}, of a column whose values are its own. */
    private static ArrowField requirePlain(IpcTable table, String name, ArrowType type) throws SzFormatException {
        ArrowField field = require(table, name, type);
        boolean refers =
                field.dictionary() != null || field.children().stream().anyMatch(child -> child.dictionary() != null);
        if (refers) {
            throw table.bytes()
                    .fault(table.bytes().start(), "the column '" + name + "' in a dictionary", "values of its own");
        }
        return field;
    }

    private static SzFormatException missing(IpcTable table, String name) {
        return table.bytes().fault(table.bytes().start(), "no column '" + name + "'", "one");
    }

    private static SzFormatException wrongType(IpcTable table, String what, ArrowType found, ArrowType wanted) {
        return table.bytes().fault(table.bytes().start(), what + " of type " + found, "type " + wanted);
    }

    private static void check(IpcTable reads, ReadColumn column) throws SzFormatException {
        ArrowField field = reads.schema().find(column.column());
        if (field != null && field.type().kind() != ArrowType.Kind.STRUCT) {
            require(reads, column.column(), column.type());
        }
        ArrowField member = member(reads, column);
        if (member != null && !member.type().equals(column.type())) {
            throw wrongType(
                    reads,
                    "the member '" + column.oldMember() + "' of the column '" + column.oldColumn() + "'",
                    member.type(),
                    column.type());
        }
    }

    private static boolean isThere(IpcTable reads, ReadColumn column) {
        ArrowField field = reads.schema().find(column.column());
        return field != null && field.type().kind() != ArrowType.Kind.STRUCT || member(reads, column) != null;
    }

    /** The member of a struct in which tables before version 3 have a column, or null. */
    private static @Nullable ArrowField member(IpcTable reads, ReadColumn column) {
        ArrowField struct = reads.schema().find(column.oldColumn());
        if (struct == null || struct.type().kind() != ArrowType.Kind.STRUCT) {
            return null;
        }
        return struct.children().stream()
                .filter(child -> child.name().equals(column.oldMember()))
                .findFirst()
                .orElse(null);
    }

    private static ReadSchema fields(IpcTable reads) {
        Schema.Builder schema = ReadFields.READ_ID.addTo(Schema.builder());
        Set<String> names = new HashSet<>(Set.of(ReadColumn.READ_ID, ReadColumn.SIGNAL, ReadColumn.NUM_SAMPLES));
        for (ReadFields field : ReadFields.values()) {
            names.add(field.fieldName());
        }
        for (ReadColumn column : ReadColumn.values()) {
            if (column == ReadColumn.OFFSET) {
                ReadFields.DIGITISATION.addTo(schema);
            } else if (column == ReadColumn.MEDIAN_BEFORE) {
                ReadFields.SAMPLING_RATE.addTo(schema);
            }
            schema.attribute(column.fieldName(), column.fieldType());
            names.add(column.fieldName());
            names.add(column.column());
            names.add(column.oldColumn());
        }
        List<Extra> extras = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        List<ArrowField> columns = reads.schema().fields();
        for (int i = 0; i < columns.size(); i++) {
            ArrowField column = columns.get(i);
            ValueType type = typeOf(column.type());
            boolean known = reads.schema().indexOf(column.name()) == i && isSpecified(column.name());
            if (!known && (type == null || !isLegal(column.name()) || !names.add(column.name()))) {
                leftOut.add(column.name());
            } else if (!known && type != null) {
                extras.add(new Extra(i, column.name(), type));
                schema.attribute(column.name(), type);
            }
        }
        return new ReadSchema(ReadFields.RAW_SIGNAL.addTo(schema).build(), extras, leftOut);
    }

    private static boolean isSpecified(String name) {
        if (Set.of(ReadColumn.READ_ID, ReadColumn.SIGNAL, ReadColumn.NUM_SAMPLES)
                .contains(name)) {
            return true;
        }
        for (ReadColumn column : ReadColumn.values()) {
            if (name.equals(column.column()) || !name.isEmpty() && name.equals(column.oldColumn())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLegal(String name) {
        try {
            Schema.builder().withoutKey().attribute(name, ValueType.S).build();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The type of attributes that hold a column's values exactly, or null. */
    private static @Nullable ValueType typeOf(ArrowType type) {
        return switch (type.kind()) {
            case SIGNED -> ValueType.of("I" + type.width());
            case UNSIGNED -> ValueType.of("U" + type.width());
            case BOOL -> ValueType.U8;
            case UTF8 -> ValueType.S;
            case FLOAT -> ValueType.of("F" + type.width());
            default -> null;
        };
    }
}
