package org.szformat.record;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.number.Float16;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * Collects the values of one record and checks each against its field. A value that does not fit is refused by an
 * {@link IllegalArgumentException} that names the field, the value and what fits.
 *
 * <p>Every field must be set, or be said to be missing by {@link #setMissing}; {@link #build} names those that are not.
 *
 * <p>Not thread-safe. After {@link #build} a builder is empty and can be used for the next record.
 *
 * <p>Which arrays a dataset takes: its own Java type is adopted as it is ({@code short[]} for I16; the bits for U16 and
 * F16); wider integers ({@code int[]} for I16 and U16, {@code long[]} for U32) are narrowed into a copy after every
 * value was checked; {@code float[]} for F16 is rounded, {@code double[]} for F128 is exact.
 */
public final class RecordBuilder {
    private final Schema schema;
    private @Nullable Object[] values;
    private long[] bits;
    private final boolean[] set;

    RecordBuilder(Schema schema) {
        this.schema = schema;
        this.values = new Object[schema.size()];
        this.bits = new long[schema.attributes().size()];
        this.set = new boolean[schema.size()];
    }

    /** The fields to set. */
    public Schema schema() {
        return schema;
    }

    /** Sets a string attribute or dataset. Strings must not hold unpaired surrogates. */
    public RecordBuilder set(String name, String value) {
        return set(schema.field(name), value);
    }

    /** Sets an integer attribute; a U64 is given by its 64 bits. */
    public RecordBuilder set(String name, long value) {
        return set(schema.field(name), value);
    }

    /** Sets a floating-point attribute, rounding to its type; a finite value must stay finite. */
    public RecordBuilder set(String name, double value) {
        return set(schema.field(name), value);
    }

    /** Sets a floating-point attribute; an F32 keeps the very bits. */
    public RecordBuilder set(String name, float value) {
        Field field = schema.field(name);
        return field.type() == ValueType.F32 && field.isAttribute()
                ? setBits(field, Float.floatToRawIntBits(value))
                : set(field, value);
    }

    /** Sets an F128 attribute. */
    public RecordBuilder set(String name, Float80 value) {
        return setStored(schema.field(name), value);
    }

    /** Sets an I8 or U8 dataset, adopting the array. */
    public RecordBuilder set(String name, byte[] values) {
        return setArray(schema.field(name), values);
    }

    /** Sets an I16, U16 or F16 dataset, adopting the array of the values' bits. */
    public RecordBuilder set(String name, short[] values) {
        return setArray(schema.field(name), values);
    }

    /** Sets an I32 or U32 dataset, adopting the array of bits, or a narrower integer dataset from a checked copy. */
    public RecordBuilder set(String name, int[] values) {
        return setArray(schema.field(name), values);
    }

    /** Sets an I64 or U64 dataset, adopting the array of bits, or a narrower integer dataset from a checked copy. */
    public RecordBuilder set(String name, long[] values) {
        return setArray(schema.field(name), values);
    }

    /** Sets an F32 dataset, adopting the array, or an F16 dataset from a rounded copy. */
    public RecordBuilder set(String name, float[] values) {
        return setArray(schema.field(name), values);
    }

    /** Sets an F64 dataset, adopting the array, or an F128 dataset from an exact copy. */
    public RecordBuilder set(String name, double[] values) {
        return setArray(schema.field(name), values);
    }

    /** Sets an F128 dataset. */
    public RecordBuilder set(String name, Float80Array values) {
        return setArray(schema.field(name), values);
    }

    /**
     * Says that a field has no value in this record.
     *
     * @throws IllegalArgumentException when it is the key, which is never missing
     */
    public RecordBuilder setMissing(String name) {
        return setMissing(schema.field(name));
    }

    /** As {@link #setMissing(String)}, for a field of this builder's schema. */
    public RecordBuilder setMissing(Field field) {
        if (schema.isKey(field)) {
            throw refuse(field, "a missing value", "a string, since it is the key");
        }
        values[field.position()] = null;
        set[field.position()] = true;
        return this;
    }

    /** As {@link #set(String, String)}, for a field of this builder's schema. */
    public RecordBuilder set(Field field, String value) {
        if (!field.isText()) {
            throw refuse(field, "a string", "another Java type");
        }
        int fault = Surrogates.firstUnpaired(value);
        if (fault >= 0) {
            throw refuse(field, "an unpaired surrogate at char " + fault, "text that can be written as UTF-8");
        }
        return put(field, value);
    }

    /** As {@link #set(String, long)}, for a field of this builder's schema. */
    public RecordBuilder set(Field field, long value) {
        if (!field.isAttribute() || !field.type().isInteger()) {
            if (field.isAttribute() && field.type().isFloat()) {
                return set(field, (double) value);
            }
            throw refuse(field, "the integer " + value, "another Java type");
        }
        if (!field.type().holds(value)) {
            throw refuse(field, "the value " + value, range(field.type()));
        }
        return setBits(field, value);
    }

    /** As {@link #set(String, double)}, for a field of this builder's schema. */
    public RecordBuilder set(Field field, double value) {
        if (!field.isAttribute() || !field.type().isFloat()) {
            throw refuse(field, "the floating-point number " + value, "another Java type");
        }
        if (field.type() == ValueType.F128) {
            return setStored(field, Float80.fromDouble(value));
        }
        boolean overflow;
        long pattern;
        if (field.type() == ValueType.F64) {
            pattern = Double.doubleToRawLongBits(value);
            overflow = false;
        } else if (field.type() == ValueType.F32) {
            pattern = Float.floatToRawIntBits((float) value);
            overflow = Float.isInfinite((float) value);
        } else {
            short half = Float16.fromDouble(value);
            pattern = half;
            overflow = Float.isInfinite(Float16.toFloat(half));
        }
        if (overflow && !Double.isInfinite(value)) {
            throw refuse(field, "the value " + value, "a value within the range of " + field.type());
        }
        return setBits(field, pattern);
    }

    /**
     * Sets an integer, F16, F32 or F64 attribute by its bits, as {@link Attributes#bits} gives them.
     *
     * @throws IllegalArgumentException when the field is no such attribute or an integer out of its range
     */
    public RecordBuilder setBits(Field field, long value) {
        ValueType type = field.type();
        if (!field.isAttribute() || field.isText() || type == ValueType.F128) {
            throw refuse(field, "bits", "another Java type");
        }
        if (type.isInteger() && !type.holds(value)) {
            throw refuse(field, "the value " + value, range(type));
        }
        bits[field.position()] = type.isFloat() && type.width() < 8 ? value & (1L << 8 * type.width()) - 1 : value;
        return put(field, StoredValues.PRESENT);
    }

    /**
     * Sets a field to an object of the Java type that {@link ValueType} lists for it, adopting arrays, or to what
     * {@link #set(String, int[])} and its like take.
     *
     * @throws IllegalArgumentException when it does not fit, or the field is an attribute of a primitive Java type
     */
    public RecordBuilder setStored(Field field, Object value) {
        if (field.isText() && value instanceof String text) {
            return set(field, text);
        }
        if (field.isDataset()) {
            return setArray(field, value);
        }
        if (field.type() != ValueType.F128 || !(value instanceof Float80)) {
            throw refuse(field, "a " + value.getClass().getSimpleName(), "another Java type");
        }
        return put(field, value);
    }

    /**
     * Sets a field to the value that a field of the same type has in another row, adopting arrays; a missing one is
     * missing here too.
     *
     * @param row where the value comes from
     * @param from its field there
     * @param to its field here
     */
    public RecordBuilder copy(Attributes row, Field from, Field to) {
        if (row.isMissing(from)) {
            return setMissing(to);
        }
        boolean plain = from.isAttribute() && !from.isText() && from.type() != ValueType.F128;
        return plain ? setBits(to, row.bits(from)) : setStored(to, row.stored(from));
    }

    private RecordBuilder setArray(Field field, Object array) {
        if (!field.isDataset() || field.isText()) {
            throw refuse(field, "a " + array.getClass().getSimpleName(), "another Java type");
        }
        try {
            return put(field, Narrowing.fit(field.type(), array));
        } catch (Narrowing.Misfit e) {
            throw refuse(field, e.found(), e.expected());
        }
    }

    private RecordBuilder put(Field field, Object value) {
        values[field.position()] = value;
        set[field.position()] = true;
        return this;
    }

    /**
     * The record; the builder is then empty.
     *
     * @throws IllegalArgumentException when a field was neither set nor said to be missing; the message names all such
     */
    public Record build() {
        requireAllSet();
        Record record = new Record(schema, values, bits);
        values = new Object[schema.size()];
        bits = new long[bits.length];
        Arrays.fill(set, false);
        return record;
    }

    private void requireAllSet() {
        List<String> unset = null;
        for (int i = 0; i < set.length; i++) {
            if (!set[i]) {
                unset = unset == null ? new ArrayList<>() : unset;
                unset.add(schema.field(i).toString());
            }
        }
        if (unset != null) {
            throw new IllegalArgumentException(
                    "record" + id() + " has no value for " + String.join(", ", unset) + "; set it, or say setMissing");
        }
    }

    private IllegalArgumentException refuse(Field field, String found, String expected) {
        return new IllegalArgumentException(
                field + " of record" + id() + ": found " + found + "; expected " + expected);
    }

    private String id() {
        return schema.key()
                .map(key -> values[key.position()])
                .map(key -> " '" + key + "'")
                .orElse("");
    }

    private static String range(ValueType type) {
        return type.minValue() + " to "
                + (type == ValueType.U64 ? BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE) : type.maxValue());
    }
}
