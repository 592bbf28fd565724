package org.szformat.record;

import java.util.NoSuchElementException;
import org.szformat.number.Float16;
import org.szformat.number.Float80;
import org.szformat.schema.Field;
import org.szformat.schema.Handle;
import org.szformat.schema.IntegerHandle;
import org.szformat.schema.RealHandle;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * The attributes of one row: what a {@link Record} and a row of an index table have in common, so that a filter works on
 * either.
 *
 * <pre>{@code
 * Predicate<Attributes> early = row -> row.getInteger("start_sample") < 4000 * 60;
 * }</pre>
 *
 * <p>Handles are resolved once for many rows; the methods that take a name look it up at every call. All methods that
 * give a value throw {@link NoSuchElementException} when it is missing, and {@link IllegalArgumentException} for a name
 * that is no field of the schema, a field of another type, or a handle of another schema.
 */
public interface Attributes {

    /** The fields of the file that the row belongs to. */
    Schema schema();

    /** Whether a field has no value here. Empty arrays and strings are values. */
    boolean isMissing(Field field);

    /**
     * A value that is an object: of a string, an F128 attribute, or (of records) a dataset, of the Java type that
     * {@link ValueType} lists.
     */
    Object stored(Field field);

    /**
     * The bits of an integer, F16, F32 or F64 attribute: the integer's value, or the float's IEEE 754 pattern in the
     * lowest bits.
     */
    long bits(Field field);

    /** Whether the field of that name has no value here. */
    default boolean isMissing(String name) {
        return isMissing(schema().field(name));
    }

    /** The value of the key; the schema must have one. */
    default String key() {
        Schema schema = schema();
        return (String)
                stored(schema.key().orElseThrow(() -> new NoSuchElementException("the schema has no key: " + schema)));
    }

    /** The value that a handle stands for: the row's own, or a widened copy, as the handle was made. */
    default <T> T get(Handle<T> handle) {
        requireOwn(handle.schema());
        return handle.view(stored(handle.field()));
    }

    /** The value of an integer attribute; for U64 its 64 bits. */
    default long get(IntegerHandle handle) {
        requireOwn(handle.schema());
        return bits(handle.field());
    }

    /** The value of a floating-point attribute; an F128 is rounded to the nearest {@code double}. */
    default double get(RealHandle handle) {
        requireOwn(handle.schema());
        return real(handle.field());
    }

    /** The string of that name. */
    default String getText(String name) {
        return get(schema().text(name));
    }

    /** The integer attribute of that name; for U64 its 64 bits. */
    default long getInteger(String name) {
        return get(schema().integer(name));
    }

    /** The floating-point attribute of that name; an F128 is rounded to the nearest {@code double}. */
    default double getReal(String name) {
        return get(schema().real(name));
    }

    /** The floating-point attribute of that name, of any of the four types, exactly. */
    default Float80 getFloat80(String name) {
        Field field = schema().real(name).field();
        return field.type() == ValueType.F128 ? (Float80) stored(field) : Float80.fromDouble(real(field));
    }

    private double real(Field field) {
        return switch (field.type()) {
            case F16 -> Float16.toFloat((short) bits(field));
            case F32 -> Float.intBitsToFloat((int) bits(field));
            case F64 -> Double.longBitsToDouble(bits(field));
            default -> ((Float80) stored(field)).toDouble();
        };
    }

    private void requireOwn(Schema other) {
        if (!other.equals(schema())) {
            throw new IllegalArgumentException("the handle belongs to " + other + "; the row is of " + schema());
        }
    }
}
