package org.szformat.concurrent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.szformat.Layout;
import org.szformat.index.IndexTable;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** Reads in chunks of a given size, with a place for faults before each chunk is read. Reads whole records only. */
final class MemoryRecordFile implements RecordFile {
    /** Called before a chunk is read. */
    @FunctionalInterface
    interface Hook {
        void before(Chunk chunk) throws IOException;
    }

    /** How much memory a chunk is said to take. */
    @FunctionalInterface
    interface Sizes {
        long of(int chunk) throws IOException;
    }

    private final List<Record> rows;
    private final List<Chunk> chunks = new ArrayList<>();
    private final Hook hook;
    final List<long[]> rowsRead = new CopyOnWriteArrayList<>();
    final AtomicInteger chunksRead = new AtomicInteger();

    private final Sizes sizes;

    MemoryRecordFile(List<Record> rows, int chunkRecords, long storedBytes, Hook hook) {
        this(rows, chunkRecords, number -> storedBytes, hook);
    }

    MemoryRecordFile(List<Record> rows, int chunkRecords, Sizes sizes, Hook hook) {
        this.rows = rows;
        this.sizes = sizes;
        this.hook = hook;
        for (int row = 0; row < rows.size(); row += chunkRecords) {
            chunks.add(new Chunk(chunks.size(), row, Math.min(chunkRecords, rows.size() - row), 0, 1));
        }
    }

    @Override
    public Path path() {
        return Path.of("memory-reads.sz");
    }

    @Override
    public Layout layout() {
        return Layout.DIRECTORY;
    }

    @Override
    public String formatVersion() {
        return "memory";
    }

    @Override
    public Header header() {
        return Header.empty();
    }

    @Override
    public Schema schema() {
        return Reads.SCHEMA;
    }

    @Override
    public String codec(Field field) {
        return "none";
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public long size() {
        return rows.size();
    }

    @Override
    public long storedBytes() {
        return 0;
    }

    @Override
    public long valueBytes() {
        return rows.stream().mapToLong(Record::valueBytes).sum();
    }

    @Override
    public IndexTable index() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long[] rows(String id) {
        return LongStream.range(0, rows.size())
                .filter(row -> rows.get((int) row).key().equals(id))
                .toArray();
    }

    @Override
    public Record read(long row, Projection projection) {
        return rows.get((int) row);
    }

    @Override
    public List<Record> read(long[] some, Projection projection) throws IOException {
        rowsRead.add(some.clone());
        return RecordFile.super.read(some, projection);
    }

    @Override
    public long memoryBytes(Chunk chunk, Projection projection) throws IOException {
        return sizes.of(chunk.number());
    }

    @Override
    public List<Chunk> chunks() {
        return List.copyOf(chunks);
    }

    @Override
    public List<Record> read(Chunk chunk, Projection projection) throws IOException {
        hook.before(chunk);
        chunksRead.incrementAndGet();
        return rows.subList((int) chunk.firstRow(), (int) chunk.firstRow() + chunk.records());
    }

    @Override
    public void close() {}
}
