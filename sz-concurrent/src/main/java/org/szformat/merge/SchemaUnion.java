package org.szformat.merge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/**
 * Finds one schema for the records of many files. Confined to one thread.
 *
 * <pre>{@code
 * SchemaUnion union = new SchemaUnion(SchemaPolicy.UNION);
 * union.add(first.path(), first.schema());
 * union.add(second.path(), second.schema());
 * Schema schema = union.schema();
 * }</pre>
 */
public final class SchemaUnion {
    private static final int MOST_TOLD = 20;

    private record Seen(Field field, Path in) {}

    private final SchemaPolicy policy;
    private final Map<String, Seen> fields = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private @Nullable Schema first;
    private @Nullable Path firstPath;
    private @Nullable Schema last;
    private int untold;

    /** No schema yet. */
    public SchemaUnion(SchemaPolicy policy) {
        this.policy = policy;
    }

    /** Adds the schema of a file; what of it does not go with the others is told by {@link #schema}. */
    public void add(Path path, Schema schema) {
        if (schema.equals(last)) {
            return;
        }
        last = schema;
        if (first == null) {
            first = schema;
            firstPath = path;
            schema.fields().forEach(field -> fields.put(field.name(), new Seen(field, path)));
            return;
        }
        for (Field field : schema.fields()) {
            compare(path, field);
        }
        String key = key(schema);
        if (!Objects.equals(key, key(first))) {
            differ(path + ": its key is " + (key == null ? "none" : key) + ", that of " + firstPath + " is "
                    + (key(first) == null ? "none" : key(first)));
        }
        if (policy == SchemaPolicy.SAME) {
            for (Field field : first.fields()) {
                if (schema.find(field.name()).isEmpty()) {
                    differ(path + ": has no " + field + ", which " + firstPath + " has");
                }
            }
        }
    }

    private static @Nullable String key(Schema schema) {
        return schema.key().map(Field::name).orElse(null);
    }

    private void compare(Path path, Field field) {
        Seen seen = fields.get(field.name());
        if (seen == null) {
            if (policy == SchemaPolicy.SAME) {
                differ(path + ": has " + field + ", which " + firstPath + " has not");
            } else {
                fields.put(field.name(), new Seen(field, path));
            }
        } else if (seen.field().kind() != field.kind() || seen.field().type() != field.type()) {
            differ(path + ": has " + field + ", where " + seen.in() + " has " + seen.field());
        }
    }

    private void differ(String difference) {
        if (differences.size() < MOST_TOLD) {
            differences.add(difference);
        } else {
            untold++;
        }
    }

    /**
     * The schema of all that were added: the fields of the first, then those that only later ones have.
     *
     * @throws NullPointerException when none was added
     * @throws ConflictException when they differ and must not
     * @throws IllegalArgumentException when they differ in what cannot be united; the message names all differences
     */
    public Schema schema() {
        Schema of = Objects.requireNonNull(first);
        if (!differences.isEmpty()) {
            String message = "the inputs have different fields: " + String.join("; ", differences)
                    + (untold == 0 ? "" : "; and " + untold + " more differences");
            throw policy == SchemaPolicy.SAME
                    ? new ConflictException(ConflictException.Conflict.FIELDS, message)
                    : new IllegalArgumentException(message);
        }
        Schema.Builder builder = Schema.builder().withoutKey();
        for (Seen seen : fields.values()) {
            builder.add(seen.field().kind(), seen.field().name(), seen.field().type());
        }
        of.key().ifPresent(key -> builder.key(key.name()));
        return builder.build();
    }
}
