package org.szformat.interop.ipc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/** The dictionaries of a file. */
final class Dictionaries {
    private static final Dictionary EMPTY = new Dictionary();

    private final Map<Long, Dictionary> byId = new HashMap<>();

    /** What the values of a dictionary are: the field that refers to it, without the reference. */
    ArrowField values(TableBytes table, long offset, ArrowSchema schema, long id) throws SzFormatException {
        ArrowField field = referring(schema.fields(), id);
        if (field == null) {
            throw table.fault(offset, "a dictionary " + id, "one that a column refers to");
        }
        return new ArrowField(field.name(), field.type(), field.nullable(), field.children(), null, field.metadata());
    }

    private static @Nullable ArrowField referring(List<ArrowField> fields, long id) {
        for (ArrowField field : fields) {
            ArrowField found = field.dictionary() != null && field.dictionary().id() == id
                    ? field
                    : referring(field.children(), id);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Appends to a dictionary, or begins it. */
    void add(long id, boolean delta, Column values) throws SzFormatException {
        if (!delta && byId.containsKey(id)) {
            throw values.fault("a dictionary that replaces another", "none, as the file format demands");
        }
        byId.computeIfAbsent(id, key -> new Dictionary()).add(values);
    }

    @Nullable
    Dictionary of(ArrowField field) {
        return field.dictionary() == null
                ? null
                : byId.getOrDefault(field.dictionary().id(), EMPTY);
    }

    /** The entries of a column's dictionary, in order. */
    List<Column.Cell> entries(ArrowField field) {
        Dictionary dictionary = of(field);
        return dictionary == null ? List.of() : dictionary.cells();
    }
}
