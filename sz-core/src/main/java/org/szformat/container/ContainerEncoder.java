package org.szformat.container;

import java.util.ArrayList;
import java.util.List;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.layout.ChunkEncoder;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** Turns records into chunks. */
final class ContainerEncoder implements ChunkEncoder {
    /** Rows share blocks until their values in all columns take so many bytes. */
    private static final int GROUP_BYTES = 24 << 10;

    private static final int GROUP_ROWS = 1 << 16;

    private final Schema schema;
    private final List<Column> columns;
    private final long maxPartBytes;
    private final BlockEncoder blocks;

    ContainerEncoder(FileHead head, FrameBuffers buffers) {
        schema = head.schema();
        columns = head.columns();
        maxPartBytes = Math.min(2 * head.chunkBytes(), FileHead.MAX_CHUNK_BYTES);
        blocks = new BlockEncoder(columns, buffers);
    }

    /** Makes one chunk; or several, where there are more records, or more bytes of them, than a chunk has. */
    @Override
    public EncodedContainerChunk encode(List<Record> records) {
        List<EncodedContainerChunk.Part> parts = new ArrayList<>(1);
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            long more = records.get(i).valueBytes();
            if (i > from && (bytes + more > maxPartBytes || i - from == ChunkHead.MAX_RECORDS)) {
                parts.add(encodePart(records.subList(from, i), bytes));
                from = i;
                bytes = 0;
            }
            bytes += more;
        }
        parts.add(encodePart(records.subList(from, records.size()), bytes));
        return new EncodedContainerChunk(parts);
    }

    @Override
    public EncodedContainerChunk encodeWhole(List<Record> records) {
        long bytes = 0;
        for (Record record : records) {
            bytes += record.valueBytes();
        }
        return new EncodedContainerChunk(List.of(encodePart(records, bytes)));
    }

    private EncodedContainerChunk.Part encodePart(List<Record> records, long valueBytes) {
        List<ColumnCells> cells = new ArrayList<>(columns.size());
        for (Column column : columns) {
            cells.add(new ColumnCells(column, records));
        }
        blocks.begin();
        for (int from = 0; from < records.size(); ) {
            int to = endOfGroup(cells, from, records.size());
            for (ColumnCells column : cells) {
                addGroup(column, from, to);
            }
            from = to;
        }
        for (int row = 0; row < records.size(); row++) {
            for (ColumnCells column : cells) {
                addOwn(column, row);
            }
        }
        ByteArrayBuilder frames = blocks.takeFrames();
        byte[] head = head(records, valueBytes, frames.length());
        return new EncodedContainerChunk.Part(head, frames, records.size(), valueBytes, hashes(records));
    }

    private static int endOfGroup(List<ColumnCells> cells, int from, int limit) {
        long bytes = 0;
        int row = from;
        while (row < limit && row - from < GROUP_ROWS && bytes < GROUP_BYTES) {
            for (ColumnCells column : cells) {
                bytes += column.sharedBytes(row);
            }
            row++;
        }
        return row;
    }

    private void addGroup(ColumnCells cells, int from, int to) {
        int column = cells.column().field().position();
        int rows = to - from;
        boolean missing = cells.hasMissing(from, to);
        if (cells.column().isVariable()) {
            if (missing || cells.hasUnequalCounts(from, to)) {
                blocks.addShape(Block.Kind.LENGTHS, column, from, rows, cells.lengths(from, to));
            }
        } else if (missing) {
            blocks.addShape(Block.Kind.PRESENCE, column, from, rows, cells.presence(from, to));
        }
        int count = cells.sharedCount(from, to);
        Object shared = blocks.scratch(cells.kind(), count);
        cells.copyShared(from, to, shared);
        blocks.addValues(Block.Kind.SHARED, column, from, rows, shared, 0, count);
    }

    private void addOwn(ColumnCells cells, int row) {
        if (cells.isOwn(row)) {
            int column = cells.column().field().position();
            Object array = cells.array(row);
            int count = cells.count(row);
            for (int from = 0; from < count; from += Block.MAX_VALUES) {
                int values = Math.min(Block.MAX_VALUES, count - from);
                blocks.addValues(Block.Kind.OWN, column, row, 1, array, from, values);
            }
        }
    }

    private byte[] head(List<Record> records, long valueBytes, int frameBytes) {
        ByteWriter statistics = new ByteWriter(256);
        for (Column column : columns) {
            if (column.isNumericAttribute()) {
                StatisticsCollector collector = new StatisticsCollector(column.field());
                records.forEach(collector::add);
                StoredStatistics.write(statistics, collector.toStatistics());
            }
        }
        ByteWriter entries = blocks.entries();
        ByteWriter inline = blocks.inline();
        int length = ChunkHead.MIN_LENGTH + entries.length() + statistics.length() + inline.length();
        ByteWriter head = MetadataFrame.begin(FrameType.CHUNK_HEAD);
        head.u64(0)
                .u64(0)
                .u64((long) length + frameBytes)
                .u64(valueBytes)
                .u32(records.size())
                .u32(blocks.blocks())
                .u32(inline.length())
                .bytes(entries.array(), 0, entries.length())
                .bytes(statistics.array(), 0, statistics.length())
                .bytes(inline.array(), 0, inline.length());
        return head.toByteArray();
    }

    private long[] hashes(List<Record> records) {
        if (schema.key().isEmpty()) {
            return new long[0];
        }
        Field key = schema.key().get();
        return records.stream()
                .mapToLong(record -> IdRun.hash((String) record.stored(key)))
                .toArray();
    }

    @Override
    public void close() {
        blocks.close();
    }
}
