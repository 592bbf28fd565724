package org.szformat.container;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/**
 * The blocks of one column of a chunk. The groups follow one another from the chunk's first row to its last; the values
 * that rows have to themselves are in order of rows.
 */
final class ColumnBlocks {

    /**
     * Rows that share blocks.
     *
     * @param shared their values, of the rows that have no blocks of their own
     * @param lengths how many values each row has; null when all have the same number
     * @param presence which rows have a value; null when all have
     * @param ownFrom the index, among {@link #own}, of the first block of values that one of its rows has to itself
     * @param ownTo the index behind the last
     * @param ownValues all values of these
     */
    record Group(
            Block shared, @Nullable Block lengths, @Nullable Block presence, int ownFrom, int ownTo, long ownValues) {
        int firstRow() {
            return shared.firstRow();
        }

        int rows() {
            return shared.rows();
        }

        int endRow() {
            return shared.endRow();
        }

        /** All values of all rows. */
        long values() {
            return shared.values() + ownValues;
        }
    }

    private final List<Group> groups;
    private final List<Block> own;
    private final AtomicReferenceArray<GroupValues> decoded;

    private ColumnBlocks(List<Group> groups, List<Block> own) {
        this.groups = groups;
        this.own = own;
        this.decoded = new AtomicReferenceArray<>(groups.size());
    }

    static List<ColumnBlocks> of(ByteReader in, List<Column> columns, List<Block> blocks, int records)
            throws SzFormatException {
        List<Builder> builders = new ArrayList<>(columns.size());
        for (Column column : columns) {
            builders.add(new Builder(column));
        }
        for (Block block : blocks) {
            builders.get(block.column()).add(in, block);
        }
        List<ColumnBlocks> all = new ArrayList<>(columns.size());
        for (Builder builder : builders) {
            all.add(builder.build(in, records));
        }
        return List.copyOf(all);
    }

    List<Group> groups() {
        return groups;
    }

    /** Slots for the values of {@link #groups}, decoded. */
    AtomicReferenceArray<GroupValues> decoded() {
        return decoded;
    }

    /** The blocks of values that rows have to themselves, in order. */
    List<Block> own() {
        return own;
    }

    /** The index of the group that a row of the chunk belongs to. */
    int groupOf(int row) {
        int from = 0;
        int to = groups.size() - 1;
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (groups.get(middle).firstRow() <= row) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return from;
    }

    /** The index of the first of the {@link #own} blocks that is of a row or one behind it. */
    int ownOf(int row) {
        int from = 0;
        int to = own.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (own.get(middle).firstRow() < row) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** The index behind the last of the {@link #own} blocks of a row, of which that of index {@code from} is the first. */
    int endOfOwn(int row, int from) {
        int to = from;
        while (to < own.size() && own.get(to).firstRow() == row) {
            to++;
        }
        return to;
    }

    /** How many values {@link #own} blocks have. */
    long ownValues(int from, int to) {
        long values = 0;
        for (int i = from; i < to; i++) {
            values += own.get(i).values();
        }
        return values;
    }

    /** Sorts the blocks of a column into groups. */
    private static final class Builder {
        private final Column column;
        private final List<Block> shared = new ArrayList<>();
        private final List<Block> lengths = new ArrayList<>();
        private final List<Block> presence = new ArrayList<>();
        private final List<Block> own = new ArrayList<>();

        Builder(Column column) {
            this.column = column;
        }

        void add(ByteReader in, Block block) throws SzFormatException {
            boolean variable = column.isVariable();
            boolean belongs = switch (block.kind()) {
                case SHARED -> true;
                case LENGTHS -> variable && block.values() == block.rows();
                case PRESENCE -> !variable && block.values() == block.rows();
                case OWN -> variable && block.values() > 0;
            };
            if (!belongs) {
                throw fault(in, block + "", "blocks that the column can have");
            }
            List<Block> list = switch (block.kind()) {
                case SHARED -> shared;
                case LENGTHS -> lengths;
                case PRESENCE -> presence;
                case OWN -> own;
            };
            int last = list.isEmpty() ? 0 : list.get(list.size() - 1).firstRow();
            if (block.firstRow() < last) {
                throw fault(in, "a block of row " + block.firstRow() + " behind one of row " + last, "ascending rows");
            }
            list.add(block);
        }

        ColumnBlocks build(ByteReader in, int records) throws SzFormatException {
            List<Group> groups = new ArrayList<>(shared.size());
            int row = 0;
            int ownAt = 0;
            Matcher lengthsOf = new Matcher(lengths);
            Matcher presenceOf = new Matcher(presence);
            for (Block block : shared) {
                if (block.firstRow() != row) {
                    throw fault(in, "values from row " + block.firstRow() + " on", "row " + row);
                }
                row = block.endRow();
                int ownFrom = ownAt;
                long ownValues = 0;
                while (ownAt < own.size() && own.get(ownAt).firstRow() < row) {
                    ownValues += own.get(ownAt++).values();
                }
                Block presenceBlock = presenceOf.next(block);
                Block lengthsBlock = lengthsOf.next(block);
                Group group = new Group(block, lengthsBlock, presenceBlock, ownFrom, ownAt, ownValues);
                check(in, group);
                groups.add(group);
            }
            if (row != records || !lengthsOf.isDone() || !presenceOf.isDone()) {
                throw fault(in, "blocks up to row " + row, "row " + records + ", and none besides");
            }
            return new ColumnBlocks(List.copyOf(groups), List.copyOf(own));
        }

        private void check(ByteReader in, Group group) throws SzFormatException {
            long values = group.values();
            boolean fits = column.isVariable()
                    ? group.lengths() != null || values % group.rows() == 0
                    : group.presence() == null ? values == group.rows() : values <= group.rows();
            if (!fits) {
                throw fault(in, values + " values in " + group.rows() + " rows", "a number that fits the rows");
            }
        }

        private SzFormatException fault(ByteReader in, String found, String expected) {
            return in.fault(column.field() + ": " + found, expected);
        }
    }

    /** Finds the block that is of the same rows as another, in two lists that are in order. */
    private static final class Matcher {
        private final List<Block> blocks;
        private int at;

        Matcher(List<Block> blocks) {
            this.blocks = blocks;
        }

        @Nullable
        Block next(Block like) {
            if (at < blocks.size()
                    && blocks.get(at).firstRow() == like.firstRow()
                    && blocks.get(at).rows() == like.rows()) {
                return blocks.get(at++);
            }
            return null;
        }

        boolean isDone() {
            return at == blocks.size();
        }
    }
}
