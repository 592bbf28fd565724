package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.layout.Chunk;
import org.szformat.layout.Extent;
import org.szformat.layout.RecordFile;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** A member that is an SZ file. */
final class SzMember implements OpenMember {
    private final RecordFile file;
    private final PlacedMember placed;
    private final Schema fields;
    private volatile @Nullable FieldMap lastMap;

    /**
     * A member that was opened.
     *
     * @param fields of the virtual file
     * @throws SzFormatException when it has not the records that it had
     */
    SzMember(RecordFile file, PlacedMember placed, Schema fields) throws SzFormatException {
        this.file = file;
        this.placed = placed;
        this.fields = fields;
        if (file.size() != placed.entry().rows()) {
            throw changed(file.path(), file.size() + " records", placed.entry().rows() + ", as when it was combined");
        }
    }

    /** What is thrown of a member that is not what it was. */
    static SzFormatException changed(Path path, String found, String expected) {
        return new SzFormatException(
                path, "file", found, expected + "; it has changed since, so combine its records anew");
    }

    private FieldMap map(Projection projection) throws SzFormatException {
        FieldMap known = lastMap;
        if (known == null || known.outer() != projection) {
            known = new FieldMap(file.path(), file.schema(), placed.entry().constants(), projection);
            lastMap = known;
        }
        return known;
    }

    private Chunk chunk(int number) throws IOException {
        List<Chunk> chunks = file.chunks();
        MemberEntry entry = placed.entry();
        if (chunks.size() != entry.chunks()) {
            throw changed(file.path(), chunks.size() + " chunks", entry.chunks() + ", as when it was combined");
        }
        Chunk chunk = chunks.get(number);
        if (chunk.records() != entry.chunkRecords()[number]) {
            throw changed(
                    file.path(),
                    "chunk " + number + " of " + chunk.records() + " records",
                    entry.chunkRecords()[number] + ", as when it was combined");
        }
        return chunk;
    }

    @Override
    public Record read(long row, Projection projection) throws IOException {
        FieldMap map = map(projection);
        return map.map(map.inner() == null ? null : file.read(row, map.inner()));
    }

    @Override
    public List<Record> read(long[] rows, Projection projection) throws IOException {
        FieldMap map = map(projection);
        return map.inner() == null ? repeated(map, rows.length) : map.map(file.read(rows, map.inner()));
    }

    @Override
    public List<Record> readChunk(int number, Projection projection) throws IOException {
        Chunk chunk = chunk(number);
        FieldMap map = map(projection);
        return map.inner() == null ? repeated(map, chunk.records()) : map.map(file.read(chunk, map.inner()));
    }

    private static List<Record> repeated(FieldMap map, int count) throws SzFormatException {
        return new ArrayList<>(Collections.nCopies(count, map.map((Record) null)));
    }

    @Override
    public Batch readBatch(int number, Projection projection) throws IOException {
        Chunk chunk = chunk(number);
        long firstRow = placed.firstRow() + chunk.firstRow();
        FieldMap map = map(projection);
        if (map.inner() != null && map.isIdentity()) {
            Batch batch = file.readBatch(chunk, map.inner());
            return Batch.of(projection.target(), firstRow, batch.rows(), batch.columns());
        }
        return Batch.of(projection.target(), firstRow, readChunk(number, projection));
    }

    private @Nullable Field own(Field field) {
        return file.schema().find(field.name()).orElse(null);
    }

    @Override
    public Object readRange(long row, Field dataset, int from, int to) throws IOException {
        Field own = own(dataset);
        if (own == null) {
            throw new NoSuchElementException(dataset + " of row " + (placed.firstRow() + row) + " is missing");
        }
        return file.readRange(row, own, from, to);
    }

    @Override
    public int[] lengths(int number, Field dataset) throws IOException {
        Chunk chunk = chunk(number);
        Field own = own(dataset);
        if (own == null) {
            int[] none = new int[chunk.records()];
            Arrays.fill(none, -1);
            return none;
        }
        return file.lengths(chunk, own);
    }

    @Override
    public long valueCount(int number, Field dataset) throws IOException {
        Chunk chunk = chunk(number);
        Field own = own(dataset);
        return own == null ? 0 : file.valueCount(chunk, own);
    }

    @Override
    public long chunkMemoryBytes(int number, Projection projection) throws IOException {
        Chunk chunk = chunk(number);
        Projection inner = map(projection).inner();
        return inner == null
                ? chunk.records() * Record.memoryBytes(projection.target(), 0)
                : file.memoryBytes(chunk, inner);
    }

    @Override
    public long memoryBytes(long row, Projection projection) throws IOException {
        Projection inner = map(projection).inner();
        return inner == null ? Record.memoryBytes(projection.target(), 0) : file.memoryBytes(row, inner);
    }

    @Override
    public void extents(long from, long to, Consumer<Extent> extents) throws IOException {
        file.extents(from, to, extent -> extents.accept(placed(fields, extent, placed.firstRow())));
    }

    /** What is told of a member, as it is of the virtual file. */
    static Extent placed(Schema fields, Extent extent, long firstRow) {
        Field own = extent.field();
        return new Extent(
                extent.file(),
                own == null ? null : fields.find(own.name()).orElse(own),
                firstRow + extent.row(),
                extent.part(),
                extent.offset(),
                extent.length(),
                extent.codec(),
                extent.firstValue(),
                extent.values(),
                extent.rangeValues());
    }

    @Override
    public void verifyStructure() throws IOException {
        file.verifyStructure();
    }

    @Override
    public List<String> faults() throws IOException {
        return file.checkStructure().damaged();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
