package org.szformat.container;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.szformat.SzFormatException;
import org.szformat.codec.ArrayKind;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.index.IndexTable;
import org.szformat.layout.Extent;
import org.szformat.record.Batch;
import org.szformat.record.BatchColumn;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** Reads rows of chunks whose place is known. Safe for use by many threads. */
final class ChunkReader implements Closeable {
    /** So much behind a chunk's head is read with it for single rows, since the blocks that rows share begin there. */
    private static final int AHEAD = 16 << 10;

    /** Groups that were decoded for single records; who looks an ID up reads the record next. */
    private static final long GROUP_CACHE_BYTES = 16L << 20;

    /** What a record and each of its fields take in memory besides their values, roughly. */
    private static final int RECORD_FOOTPRINT = 64;

    private static final int FIELD_FOOTPRINT = 32;

    private final FrameReader frames;
    private final FileHead file;
    private final ChunkHeads heads;
    private final SlotCache<GroupValues> groups =
            new SlotCache<>(Math.min(GROUP_CACHE_BYTES, Runtime.getRuntime().maxMemory() / 32));
    private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    ChunkReader(FrameReader frames, FileHead file) {
        this.frames = frames;
        this.file = file;
        this.heads = new ChunkHeads(frames, file);
    }

    ChunkHead head(ChunkEntry entry) throws IOException {
        Workspace workspace = take();
        try {
            return heads.get(entry, workspace.stored(), 0);
        } finally {
            giveBack(workspace);
        }
    }

    /** What is done with the values of columns of some rows of a chunk, which are the workspace's. */
    private interface Use<T> {
        T of(Workspace workspace) throws IOException;
    }

    private <T> T use(ChunkEntry entry, int from, int to, List<Field> fields, ColumnReader.Form form, Use<T> use)
            throws IOException {
        Workspace workspace = take();
        try {
            load(workspace, entry, from, to, fields, form);
            return use.of(workspace);
        } finally {
            giveBack(workspace);
        }
    }

    private void load(
            Workspace workspace, ChunkEntry entry, int from, int to, List<Field> fields, ColumnReader.Form form)
            throws IOException {
        StoredBytes stored = workspace.stored();
        ChunkHead head = heads.get(entry, stored, ahead(entry, to - from, fields));
        stored.begin(head);
        for (Field field : fields) {
            reader(workspace, field).begin(head, from, to, form, to - from == 1 ? groups : null, stored);
        }
        requireRoom(head, to - from, fields.size(), stored.wanted());
        stored.plan(to - from);
        readGroups(workspace, fields);
        for (int row = from; row < to; row++) {
            for (Field field : fields) {
                reader(workspace, field).readOwn(row, stored);
            }
        }
    }

    /** How much it is worth to read with a head that is not known yet. */
    private int ahead(ChunkEntry entry, int rows, List<Field> fields) {
        if (rows == 1 && entry.records() > 1) {
            return AHEAD;
        }
        boolean whole =
                rows == entry.records() && fields.size() == file.columns().size();
        return whole && entry.length() <= StoredBytes.PIECE ? StoredBytes.PIECE : 0;
    }

    private void readGroups(Workspace workspace, List<Field> fields) throws IOException {
        boolean more = true;
        while (more) {
            more = false;
            for (Field field : fields) {
                more |= reader(workspace, field).readGroup(workspace.stored());
            }
        }
    }

    /** The reader of the file's field that has the name of another, which may be of a projection. */
    private ColumnReader reader(Workspace workspace, Field field) {
        return workspace.reader(file.schema().field(field.name()));
    }

    private void requireRoom(ChunkHead head, int rows, int fields, List<Block> needed) throws SzFormatException {
        long bytes = rows * ((long) FIELD_FOOTPRINT * fields + RECORD_FOOTPRINT);
        for (Block block : needed) {
            bytes += block.stored()
                    + (long) block.values() * file.columns().get(block.column()).width();
        }
        if (bytes > frames.limits().maxChunkBytes()) {
            throw frames.fault(
                    head.entry().offset(),
                    rows + " records of " + bytes + " bytes in chunk "
                            + head.entry().number(),
                    "at most " + frames.limits().maxChunkBytes() + " bytes, or a higher limit");
        }
    }

    /**
     * Reads records.
     *
     * @param from the first row, of the chunk
     * @param to the row after the last, of the chunk
     * @param target the schema that the records have, of some of the file's fields
     */
    List<Record> records(ChunkEntry entry, int from, int to, Schema target) throws IOException {
        List<Field> fields = target.fields();
        return use(entry, from, to, fields, ColumnReader.Form.ARRAYS, workspace -> {
            List<Record> records = new ArrayList<>(to - from);
            RecordBuilder builder = workspace.builder(target);
            for (int row = from; row < to; row++) {
                records.add(record(entry, row, target, workspace, builder));
            }
            return records;
        });
    }

    /** Reads one record. */
    Record record(ChunkEntry entry, int row, Schema target) throws IOException {
        Workspace workspace = take();
        try {
            load(workspace, entry, row, row + 1, target.fields(), ColumnReader.Form.ARRAYS);
            return record(entry, row, target, workspace, workspace.builder(target));
        } finally {
            giveBack(workspace);
        }
    }

    private Record record(ChunkEntry entry, int row, Schema target, Workspace workspace, RecordBuilder builder)
            throws SzFormatException {
        for (Field field : target.fields()) {
            ColumnValues values = reader(workspace, field).values();
            if (values.isMissing(row)) {
                requireMayBeMissing(entry, row, field, target);
            }
            values.copyTo(builder, row, field);
        }
        return builder.build();
    }

    /** Reads the rows of a chunk column by column. */
    Batch batch(ChunkEntry entry, Schema target) throws IOException {
        List<Field> fields = target.fields();
        return use(entry, 0, entry.records(), fields, ColumnReader.Form.PARTS, workspace -> {
            List<BatchColumn> columns = new ArrayList<>(fields.size());
            for (Field field : fields) {
                ColumnValues values = reader(workspace, field).values();
                for (int row = 0; target.isKey(field) && row < entry.records(); row++) {
                    if (values.isMissing(row)) {
                        requireMayBeMissing(entry, row, field, target);
                    }
                }
                columns.add(values.toColumn(field));
            }
            return Batch.of(target, entry.firstRow(), entry.records(), columns);
        });
    }

    private void requireMayBeMissing(ChunkEntry entry, int row, Field field, Schema schema) throws SzFormatException {
        if (schema.isKey(field)) {
            throw missingKey(entry, row, field);
        }
    }

    private SzFormatException missingKey(ChunkEntry entry, int row, Field field) {
        return new SzFormatException(
                frames.file(), entry.placeOf(row, field), "a missing value", "one, since it is the key");
    }

    /** Adds the attributes of all records of a chunk. */
    void addTo(IndexTable.Builder table, ChunkEntry entry) throws IOException {
        List<Field> fields = file.schema().attributes();
        use(entry, 0, entry.records(), fields, ColumnReader.Form.UTF8, workspace -> {
            for (int row = 0; row < entry.records(); row++) {
                for (Field field : fields) {
                    reader(workspace, field).values().copyTo(table, row);
                }
                table.endRow();
            }
            return table;
        });
    }

    /** The UTF-8 of the texts of rows from {@code from} to before {@code to} of a chunk; none may be missing. */
    List<byte[]> texts(ChunkEntry entry, int from, int to, Field field) throws IOException {
        return use(entry, from, to, List.of(field), ColumnReader.Form.UTF8, workspace -> {
            ColumnValues values = reader(workspace, field).values();
            List<byte[]> texts = new ArrayList<>(to - from);
            for (int row = from; row < to; row++) {
                byte[] utf8 = (byte[]) values.array(row);
                if (utf8 == null) {
                    throw missingKey(entry, row, field);
                }
                texts.add(utf8);
            }
            return texts;
        });
    }

    /**
     * A chunk as it is, but for where it stands, for another file. The CRCs of head and blocks are checked; of the values
     * only the key is decoded.
     */
    EncodedContainerChunk.Part copy(ChunkEntry entry, FrameBuffers buffers) throws IOException {
        long[] hashes = idHashes(entry);
        ChunkHead head = head(entry);
        long length = entry.length() - entry.headLength();
        if (length > Math.min(frames.limits().maxChunkBytes(), ByteArrayBuilder.MAX_LENGTH)) {
            throw frames.fault(entry.offset(), "a chunk of " + entry.length() + " bytes", "fewer, or a higher limit");
        }
        ByteArrayBuilder blocks = buffers.take();
        byte[] room = blocks.reserve(length);
        long from = entry.offset() + entry.headLength();
        frames.bytes().readFully(from, room, 0, (int) length);
        blocks.setLength((int) length);
        for (Block block : head.blocks()) {
            if (!block.isInline()) {
                int crc = LittleEndian.crc32c(room, (int) (block.at() - from), block.stored());
                if (crc != block.crc()) {
                    throw new SzFormatException(
                            frames.file(),
                            "offset " + block.at() + ", chunk " + entry.number() + ", "
                                    + file.columns().get(block.column()).field(),
                            String.format("a block of CRC32C 0x%08X", crc),
                            String.format("0x%08X, as the chunk head says", block.crc()));
                }
            }
        }
        byte[] unsealed = Arrays.copyOf(head.bytes(), entry.headLength() - MetadataFrame.CHECKSUM);
        return new EncodedContainerChunk.Part(unsealed, blocks, entry.records(), head.valueBytes(), hashes);
    }

    /** The hashes of the IDs of a chunk's records; none when the schema has no key. */
    long[] idHashes(ChunkEntry entry) throws IOException {
        if (file.schema().key().isEmpty()) {
            return new long[0];
        }
        return texts(entry, 0, entry.records(), file.schema().key().get()).stream()
                .mapToLong(IdRun::hash)
                .toArray();
    }

    /** How many values of a dataset each row has, −1 where they are missing; only the blocks that say so are read. */
    int[] lengths(ChunkEntry entry, Field field) throws IOException {
        Workspace workspace = take();
        try {
            ChunkHead head = heads.get(entry, workspace.stored(), 0);
            return reader(workspace, field).lengths(head, workspace.stored());
        } finally {
            giveBack(workspace);
        }
    }

    /** Some values of a dataset; where a row has blocks to itself, only those that hold them are read. */
    Object range(ChunkEntry entry, int row, Field field, int from, int to) throws IOException {
        Workspace workspace = take();
        try {
            ChunkHead head = heads.get(entry, workspace.stored(), AHEAD);
            ColumnBlocks blocks = head.column(file.column(field));
            int first = blocks.ownOf(row);
            int end = blocks.endOfOwn(row, first);
            if (first < end) {
                return range(workspace, head, blocks.own().subList(first, end), field, from, to);
            }
        } finally {
            giveBack(workspace);
        }
        return use(entry, row, row + 1, List.of(field), ColumnReader.Form.PARTS, own -> {
            BatchColumn column = reader(own, field).values().toColumn(field);
            if (column.isMissing(0)) {
                throw new NoSuchElementException(field + " of row " + (entry.firstRow() + row) + " is missing");
            }
            Objects.checkFromToIndex(from, to, column.length(0));
            Object part = ArrayKind.of(field.type()).allocate(to - from);
            ColumnCells.copy(column.array(0), column.from(0) + from, part, 0, to - from);
            return part;
        });
    }

    private static Object range(Workspace workspace, ChunkHead head, List<Block> own, Field field, int from, int to)
            throws IOException {
        Objects.checkFromToIndex(from, to, own.stream().mapToLong(Block::values).sum());
        StoredBytes stored = workspace.stored();
        stored.begin(head);
        long first = 0;
        long at = 0;
        for (Block block : own) {
            if (from < to && at < to && at + block.values() > from) {
                first = stored.wanted().isEmpty() ? at : first;
                stored.want(block);
            }
            at += block.values();
        }
        List<Block> wanted = List.copyOf(stored.wanted());
        stored.plan(1);
        ArrayKind<?> kind = ArrayKind.of(field.type());
        Object result = kind.allocate(to - from);
        for (Block block : wanted) {
            int low = (int) Math.max(from, first);
            int high = (int) Math.min(to, first + block.values());
            if (high - low == block.values()) {
                workspace.decoder().decode(head, block, stored, result, low - from);
            } else {
                Object values = workspace.decoder().scratch(kind, block.values());
                workspace.decoder().decode(head, block, stored, values, 0);
                ColumnCells.copy(values, (int) (low - first), result, low - from, high - low);
            }
            first += block.values();
        }
        return result;
    }

    /** Tells where the values of rows from {@code from} to before {@code to} of a chunk lie. */
    void extents(ChunkEntry entry, int from, int to, Consumer<Extent> extents) throws IOException {
        Workspace workspace = take();
        try {
            ChunkHead head = heads.get(entry, workspace.stored(), 0);
            ChunkExtents.tell(frames, file, head, from, to, workspace, extents);
        } finally {
            giveBack(workspace);
        }
    }

    private Workspace take() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
        Workspace known = idle.poll();
        return known == null ? new Workspace(frames, file) : known;
    }

    private void giveBack(Workspace workspace) {
        workspace.release();
        idle.add(workspace);
        if (closed) {
            closeIdle();
        }
    }

    private void closeIdle() {
        for (Workspace workspace = idle.poll(); workspace != null; workspace = idle.poll()) {
            workspace.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        closeIdle();
    }
}
