package org.szformat.record;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.szformat.number.Float80Array;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * One row: a value for every field of its schema, or the mark that it is missing.
 *
 * <pre>{@code
 * Record read = Record.builder(schema)
 *         .set("read_id", "a0b1")
 *         .set("channel", 12)
 *         .set("raw_signal", samples)
 *         .build();
 * short[] signal = read.get(rawSignal);       // by handle: no look-up, no copy
 * long channel = read.getInteger("channel");  // by name
 * }</pre>
 *
 * <p><b>Arrays are not copied</b>: a record adopts the arrays that its builder was given and hands out the same ones.
 * Whoever holds one must not modify it. Given that, a record is immutable and safe for use by many threads.
 */
@SuppressWarnings("JavaLangClash") // the format's own word, and never needed beside java.lang.Record
public final class Record implements Attributes {
    private static final int RECORD_FOOTPRINT = 64;
    private static final int FIELD_FOOTPRINT = 32;

    private final Schema schema;
    private final @Nullable Object[] values;
    private final long[] bits;

    Record(Schema schema, @Nullable Object[] values, long[] bits) {
        this.schema = schema;
        this.values = values;
        this.bits = bits;
    }

    /** Begins a record of that schema. */
    public static RecordBuilder builder(Schema schema) {
        return new RecordBuilder(schema);
    }

    /**
     * About how much memory a record takes: its values and the objects around them.
     *
     * @param schema the fields that it has
     * @param valueBytes how large its values are
     */
    public static long memoryBytes(Schema schema, long valueBytes) {
        return valueBytes + RECORD_FOOTPRINT + (long) FIELD_FOOTPRINT * schema.size();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public boolean isMissing(Field field) {
        return values[field.position()] == null;
    }

    @Override
    public Object stored(Field field) {
        Object value = values[field.position()];
        if (value == null) {
            throw missing(field);
        }
        return value;
    }

    @Override
    public long bits(Field field) {
        if (values[field.position()] == null) {
            throw missing(field);
        }
        return bits[field.position()];
    }

    /** The I8 or U8 dataset of that name: the record's own array. */
    public byte[] getBytes(String name) {
        return get(schema.bytes(name));
    }

    /** The I16, U16 or F16 dataset of that name: the record's own array, of the values' bits. */
    public short[] getShorts(String name) {
        return get(schema.shorts(name));
    }

    /** The integer dataset of that name, as {@link Schema#ints} says. */
    public int[] getInts(String name) {
        return get(schema.ints(name));
    }

    /** The integer dataset of that name, as {@link Schema#longs} says. */
    public long[] getLongs(String name) {
        return get(schema.longs(name));
    }

    /** The floating-point dataset of that name, as {@link Schema#floats} says. */
    public float[] getFloats(String name) {
        return get(schema.floats(name));
    }

    /** The floating-point dataset of that name, as {@link Schema#doubles} says. */
    public double[] getDoubles(String name) {
        return get(schema.doubles(name));
    }

    /** The F128 dataset of that name: the record's own array. */
    public Float80Array getFloat80s(String name) {
        return get(schema.float80s(name));
    }

    /**
     * Copies a dataset's array into one of the caller's.
     *
     * @param name a dataset of another type than S and F128
     * @param target an array of the Java type that {@link ValueType} lists ({@code short[]} for I16), with room for all
     *     values from {@code at} on
     * @param at index in {@code target} of the first value
     * @return the number of values copied
     * @throws NoSuchElementException when the dataset is missing
     * @throws IllegalArgumentException when the field is no such dataset or the target of another type
     * @throws IndexOutOfBoundsException when there is no room; the target is then unchanged
     */
    public int copyInto(String name, Object target, int at) {
        Field field = schema.field(name);
        Object array = stored(field);
        if (field.isAttribute() || !array.getClass().isArray() || array.getClass() != target.getClass()) {
            throw new IllegalArgumentException(
                    field + " cannot be copied into " + target.getClass().getSimpleName());
        }
        int length = StoredValues.length(array);
        System.arraycopy(array, 0, target, at, length);
        return length;
    }

    /**
     * The number of values of a dataset; of a string, its length in chars; 1 for other attributes.
     *
     * @throws NoSuchElementException when it is missing
     */
    public int length(Field field) {
        return StoredValues.length(stored(field));
    }

    /**
     * How large the record's values are uncompressed, in bytes: of numbers their width, of strings their UTF-8. Missing
     * values count nothing.
     */
    public long valueBytes() {
        long bytes = 0;
        for (Field field : schema.fields()) {
            Object value = values[field.position()];
            if (value instanceof String text) {
                bytes += StoredValues.utf8Length(text);
            } else if (value != null) {
                bytes += (long) StoredValues.length(value) * field.type().width();
            }
        }
        return bytes;
    }

    /**
     * Whether {@link #valueBytes} are more than so many. They are counted only where the lengths of strings leave that open.
     */
    public boolean isLargerThan(long bytes) {
        long atMost = 0;
        for (Field field : schema.fields()) {
            Object value = values[field.position()];
            if (value != null) {
                int width = value instanceof String
                        ? StoredValues.MAX_UTF8_PER_CHAR
                        : field.type().width();
                atMost += (long) StoredValues.length(value) * width;
            }
        }
        return atMost > bytes && valueBytes() > bytes;
    }

    private NoSuchElementException missing(Field field) {
        String id = schema.key().filter(key -> !key.equals(field)).isPresent() ? " of record '" + key() + "'" : "";
        return new NoSuchElementException(field + id + " is missing");
    }

    /** Equal when the schemas are and every value is, bit for bit. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Record record
                        && schema.equals(record.schema)
                        && Arrays.equals(bits, record.bits)
                        && StoredValues.equalBits(values, record.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(values) + Arrays.hashCode(bits);
    }

    /** The attributes' values and the datasets' lengths, for messages. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Record[");
        for (Field field : schema.fields()) {
            text.append(field.position() == 0 ? "" : ", ").append(field.name()).append('=');
            if (isMissing(field)) {
                text.append("missing");
            } else if (field.isDataset()) {
                text.append(length(field)).append(field.isText() ? " chars" : " values");
            } else {
                text.append(AttributeText.shortest(this, field));
            }
        }
        return text.append(']').toString();
    }
}
