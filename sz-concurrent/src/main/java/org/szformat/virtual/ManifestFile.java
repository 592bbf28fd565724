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

/** An open manifest. Rows are the container's; chunks are the members', one member after the other. */
final class ManifestFile implements VirtualFile {
    /** Places of so many records are held at most. */
    private static final int EXTENT_ROWS = 1024;

    private static final String MEMBERS_CODEC = "as in each member";

    private final AttachedFile file;
    private final ReadOptions options;
    private final Schema schema;
    private final ManifestRows rows;
    private final MemberOpener opener;
    private final OpenMembers members;
    private volatile MemberState state;
    private volatile boolean closed;

    private ManifestFile(AttachedFile file, ReadOptions options) throws IOException {
        this.file = file;
        this.options = options;
        this.schema = HiddenFields.without(file.schema());
        this.rows = new ManifestRows(file, schema);
        this.opener = new MemberOpener(file.path(), rows, schema, options.limits());
        this.members = new OpenMembers(opener::open, Integer.getInteger(MAX_OPEN_PROPERTY, MAX_OPEN));
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

    private <T> T use(PlacedMember member, OpenMembers.Use<T> use) throws IOException {
        return opener.naming(member, () -> members.use(member, use));
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
        MemberTable table = state.table();
        for (long number = 0; number < table.members(); number++) {
            use(table.member(number), open -> {
                open.verifyStructure();
                return true;
            });
        }
    }

    @Override
    public StructureFinding checkStructure() throws IOException {
        StructureFinding own = file.checkStructure();
        List<String> damaged = new ArrayList<>(own.damaged());
        for (MemberPage.Place place : state.table().places()) {
            checkPage(place, damaged);
        }
        return new StructureFinding(damaged, own.unused());
    }

    private void checkPage(MemberPage.Place place, List<String> damaged) throws IOException {
        MemberTable table = state.table();
        for (long number = place.firstMember(); number < place.endMember(); number++) {
            PlacedMember member;
            try {
                member = table.member(number);
            } catch (SzFormatException e) {
                damaged.add(e.getMessage());
                return;
            }
            try {
                for (String fault : use(member, OpenMember::faults)) {
                    damaged.add(member + ": " + fault);
                }
            } catch (SzFormatException e) {
                damaged.add(e.getMessage());
            }
        }
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
        requireOpen();
        MemberState now = state;
        Objects.checkIndex(row, now.table().rows());
        requireOwn(projection);
        if (ManifestRows.hasAll(projection)) {
            return rows.read(row, projection);
        }
        PlacedMember member = now.table().ofRow(row);
        return isInline(member, row)
                ? rows.read(row, projection)
                : use(member, open -> open.read(row - member.firstRow(), projection));
    }

    private boolean isInline(PlacedMember member, long row) throws IOException {
        return member.entry().inlined() > 0
                && (member.entry().inlined() == member.entry().rows() || rows.isInline(row));
    }

    @Override
    public List<Record> read(long[] wanted, Projection projection) throws IOException {
        requireOpen();
        requireOwn(projection);
        MemberState now = state;
        for (long row : wanted) {
            Objects.checkIndex(row, now.table().rows());
        }
        if (ManifestRows.hasAll(projection)) {
            return rows.read(wanted, projection);
        }
        List<Record> records = new ArrayList<>(wanted.length);
        while (records.size() < wanted.length) {
            addRun(now.table(), wanted, projection, records);
        }
        return records;
    }

    /** Adds the next records as far as they lie in one place. */
    private void addRun(MemberTable table, long[] wanted, Projection projection, List<Record> records)
            throws IOException {
        int from = records.size();
        PlacedMember member = table.ofRow(wanted[from]);
        long endRow = member.firstRow() + member.entry().rows();
        boolean inline = isInline(member, wanted[from]);
        int to = from + 1;
        while (to < wanted.length && wanted[to] < endRow && isInline(member, wanted[to]) == inline) {
            to++;
        }
        long[] run = Arrays.copyOfRange(wanted, from, to);
        if (inline) {
            records.addAll(rows.read(run, projection));
            return;
        }
        for (int i = 0; i < run.length; i++) {
            run[i] -= member.firstRow();
        }
        records.addAll(use(member, open -> open.read(run, projection)));
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

    private static int inMember(PlacedMember member, Chunk chunk) {
        return (int) (chunk.number() - member.firstChunk());
    }

    private boolean isInManifest(PlacedMember member, Chunk chunk, Projection projection) throws IOException {
        return ManifestRows.hasAll(projection) || isAllInline(member, chunk);
    }

    private boolean isAllInline(PlacedMember member, Chunk chunk) throws IOException {
        return member.entry().inlined() > 0
                && (member.entry().inlined() == member.entry().rows()
                        || rows.areAllInline(chunk.firstRow(), chunk.records()));
    }

    @Override
    public List<Record> read(Chunk chunk, Projection projection) throws IOException {
        requireOwn(projection);
        PlacedMember member = member(chunk);
        return isInManifest(member, chunk, projection)
                ? rows.read(chunk.firstRow(), chunk.records(), projection)
                : use(member, open -> open.readChunk(inMember(member, chunk), projection));
    }

    @Override
    public Batch readBatch(Chunk chunk, Projection projection) throws IOException {
        requireOwn(projection);
        PlacedMember member = member(chunk);
        return isInManifest(member, chunk, projection)
                ? rows.readBatch(chunk.firstRow(), chunk.records(), projection)
                : use(member, open -> open.readBatch(inMember(member, chunk), projection));
    }

    /** Of the rows of the chunk, and maybe of rows beside them: the bounds hold, and what is counted is as many or more. */
    @Override
    public List<ColumnStatistics> statistics(Chunk chunk) throws IOException {
        requireOpen();
        return rows.statistics(chunk.firstRow(), chunk.records());
    }

    @Override
    public long fingerprint(Chunk chunk) throws IOException {
        PlacedMember member = member(chunk);
        int number = inMember(member, chunk);
        MemberEntry entry = member.entry();
        return Objects.hash(
                                number,
                                entry.chunkRecords()[number],
                                entry.chunkBytes()[number],
                                entry.chunkOffsets()[number])
                        * 0x9E3779B97F4A7C15L
                ^ entry.fingerprint()
                ^ entry.bytes();
    }

    @Override
    public Object readRange(long row, Field dataset, int from, int to) throws IOException {
        requireOpen();
        MemberState now = state;
        Objects.checkIndex(row, now.table().rows());
        requireNumbers(dataset);
        PlacedMember member = now.table().ofRow(row);
        return isInline(member, row)
                ? file.readRange(row, file.schema().field(dataset.name()), from, to)
                : use(member, open -> open.readRange(row - member.firstRow(), dataset, from, to));
    }

    @Override
    public int[] lengths(Chunk chunk, Field dataset) throws IOException {
        requireNumbers(dataset);
        PlacedMember member = member(chunk);
        return isAllInline(member, chunk)
                ? VirtualFile.super.lengths(chunk, dataset)
                : use(member, open -> open.lengths(inMember(member, chunk), dataset));
    }

    @Override
    public long valueCount(Chunk chunk, Field dataset) throws IOException {
        requireNumbers(dataset);
        PlacedMember member = member(chunk);
        return isAllInline(member, chunk)
                ? VirtualFile.super.valueCount(chunk, dataset)
                : use(member, open -> open.valueCount(inMember(member, chunk), dataset));
    }

    /** Of the members' files; of records that are copied into the manifest, of it. */
    @Override
    public void extents(long from, long to, Consumer<Extent> extents) throws IOException {
        requireOpen();
        MemberState now = state;
        Objects.checkFromToIndex(from, to, now.table().rows());
        for (long row = from; row < to; ) {
            PlacedMember member = now.table().ofRow(row);
            long first = row;
            long memberEnd = Math.min(to, member.firstRow() + member.entry().rows());
            boolean inline = isInline(member, first);
            long end = Math.min(memberEnd, first + EXTENT_ROWS);
            long next = first + 1;
            while (next < end && isInline(member, next) == inline) {
                next++;
            }
            extents(member, first, next, inline).forEach(extents);
            row = next;
        }
    }

    private List<Extent> extents(PlacedMember member, long from, long to, boolean inline) throws IOException {
        List<Extent> found = new ArrayList<>();
        if (inline) {
            file.extents(from, to, extent -> {
                Field field = extent.field();
                if (field == null || !HiddenFields.isHidden(field)) {
                    found.add(SzMember.placed(schema, extent, 0));
                }
            });
        } else {
            use(member, open -> {
                open.extents(from - member.firstRow(), to - member.firstRow(), found::add);
                return true;
            });
        }
        return found;
    }

    /** As the member says, or guessed where that cannot be read: who reads it then is told why. */
    @Override
    public long memoryBytes(Chunk chunk, Projection projection) throws IOException {
        requireOwn(projection);
        PlacedMember member = member(chunk);
        if (isInManifest(member, chunk, projection)) {
            return chunk.records() * Record.memoryBytes(projection.target(), 0);
        }
        try {
            return use(member, open -> open.chunkMemoryBytes(inMember(member, chunk), projection));
        } catch (SzFormatException e) {
            return VirtualFile.super.memoryBytes(chunk, projection);
        }
    }

    @Override
    public long memoryBytes(long row, Projection projection) throws IOException {
        requireOpen();
        requireOwn(projection);
        MemberState now = state;
        Objects.checkIndex(row, now.table().rows());
        PlacedMember member = now.table().ofRow(row);
        if (ManifestRows.hasAll(projection) || isInline(member, row)) {
            return Record.memoryBytes(projection.target(), 0);
        }
        try {
            return use(member, open -> open.memoryBytes(row - member.firstRow(), projection));
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
            members.close();
        }
    }
}
