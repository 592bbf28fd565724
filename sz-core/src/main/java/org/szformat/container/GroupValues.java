package org.szformat.container;

import org.jspecify.annotations.Nullable;

/**
 * The values that rows of a group share, decoded, and where among them those of each row are. Immutable, given that
 * nobody modifies the arrays.
 */
final class GroupValues {
    /** Stands for the number of values of a row that has none, not even an empty array. */
    static final int MISSING = -1;

    /** Stands for the number of values of a row that has blocks to itself. */
    static final int OWN = -2;

    private final Object values;
    private final int equal;
    private final int @Nullable [] bounds;

    private GroupValues(Object values, int equal, int @Nullable [] bounds) {
        this.values = values;
        this.equal = equal;
        this.bounds = bounds;
    }

    /** Rows that all have the same number of values. */
    static GroupValues ofEqual(Object values, int each) {
        return new GroupValues(values, each, null);
    }

    /**
     * Other rows.
     *
     * @param bounds for each row the index of its first value and the number of its values, {@link #MISSING} or
     *     {@link #OWN}
     */
    static GroupValues ofBounds(Object values, int[] bounds) {
        return new GroupValues(values, 0, bounds);
    }

    Object values() {
        return values;
    }

    /** Whether every row has the same number of values. */
    boolean isEqual() {
        return bounds == null;
    }

    /** The index of the first value of a row of the group. */
    int from(int row) {
        return bounds == null ? row * equal : bounds[2 * row];
    }

    /** How many values a row of the group has, or why it has none here. */
    int count(int row) {
        return bounds == null ? equal : bounds[2 * row + 1];
    }

    /** How much memory it takes, roughly. */
    long footprint(int width) {
        return (long) ColumnCells.length(values) * width + (bounds == null ? 0 : 4L * bounds.length);
    }
}
