package org.szformat.interop.ipc;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an Arrow table, and what is said of all of it.
 *
 * @param fields its columns, in order
 * @param metadata keys and values, in order
 */
public record ArrowSchema(List<ArrowField> fields, Map<String, String> metadata) {
    /** Copies the list. */
    public ArrowSchema {
        fields = List.copyOf(fields);
    }

    /** The place of the first column of a name, or −1. */
    public int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The first column of a name, or null. */
    public @Nullable ArrowField find(String name) {
        int index = indexOf(name);
        return index < 0 ? null : fields.get(index);
    }
}
