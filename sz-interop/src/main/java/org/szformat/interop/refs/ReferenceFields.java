package org.szformat.interop.refs;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.szformat.layout.Extent;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** The fields of references to records of a schema, and what they take from these. Immutable. */
final class ReferenceFields {
    private static final String NAME_TAKEN_PREFIX = "record_";
    private static final Set<String> OWN = Set.of(
            "column", "part", "file", "block_offset", "block_length", "codec", "block_values", "first_value", "values");

    private final Schema schema;
    private final List<Field> attributes;
    private final Field column;
    private final Field part;
    private final Field file;
    private final Field offset;
    private final Field length;
    private final Field codec;
    private final Field rangeValues;
    private final Field firstValue;
    private final Field values;

    /** Of records that have some attributes. */
    ReferenceFields(List<Field> attributes) {
        this.attributes = List.copyOf(attributes);
        Schema.Builder builder = Schema.builder().withoutKey();
        Set<String> taken = new HashSet<>(OWN);
        attributes.forEach(attribute -> taken.add(attribute.name()));
        for (Field attribute : attributes) {
            String name = attribute.name();
            if (OWN.contains(name)) {
                do {
                    name = NAME_TAKEN_PREFIX + name;
                } while (!taken.add(name));
            }
            builder.attribute(name, attribute.type());
        }
        this.schema = builder.attribute("column", ValueType.S)
                .attribute("part", ValueType.I32)
                .attribute("file", ValueType.S)
                .attribute("block_offset", ValueType.I64)
                .attribute("block_length", ValueType.I64)
                .attribute("codec", ValueType.S)
                .attribute("block_values", ValueType.I64)
                .attribute("first_value", ValueType.I64)
                .attribute("values", ValueType.I64)
                .build();
        this.column = schema.field("column");
        this.part = schema.field("part");
        this.file = schema.field("file");
        this.offset = schema.field("block_offset");
        this.length = schema.field("block_length");
        this.codec = schema.field("codec");
        this.rangeValues = schema.field("block_values");
        this.firstValue = schema.field("first_value");
        this.values = schema.field("values");
    }

    Schema schema() {
        return schema;
    }

    /**
     * A reference.
     *
     * @param record the attributes of the record whose values they are
     * @param path the extent's file as text
     */
    Record reference(Record record, Extent extent, String path) {
        RecordBuilder builder = Record.builder(schema);
        for (int i = 0; i < attributes.size(); i++) {
            builder.copy(record, attributes.get(i), schema.field(i));
        }
        Field of = extent.field();
        if (of == null) {
            builder.setMissing(column);
        } else {
            builder.set(column, of.name());
        }
        builder.set(part, extent.part())
                .set(file, path)
                .set(offset, extent.offset())
                .set(length, extent.length())
                .set(codec, extent.codec());
        set(builder, rangeValues, extent.rangeValues());
        set(builder, firstValue, extent.firstValue());
        set(builder, values, extent.values());
        return builder.build();
    }

    private static void set(RecordBuilder builder, Field field, long number) {
        if (number == Extent.UNKNOWN) {
            builder.setMissing(field);
        } else {
            builder.set(field, number);
        }
    }

    /** About how much memory the references to so many records take, of so many fields each. */
    long memoryBytes(int records, int fields) {
        return (long) records * Math.max(1, fields) * Record.memoryBytes(schema, Long.BYTES * (long) schema.size());
    }
}
