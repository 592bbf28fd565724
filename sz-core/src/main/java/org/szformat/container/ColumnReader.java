package org.szformat.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.szformat.SzFormatException;
import org.szformat.codec.ArrayKind;

/** Puts the values of rows together from the blocks of their column. Lives for one column of one read. */
final class ColumnReader {
    private static final int MISSING = -1;

    private final ChunkHead head;
    private final Column column;
    private final ColumnBlocks blocks;
    private final long maxValueBytes;

    ColumnReader(ChunkHead head, Column column, long maxValueBytes) {
        this.head = head;
        this.column = column;
        this.blocks = head.column(column);
        this.maxValueBytes = maxValueBytes;
    }

    /** The blocks that the rows from {@code from} to before {@code to} of the chunk need. */
    List<Block> needed(int from, int to) {
        List<Block> needed = new ArrayList<>();
        for (ColumnBlocks.Group group : groups(from, to)) {
            boolean ownAlone = to - from == 1 && !ownOf(group, from).isEmpty();
            if (!ownAlone) {
                needed.add(group.shared());
                if (group.lengths() != null) {
                    needed.add(group.lengths());
                }
                if (group.presence() != null) {
                    needed.add(group.presence());
                }
            }
            for (Block own : group.own()) {
                if (own.firstRow() >= from && own.firstRow() < to) {
                    needed.add(own);
                }
            }
        }
        return needed;
    }

    /** The blocks that {@link #lengths} needs. */
    List<Block> lengthBlocks() {
        List<Block> needed = new ArrayList<>();
        for (ColumnBlocks.Group group : blocks.groups()) {
            if (group.lengths() != null) {
                needed.add(group.lengths());
            }
        }
        return needed;
    }

    /** How many values each row of the chunk has, of a variable column; −1 where they are missing. */
    int[] lengths(BlockDecoder decoder, StoredBytes stored) throws SzFormatException {
        int[] lengths = new int[head.records()];
        for (ColumnBlocks.Group group : blocks.groups()) {
            int[] counts = counts(group, decoder, stored);
            long values = Arrays.stream(counts)
                    .filter(count -> count != MISSING)
                    .asLongStream()
                    .sum();
            if (values != group.values()) {
                throw sumFault(group, decoder);
            }
            for (Block own : group.own()) {
                values = ownOf(group, own.firstRow()).stream()
                        .mapToLong(Block::values)
                        .sum();
                int count = counts[own.firstRow() - group.firstRow()];
                if (values != count) {
                    throw decoder.fault(head, own, values + " values of their own", count + "");
                }
            }
            System.arraycopy(counts, 0, lengths, group.firstRow(), counts.length);
        }
        return lengths;
    }

    private List<ColumnBlocks.Group> groups(int from, int to) {
        if (to - from == 1) {
            return List.of(blocks.ofRow(from));
        }
        return blocks.groups().stream()
                .filter(group -> group.firstRow() < to && group.firstRow() + group.rows() > from)
                .toList();
    }

    private static List<Block> ownOf(ColumnBlocks.Group group, int row) {
        return group.own().stream().filter(own -> own.firstRow() == row).toList();
    }

    /** The own blocks of a row, where it has any; otherwise it shares its values, if it has any, with others. */
    List<Block> ownOf(int row) {
        return ownOf(blocks.ofRow(row), row);
    }

    /** The values of rows, from the stored bytes of the {@linkplain #needed needed} blocks. */
    ColumnValues read(int from, int to, BlockDecoder decoder, StoredBytes stored) throws SzFormatException {
        ColumnValues values = new ColumnValues(column, from, to - from);
        for (ColumnBlocks.Group group : groups(from, to)) {
            List<Block> own = to - from == 1 ? ownOf(group, from) : List.of();
            if (!own.isEmpty()) {
                values.setArray(from, join(own, decoder, stored));
            } else if (column.isVariable()) {
                readArrays(group, from, to, values, decoder, stored);
            } else {
                readNumbers(group, from, to, values, decoder, stored);
            }
        }
        return values;
    }

    private void readNumbers(
            ColumnBlocks.Group group, int from, int to, ColumnValues values, BlockDecoder decoder, StoredBytes stored)
            throws SzFormatException {
        Object numbers = decoder.values(head, group.shared(), stored);
        Block presence = group.presence();
        byte[] bits = presence == null ? new byte[0] : decoder.shape(head, presence, stored);
        int index = 0;
        for (int i = 0; i < group.rows(); i++) {
            boolean present = presence == null || (bits[i >> 3] >> (i & 7) & 1) != 0;
            if (present && index == group.shared().values()) {
                throw decoder.fault(head, group.shared(), index + " values", "one for each row that has one");
            }
            int row = group.firstRow() + i;
            if (present && row >= from && row < to) {
                values.setNumber(row, numbers, index);
            }
            index += present ? 1 : 0;
        }
        if (index != group.shared().values()) {
            throw decoder.fault(
                    head, group.shared(), group.shared().values() + " values", index + ", as rows have values");
        }
    }

    private void readArrays(
            ColumnBlocks.Group group, int from, int to, ColumnValues values, BlockDecoder decoder, StoredBytes stored)
            throws SzFormatException {
        Object shared = decoder.values(head, group.shared(), stored);
        int[] counts = counts(group, decoder, stored);
        int at = 0;
        int ownAt = 0;
        for (int i = 0; i < counts.length; i++) {
            int row = group.firstRow() + i;
            int ownFrom = ownAt;
            long ownValues = 0;
            while (ownAt < group.own().size() && group.own().get(ownAt).firstRow() == row) {
                ownValues += group.own().get(ownAt).values();
                ownAt++;
            }
            boolean wanted = row >= from && row < to;
            if (ownAt > ownFrom) {
                if (ownValues != counts[i]) {
                    throw decoder.fault(
                            head, group.own().get(ownFrom), ownValues + " values of their own", counts[i] + "");
                }
                if (wanted) {
                    values.setArray(row, join(group.own().subList(ownFrom, ownAt), decoder, stored));
                }
            } else if (counts[i] != MISSING) {
                if (counts[i] > group.shared().values() - at) {
                    throw sumFault(group, decoder);
                }
                if (wanted) {
                    values.setArray(row, part(shared, at, counts[i]));
                }
                at += counts[i];
            }
        }
        if (at != group.shared().values()) {
            throw sumFault(group, decoder);
        }
    }

    private SzFormatException sumFault(ColumnBlocks.Group group, BlockDecoder decoder) {
        return decoder.fault(
                head,
                group.shared(),
                group.shared().values() + " shared values",
                "as many as the lengths of the rows make");
    }

    private int[] counts(ColumnBlocks.Group group, BlockDecoder decoder, StoredBytes stored) throws SzFormatException {
        int[] counts = new int[group.rows()];
        Block lengths = group.lengths();
        if (lengths == null) {
            long equal = group.values() / group.rows();
            if (equal > Integer.MAX_VALUE) {
                throw decoder.fault(head, group.shared(), equal + " values in a row", "fewer than 2147483648");
            }
            Arrays.fill(counts, (int) equal);
            return counts;
        }
        byte[] bytes = decoder.shape(head, lengths, stored);
        int at = 0;
        for (int i = 0; i < counts.length; i++) {
            long length = 0;
            int shift = 0;
            boolean more = true;
            while (more) {
                if (at == bytes.length || shift > 28) {
                    throw decoder.fault(head, lengths, "no length of row " + i, "a varint of up to five bytes");
                }
                length |= (bytes[at] & 0x7FL) << shift;
                more = bytes[at++] < 0;
                shift += 7;
            }
            if (length > Integer.MAX_VALUE) {
                throw decoder.fault(head, lengths, "length " + length, "less than 2147483648");
            }
            counts[i] = (int) length - 1;
        }
        if (at != bytes.length) {
            throw decoder.fault(head, lengths, (bytes.length - at) + " bytes more", "a varint for each row");
        }
        return counts;
    }

    private Object join(List<Block> own, BlockDecoder decoder, StoredBytes stored) throws SzFormatException {
        long count = own.stream().mapToLong(Block::values).sum();
        if (count * column.width() > maxValueBytes) {
            throw decoder.fault(
                    head,
                    own.get(0),
                    count + " values of " + column.width() + " bytes each",
                    "at most " + maxValueBytes + " bytes, or a higher limit");
        }
        if (own.size() == 1) {
            return decoder.values(head, own.get(0), stored);
        }
        Object joined = ArrayKind.of(column.field().type()).allocate((int) count);
        int at = 0;
        for (Block block : own) {
            ColumnCells.copy(decoder.values(head, block, stored), 0, joined, at, block.values());
            at += block.values();
        }
        return joined;
    }

    private Object part(Object shared, int at, int count) {
        Object part = ArrayKind.of(column.field().type()).allocate(count);
        ColumnCells.copy(shared, at, part, 0, count);
        return part;
    }
}
