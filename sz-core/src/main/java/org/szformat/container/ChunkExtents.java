package org.szformat.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ColumnCodec;
import org.szformat.layout.Extent;
import org.szformat.schema.Field;

/**
 * Where the values of some rows of a chunk lie, by its head. Of blocks, only those are decoded that say how many values rows
 * have. Confined to one thread.
 */
final class ChunkExtents {
    private static final byte[] NO_VALUES = {};

    private final FrameReader frames;
    private final ChunkHead head;
    private final int from;
    private final int to;
    private final List<ColumnRows> columns = new ArrayList<>();

    /** Of rows from {@code from} to before {@code to}, of the chunk. */
    private ChunkExtents(FrameReader frames, ChunkHead head, int from, int to) {
        this.frames = frames;
        this.head = head;
        this.from = from;
        this.to = to;
    }

    /** Tells where the values of rows from {@code from} to before {@code to} lie, of the chunk. */
    static void tell(
            FrameReader frames,
            FileHead file,
            ChunkHead head,
            int from,
            int to,
            Workspace workspace,
            Consumer<Extent> extents)
            throws IOException {
        ChunkExtents rows = new ChunkExtents(frames, head, from, to);
        for (Column column : file.columns()) {
            ColumnCodec codec = column.knownCodec();
            if (codec != null) {
                rows.columns.add(rows.read(column, codec, workspace));
            }
        }
        for (int row = from; row < to; row++) {
            for (ColumnRows column : rows.columns) {
                rows.tell(column, row, extents);
            }
        }
    }

    /**
     * What is known of a column.
     *
     * @param groups those that have some of the rows
     * @param values where in a group's values those of rows are, for each group
     * @param codec the codec of blocks in frames
     * @param inlineCodec the codec of inline blocks, which are not compressed
     * @param frameHeader bytes of a frame before what the codec made
     */
    private record ColumnRows(
            Column column,
            ColumnBlocks blocks,
            List<ColumnBlocks.Group> groups,
            List<GroupValues> values,
            String codec,
            String inlineCodec,
            int frameHeader) {
        int groupOf(int row) {
            int at = 0;
            while (groups.get(at).endRow() <= row) {
                at++;
            }
            return at;
        }
    }

    private ColumnRows read(Column column, ColumnCodec codec, Workspace workspace) throws IOException {
        ColumnBlocks blocks = head.column(column);
        List<ColumnBlocks.Group> groups = new ArrayList<>();
        StoredBytes stored = workspace.stored();
        stored.begin(head);
        for (int i = blocks.groupOf(from);
                i < blocks.groups().size() && blocks.groups().get(i).firstRow() < to;
                i++) {
            ColumnBlocks.Group group = blocks.groups().get(i);
            groups.add(group);
            if (group.lengths() != null) {
                stored.want(group.lengths());
            }
            if (group.presence() != null) {
                stored.want(group.presence());
            }
        }
        stored.plan(to - from);
        GroupShapes shapes = new GroupShapes(column, workspace.decoder());
        List<GroupValues> values = new ArrayList<>(groups.size());
        for (ColumnBlocks.Group group : groups) {
            values.add(shapes.read(head, group, stored, NO_VALUES));
        }
        return new ColumnRows(
                column,
                blocks,
                groups,
                values,
                column.codecText(),
                new ColumnCodec(codec.values(), ByteCodec.none()).toString(),
                BlockEncoder.isZstd(codec.bytes()) ? 0 : MetadataFrame.SKIPPABLE_HEADER);
    }

    private void tell(ColumnRows column, int row, Consumer<Extent> extents) {
        int first = column.blocks().ownOf(row);
        int end = column.blocks().endOfOwn(row, first);
        for (int i = first; i < end; i++) {
            Block block = column.blocks().own().get(i);
            extents.accept(extent(column, row, i - first, block, 0, block.values()));
        }
        if (first == end) {
            int at = column.groupOf(row);
            ColumnBlocks.Group group = column.groups().get(at);
            GroupValues values = column.values().get(at);
            int inGroup = row - group.firstRow();
            if (values.count(inGroup) >= 0) {
                extents.accept(extent(column, row, 0, group.shared(), values.from(inGroup), values.count(inGroup)));
            }
        }
    }

    private Extent extent(ColumnRows column, int row, int part, Block block, long firstValue, long values) {
        Field field = column.column().field();
        long number = head.entry().firstRow() + row;
        if (block.isInline()) {
            long offset = head.entry().offset() + block.at();
            return new Extent(
                    frames.file(),
                    field,
                    number,
                    part,
                    offset,
                    block.stored(),
                    column.inlineCodec(),
                    firstValue,
                    values,
                    block.values());
        }
        return new Extent(
                frames.file(),
                field,
                number,
                part,
                block.at() + column.frameHeader(),
                Math.max(0, block.stored() - column.frameHeader()),
                column.codec(),
                firstValue,
                values,
                block.values());
    }
}
