package org.szformat.virtual;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.container.AttachedFile;
import org.szformat.exchange.RecordAccess;
import org.szformat.index.IndexTable;
import org.szformat.layout.Chunk;
import org.szformat.layout.ColumnStatistics;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.IntegerHandle;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** What the manifest itself knows of the rows: attributes, and datasets that are in it. Safe for use by many threads. */
final class ManifestRows {
    private final AttachedFile file;
    private final Schema schema;
    private final @Nullable Projection inlineFlag;
    private final @Nullable Projection placeFields;
    private volatile @Nullable Projected lastProjected;

    private record Projected(Projection outer, Projection inner) {}

    /**
     * The rows of a manifest.
     *
     * @param schema the manifest's without {@link HiddenFields}
     */
    ManifestRows(AttachedFile file, Schema schema) {
        this.file = file;
        this.schema = schema;
        this.inlineFlag = file.schema().find(HiddenFields.INLINE).isPresent()
                ? Projection.of(file.schema(), List.of(HiddenFields.INLINE))
                : null;
        List<String> places = List.of(HiddenFields.POSITION, HiddenFields.LENGTH);
        this.placeFields =
                places.stream().allMatch(name -> file.schema().find(name).isPresent())
                        ? Projection.of(file.schema(), places)
                        : null;
    }

    /** Whether the manifest can tell all that is wanted. */
    static boolean hasAll(Projection projection) {
        return projection.target().datasets().isEmpty();
    }

    private Projection inner(Projection outer) {
        if (schema.equals(file.schema())) {
            return outer;
        }
        Projected known = lastProjected;
        if (known == null || known.outer != outer) {
            List<String> names =
                    outer.target().fields().stream().map(Field::name).toList();
            known = new Projected(outer, Projection.of(file.schema(), names));
            lastProjected = known;
        }
        return known.inner;
    }

    Record read(long row, Projection projection) throws IOException {
        return file.read(row, inner(projection));
    }

    List<Record> read(long[] rows, Projection projection) throws IOException {
        return file.read(rows, inner(projection));
    }

    List<Record> read(long firstRow, int count, Projection projection) throws IOException {
        Chunk chunk = chunkOf(firstRow);
        return chunk.firstRow() == firstRow && chunk.records() == count
                ? file.read(chunk, inner(projection))
                : read(rows(firstRow, count), projection);
    }

    Batch readBatch(long firstRow, int count, Projection projection) throws IOException {
        Chunk chunk = chunkOf(firstRow);
        return chunk.firstRow() == firstRow && chunk.records() == count
                ? file.readBatch(chunk, inner(projection))
                : Batch.of(projection.target(), firstRow, read(rows(firstRow, count), projection));
    }

    static long[] rows(long firstRow, int count) {
        return LongStream.range(firstRow, firstRow + count).toArray();
    }

    /** The manifest's own chunk that a row is in. */
    private Chunk chunkOf(long row) throws IOException {
        List<Chunk> chunks = file.chunks();
        int from = 0;
        int to = chunks.size() - 1;
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (chunks.get(middle).firstRow() <= row) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return chunks.get(from);
    }

    boolean isInline(long row) throws IOException {
        return inlineFlag != null && isSet(file.read(row, inlineFlag));
    }

    boolean areAllInline(long firstRow, int count) throws IOException {
        return inlineFlag != null
                && file.read(rows(firstRow, count), inlineFlag).stream().allMatch(ManifestRows::isSet);
    }

    private static boolean isSet(Record flag) {
        IntegerHandle inline = flag.schema().integer(HiddenFields.INLINE);
        return !flag.isMissing(inline.field()) && flag.get(inline) == 1;
    }

    /**
     * Where records of a file of another format lie in it.
     *
     * @throws SzFormatException when the manifest does not tell of all of them
     */
    List<RecordAccess.Place> places(long[] rows) throws IOException {
        if (placeFields == null) {
            throw noPlace(rows[0]);
        }
        List<RecordAccess.Place> places = new ArrayList<>(rows.length);
        for (Record record : file.read(rows, placeFields)) {
            Field position = record.schema().field(HiddenFields.POSITION);
            Field length = record.schema().field(HiddenFields.LENGTH);
            if (record.isMissing(position)
                    || record.isMissing(length)
                    || record.bits(position) < 0
                    || record.bits(length) < 0) {
                throw noPlace(rows[places.size()]);
            }
            places.add(new RecordAccess.Place(record.bits(position), record.bits(length)));
        }
        return places;
    }

    private SzFormatException noPlace(long row) {
        return new SzFormatException(
                file.path(), "row " + row, "no place of the record in its file", "one, since its format has no rows");
    }

    /** Bounds of the attributes of some rows, and maybe of some beside them. */
    List<ColumnStatistics> statistics(long firstRow, int count) throws IOException {
        List<ColumnStatistics> all = new ArrayList<>();
        for (long row = firstRow; row < firstRow + count; ) {
            Chunk chunk = chunkOf(row);
            List<ColumnStatistics> more = file.statistics(chunk).stream()
                    .filter(statistics -> !HiddenFields.isHidden(statistics.field()))
                    .toList();
            if (all.isEmpty()) {
                all.addAll(more);
            } else {
                for (int i = 0; i < all.size(); i++) {
                    all.set(i, joined(all.get(i), more.get(i)));
                }
            }
            row = chunk.firstRow() + chunk.records();
        }
        return all;
    }

    private static ColumnStatistics joined(ColumnStatistics a, ColumnStatistics b) {
        boolean takeA = a.values() > 0 && (b.values() == 0 || compare(a.field(), a.minBits(), b.minBits()) <= 0);
        boolean takeMaxOfA = a.values() > 0 && (b.values() == 0 || compare(a.field(), a.maxBits(), b.maxBits()) >= 0);
        return new ColumnStatistics(
                a.field(),
                a.records() + b.records(),
                a.missing() + b.missing(),
                a.nans() + b.nans(),
                takeA ? a.minBits() : b.minBits(),
                takeMaxOfA ? a.maxBits() : b.maxBits());
    }

    private static int compare(Field field, long a, long b) {
        if (field.type().isFloat()) {
            return Double.compare(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
        }
        return field.type() == ValueType.U64 ? Long.compareUnsigned(a, b) : Long.compare(a, b);
    }

    /** The attributes of the first rows. */
    IndexTable index(long rows) throws IOException {
        if (schema.equals(file.schema()) && rows == file.size()) {
            return file.index();
        }
        if (rows > IndexTable.MAX_ROWS) {
            throw new IOException(
                    file.path() + ": found " + rows + " records; an index table holds at most " + IndexTable.MAX_ROWS);
        }
        List<String> names = schema.attributes().stream().map(Field::name).toList();
        IndexTable.Builder builder = IndexTable.builder(schema);
        if (!names.isEmpty()) {
            Projection attributes = Projection.of(schema, names);
            for (Chunk chunk : file.chunks()) {
                for (Record record : file.read(chunk, inner(attributes))) {
                    if (builder.size() < rows) {
                        builder.add(record);
                    }
                }
            }
        } else {
            while (builder.size() < rows) {
                builder.endRow();
            }
        }
        return builder.build();
    }
}
