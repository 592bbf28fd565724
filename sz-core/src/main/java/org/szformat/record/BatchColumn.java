package org.szformat.record;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.szformat.number.Float80Array;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/**
 * The values of one field in all rows of a {@link Batch}. Rows of a dataset may share an array, each having a part of it.
 *
 * <pre>{@code
 * BatchColumn channel = batch.column("channel");
 * for (int row = 0; row < channel.rows(); row++) {
 *     if (!channel.isMissing(row)) {
 *         counts[(int) channel.bits(row)]++;
 *     }
 * }
 * }</pre>
 *
 * <p>Immutable, given that nobody modifies its arrays; so safe for use by many threads. Rows are from 0 to {@link #rows}
 * − 1; any other gives an {@link IndexOutOfBoundsException}.
 */
public final class BatchColumn {
    private static final @Nullable Object[] NO_OBJECTS = new Object[0];
    private static final long[] NO_BITS = new long[0];
    private static final int[] NO_BOUNDS = new int[0];

    private final Field field;
    private final boolean hasBits;
    private final @Nullable Object[] objects;
    private final long[] bits;
    private final boolean @Nullable [] missing;
    private final int[] bounds;

    private BatchColumn(
            Field field, @Nullable Object[] objects, long[] bits, boolean @Nullable [] missing, int[] bounds) {
        this.field = field;
        this.hasBits = isBits(field);
        this.objects = objects;
        this.bits = bits;
        this.missing = missing;
        this.bounds = bounds;
    }

    /**
     * A column of numbers: integers, F16, F32 or F64.
     *
     * @param field such an attribute
     * @param bits of each row, as {@link Attributes#bits} gives them; adopted
     * @param missing whether a row has no value; null when none is missing; adopted
     */
    public static BatchColumn ofBits(Field field, long[] bits, boolean @Nullable [] missing) {
        requireBits(field, true);
        if (missing != null && missing.length != bits.length) {
            throw new IllegalArgumentException(
                    field + ": " + bits.length + " rows; " + missing.length + " said to be missing or not");
        }
        return new BatchColumn(field, NO_OBJECTS, bits, missing, NO_BOUNDS);
    }

    /**
     * A column of objects: of strings, F128 attributes, or datasets whose rows have an array each.
     *
     * @param field of such a type
     * @param values of each row, of the Java type that {@link ValueType} lists, or null where it is missing; adopted
     */
    public static BatchColumn ofObjects(Field field, @Nullable Object[] values) {
        requireBits(field, false);
        return new BatchColumn(field, values, NO_BITS, null, NO_BOUNDS);
    }

    /**
     * A column of a dataset of numbers whose rows may share arrays.
     *
     * @param field such a dataset
     * @param arrays of each row, of the Java type that {@link ValueType} lists, or null where it is missing; adopted
     * @param bounds twice as many as rows: of row <i>i</i>, at 2<i>i</i> the index in its array of its first value, then
     *     how many values it has; adopted
     */
    public static BatchColumn ofParts(Field field, @Nullable Object[] arrays, int[] bounds) {
        requireBits(field, false);
        if (field.isAttribute() || field.isText() || bounds.length != 2 * arrays.length) {
            throw new IllegalArgumentException(
                    field + " of " + arrays.length + " rows with " + bounds.length + " bounds");
        }
        return new BatchColumn(field, arrays, NO_BITS, null, bounds);
    }

    static BatchColumn of(Field field, List<Record> records) {
        return isBits(field) ? bitsOf(field, records) : objectsOf(field, records);
    }

    private static BatchColumn bitsOf(Field field, List<Record> records) {
        long[] bits = new long[records.size()];
        boolean[] missing = null;
        for (int row = 0; row < bits.length; row++) {
            Record record = records.get(row);
            if (record.isMissing(field)) {
                missing = missing == null ? new boolean[bits.length] : missing;
                missing[row] = true;
            } else {
                bits[row] = record.bits(field);
            }
        }
        return ofBits(field, bits, missing);
    }

    private static BatchColumn objectsOf(Field field, List<Record> records) {
        @Nullable Object[] objects = new Object[records.size()];
        for (int row = 0; row < objects.length; row++) {
            Record record = records.get(row);
            objects[row] = record.isMissing(field) ? null : record.stored(field);
        }
        return ofObjects(field, objects);
    }

    private static boolean isBits(Field field) {
        return field.isAttribute() && !field.isText() && field.type() != ValueType.F128;
    }

    private static void requireBits(Field field, boolean expected) {
        if (isBits(field) != expected) {
            throw new IllegalArgumentException(field + " has " + (expected ? "no bits" : "bits, not objects"));
        }
    }

    /** The field. */
    public Field field() {
        return field;
    }

    /** How many rows it has. */
    public int rows() {
        return hasBits ? bits.length : objects.length;
    }

    /** Whether a row has no value. */
    public boolean isMissing(int row) {
        if (!hasBits) {
            return objects[row] == null;
        }
        Objects.checkIndex(row, bits.length);
        return missing != null && missing[row];
    }

    /** Whether {@link #bits} gives its values: those of integer, F16, F32 and F64 attributes. */
    public boolean hasBits() {
        return hasBits;
    }

    /**
     * The bits of a row, as {@link Attributes#bits} gives them; anything where the row has no value.
     *
     * @throws IndexOutOfBoundsException also when the field is none that {@linkplain #hasBits has bits}
     */
    public long bits(int row) {
        return bits[row];
    }

    /**
     * The value of a row as an object, of the Java type that {@link ValueType} lists; of a row that shares its array with
     * others, a copy of its part.
     *
     * @throws NoSuchElementException when it is missing, or the field {@linkplain #hasBits has bits}
     */
    public Object stored(int row) {
        if (hasBits) {
            throw new NoSuchElementException(field + " is no object");
        }
        Object value = present(row);
        if (bounds.length == 0 || length(row) == StoredValues.length(value)) {
            return value;
        }
        int from = from(row);
        int to = from + length(row);
        if (value instanceof short[] shorts) {
            return Arrays.copyOfRange(shorts, from, to);
        } else if (value instanceof byte[] bytes) {
            return Arrays.copyOfRange(bytes, from, to);
        } else if (value instanceof int[] ints) {
            return Arrays.copyOfRange(ints, from, to);
        } else if (value instanceof long[] longs) {
            return Arrays.copyOfRange(longs, from, to);
        } else if (value instanceof float[] floats) {
            return Arrays.copyOfRange(floats, from, to);
        } else if (value instanceof double[] doubles) {
            return Arrays.copyOfRange(doubles, from, to);
        }
        return ((Float80Array) value).slice(from, to);
    }

    /**
     * The array that holds the values of a row of a dataset of numbers, from {@link #from} on, {@link #length} of them;
     * others before and behind them may be of other rows.
     *
     * @throws NoSuchElementException when it is missing
     */
    public Object array(int row) {
        return present(row);
    }

    /** The index in its {@link #array} of the first value of a row. */
    public int from(int row) {
        return bounds.length == 0 ? 0 : bounds[2 * row];
    }

    /**
     * How many values a row of a dataset has; of a string, its length in chars; 1 for other attributes.
     *
     * @throws NoSuchElementException when it is missing
     */
    public int length(int row) {
        Object value = present(row);
        return bounds.length == 0 ? StoredValues.length(value) : bounds[2 * row + 1];
    }

    private Object present(int row) {
        Object value = hasBits ? StoredValues.PRESENT : objects[row];
        if (value == null || isMissing(row)) {
            throw new NoSuchElementException(field + " of row " + row + " of the batch is missing");
        }
        return value;
    }

    @Override
    public String toString() {
        return "BatchColumn[" + field + ", " + rows() + " rows]";
    }
}
