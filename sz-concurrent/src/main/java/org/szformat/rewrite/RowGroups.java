package org.szformat.rewrite;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.szformat.crew.Crew;
import org.szformat.crew.OrderedWork;
import org.szformat.layout.Chunk;
import org.szformat.progress.RewriteProgress.Stage;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.spill.EntryBuffer;
import org.szformat.spill.SortKeys;
import org.szformat.spill.SpillFolder;
import org.szformat.spill.SpillRun;
import org.szformat.spill.SpillSort;
import org.szformat.transfer.Intake;
import org.szformat.transfer.Loaded;
import org.szformat.transfer.Plan;
import org.szformat.transfer.Settings;
import org.szformat.transfer.Sources;
import org.szformat.transfer.Tally;

/**
 * Which group each row belongs to, where a group is called by its first row: so groups are in the order in which they first
 * come, and no list of them is kept in memory. Rows are numbered over all sources. The attribute of all rows is read and
 * sorted, with the rows, by value; then rows, with the first one of their value, are sorted by row.
 */
final class RowGroups implements Closeable {
    /** Bytes of entries that are added to a sort together. */
    private static final int BATCH = 1 << 14;

    /**
     * Rows of a chunk that are wanted, and their groups.
     *
     * @param rows of the source, ascending
     * @param groups as many
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from one step to the next, never compared
    record Some(long[] rows, long[] groups) {
        /** How much memory it takes. */
        long bytes() {
            return 2L * Long.BYTES * rows.length;
        }
    }

    private final SpillSort byRow;
    private final SpillSort.Cursor cursor;
    private boolean hasNext;

    private RowGroups(SpillSort byRow) throws IOException, InterruptedException {
        this.byRow = byRow;
        this.cursor = byRow.sorted();
        this.hasNext = cursor.next();
    }

    /** Looks at all rows. */
    static RowGroups of(
            Field attribute, Settings settings, Plan plan, Sources sources, Crew crew, SpillFolder folder, Tally tally)
            throws IOException, InterruptedException {
        tally.begin(Stage.SCANNING, sources.bytes());
        long memory = settings.memory / 3;
        SpillSort byRow = new SpillSort(crew, folder, memory);
        try (SpillSort byValue = new SpillSort(crew, folder, memory)) {
            try (Intake intake = new Intake(settings, plan.readingOnly(Set.of(attribute.name())), sources)) {
                OrderedWork<Loaded> loading = new OrderedWork<>(crew, memory);
                for (Intake.Piece piece = intake.next(); piece != null; piece = intake.next()) {
                    Intake.Piece each = piece;
                    OrderedWork.Footprint footprint =
                            new OrderedWork.Footprint(0, piece.source().memoryBytes(piece.chunk()));
                    while (!loading.hasRoom(footprint)) {
                        tally.lost(loading.next());
                    }
                    loading.begin(footprint, () -> addKeys(each, attribute, byValue, tally));
                    tally.advance(piece.chunk().storedBytes());
                    tally.report();
                }
                while (!loading.isEmpty()) {
                    tally.lost(loading.next());
                }
            }
            findFirstRows(byValue.sorted(), byRow);
        }
        return new RowGroups(byRow);
    }

    private static Loaded addKeys(Intake.Piece piece, Field attribute, SpillSort byValue, Tally tally)
            throws IOException, InterruptedException {
        try {
            Loaded loaded = piece.load(tally);
            Field own = piece.source().schema().find(attribute.name()).orElse(null);
            EntryBuffer entries = new EntryBuffer(2 * BATCH);
            for (int i = 0; i < loaded.rows().length; i++) {
                Record record = loaded.records().get(i);
                entries.beginKey();
                if (own == null) {
                    SortKeys.putMissing(entries);
                } else {
                    SortKeys.putEqual(record, own, entries);
                }
                entries.putOrdered(piece.rowsBefore() + loaded.rows()[i]);
                entries.beginPayload();
                entries.endEntry();
                if (entries.length() >= BATCH) {
                    byValue.add(entries);
                    entries.clear();
                }
            }
            byValue.add(entries);
            return loaded.passedOn();
        } finally {
            piece.done();
        }
    }

    private static void findFirstRows(SpillSort.Cursor byValue, SpillSort byRow)
            throws IOException, InterruptedException {
        byte[] value = {};
        long first = -1;
        EntryBuffer entries = new EntryBuffer(2 * BATCH);
        while (byValue.next()) {
            byte[] bytes = byValue.bytes();
            int from = byValue.keyFrom();
            int rowAt = from + byValue.keyLength() - Long.BYTES;
            long row = SpillRun.bigEndian(bytes, rowAt);
            if (first < 0 || !Arrays.equals(value, 0, value.length, bytes, from, rowAt)) {
                value = Arrays.copyOfRange(bytes, from, rowAt);
                first = row;
            }
            entries.beginKey();
            entries.putOrdered(row);
            entries.beginPayload();
            entries.putOrdered(first);
            entries.endEntry();
            if (entries.length() >= BATCH) {
                byRow.add(entries);
                entries.clear();
            }
        }
        byRow.add(entries);
    }

    /** The rows of the next chunk, in the order in which they were looked at. */
    Some next(Chunk chunk, long rowsBefore) throws IOException, InterruptedException {
        long[] rows = new long[chunk.records()];
        long[] groups = new long[chunk.records()];
        int count = 0;
        long end = rowsBefore + chunk.firstRow() + chunk.records();
        while (hasNext && SpillRun.bigEndian(cursor.bytes(), cursor.keyFrom()) < end) {
            rows[count] = SpillRun.bigEndian(cursor.bytes(), cursor.keyFrom()) - rowsBefore;
            groups[count++] = SpillRun.bigEndian(cursor.bytes(), cursor.payloadFrom());
            hasNext = cursor.next();
        }
        return new Some(Arrays.copyOf(rows, count), Arrays.copyOf(groups, count));
    }

    @Override
    public void close() throws IOException {
        byRow.close();
    }
}
