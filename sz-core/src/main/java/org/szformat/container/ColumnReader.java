package org.szformat.container;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.codec.ArrayKind;

/**
 * Puts the values of rows together from the blocks of their column: first those that rows share, group by group, then
 * those that rows have to themselves, which is the order in which they lie. Used for one read after the other; confined
 * to one thread at a time.
 */
final class ColumnReader {
    /** What becomes of values. */
    enum Form {
        /** Each row has an array of its own; texts are strings. */
        ARRAYS,
        /** Rows of a dataset of numbers may share arrays; texts are strings. */
        PARTS,
        /** As arrays, but texts are UTF-8. */
        UTF8
    }

    private final Column column;
    private final ArrayKind<?> kind;
    private final BlockDecoder decoder;
    private final GroupShapes shapes;
    private final long maxValueBytes;
    private final ColumnValues values;

    private @Nullable ChunkHead head;
    private @Nullable SlotCache<GroupValues> cache;
    private @Nullable GroupValues known;
    private Form form = Form.ARRAYS;
    private int from;
    private int to;
    private int group;
    private int ownAt;

    ColumnReader(Column column, BlockDecoder decoder, long maxValueBytes) {
        this.column = column;
        this.kind = ArrayKind.of(column.field().type());
        this.decoder = decoder;
        this.shapes = new GroupShapes(column, decoder);
        this.maxValueBytes = maxValueBytes;
        this.values = new ColumnValues(column.field());
    }

    /** The values that were read. */
    ColumnValues values() {
        return values;
    }

    /**
     * Turns to the rows from {@code first} to before {@code end} of a chunk, and says which blocks they need.
     *
     * @param decoded keeps values of groups that are decoded; null where none are kept
     */
    void begin(
            ChunkHead chunk,
            int first,
            int end,
            Form wanted,
            @Nullable SlotCache<GroupValues> decoded,
            StoredBytes stored) {
        head = chunk;
        cache = decoded;
        known = null;
        form = wanted;
        from = first;
        to = end;
        values.begin(first, end - first);
        ColumnBlocks blocks = chunk.column(column);
        group = blocks.groupOf(first);
        ownAt = blocks.own().isEmpty() ? 0 : blocks.ownOf(first);
        if (!isOwnAlone(blocks)) {
            for (int i = group;
                    i < blocks.groups().size() && blocks.groups().get(i).firstRow() < to;
                    i++) {
                want(blocks, i, stored);
            }
        }
        for (int i = ownAt; i < blocks.own().size() && blocks.own().get(i).firstRow() < to; i++) {
            stored.want(blocks.own().get(i));
        }
    }

    /** How many values each row of a chunk has, of a variable column; −1 where they are missing. */
    int[] lengths(ChunkHead chunk, StoredBytes stored) throws IOException {
        stored.begin(chunk);
        for (ColumnBlocks.Group each : chunk.column(column).groups()) {
            if (each.lengths() != null) {
                stored.want(each.lengths());
            }
        }
        stored.plan(chunk.records());
        return shapes.lengths(chunk, stored);
    }

    private void want(ColumnBlocks blocks, int index, StoredBytes stored) {
        ColumnBlocks.Group wanted = blocks.groups().get(index);
        if (cache != null) {
            known = blocks.decoded().get(index);
            if (known != null) {
                return;
            }
        }
        if (wanted.lengths() != null) {
            stored.want(wanted.lengths());
        }
        if (wanted.presence() != null) {
            stored.want(wanted.presence());
        }
        stored.want(wanted.shared());
    }

    /** Whether one row is wanted that shares nothing. */
    private boolean isOwnAlone(ColumnBlocks blocks) {
        return to - from == 1
                && ownAt < blocks.own().size()
                && blocks.own().get(ownAt).firstRow() == from;
    }

    /** Reads the next group; returns whether there is one more. */
    boolean readGroup(StoredBytes stored) throws IOException {
        ChunkHead chunk = head();
        ColumnBlocks blocks = chunk.column(column);
        if (group == blocks.groups().size() || blocks.groups().get(group).firstRow() >= to || isOwnAlone(blocks)) {
            return false;
        }
        ColumnBlocks.Group next = blocks.groups().get(group);
        GroupValues decoded = known == null ? decode(chunk, blocks, group, stored) : known;
        group++;
        int first = Math.max(from, next.firstRow());
        int end = Math.min(to, next.endRow());
        if (column.isVariable()) {
            setArrays(chunk, next, first, end, decoded);
        } else if (decoded.isEqual()) {
            values.setNumbers(first, decoded.values(), decoded.from(first - next.firstRow()), end - first);
        } else {
            for (int row = first; row < end; row++) {
                int i = row - next.firstRow();
                if (decoded.count(i) == GroupValues.MISSING) {
                    values.setMissing(row);
                } else {
                    values.setNumbers(row, decoded.values(), decoded.from(i), 1);
                }
            }
        }
        return true;
    }

    private GroupValues decode(ChunkHead chunk, ColumnBlocks blocks, int index, StoredBytes stored) throws IOException {
        ColumnBlocks.Group next = blocks.groups().get(index);
        boolean keep = cache != null && !next.shared().isInline();
        int count = next.shared().values();
        boolean handedOver = form == Form.PARTS
                && column.field().isDataset()
                && !column.field().isText();
        Object shared = keep || handedOver ? kind.allocate(count) : decoder.scratch(kind, count);
        GroupValues decoded = shapes.read(chunk, next, stored, shared);
        decoder.decode(chunk, next.shared(), stored, shared, 0);
        if (keep && cache != null) {
            cache.fill(blocks.decoded(), index, decoded, decoded.footprint(column.width()));
        }
        return decoded;
    }

    private void setArrays(ChunkHead chunk, ColumnBlocks.Group next, int first, int end, GroupValues decoded)
            throws SzFormatException {
        for (int row = first; row < end; row++) {
            int at = decoded.from(row - next.firstRow());
            int count = decoded.count(row - next.firstRow());
            if (count < 0) {
                continue;
            }
            if (column.field().isText()) {
                setText(chunk, row, (byte[]) decoded.values(), at, count);
            } else if (form == Form.PARTS) {
                values.setPart(row, decoded.values(), at, count);
            } else {
                Object part = kind.allocate(count);
                ColumnCells.copy(decoded.values(), at, part, 0, count);
                values.setObject(row, part);
            }
        }
    }

    private void setText(ChunkHead chunk, int row, byte[] utf8, int at, int count) throws SzFormatException {
        try {
            values.setObject(
                    row, form == Form.UTF8 ? ColumnValues.utf8(utf8, at, count) : ColumnValues.text(utf8, at, count));
        } catch (CharacterCodingException e) {
            throw new SzFormatException(
                    decoder.file(), chunk.entry().placeOf(row, column.field()), "bytes that are not UTF-8", "UTF-8", e);
        }
    }

    /** Reads the blocks that a row has to itself, if it has any; rows must come in order. */
    void readOwn(int row, StoredBytes stored) throws IOException {
        ChunkHead chunk = head();
        ColumnBlocks blocks = chunk.column(column);
        if (ownAt == blocks.own().size() || blocks.own().get(ownAt).firstRow() != row) {
            return;
        }
        int first = ownAt;
        ownAt = blocks.endOfOwn(row, first);
        long count = blocks.ownValues(first, ownAt);
        if (count * column.width() > maxValueBytes) {
            throw decoder.fault(
                    chunk,
                    blocks.own().get(first),
                    count + " values of " + column.width() + " bytes each",
                    "at most " + maxValueBytes + " bytes, or a higher limit");
        }
        boolean isText = column.field().isText();
        Object array =
                isText && count <= Block.MAX_VALUES ? decoder.scratch(kind, (int) count) : kind.allocate((int) count);
        int at = 0;
        for (int i = first; i < ownAt; i++) {
            decoder.decode(chunk, blocks.own().get(i), stored, array, at);
            at += blocks.own().get(i).values();
        }
        if (isText) {
            setText(chunk, row, (byte[]) array, 0, at);
        } else if (form == Form.PARTS) {
            values.setPart(row, array, 0, at);
        } else {
            values.setObject(row, array);
        }
    }

    private ChunkHead head() {
        if (head == null) {
            throw new IllegalStateException("no chunk");
        }
        return head;
    }

    /** Forgets the chunk and the values. */
    void release() {
        head = null;
        cache = null;
        known = null;
        values.clear();
    }
}
