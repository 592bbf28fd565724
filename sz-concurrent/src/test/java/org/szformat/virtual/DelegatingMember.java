package org.szformat.virtual;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.szformat.layout.Extent;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;

/** A member that does what another does. */
class DelegatingMember implements OpenMember {
    private final OpenMember member;

    DelegatingMember(OpenMember member) {
        this.member = member;
    }

    @Override
    public Record read(long row, Projection projection) throws IOException {
        return member.read(row, projection);
    }

    @Override
    public List<Record> read(long[] rows, Projection projection) throws IOException {
        return member.read(rows, projection);
    }

    @Override
    public List<Record> readChunk(int chunk, Projection projection) throws IOException {
        return member.readChunk(chunk, projection);
    }

    @Override
    public Batch readBatch(int chunk, Projection projection) throws IOException {
        return member.readBatch(chunk, projection);
    }

    @Override
    public Object readRange(long row, Field dataset, int from, int to) throws IOException {
        return member.readRange(row, dataset, from, to);
    }

    @Override
    public int[] lengths(int chunk, Field dataset) throws IOException {
        return member.lengths(chunk, dataset);
    }

    @Override
    public long valueCount(int chunk, Field dataset) throws IOException {
        return member.valueCount(chunk, dataset);
    }

    @Override
    public long chunkMemoryBytes(int chunk, Projection projection) throws IOException {
        return member.chunkMemoryBytes(chunk, projection);
    }

    @Override
    public long memoryBytes(long row, Projection projection) throws IOException {
        return member.memoryBytes(row, projection);
    }

    @Override
    public void extents(long from, long to, Consumer<Extent> extents) throws IOException {
        member.extents(from, to, extents);
    }

    @Override
    public void verifyStructure() throws IOException {
        member.verifyStructure();
    }

    @Override
    public List<String> faults() throws IOException {
        return member.faults();
    }

    @Override
    public void close() throws IOException {
        member.close();
    }
}
