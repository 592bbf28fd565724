package org.szformat.container;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.szformat.SzFormatException;
import org.szformat.codec.ArrayKind;
import org.szformat.index.IndexTable;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** Reads records from chunks whose place is known. Safe for use by many threads. */
final class ChunkReader implements Closeable {
    /** So much behind a chunk's head is read with it, since the blocks that its records share begin there. */
    private static final int AHEAD = 16 << 10;

    private static final long HEAD_CACHE_BYTES = 64L << 20;

    /** Shared blocks that were decoded for single records; who looks an ID up reads the record next. */
    private static final long BLOCK_CACHE_BYTES = 16L << 20;

    /** What a record and each of its fields take in memory besides their values, roughly. */
    private static final int RECORD_FOOTPRINT = 64;

    private static final int FIELD_FOOTPRINT = 32;

    private static final PartCache<Object> NO_BLOCKS = new PartCache<>(0);

    private final FrameReader frames;
    private final FileHead file;
    private final PartCache<ChunkHead> heads =
            new PartCache<>(Math.min(HEAD_CACHE_BYTES, Runtime.getRuntime().maxMemory() / 16));
    private final PartCache<Object> decodedBlocks =
            new PartCache<>(Math.min(BLOCK_CACHE_BYTES, Runtime.getRuntime().maxMemory() / 32));
    private final Queue<BlockDecoder> idleDecoders = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    ChunkReader(FrameReader frames, FileHead file) {
        this.frames = frames;
        this.file = file;
    }

    /** A chunk's head, and what was read with it. */
    @SuppressWarnings("ArrayRecordComponent") // lives for one read, never compared
    private record Loaded(ChunkHead head, long aheadAt, byte[] ahead) {}

    ChunkHead head(ChunkEntry entry) throws IOException {
        return load(entry, 0).head();
    }

    private Loaded load(ChunkEntry entry, int ahead) throws IOException {
        requireOpen();
        ChunkHead cached = heads.get(entry.offset());
        if (cached != null) {
            return new Loaded(cached, 0, new byte[0]);
        }
        if (entry.headLength() > frames.limits().maxMetadataBytes()) {
            throw frames.fault(
                    entry.offset(),
                    "a chunk head of " + entry.headLength() + " bytes",
                    "at most " + frames.limits().maxMetadataBytes() + ", or a higher limit");
        }
        int length = (int) Math.min(entry.length(), (long) entry.headLength() + ahead);
        if (!frames.bytes().reach(entry.end())) {
            throw frames.fault(entry.offset(), "the end of the file", entry.length() + " bytes of a chunk");
        }
        byte[] bytes = new byte[length];
        frames.bytes().readFully(entry.offset(), bytes, 0, length);
        byte[] whole = Arrays.copyOf(bytes, entry.headLength());
        MetadataFrame frame = MetadataFrame.parse(frames.file(), whole, 0, entry.offset());
        if (!frame.is(FrameType.CHUNK_HEAD) || frame.length() != entry.headLength()) {
            throw frames.fault(
                    entry.offset(),
                    "a " + frame.name() + " of " + frame.length() + " bytes",
                    "a chunk head of " + entry.headLength() + ", as the chunk table says");
        }
        frame.verify(frames.file(), whole, 0);
        ChunkHead head = ChunkHead.read(frames.file(), frame, whole, file.columns(), entry.end());
        if (!head.entry().equals(entry)) {
            throw frames.fault(entry.offset(), head.entry() + "", entry + ", as the chunk table says");
        }
        heads.put(entry.offset(), head, head.footprint());
        return new Loaded(
                head, entry.offset() + entry.headLength(), Arrays.copyOfRange(bytes, entry.headLength(), length));
    }

    /** What is done with the values of columns of some rows of a chunk. */
    private interface Use<T> {
        T of(List<ColumnValues> values) throws IOException;
    }

    private <T> T use(ChunkEntry entry, int from, int to, List<Field> fields, Use<T> use) throws IOException {
        Loaded loaded = load(entry, AHEAD);
        List<ColumnReader> readers = new ArrayList<>(fields.size());
        List<Block> needed = new ArrayList<>();
        for (Field field : fields) {
            ColumnReader reader = new ColumnReader(
                    loaded.head(), file.column(field), frames.limits().maxValueBytes());
            readers.add(reader);
            needed.addAll(reader.needed(from, to));
        }
        requireRoom(loaded.head(), to - from, fields, needed);
        PartCache<Object> cache = to - from == 1 ? decodedBlocks : NO_BLOCKS;
        StoredBytes stored = StoredBytes.read(frames, loaded.head(), needed, loaded.aheadAt(), loaded.ahead(), cache);
        BlockDecoder decoder = decoder();
        try {
            List<ColumnValues> values = new ArrayList<>(readers.size());
            for (ColumnReader reader : readers) {
                values.add(reader.read(from, to, decoder, stored));
            }
            return use.of(values);
        } finally {
            giveBack(decoder);
        }
    }

    private void requireRoom(ChunkHead head, int rows, List<Field> fields, List<Block> needed)
            throws SzFormatException {
        long bytes = rows * ((long) FIELD_FOOTPRINT * fields.size() + RECORD_FOOTPRINT);
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
        List<Field> fields = target.fields().stream()
                .map(field -> file.schema().field(field.name()))
                .toList();
        return use(entry, from, to, fields, values -> {
            List<Record> records = new ArrayList<>(to - from);
            for (int row = from; row < to; row++) {
                RecordBuilder record = Record.builder(target);
                for (int i = 0; i < fields.size(); i++) {
                    if (values.get(i).isMissing(row)) {
                        requireMayBeMissing(entry, row, target.field(i), target);
                    }
                    try {
                        values.get(i).copyTo(record, row, target.field(i));
                    } catch (CharacterCodingException e) {
                        throw notText(entry, row, fields.get(i), e);
                    }
                }
                records.add(record.build());
            }
            return records;
        });
    }

    private void requireMayBeMissing(ChunkEntry entry, int row, Field field, Schema schema) throws SzFormatException {
        if (schema.isKey(field)) {
            throw new SzFormatException(
                    frames.file(), place(entry, row, field), "a missing value", "one, since it is the key");
        }
    }

    private SzFormatException notText(ChunkEntry entry, int row, Field field, CharacterCodingException e) {
        return new SzFormatException(frames.file(), place(entry, row, field), "bytes that are not UTF-8", "UTF-8", e);
    }

    private static String place(ChunkEntry entry, int row, Field field) {
        return "offset " + entry.offset() + ", chunk " + entry.number() + ", record " + (entry.firstRow() + row) + ", "
                + field;
    }

    /** Adds the attributes of all records of a chunk. */
    void addTo(IndexTable.Builder table, ChunkEntry entry) throws IOException {
        List<Field> fields = file.schema().attributes();
        use(entry, 0, entry.records(), fields, values -> {
            for (int row = 0; row < entry.records(); row++) {
                for (int i = 0; i < fields.size(); i++) {
                    try {
                        values.get(i).copyTo(table, row);
                    } catch (CharacterCodingException e) {
                        throw notText(entry, row, fields.get(i), e);
                    }
                }
                table.endRow();
            }
            return table;
        });
    }

    /** The UTF-8 of the texts of rows from {@code from} to before {@code to} of a chunk; none may be missing. */
    List<byte[]> texts(ChunkEntry entry, int from, int to, Field field) throws IOException {
        return use(entry, from, to, List.of(field), values -> {
            List<byte[]> texts = new ArrayList<>(to - from);
            for (int row = from; row < to; row++) {
                byte[] utf8 = values.get(0).utf8(row);
                if (utf8 == null) {
                    throw new SzFormatException(
                            frames.file(), place(entry, row, field), "a missing value", "one, since it is the key");
                }
                texts.add(utf8);
            }
            return texts;
        });
    }

    /** How many values of a dataset each row has, −1 where they are missing; only the blocks that say so are read. */
    int[] lengths(ChunkEntry entry, Field field) throws IOException {
        Loaded loaded = load(entry, AHEAD);
        ColumnReader column = new ColumnReader(
                loaded.head(), file.column(field), frames.limits().maxValueBytes());
        StoredBytes stored = StoredBytes.read(
                frames, loaded.head(), column.lengthBlocks(), loaded.aheadAt(), loaded.ahead(), NO_BLOCKS);
        BlockDecoder decoder = decoder();
        try {
            return column.lengths(decoder, stored);
        } finally {
            giveBack(decoder);
        }
    }

    /** Some values of a dataset; where a row has blocks to itself, only those that hold them are read. */
    Object range(ChunkEntry entry, int row, Field field, int from, int to) throws IOException {
        Loaded loaded = load(entry, AHEAD);
        Column column = file.column(field);
        ColumnReader reader =
                new ColumnReader(loaded.head(), column, frames.limits().maxValueBytes());
        List<Block> own = reader.ownOf(row);
        if (own.isEmpty()) {
            return use(entry, row, row + 1, List.of(field), values -> {
                Object array = values.get(0).array(row);
                if (array == null) {
                    throw new NoSuchElementException(field + " of row " + (entry.firstRow() + row) + " is missing");
                }
                return slice(column, array, from, to);
            });
        }
        Objects.checkFromToIndex(from, to, own.stream().mapToLong(Block::values).sum());
        List<Block> wanted = new ArrayList<>();
        long at = 0;
        long first = 0;
        for (Block block : own) {
            if (from < to && at < to && at + block.values() > from) {
                first = wanted.isEmpty() ? at : first;
                wanted.add(block);
            }
            at += block.values();
        }
        StoredBytes stored =
                StoredBytes.read(frames, loaded.head(), wanted, loaded.aheadAt(), loaded.ahead(), NO_BLOCKS);
        Object result = ArrayKind.of(field.type()).allocate(to - from);
        BlockDecoder decoder = decoder();
        try {
            for (Block block : wanted) {
                int low = (int) Math.max(from, first);
                int high = (int) Math.min(to, first + block.values());
                Object values = decoder.values(loaded.head(), block, stored);
                ColumnCells.copy(values, (int) (low - first), result, low - from, high - low);
                first += block.values();
            }
            return result;
        } finally {
            giveBack(decoder);
        }
    }

    private static Object slice(Column column, Object array, int from, int to) {
        Objects.checkFromToIndex(from, to, ColumnCells.length(array));
        Object part = ArrayKind.of(column.field().type()).allocate(to - from);
        ColumnCells.copy(array, from, part, 0, to - from);
        return part;
    }

    private BlockDecoder decoder() {
        BlockDecoder idle = idleDecoders.poll();
        return idle == null ? new BlockDecoder(frames.file(), file.columns()) : idle;
    }

    private void giveBack(BlockDecoder decoder) {
        idleDecoders.add(decoder);
        if (closed) {
            closeIdleDecoders();
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    private void closeIdleDecoders() {
        for (BlockDecoder decoder = idleDecoders.poll(); decoder != null; decoder = idleDecoders.poll()) {
            decoder.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        closeIdleDecoders();
    }
}
