package org.szformat.directory;

import java.util.List;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/**
 * What a projection needs of each record.
 *
 * @param target the schema of the records that are read
 * @param fields its datasets
 * @param datasets for each of them, its number among the datasets of the file; ascending
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one read, never compared
record Wanted(Schema target, List<Field> fields, int[] datasets) {

    static Wanted of(Schema source, Projection projection) {
        if (!projection.source().equals(source)) {
            throw new IllegalArgumentException(
                    "the projection is of " + projection.source() + "; the file is of " + source);
        }
        List<Field> fields = projection.target().datasets();
        int firstDataset = source.attributes().size();
        int[] datasets = fields.stream()
                .mapToInt(field -> source.field(field.name()).position() - firstDataset)
                .toArray();
        return new Wanted(projection.target(), fields, datasets);
    }

    Field field(int i) {
        return fields.get(i);
    }

    /** Where in {@code dat} the first wanted frame of a record begins. */
    long start(RecordLocations places, long row) {
        return places.frameOffset(row, datasets.length == 0 ? 0 : datasets[0]);
    }

    /** Where in {@code dat} the last wanted frame of a record ends. */
    long end(RecordLocations places, long row) {
        return datasets.length == 0 ? places.offset(row) : places.frameOffset(row, datasets[datasets.length - 1] + 1);
    }
}
