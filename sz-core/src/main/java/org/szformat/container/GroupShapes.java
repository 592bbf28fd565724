package org.szformat.container;

import java.io.IOException;
import org.szformat.SzFormatException;

/** Finds out where the values of each row of a group are, and checks that they are as many as rows say. */
final class GroupShapes {
    private final Column column;
    private final BlockDecoder decoder;

    GroupShapes(Column column, BlockDecoder decoder) {
        this.column = column;
        this.decoder = decoder;
    }

    /** The values of a group's rows, which are or will be in the array {@code shared}. */
    GroupValues read(ChunkHead head, ColumnBlocks.Group group, StoredBytes stored, Object shared) throws IOException {
        if (column.isVariable()) {
            return group.lengths() == null && group.ownFrom() == group.ownTo()
                    ? GroupValues.ofEqual(shared, group.shared().values() / group.rows())
                    : GroupValues.ofBounds(shared, arrays(head, group, stored));
        }
        return group.presence() == null
                ? GroupValues.ofEqual(shared, 1)
                : GroupValues.ofBounds(shared, numbers(head, group, group.presence(), stored));
    }

    /** How many values each row of a chunk has, of a variable column; {@link GroupValues#MISSING} where they are missing. */
    int[] lengths(ChunkHead head, StoredBytes stored) throws IOException {
        ColumnBlocks blocks = head.column(column);
        int[] lengths = new int[head.records()];
        for (ColumnBlocks.Group group : blocks.groups()) {
            int[] bounds = arrays(head, group, stored);
            for (int i = 0; i < group.rows(); i++) {
                lengths[group.firstRow() + i] = bounds[2 * i + 1];
            }
        }
        for (int at = 0; at < blocks.own().size(); ) {
            int row = blocks.own().get(at).firstRow();
            int end = blocks.endOfOwn(row, at);
            lengths[row] = (int) blocks.ownValues(at, end);
            at = end;
        }
        return lengths;
    }

    private int[] numbers(ChunkHead head, ColumnBlocks.Group group, Block presence, StoredBytes stored)
            throws IOException {
        decoder.shape(head, presence, stored);
        byte[] bits = decoder.content();
        int bitsFrom = decoder.contentFrom();
        int[] bounds = new int[2 * group.rows()];
        int at = 0;
        for (int i = 0; i < group.rows(); i++) {
            boolean present = (bits[bitsFrom + (i >> 3)] >> (i & 7) & 1) != 0;
            if (present && at == group.shared().values()) {
                throw decoder.fault(head, group.shared(), at + " values", "one for each row that has one");
            }
            bounds[2 * i] = at;
            bounds[2 * i + 1] = present ? 1 : GroupValues.MISSING;
            at += present ? 1 : 0;
        }
        if (at != group.shared().values()) {
            throw decoder.fault(
                    head, group.shared(), group.shared().values() + " values", at + ", as rows have values");
        }
        return bounds;
    }

    private int[] arrays(ChunkHead head, ColumnBlocks.Group group, StoredBytes stored) throws IOException {
        int[] bounds = counts(head, group, stored);
        ColumnBlocks blocks = head.column(column);
        int at = 0;
        int ownAt = group.ownFrom();
        for (int i = 0; i < group.rows(); i++) {
            int row = group.firstRow() + i;
            int count = bounds[2 * i + 1];
            int ownFrom = ownAt;
            bounds[2 * i] = at;
            if (ownAt < group.ownTo() && blocks.own().get(ownAt).firstRow() == row) {
                ownAt = blocks.endOfOwn(row, ownAt);
                long ownValues = blocks.ownValues(ownFrom, ownAt);
                if (ownValues != count) {
                    throw decoder.fault(
                            head, blocks.own().get(ownFrom), ownValues + " values of their own", count + "");
                }
                bounds[2 * i + 1] = GroupValues.OWN;
            } else if (count != GroupValues.MISSING) {
                if (count > group.shared().values() - at) {
                    throw sumFault(head, group);
                }
                at += count;
            }
        }
        if (at != group.shared().values()) {
            throw sumFault(head, group);
        }
        return bounds;
    }

    private SzFormatException sumFault(ChunkHead head, ColumnBlocks.Group group) {
        return decoder.fault(
                head,
                group.shared(),
                group.shared().values() + " shared values",
                "as many as the lengths of the rows make");
    }

    /** Bounds of which the numbers of values are set, to {@link GroupValues#MISSING} or what the file says. */
    private int[] counts(ChunkHead head, ColumnBlocks.Group group, StoredBytes stored) throws IOException {
        int[] bounds = new int[2 * group.rows()];
        Block lengths = group.lengths();
        if (lengths == null) {
            long equal = group.values() / group.rows();
            if (equal > Integer.MAX_VALUE) {
                throw decoder.fault(head, group.shared(), equal + " values in a row", "fewer than 2147483648");
            }
            for (int i = 0; i < group.rows(); i++) {
                bounds[2 * i + 1] = (int) equal;
            }
            return bounds;
        }
        int end = decoder.shape(head, lengths, stored) + decoder.contentFrom();
        byte[] bytes = decoder.content();
        int at = decoder.contentFrom();
        for (int i = 0; i < group.rows(); i++) {
            long length = 0;
            int shift = 0;
            boolean more = true;
            while (more) {
                if (at == end || shift > 28) {
                    throw decoder.fault(head, lengths, "no length of row " + i, "a varint of up to five bytes");
                }
                length |= (bytes[at] & 0x7FL) << shift;
                more = bytes[at++] < 0;
                shift += 7;
            }
            if (length > Integer.MAX_VALUE) {
                throw decoder.fault(head, lengths, "length " + length, "less than 2147483648");
            }
            bounds[2 * i + 1] = (int) length - 1;
        }
        if (at != end) {
            throw decoder.fault(head, lengths, (end - at) + " bytes more", "a varint for each row");
        }
        return bounds;
    }
}
