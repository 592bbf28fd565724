package org.szformat.container;

import java.util.ArrayList;
import java.util.List;
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
     * @param own the blocks of values that rows have to themselves, in order
     */
    record Group(
            Block shared, @Nullable Block lengths, @Nullable Block presence, List<Block> own) {
        int firstRow() {
            return shared.firstRow();
        }

        int rows() {
            return shared.rows();
        }

        /** All values of all rows. */
        long values() {
            long values = shared.values();
            for (Block block : own) {
                values += block.values();
            }
            return values;
        }
    }

    private final List<Group> groups;

    private ColumnBlocks(List<Group> groups) {
        this.groups = groups;
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

    /** The group that a row of the chunk belongs to. */
    Group ofRow(int row) {
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
        return groups.get(from);
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
                while (ownAt < own.size() && own.get(ownAt).firstRow() < row) {
                    ownAt++;
                }
                Block presenceBlock = presenceOf.next(block);
                Block lengthsBlock = lengthsOf.next(block);
                Group group = new Group(block, lengthsBlock, presenceBlock, List.copyOf(own.subList(ownFrom, ownAt)));
                check(in, group);
                groups.add(group);
            }
            if (row != records || !lengthsOf.isDone() || !presenceOf.isDone()) {
                throw fault(in, "blocks up to row " + row, "row " + records + ", and none besides");
            }
            return new ColumnBlocks(List.copyOf(groups));
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
