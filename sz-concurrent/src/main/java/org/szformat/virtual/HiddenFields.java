package org.szformat.virtual;

import java.util.List;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * Attributes of a manifest that users do not see. They stand behind all others, so that what users see are the fields that
 * they would be without them.
 */
final class HiddenFields {
    /** What their names begin with, which no other field's may. */
    static final String PREFIX = "szv.";

    /** U8: 1 where a record's datasets are in the manifest itself, and the member is not asked for them. */
    static final String INLINE = PREFIX + "inline";

    /** U64: where a record of a file of another format lies there, with {@link #LENGTH}. */
    static final String POSITION = PREFIX + "position";

    /** U64: the second number of that. */
    static final String LENGTH = PREFIX + "length";

    private HiddenFields() {}

    static boolean isHidden(Field field) {
        return field.name().startsWith(PREFIX);
    }

    /** A manifest's schema without them. */
    static Schema without(Schema schema) {
        List<String> names = schema.fields().stream()
                .filter(field -> !isHidden(field))
                .map(Field::name)
                .toList();
        return names.size() == schema.size() ? schema : schema.select(names);
    }

    /** The schema of a manifest whose records have the fields of another, and those. */
    static Schema with(Schema schema, List<String> hidden) {
        Schema.Builder builder = Schema.builder().withoutKey();
        schema.attributes().forEach(field -> builder.attribute(field.name(), field.type()));
        hidden.forEach(name -> builder.attribute(name, type(name)));
        schema.datasets().forEach(field -> builder.dataset(field.name(), field.type()));
        schema.key().ifPresent(key -> builder.key(key.name()));
        return builder.build();
    }

    private static ValueType type(String name) {
        return name.equals(INLINE) ? ValueType.U8 : ValueType.U64;
    }
}
