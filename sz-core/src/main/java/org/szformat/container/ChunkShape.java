package org.szformat.container;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jpountz.xxhash.XXHashFactory;
import org.szformat.record.Record;
import org.szformat.schema.Schema;

/** What a chunk's head says of its records without a block being read. */
final class ChunkShape {
    private ChunkShape() {}

    /** About how much memory the chunk's records take. */
    static long memoryBytes(ChunkHead head, List<Column> columns, Schema target) {
        long values = 0;
        for (Column column : columns) {
            values += values(head, column) * column.width();
        }
        return values + head.records() * Record.memoryBytes(target, 0);
    }

    /** About how much memory one of them takes; where rows share values, the mean of those. */
    static long memoryBytes(ChunkHead head, int row, List<Column> columns, Schema target) {
        long bytes = 0;
        for (Column column : columns) {
            ColumnBlocks.Group group = head.column(column).ofRow(row);
            long own = 0;
            for (Block block : group.own()) {
                own += block.firstRow() == row ? block.values() : 0;
            }
            bytes += (own > 0 ? own : group.shared().values() / group.rows() + 1L) * column.width();
        }
        return Record.memoryBytes(target, bytes);
    }

    /** How many values a column has. */
    static long values(ChunkHead head, Column column) {
        long values = 0;
        for (ColumnBlocks.Group group : head.column(column).groups()) {
            values += group.values();
        }
        return values;
    }

    /** XXH64 of the head, which has the CRC32C of every block, and of the fields' names and types. */
    static long fingerprint(ChunkHead head, Schema schema) {
        byte[] fields = schema.toString().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = head.bytes();
        long seed = XXHashFactory.safeInstance().hash64().hash(fields, 0, fields.length, 0);
        return XXHashFactory.safeInstance().hash64().hash(bytes, 0, bytes.length, seed);
    }
}
