package org.szformat.virtual;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.szformat.SzFormatException;
import org.szformat.container.AttachedFile;
import org.szformat.layout.Chunk;
import org.szformat.layout.Extent;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/**
 * Reads records where they are: attributes and what was copied in the manifest, all else in members, which are opened for it.
 * Rows, chunks, fields and projections are those of the virtual file, and have been checked. Safe for use by many threads.
 */
final class MemberRecords implements Closeable {
    /** Places of so many records are held at most. */
    private static final int EXTENT_ROWS = 1024;

    private final AttachedFile file;
    private final Schema schema;
    private final ManifestRows rows;
    private final MemberOpener opener;
    private final OpenMembers members;

    /**
     * Of a manifest.
     *
     * @param file its container
     * @param schema of the virtual file
     */
    MemberRecords(AttachedFile file, Schema schema, ManifestRows rows, MemberOpener opener) {
        this.file = file;
        this.schema = schema;
        this.rows = rows;
        this.opener = opener;
        this.members = new OpenMembers(
                opener::open, Math.max(1, Integer.getInteger(VirtualFile.MAX_OPEN_PROPERTY, VirtualFile.MAX_OPEN)));
    }

    /** Does something with an open member; what is wrong with it is told of manifest and member. */
    <T> T use(PlacedMember member, OpenMembers.Use<T> use) throws IOException {
        return opener.naming(member, () -> members.use(member, use));
    }

    Record read(MemberTable table, long row, Projection projection) throws IOException {
        if (ManifestRows.hasAll(projection)) {
            return rows.read(row, projection);
        }
        PlacedMember member = table.ofRow(row);
        return isInline(member, row)
                ? rows.read(row, projection)
                : use(member, open -> open.read(row - member.firstRow(), projection));
    }

    private boolean isInline(PlacedMember member, long row) throws IOException {
        return member.entry().inlined() > 0
                && (member.entry().inlined() == member.entry().rows() || rows.isInline(row));
    }

    List<Record> read(MemberTable table, long[] wanted, Projection projection) throws IOException {
        if (ManifestRows.hasAll(projection)) {
            return rows.read(wanted, projection);
        }
        List<Record> records = new ArrayList<>(wanted.length);
        while (records.size() < wanted.length) {
            addRun(table, wanted, projection, records);
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

    private static int inMember(PlacedMember member, Chunk chunk) {
        return (int) (chunk.number() - member.firstChunk());
    }

    private boolean isInManifest(PlacedMember member, Chunk chunk, Projection projection) throws IOException {
        return ManifestRows.hasAll(projection) || isAllInline(member, chunk);
    }

    /** Whether the manifest has all values of a chunk. */
    boolean isAllInline(PlacedMember member, Chunk chunk) throws IOException {
        return member.entry().inlined() > 0
                && (member.entry().inlined() == member.entry().rows()
                        || rows.areAllInline(chunk.firstRow(), chunk.records()));
    }

    List<Record> read(PlacedMember member, Chunk chunk, Projection projection) throws IOException {
        return isInManifest(member, chunk, projection)
                ? rows.read(chunk.firstRow(), chunk.records(), projection)
                : use(member, open -> open.readChunk(inMember(member, chunk), projection));
    }

    Batch readBatch(PlacedMember member, Chunk chunk, Projection projection) throws IOException {
        return isInManifest(member, chunk, projection)
                ? rows.readBatch(chunk.firstRow(), chunk.records(), projection)
                : use(member, open -> open.readBatch(inMember(member, chunk), projection));
    }

    Object readRange(PlacedMember member, long row, Field dataset, int from, int to) throws IOException {
        return isInline(member, row)
                ? file.readRange(row, file.schema().field(dataset.name()), from, to)
                : use(member, open -> open.readRange(row - member.firstRow(), dataset, from, to));
    }

    int[] lengths(PlacedMember member, Chunk chunk, Field dataset) throws IOException {
        return use(member, open -> open.lengths(inMember(member, chunk), dataset));
    }

    long valueCount(PlacedMember member, Chunk chunk, Field dataset) throws IOException {
        return use(member, open -> open.valueCount(inMember(member, chunk), dataset));
    }

    void extents(MemberTable table, long from, long to, Consumer<Extent> extents) throws IOException {
        for (long row = from; row < to; ) {
            PlacedMember member = table.ofRow(row);
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

    long memoryBytes(PlacedMember member, Chunk chunk, Projection projection) throws IOException {
        return isInManifest(member, chunk, projection)
                ? chunk.records() * Record.memoryBytes(projection.target(), 0)
                : use(member, open -> open.chunkMemoryBytes(inMember(member, chunk), projection));
    }

    long memoryBytes(PlacedMember member, long row, Projection projection) throws IOException {
        return ManifestRows.hasAll(projection) || isInline(member, row)
                ? Record.memoryBytes(projection.target(), 0)
                : use(member, open -> open.memoryBytes(row - member.firstRow(), projection));
    }

    /** Changes when the chunk does. */
    static long fingerprint(PlacedMember member, Chunk chunk) {
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

    /** Checks what leads to the records of all members. */
    void verifyStructure(MemberTable table) throws IOException {
        for (long number = 0; number < table.members(); number++) {
            use(table.member(number), open -> {
                open.verifyStructure();
                return true;
            });
        }
    }

    /** Adds what is wrong with pages of members, and with members. */
    void addFaults(MemberTable table, List<String> faults) throws IOException {
        for (MemberPage.Place place : table.places()) {
            try {
                for (long number = place.firstMember(); number < place.endMember(); number++) {
                    addFaults(table.member(number), faults);
                }
            } catch (SzFormatException e) {
                faults.add(e.getMessage()); // of the page
            }
        }
    }

    private void addFaults(PlacedMember member, List<String> faults) throws IOException {
        try {
            for (String fault : use(member, OpenMember::faults)) {
                faults.add(member + ": " + fault);
            }
        } catch (SzFormatException e) {
            faults.add(e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        members.close();
    }
}
