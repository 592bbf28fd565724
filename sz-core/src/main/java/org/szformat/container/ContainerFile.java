package org.szformat.container;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.index.IndexTable;
import org.szformat.io.PositionalFile;
import org.szformat.io.ReadableBytes;
import org.szformat.layout.Chunk;
import org.szformat.layout.ColumnStatistics;
import org.szformat.layout.Extent;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.StructureFinding;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/** An open container. Holds what leads to the tables; pages of these and chunk heads are read when they are needed. */
final class ContainerFile implements AttachedFile {
    private static final long PAGE_CACHE_BYTES = 512L << 20;

    /** So many records that follow one another are read at once. */
    private static final int MAX_RUN = 256;

    private final Path path;
    private final ReadableBytes bytes;
    private final Closeable resource;
    private final Opening opening;
    private final Schema schema;
    private final Field fileKey;
    private final boolean hasIdIndex;
    private final ChunkReader reader;
    private final Limits limits;
    private final SlotCache<PagedTableReader.Page> pages =
            new SlotCache<>(Math.min(PAGE_CACHE_BYTES, Runtime.getRuntime().maxMemory() / 4));
    /** Held by those who change the two fields that follow; readers of them need no lock. */
    private final Object newest = new Object();

    private volatile Snapshot snapshot;
    private volatile SoftReference<IndexTable> table = new SoftReference<>(null);
    private volatile boolean closed;

    private ContainerFile(
            Path path, ReadableBytes bytes, Closeable resource, ReadOptions options, @Nullable KnownChunks known)
            throws IOException {
        this.path = path;
        this.bytes = bytes;
        this.resource = resource;
        this.limits = options.limits();
        this.opening = new Opening(path, bytes, limits);
        Contents contents = opening.open();
        Schema own = contents.head().schema();
        this.schema = options.key().map(key -> withKey(own, key)).orElse(own);
        this.hasIdIndex = own.key().isPresent() && own.equals(schema);
        this.fileKey = own.key().orElse(own.field(0));
        this.reader = new ChunkReader(new FrameReader(path, bytes, limits), contents.head());
        this.snapshot = new Snapshot(path, bytes, contents, pages, known);
        if (own.key().isPresent()) {
            snapshot.requireIdRuns();
        }
    }

    private static Schema withKey(Schema schema, String key) {
        Schema.Builder builder = Schema.builder().withoutKey();
        schema.fields().forEach(field -> builder.add(field.kind(), field.name(), field.type()));
        return builder.key(key).build();
    }

    static ContainerFile open(Path path, ReadOptions options) throws IOException {
        return open(path, options, Features.NONE, null);
    }

    /**
     * Opens a file that needs some features to be read.
     *
     * @param known where its chunks lie, if that is known
     */
    static ContainerFile open(Path path, ReadOptions options, Features features, @Nullable KnownChunks known)
            throws IOException {
        PositionalFile file = PositionalFile.open(path);
        try {
            ContainerFile opened = new ContainerFile(path, file, file, options, known);
            opened.contents().head().features().requireSame(path, features);
            return opened;
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** Opens what is read by other means than from a file. */
    static ContainerFile open(Path path, ReadableBytes bytes, Closeable resource, ReadOptions options)
            throws IOException {
        return new ContainerFile(path, bytes, resource, options, null);
    }

    /** Reads what leads to the pages of IDs; whoever looks one up is told if it is damaged. */
    void readIdDirectories() throws IOException {
        try {
            snapshot.readIdDirectories();
        } catch (SzFormatException e) {
            return;
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Layout layout() {
        return Layout.CONTAINER;
    }

    @Override
    public String formatVersion() {
        return "SZ " + contents().head().version();
    }

    @Override
    public Header header() {
        return contents().head().header();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String codec(Field field) {
        return contents().head().column(field).codecText();
    }

    @Override
    public boolean isComplete() {
        return contents().fault().isEmpty();
    }

    @Override
    public Optional<String> incompleteness() {
        return contents().fault();
    }

    @Override
    public OptionalLong targetChunkBytes() {
        return OptionalLong.of(contents().head().chunkTarget());
    }

    @Override
    public boolean refresh() throws IOException {
        requireOpen();
        synchronized (newest) {
            Contents before = contents();
            Optional<Contents> after = opening.reopen(before);
            if (after.isPresent()) {
                // In this order: who sees the new size must not find the old table.
                table = new SoftReference<>(null);
                snapshot = new Snapshot(path, bytes, after.get(), pages, null);
            }
            return contents().rows() > before.rows();
        }
    }

    @Override
    public void verifyStructure() throws IOException {
        requireOpen();
        opening.verify(snapshot);
    }

    @Override
    public StructureFinding checkStructure() throws IOException {
        requireOpen();
        Snapshot now = snapshot;
        return MetadataCheck.of(bytes, now.contents(), now.chunks());
    }

    private Contents contents() {
        return snapshot.contents();
    }

    @Override
    public long size() {
        return contents().rows();
    }

    @Override
    public long storedBytes() throws IOException {
        return bytes.size();
    }

    @Override
    public long valueBytes() {
        return contents().valueBytes();
    }

    @Override
    public IndexTable index() throws IOException {
        requireOpen();
        IndexTable known = table.get();
        if (known != null) {
            return known;
        }
        Snapshot now = snapshot;
        if (now.contents().rows() > IndexTable.MAX_ROWS) {
            throw new IOException(path + ": found " + now.contents().rows() + " records; an index table holds at most "
                    + IndexTable.MAX_ROWS);
        }
        IndexTable.Builder builder = IndexTable.builder(schema);
        for (Chunk chunk : now.chunks()) {
            reader.addTo(builder, now.chunk(chunk.number()));
        }
        IndexTable built = builder.build();
        synchronized (newest) {
            if (snapshot == now) {
                table = new SoftReference<>(built);
            }
        }
        return built;
    }

    @Override
    public long[] rows(String id) throws IOException {
        requireOpen();
        if (schema.key().isEmpty()) {
            throw new IllegalStateException("the schema has no key: " + schema);
        }
        if (!hasIdIndex) {
            return index().rows(id);
        }
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        Snapshot now = snapshot;
        LongArrayList rows = new LongArrayList(1);
        for (long row : now.candidates(IdRun.hash(utf8), reader, fileKey)) {
            ChunkEntry entry = now.chunkOfRow(row);
            int inChunk = (int) (row - entry.firstRow());
            if (Arrays.equals(reader.texts(entry, inChunk, inChunk + 1, fileKey).get(0), utf8)) {
                rows.add(row);
            }
        }
        return rows.toLongArray();
    }

    @Override
    public List<long[]> rows(List<String> ids) throws IOException {
        if (!hasIdIndex) {
            return AttachedFile.super.rows(ids);
        }
        requireOpen();
        return IdLookup.rows(snapshot, reader, fileKey, ids);
    }

    @Override
    public Optional<Record> read(String id, Projection projection) throws IOException {
        if (!hasIdIndex || projection.target().key().isEmpty()) {
            return AttachedFile.super.read(id, projection);
        }
        requireOpen();
        requireOwn(projection);
        Snapshot now = snapshot;
        for (long row : now.candidates(IdRun.hash(id), reader, fileKey)) {
            Record record = read(now, row, projection);
            if (record.key().equals(id)) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    @Override
    public long[] candidates(String id) throws IOException {
        return hasIdIndex ? candidates(IdRun.hash(id)) : rows(id);
    }

    /** The same for the hash of an ID. */
    long[] candidates(long hash) throws IOException {
        requireOpen();
        return snapshot.candidates(hash, reader, fileKey);
    }

    @Override
    public Record read(long row, Projection projection) throws IOException {
        requireOpen();
        Snapshot now = snapshot;
        Objects.checkIndex(row, now.contents().rows());
        requireOwn(projection);
        return read(now, row, projection);
    }

    private Record read(Snapshot now, long row, Projection projection) throws IOException {
        ChunkEntry entry = now.chunkOfRow(row);
        int inChunk = (int) (row - entry.firstRow());
        return reader.record(entry, inChunk, projection.target());
    }

    @Override
    public List<Record> read(long[] rows, Projection projection) throws IOException {
        requireOpen();
        requireOwn(projection);
        Snapshot now = snapshot;
        List<Record> records = new ArrayList<>(rows.length);
        while (records.size() < rows.length) {
            int at = records.size();
            Objects.checkIndex(rows[at], now.contents().rows());
            ChunkEntry entry = now.chunkOfRow(rows[at]);
            int from = (int) (rows[at] - entry.firstRow());
            int most = Math.min(Math.min(MAX_RUN, rows.length - at), entry.records() - from);
            int run = 1;
            while (run < most && rows[at + run] == rows[at] + run) {
                run++;
            }
            records.addAll(reader.records(entry, from, from + run, projection.target()));
        }
        return records;
    }

    @Override
    public List<Chunk> chunks() throws IOException {
        requireOpen();
        return snapshot.chunks();
    }

    @Override
    public List<Record> read(Chunk chunk, Projection projection) throws IOException {
        requireOwn(projection);
        return reader.records(entry(chunk), 0, chunk.records(), projection.target());
    }

    @Override
    public Batch readBatch(Chunk chunk, Projection projection) throws IOException {
        requireOwn(projection);
        return reader.batch(entry(chunk), projection.target());
    }

    @Override
    public List<ColumnStatistics> statistics(Chunk chunk) throws IOException {
        return reader.head(entry(chunk)).statistics();
    }

    @Override
    public Object readRange(long row, Field dataset, int from, int to) throws IOException {
        requireOpen();
        Snapshot now = snapshot;
        Objects.checkIndex(row, now.contents().rows());
        requireNumbers(dataset);
        ChunkEntry entry = now.chunkOfRow(row);
        return reader.range(entry, (int) (row - entry.firstRow()), dataset, from, to);
    }

    @Override
    public long memoryBytes(Chunk chunk, Projection projection) throws IOException {
        requireOwn(projection);
        return ChunkShape.memoryBytes(reader.head(entry(chunk)), columns(projection), projection.target());
    }

    @Override
    public long memoryBytes(long row, Projection projection) throws IOException {
        requireOpen();
        requireOwn(projection);
        Snapshot now = snapshot;
        Objects.checkIndex(row, now.contents().rows());
        ChunkEntry entry = now.chunkOfRow(row);
        int inChunk = (int) (row - entry.firstRow());
        return ChunkShape.memoryBytes(reader.head(entry), inChunk, columns(projection), projection.target());
    }

    @Override
    public int[] lengths(Chunk chunk, Field dataset) throws IOException {
        requireNumbers(dataset);
        return reader.lengths(entry(chunk), dataset);
    }

    @Override
    public long valueCount(Chunk chunk, Field dataset) throws IOException {
        requireNumbers(dataset);
        return ChunkShape.values(reader.head(entry(chunk)), contents().head().column(dataset));
    }

    @Override
    public void extents(long from, long to, Consumer<Extent> extents) throws IOException {
        requireOpen();
        Snapshot now = snapshot;
        Objects.checkFromToIndex(from, to, now.contents().rows());
        for (long row = from; row < to; ) {
            ChunkEntry entry = now.chunkOfRow(row);
            long end = Math.min(to, entry.firstRow() + entry.records());
            reader.extents(entry, (int) (row - entry.firstRow()), (int) (end - entry.firstRow()), extents);
            row = end;
        }
    }

    @Override
    public long fingerprint(Chunk chunk) throws IOException {
        return ChunkShape.fingerprint(
                reader.head(entry(chunk)), contents().head().schema());
    }

    /** Whether chunks can go from this file to one of that head as they are. */
    boolean isLike(FileHead other) {
        return contents().head().hasChunksLike(other);
    }

    /** A chunk as it is, for another file. */
    EncodedContainerChunk.Part copy(Chunk chunk, FrameBuffers buffers) throws IOException {
        return reader.copy(entry(chunk), buffers);
    }

    @Override
    public byte[] attachment(long offset, String kind, int expected, long most) throws IOException {
        requireOpen();
        FrameReader frames = new FrameReader(path, bytes, limits);
        return Attachment.read(frames, offset, contents().end(), kind, expected, most);
    }

    @Override
    public int headBytes(Chunk chunk) throws IOException {
        return entry(chunk).headLength();
    }

    @Override
    public long repeatedIds() throws IOException {
        requireOpen();
        return snapshot.repeatedIds();
    }

    private List<Column> columns(Projection projection) {
        FileHead head = contents().head();
        return projection.target().fields().stream()
                .map(field -> head.column(head.schema().field(field.name())))
                .toList();
    }

    /** Bytes of the blocks that rows of a chunk have to themselves. */
    long ownBlockBytes(Chunk chunk) throws IOException {
        return reader.head(entry(chunk)).blocks().stream()
                .filter(block -> block.kind() == Block.Kind.OWN)
                .mapToLong(Block::stored)
                .sum();
    }

    private ChunkEntry entry(Chunk chunk) throws IOException {
        requireOpen();
        Snapshot now = snapshot;
        if (chunk.number() >= 0 && chunk.number() < now.contents().chunks()) {
            ChunkEntry entry = now.chunk(chunk.number());
            if (entry.toChunk().equals(chunk)) {
                return entry;
            }
        }
        throw new IllegalArgumentException(chunk + " is no chunk of " + path);
    }

    private void requireNumbers(Field dataset) {
        if (!dataset.isDataset()
                || dataset.isText()
                || !schema.field(dataset.name()).equals(dataset)) {
            throw new IllegalArgumentException(dataset + " is no dataset of numbers of " + path);
        }
    }

    private void requireOwn(Projection projection) {
        if (!projection.source().equals(schema)) {
            throw new IllegalArgumentException(
                    "the projection is of " + projection.source() + "; the file is of " + schema);
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            resource.close();
        } finally {
            reader.close();
        }
    }
}
