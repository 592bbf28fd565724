package org.szformat.transfer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** Makes records of one schema of those of another: fields of the same names, and missing ones for those it lacks. */
public final class SchemaMapping {
    private final Schema from;
    private final Schema to;
    private final @Nullable Field[] origins;

    public SchemaMapping(Schema from, Schema to) {
        this.from = from;
        this.to = to;
        this.origins = new Field[to.size()];
        for (Field field : to.fields()) {
            origins[field.position()] = from.find(field.name()).orElse(null);
        }
    }

    public List<Record> apply(List<Record> records) {
        if (from.equals(to)) {
            return records;
        }
        List<Record> mapped = new ArrayList<>(records.size());
        RecordBuilder builder = Record.builder(to);
        for (Record record : records) {
            for (Field field : to.fields()) {
                Field origin = origins[field.position()];
                if (origin == null) {
                    builder.setMissing(field);
                } else {
                    builder.copy(record, origin, field);
                }
            }
            mapped.add(builder.build());
        }
        return mapped;
    }
}
