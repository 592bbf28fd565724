package org.szformat.schema;

import java.util.function.Function;
import org.szformat.number.Float80Array;

/**
 * A field of a schema, resolved once, together with the Java type by which its values are wanted. Made by the methods of
 * {@link Schema}; given to the accessors of records of that very schema.
 *
 * <p>Immutable, so safe for use by many threads.
 *
 * @param <T> {@code String}, an array type, or {@code Float80Array}
 */
public final class Handle<T> {
    private final Schema schema;
    private final Field field;
    private final Function<Object, T> view;

    private Handle(Schema schema, Field field, Function<Object, T> view) {
        this.schema = schema;
        this.field = field;
        this.view = view;
    }

    static <T> Handle<T> of(Schema schema, Field field, Class<T> type) {
        boolean right = type == String.class
                ? field.isText()
                : type == Float80Array.class
                        ? field.isDataset() && field.type() == ValueType.F128
                        : field.isDataset() && Widening.exists(field.type(), type);
        if (!right) {
            throw new IllegalArgumentException(field + " cannot be read as " + type.getSimpleName());
        }
        return new Handle<>(schema, field, Widening.to(field.type(), type));
    }

    /** The schema it belongs to. */
    public Schema schema() {
        return schema;
    }

    /** The field it stands for. */
    public Field field() {
        return field;
    }

    /**
     * What a field's stored value looks like through this handle: the very value where it is of that type, else a
     * widened copy.
     *
     * @param stored a value of the Java type that {@link ValueType} lists for the field
     */
    public T view(Object stored) {
        return view.apply(stored);
    }

    @Override
    public String toString() {
        return "Handle[" + field + "]";
    }
}
