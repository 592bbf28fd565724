package org.szformat.virtual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** Makes records of a virtual file of those of a member, whose schema may lack fields. Safe for use by many threads. */
final class FieldMap {
    private final Path file;
    private final Projection outer;
    private final @Nullable Projection inner;
    private final List<Source> sources;

    /** Where a field's value comes from: a field of the member, or what its path says; else it is missing. */
    private record Source(
            Field to, @Nullable Field from, @Nullable String constant) {}

    /**
     * A map.
     *
     * @param file the member, for messages
     * @param schema what the member has
     * @param constants what its path says
     * @param outer what is wanted
     */
    FieldMap(Path file, Schema schema, Map<String, String> constants, Projection outer) throws SzFormatException {
        this.file = file;
        this.outer = outer;
        List<String> names = outer.target().fields().stream()
                .map(Field::name)
                .filter(name -> schema.find(name).isPresent())
                .toList();
        this.inner = names.isEmpty() ? null : Projection.of(schema, names);
        this.sources = new ArrayList<>(outer.target().size());
        for (Field to : outer.target().fields()) {
            Field from = inner == null ? null : inner.target().find(to.name()).orElse(null);
            if (from != null && (from.kind() != to.kind() || from.type() != to.type())) {
                throw new SzFormatException(file, "fields", from.toString(), to + ", as when it was combined");
            }
            String constant = from == null ? constants.get(to.name()) : null;
            if (constant != null && !(to.isAttribute() && to.isText())) {
                throw new SzFormatException(
                        file,
                        "constants",
                        "the text '" + constant + "' for " + to,
                        "texts for string attributes alone");
            }
            sources.add(new Source(to, from, constant));
        }
    }

    Projection outer() {
        return outer;
    }

    /** What of the member is wanted; null when it has nothing of it. */
    @Nullable
    Projection inner() {
        return inner;
    }

    /** Whether records of the member are such as are wanted. */
    boolean isIdentity() {
        return inner != null && inner.target().equals(outer.target());
    }

    List<Record> map(List<Record> records) throws SzFormatException {
        if (isIdentity()) {
            return records;
        }
        List<Record> mapped = new ArrayList<>(records.size());
        for (Record record : records) {
            mapped.add(map(record));
        }
        return mapped;
    }

    /** The record that is made of one of the member, or of none when it has no field of it. */
    Record map(@Nullable Record record) throws SzFormatException {
        if (record != null && isIdentity()) {
            return record;
        }
        RecordBuilder builder = Record.builder(outer.target());
        for (Source source : sources) {
            Field from = source.from();
            if (record != null && from != null && !record.isMissing(from)) {
                builder.copy(record, from, source.to());
            } else if (source.constant() != null) {
                builder.set(source.to(), source.constant());
            } else if (outer.target().isKey(source.to())) {
                throw new SzFormatException(file, "fields", "no value of the key " + source.to(), "one");
            } else {
                builder.setMissing(source.to());
            }
        }
        return builder.build();
    }
}
