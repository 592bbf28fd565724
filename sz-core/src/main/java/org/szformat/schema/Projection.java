package org.szformat.schema;

import java.util.Collection;
import java.util.Set;

/**
 * Which of a file's fields are wanted. Records that are read through a projection have its {@link #target} schema; the
 * fields that it leaves out are neither read nor decoded.
 *
 * <pre>{@code
 * Projection signalOnly = Projection.of(schema, Set.of("read_id", "raw_signal"));
 * }</pre>
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class Projection {
    private final Schema source;
    private final Schema target;

    private Projection(Schema source, Schema target) {
        this.source = source;
        this.target = target;
    }

    /** All fields of a schema. */
    public static Projection all(Schema schema) {
        return new Projection(schema, schema);
    }

    /**
     * Some fields of a schema.
     *
     * @throws IllegalArgumentException when a name is no field of it, or none is given
     */
    public static Projection of(Schema schema, Collection<String> names) {
        Schema target = schema.select(names);
        return target.equals(schema) ? all(schema) : new Projection(schema, target);
    }

    /** All fields of a schema but some.
     *
     * @throws IllegalArgumentException when a name is no field of it, or all are given
     */
    public static Projection without(Schema schema, Collection<String> names) {
        names.forEach(schema::field);
        return of(
                schema,
                schema.fields().stream()
                        .map(Field::name)
                        .filter(name -> !Set.copyOf(names).contains(name))
                        .toList());
    }

    /** The schema of the file. */
    public Schema source() {
        return source;
    }

    /** The schema of the records that are read. */
    public Schema target() {
        return target;
    }

    /** Whether it leaves nothing out. */
    public boolean isAll() {
        return target.equals(source);
    }

    @Override
    public String toString() {
        return "Projection[" + target + "]";
    }
}
