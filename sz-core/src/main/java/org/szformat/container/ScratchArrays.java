package org.szformat.container;

import java.util.HashMap;
import java.util.Map;
import org.szformat.codec.ArrayKind;

/** Arrays for values that are only passed on, one of each kind, used again and again. Not thread-safe. */
final class ScratchArrays {
    private static final int MIN_LENGTH = 1 << 12;

    private final Map<ArrayKind<?>, Object> arrays = new HashMap<>();

    /** An array of that length or more, which holds anything, until the next one of its kind is asked for. */
    Object get(ArrayKind<?> kind, int length) {
        Object known = arrays.get(kind);
        if (known == null || ColumnCells.length(known) < length) {
            known = kind.allocate(Math.max(length, MIN_LENGTH));
            arrays.put(kind, known);
        }
        return known;
    }
}
