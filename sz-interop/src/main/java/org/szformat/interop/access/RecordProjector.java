package org.szformat.interop.access;

import java.util.List;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;

/** Makes records of the fields of a projection. Immutable, so safe for use by many threads. */
public final class RecordProjector {
    private final Projection projection;
    private final List<Field> from;

    /** Of records of the projection's source. */
    public RecordProjector(Projection projection) {
        this.projection = projection;
        this.from = projection.target().fields().stream()
                .map(field -> projection.source().field(field.name()))
                .toList();
    }

    /** A record with the fields that are wanted; their values are shared. */
    public Record project(Record record) {
        if (projection.isAll()) {
            return record;
        }
        RecordBuilder builder = Record.builder(projection.target());
        for (int i = 0; i < from.size(); i++) {
            builder.copy(record, from.get(i), projection.target().field(i));
        }
        return builder.build();
    }
}
