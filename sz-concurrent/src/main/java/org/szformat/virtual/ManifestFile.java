package org.szformat.virtual;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.container.AttachedFile;
import org.szformat.container.VirtualContainers;
import org.szformat.index.IndexTable;
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

/**
 * An open manifest, as a whole: what is asked is checked, and then {@link MemberRecords} gives the records. Rows are the
 * container's; chunks are the members', one member after the other.
 */
final class ManifestFile implements VirtualFile {
    private static final String MEMBERS_CODEC = "as in each member";

    private final AttachedFile file;
    private final ReadOptions options;
    private final Schema schema;
    private final ManifestRows rows;
    private final MemberOpener opener;
    private final MemberRecords records;
    private volatile MemberState state;
    private volatile boolean closed;

    private ManifestFile(AttachedFile file, ReadOptions options) throws IOException {
        this.file = file;
        this.options = options;
        this.schema = HiddenFields.without(file.schema());
        this.rows = new ManifestRows(file, schema);
        this.opener = new MemberOpener(file.path(), rows, schema, options.limits());
        this.records = new MemberRecords(file, schema, rows, opener);
        this.state = new MemberState(MemberTable.of(file, options.limits()));
    }

    static ManifestFile open(Path path, ReadOptions options) throws IOException {
        AttachedFile file = VirtualContainers.open(path, options);
        try {
            return new ManifestFile(file, options);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public Layout layout() {
        return Layout.VIRTUAL;
    }

    @Override
    public String formatVersion() {
        return file.formatVersion() + ", manifest " + MemberTable.VERSION;
    }

    @Override
    public Header header() {
        return file.header().without(MemberTable.KEY);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String codec(Field field) {
        return field.isDataset() ? MEMBERS_CODEC : file.codec(file.schema().field(field.name()));
    }

    @Override
    public boolean isComplete() {
        return file.isComplete();
    }

    @Override
    public Optional<String> incompleteness() {
        return file.incompleteness();
    }

    @Override
    public boolean refresh() throws IOException {
        long before = size();
        if (file.refresh() || state.table().rows() != file.size()) {
            state = new MemberState(MemberTable.of(file, options.limits()));
        }
        return size() > before;
    }

    @Override
    public void verifyStructure() throws IOException {
        file.verifyStructure();
        records.verifyStructure(state.table());
    }

    @Override
    public StructureFinding checkStructure() throws IOException {
        StructureFinding own = file.checkStructure();
        List<String> damaged = new ArrayList<>(own.damaged());
        records.addFaults(state.table(), damaged);
        return new StructureFinding(damaged, own.unused());
    }

    @Override
    public long size() {
        return state.table().rows();
    }

    @Override
    public long memberCount() {
        return state.table().members();
    }

    @Override
    public Member member(long number) throws IOException {
        requireOpen();
        return state.table().member(number).toMember();
    }

    @Override
    public Member memberOfRow(long row) throws IOException {
        requireOpen();
        return state.table().ofRow(row).toMember();
    }

    /** What opens members. */
    MemberOpener opener() {
        return opener;
    }

    /** The members as they stand in the manifest. */
    MemberTable table() {
        return state.table();
    }

    /** Where members lie. */
    MemberLocations locations() {
        return opener.locations();
    }

    /** The container of the attributes, with all that users do not see. */
    AttachedFile rowsFile() {
        return file;
    }

    /** What manifest and members take together. */
    @Override
    public long storedBytes() throws IOException {
        long members = state.table().sum(MemberPage.Place::bytes);
        return Math.min(members, Long.MAX_VALUE - file.storedBytes()) + file.storedBytes();
    }

    @Override
    public long valueBytes() {
        return state.table().sum(MemberPage.Place::valueBytes);
    }

    @Override
    public IndexTable index() throws IOException {
        requireOpen();
        return state.index(rows);
    }

    @Override
    public long[] rows(String id) throws IOException {
        return known(file.rows(id));
    }

    @Override
    public List<long[]> rows(List<String> ids) throws IOException {
        return file.rows(ids).stream().map(this::known).toList();
    }

    /** Without rows that were written when the writer was cut off. */
    private long[] known(long[] found) {
        long size = size();
        return found.length == 0 || found[found.length - 1] < size
                ? found
                : Arrays.stream(found).filter(row -> row < size).toArray();
    }

    @Override
    public Optional<Record> read(String id, Projection projection) throws IOException {
        boolean withKey = projection.target().key().isPresent();
        if (withKey && !ManifestRows.hasAll(projection)) {
            // The record itself tells whether it is the one, without the manifest's row, which would have to be read.
            long[] candidates = known(file.candidates(id));
            if (candidates.length == 0) {
                return Optional.empty();
            }
            if (candidates.length == 1) {
                Record record = read(candidates[0], projection);
                if (record.key().equals(id)) {
                    return Optional.of(record);
                }
            }
        }
        long[] found = rows(id);
        if (found.length == 0) {
            return Optional.empty();
        }
        Record record = read(found[0], projection);
        if (withKey && !record.key().equals(id)) {
            PlacedMember member = state.table().ofRow(found[0]);
            throw new SzFormatException(
                    path(),
                    member + ", record " + (found[0] - member.firstRow()),
                    "the ID '" + record.key() + "'",
                    "'" + id + "', as when it was combined");
        }
        return Optional.of(record);
    }

    @Override
    public Record read(long row, Projection projection) throws IOException {
        requireOwn(projection);
        return records.read(tableOf(row), row, projection);
    }

    @Override
    public List<Record> read(long[] wanted, Projection projection) throws IOException {
        requireOpen();
        requireOwn(projection);
        MemberTable table = state.table();
        for (long row : wanted) {
            Objects.checkIndex(row, table.rows());
        }
        return records.read(table, wanted, projection);
    }

    /** The members as they stand now, of which one has a row. */
    private MemberTable tableOf(long row) throws IOException {
        requireOpen();
        MemberTable table = state.table();
        Objects.checkIndex(row, table.rows());
        return table;
    }

    @Override
    public List<Chunk> chunks() throws IOException {
        requireOpen();
        return state.chunks();
    }

    /** The member of a chunk, which is one of this file. */
    private PlacedMember member(Chunk chunk) throws IOException {
        requireOpen();
        MemberState now = state;
        ChunkList chunks = now.chunks();
        if (chunk.number() < 0
                || chunk.number() >= chunks.size()
                || !chunks.get(chunk.number()).equals(chunk)) {
            throw new IllegalArgumentException(chunk + " is no chunk of " + path());
        }
        return now.table().ofChunk(chunk.number());
    }

    @Override
    public List<Record> read(Chunk chunk, Projection projection) throws IOException {
        requireOwn(projection);
        return records.read(member(chunk), chunk, projection);
    }

    @Override
    public Batch readBatch(Chunk chunk, Projection projection) throws IOException {
        requireOwn(projection);
        return records.readBatch(member(chunk), chunk, projection);
    }

    /** Of the rows of the chunk, and maybe of rows beside them: the bounds hold, and what is counted is as many or more. */
    @Override
    public List<ColumnStatistics> statistics(Chunk chunk) throws IOException {
        requireOpen();
        return rows.statistics(chunk.firstRow(), chunk.records());
    }

    @Override
    public long fingerprint(Chunk chunk) throws IOException {
        return MemberRecords.fingerprint(member(chunk), chunk);
    }

    @Override
    public Object readRange(long row, Field dataset, int from, int to) throws IOException {
        requireNumbers(dataset);
        return records.readRange(tableOf(row).ofRow(row), row, dataset, from, to);
    }

    @Override
    public int[] lengths(Chunk chunk, Field dataset) throws IOException {
        requireNumbers(dataset);
        PlacedMember member = member(chunk);
        return records.isAllInline(member, chunk)
                ? VirtualFile.super.lengths(chunk, dataset)
                : records.lengths(member, chunk, dataset);
    }

    @Override
    public long valueCount(Chunk chunk, Field dataset) throws IOException {
        requireNumbers(dataset);
        PlacedMember member = member(chunk);
        return records.isAllInline(member, chunk)
                ? VirtualFile.super.valueCount(chunk, dataset)
                : records.valueCount(member, chunk, dataset);
    }

    /** Of the members' files; of records that are copied into the manifest, of it. */
    @Override
    public void extents(long from, long to, Consumer<Extent> extents) throws IOException {
        requireOpen();
        MemberTable table = state.table();
        Objects.checkFromToIndex(from, to, table.rows());
        records.extents(table, from, to, extents);
    }

    /** As the member says, or guessed where that cannot be read: who reads it then is told why. */
    @Override
    public long memoryBytes(Chunk chunk, Projection projection) throws IOException {
        requireOwn(projection);
        PlacedMember member = member(chunk);
        try {
            return records.memoryBytes(member, chunk, projection);
        } catch (SzFormatException e) {
            return VirtualFile.super.memoryBytes(chunk, projection);
        }
    }

    @Override
    public long memoryBytes(long row, Projection projection) throws IOException {
        requireOwn(projection);
        PlacedMember member = tableOf(row).ofRow(row);
        try {
            return records.memoryBytes(member, row, projection);
        } catch (SzFormatException e) {
            return VirtualFile.super.memoryBytes(row, projection);
        }
    }

    private void requireNumbers(Field dataset) {
        if (!dataset.isDataset()
                || dataset.isText()
                || !schema.field(dataset.name()).equals(dataset)) {
            throw new IllegalArgumentException(dataset + " is no dataset of numbers of " + path());
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
        try (file) {
            records.close();
        }
    }
}
