package org.szformat.virtual;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.exchange.RecordAccess;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** Makes rows of a manifest of a member's records. Confined to one thread. */
final class RowMaker {
    private record Source(
            Field to, @Nullable Field from, @Nullable String constant) {}

    private final List<Source> sources = new ArrayList<>();
    private final RecordBuilder builder;

    /**
     * Makes rows.
     *
     * @param manifest the schema of the rows
     * @param records the schema of the records; null when these have nothing that goes into the manifest
     * @param constants what the member's path says
     */
    RowMaker(Schema manifest, @Nullable Schema records, Map<String, String> constants) {
        this.builder = Record.builder(manifest);
        for (Field to : manifest.fields()) {
            Field from = records == null ? null : records.find(to.name()).orElse(null);
            boolean canBeConstant = from == null && to.isAttribute() && to.isText();
            sources.add(new Source(to, from, canBeConstant ? constants.get(to.name()) : null));
        }
    }

    /** The row of a record, or of one without fields. */
    Record row(@Nullable Record record) {
        fill(record);
        return builder.build();
    }

    /** The row of a record that is copied into the manifest. */
    Record inlined(Record record) {
        fill(record);
        builder.set(builder.schema().field(HiddenFields.INLINE), 1);
        return builder.build();
    }

    /** The row of a record of another format. */
    Record placed(Record record, RecordAccess.Place place) {
        fill(record);
        builder.set(builder.schema().field(HiddenFields.POSITION), place.position());
        builder.set(builder.schema().field(HiddenFields.LENGTH), place.length());
        return builder.build();
    }

    private void fill(@Nullable Record record) {
        for (Source source : sources) {
            if (record != null && source.from() != null) {
                builder.copy(record, source.from(), source.to());
            } else if (source.constant() != null) {
                builder.set(source.to(), source.constant());
            } else {
                builder.setMissing(source.to());
            }
        }
    }
}
