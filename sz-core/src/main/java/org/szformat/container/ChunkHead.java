package org.szformat.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.SzFormatException;
import org.szformat.layout.ColumnStatistics;

/**
 * What a chunk holds, and where: the payload of the frame that it begins with.
 *
 * <pre>
 *  u64  first row
 *  u64  number of the chunk
 *  u64  bytes of this frame and all blocks behind it
 *  u64  bytes of all values
 *  u32  records
 *  u32  number of blocks
 *  u32  bytes of all inline blocks
 *  …    an entry for each {@link Block}
 *  …    {@linkplain StoredStatistics statistics}
 *  …    the inline blocks, in the order of their entries
 * </pre>
 */
final class ChunkHead {
    /** Bytes of the payload before the first entry. */
    static final int FIXED = 44;

    static final int MIN_LENGTH = MetadataFrame.HEADER + FIXED + MetadataFrame.CHECKSUM;
    static final int MAX_RECORDS = 1 << 20;

    private final ChunkEntry entry;
    private final long valueBytes;
    private final byte[] bytes;
    private final List<Block> blocks;
    private final List<ColumnBlocks> columns;
    private final List<ColumnStatistics> statistics;

    private ChunkHead(
            ChunkEntry entry,
            long valueBytes,
            byte[] bytes,
            List<Block> blocks,
            List<ColumnBlocks> columns,
            List<ColumnStatistics> statistics) {
        this.entry = entry;
        this.valueBytes = valueBytes;
        this.bytes = bytes;
        this.blocks = blocks;
        this.columns = columns;
        this.statistics = statistics;
    }

    /**
     * Reads a head whose CRC was checked.
     *
     * @param bytes all bytes of the frame and no others
     */
    static ChunkHead read(Path file, MetadataFrame frame, byte[] bytes, List<Column> columns, long end)
            throws SzFormatException {
        ByteReader in = frame.payload(file, bytes, 0);
        long firstRow = in.u64("first row", 0, Manifest.MAX_ROWS);
        int number = (int) in.u64("number of the chunk", 0, Integer.MAX_VALUE);
        long length = in.u64("bytes of the chunk", bytes.length, end - frame.offset());
        long valueBytes = in.u64("bytes of values", 0, Long.MAX_VALUE);
        int records = in.u32("records", 1, MAX_RECORDS);
        int count = in.u32("number of blocks", columns.size(), Block.maxEntries(in.remaining()));
        int inlineBytes = in.u32("bytes of inline blocks", 0, in.remaining());
        ChunkEntry entry = new ChunkEntry(number, firstRow, records, frame.offset(), length, bytes.length);
        List<Block> blocks = new ArrayList<>(count);
        long frameAt = frame.end();
        int inlineAt = bytes.length - MetadataFrame.CHECKSUM - inlineBytes;
        int inlineEnd = bytes.length - MetadataFrame.CHECKSUM;
        for (int i = 0; i < count; i++) {
            Block block = Block.read(in, columns.size(), records, frameAt, inlineAt, entry.end());
            blocks.add(block);
            if (block.isInline()) {
                inlineAt += block.stored();
            } else {
                frameAt += block.stored();
            }
        }
        List<ColumnStatistics> statistics = StoredStatistics.read(in, columns, records);
        if (frameAt != entry.end() || inlineAt != inlineEnd || in.remaining() != inlineBytes) {
            throw in.fault(
                    "blocks up to offset " + frameAt + " and inline up to byte " + inlineAt,
                    "offset " + entry.end() + " and byte " + inlineEnd);
        }
        List<ColumnBlocks> byColumn = ColumnBlocks.of(in, columns, blocks, records);
        return new ChunkHead(entry, valueBytes, bytes, List.copyOf(blocks), byColumn, statistics);
    }

    ChunkEntry entry() {
        return entry;
    }

    int records() {
        return entry.records();
    }

    /** As the head says; of values that are decoded, count the values. */
    long valueBytes() {
        return valueBytes;
    }

    /** All bytes of the frame, where inline blocks are. */
    byte[] bytes() {
        return bytes;
    }

    /** All blocks, in the order in which they lie. */
    List<Block> blocks() {
        return blocks;
    }

    ColumnBlocks column(Column column) {
        return columns.get(column.field().position());
    }

    List<ColumnStatistics> statistics() {
        return statistics;
    }

    /** How much memory it takes, roughly. */
    long footprint() {
        return bytes.length + 96L * blocks.size() + 128L * columns.size();
    }
}
