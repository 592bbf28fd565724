package org.szformat.virtual;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.exchange.RecordAccess;
import org.szformat.layout.Extent;
import org.szformat.number.Float80Array;
import org.szformat.record.Batch;
import org.szformat.record.BatchColumn;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** A member that is a file of another format; the manifest tells where in it its records lie. */
final class ForeignMember implements OpenMember {
    /** About how much larger values are than they are stored. */
    private static final int EXPANSION = 3;

    private final RecordAccess file;
    private final PlacedMember placed;
    private final ManifestRows rows;
    private final Schema fields;
    private volatile @Nullable FieldMap lastMap;

    /**
     * A member that was opened.
     *
     * @param rows of the manifest
     * @param fields of the virtual file
     */
    ForeignMember(RecordAccess file, PlacedMember placed, ManifestRows rows, Schema fields) {
        this.file = file;
        this.placed = placed;
        this.rows = rows;
        this.fields = fields;
    }

    private FieldMap map(Projection projection) throws IOException {
        FieldMap known = lastMap;
        if (known == null || known.outer() != projection) {
            known = new FieldMap(file.path(), file.schema(), placed.entry().constants(), projection);
            lastMap = known;
        }
        return known;
    }

    @Override
    public Record read(long row, Projection projection) throws IOException {
        return read(new long[] {row}, projection).get(0);
    }

    @Override
    public List<Record> read(long[] wanted, Projection projection) throws IOException {
        long[] outer = wanted.clone();
        for (int i = 0; i < outer.length; i++) {
            outer[i] += placed.firstRow();
        }
        return readOuter(outer, projection);
    }

    private List<Record> readOuter(long[] outer, Projection projection) throws IOException {
        FieldMap map = map(projection);
        Projection inner = map.inner();
        if (inner != null) {
            return map.map(file.read(rows.places(outer), inner));
        }
        List<Record> records = new ArrayList<>(outer.length);
        while (records.size() < outer.length) {
            records.add(map.map((Record) null));
        }
        return records;
    }

    private long firstRow(int chunk) {
        long row = placed.firstRow();
        for (int before = 0; before < chunk; before++) {
            row += placed.entry().chunkRecords()[before];
        }
        return row;
    }

    @Override
    public List<Record> readChunk(int chunk, Projection projection) throws IOException {
        return readOuter(ManifestRows.rows(firstRow(chunk), placed.entry().chunkRecords()[chunk]), projection);
    }

    @Override
    public Batch readBatch(int chunk, Projection projection) throws IOException {
        return Batch.of(projection.target(), firstRow(chunk), readChunk(chunk, projection));
    }

    @Override
    public Object readRange(long row, Field dataset, int from, int to) throws IOException {
        Record record = read(row, Projection.of(fields, List.of(dataset.name())));
        if (record.isMissing(record.schema().field(0))) {
            throw new NoSuchElementException(dataset + " of row " + (placed.firstRow() + row) + " is missing");
        }
        Object all = record.stored(record.schema().field(0));
        if (all instanceof Float80Array extended) {
            return extended.slice(from, to);
        }
        Objects.checkFromToIndex(from, to, Array.getLength(all));
        Object range = Array.newInstance(all.getClass().getComponentType(), to - from);
        System.arraycopy(all, from, range, 0, to - from);
        return range;
    }

    @Override
    public int[] lengths(int chunk, Field dataset) throws IOException {
        BatchColumn column = readBatch(chunk, Projection.of(fields, List.of(dataset.name())))
                .columns()
                .get(0);
        int[] lengths = new int[column.rows()];
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = column.isMissing(row) ? -1 : column.length(row);
        }
        return lengths;
    }

    @Override
    public long valueCount(int chunk, Field dataset) throws IOException {
        long count = 0;
        for (int length : lengths(chunk, dataset)) {
            count += Math.max(0, length);
        }
        return count;
    }

    @Override
    public long chunkMemoryBytes(int chunk, Projection projection) {
        MemberEntry entry = placed.entry();
        return entry.chunkRecords()[chunk] * Record.memoryBytes(projection.target(), 0)
                + EXPANSION * Math.min(entry.bytes(), entry.chunkBytes()[chunk]);
    }

    @Override
    public long memoryBytes(long row, Projection projection) {
        MemberEntry entry = placed.entry();
        return Record.memoryBytes(projection.target(), EXPANSION * entry.bytes() / Math.max(1, entry.rows()));
    }

    @Override
    public void extents(long from, long to, Consumer<Extent> extents) throws IOException {
        long row = from;
        for (RecordAccess.Place place :
                rows.places(ManifestRows.rows(placed.firstRow() + from, Math.toIntExact(to - from)))) {
            for (Extent extent : file.extents(place, row++)) {
                extents.accept(SzMember.placed(fields, extent, placed.firstRow()));
            }
        }
    }

    /** Nothing leads to its records but the manifest. */
    @Override
    public void verifyStructure() {}

    @Override
    public List<String> faults() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
