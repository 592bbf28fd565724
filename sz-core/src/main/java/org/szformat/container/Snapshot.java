package org.szformat.container;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.io.ReadableBytes;
import org.szformat.layout.Chunk;
import org.szformat.schema.Field;

/**
 * Finds chunks by row and candidate rows by hash, in what is known of a file at one time. Tables are opened when they are
 * first asked. Safe for use by many threads; two that are first to ask may both do the work.
 */
final class Snapshot {
    private static final long[] NO_ROWS = {};

    private final Path file;
    private final ReadableBytes bytes;
    private final Contents contents;
    private final SlotCache<PagedTableReader.Page> pages;
    private final @Nullable KnownChunks known;
    private final AtomicReferenceArray<ChunkTable> chunkTables;
    private final AtomicReferenceArray<IdRun> idRuns;
    private volatile @Nullable TailIds tailIds;
    private volatile @Nullable List<Chunk> chunkList;

    /** Hashes of the IDs of records behind the manifest, ascending, and their rows. */
    @SuppressWarnings("ArrayRecordComponent") // read-only, never compared
    private record TailIds(long[] hashes, long[] rows) {
        /** Some rows and, behind them, those of a hash. */
        long[] withRows(long hash, long[] before) {
            int first = Arrays.binarySearch(hashes, hash);
            if (first < 0) {
                return before;
            }
            while (first > 0 && hashes[first - 1] == hash) {
                first--;
            }
            int end = first;
            while (end < hashes.length && hashes[end] == hash) {
                end++;
            }
            long[] all = Arrays.copyOf(before, before.length + end - first);
            System.arraycopy(rows, first, all, before.length, end - first);
            return all;
        }
    }

    /**
     * Of what is known of a file.
     *
     * @param known where chunks lie, if that is known without the tables
     */
    Snapshot(
            Path file,
            ReadableBytes bytes,
            Contents contents,
            SlotCache<PagedTableReader.Page> pages,
            @Nullable KnownChunks known) {
        this.file = file;
        this.bytes = bytes;
        this.contents = contents;
        this.pages = pages;
        this.known = known;
        this.chunkTables =
                new AtomicReferenceArray<>(contents.manifest().segments().size());
        this.idRuns = new AtomicReferenceArray<>(contents.manifest().segments().size());
    }

    Contents contents() {
        return contents;
    }

    private ChunkTable chunkTable(int segment) throws IOException {
        ChunkTable table = chunkTables.get(segment);
        if (table == null) {
            table = ChunkTable.open(
                    file, bytes, contents.manifest().segments().get(segment), contents.manifestEnd(), pages);
            chunkTables.set(segment, table);
        }
        return table;
    }

    private IdRun idRun(int segment) throws IOException {
        IdRun run = idRuns.get(segment);
        if (run == null) {
            run = IdRun.open(file, bytes, contents.manifest().segments().get(segment), contents.manifestEnd(), pages);
            idRuns.set(segment, run);
        }
        return run;
    }

    /** The chunk that holds a row, which there is. */
    ChunkEntry chunkOfRow(long row) throws IOException {
        if (known != null && row < known.rows()) {
            return known.ofRow(row);
        }
        if (row >= contents.manifest().rows()) {
            return tailChunkOf(row);
        }
        List<Segment> segments = contents.manifest().segments();
        int segment = 0;
        while (row >= segments.get(segment).endRow()) {
            segment++;
        }
        return chunkTable(segment).ofRow(row);
    }

    private ChunkEntry tailChunkOf(long row) {
        int from = 0;
        int to = contents.tail().size() - 1;
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (contents.tail().get(middle).firstRow() <= row) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return contents.tail().get(from);
    }

    /** The chunk of a number, which there is. */
    ChunkEntry chunk(long number) throws IOException {
        if (number >= contents.manifest().chunks()) {
            return contents.tail().get((int) (number - contents.manifest().chunks()));
        }
        List<Segment> segments = contents.manifest().segments();
        int segment = 0;
        while (number >= segments.get(segment).endChunk()) {
            segment++;
        }
        return chunkTable(segment).get(number - segments.get(segment).firstChunk());
    }

    /** All chunks, read once and then kept. */
    List<Chunk> chunks() throws IOException {
        List<Chunk> known = chunkList;
        if (known == null) {
            known = new ChunkList(entries());
            chunkList = known;
        }
        return known;
    }

    private List<ChunkEntry> entries() throws IOException {
        List<Segment> segments = contents.manifest().segments();
        for (int i = 0; i < segments.size(); i++) {
            // Refuses a number of chunks for which there is no room in the file, before memory is taken for it.
            chunkTable(i);
        }
        List<ChunkEntry> entries = new ArrayList<>((int) contents.chunks());
        for (int i = 0; i < segments.size(); i++) {
            ChunkTable.Cursor scan = chunkTable(i).scan();
            for (long n = segments.get(i).chunks(); n > 0; n--) {
                entries.add(scan.next());
            }
        }
        entries.addAll(contents.tail());
        return entries;
    }

    private static final class ChunkList extends AbstractList<Chunk> {
        private final List<ChunkEntry> entries;

        ChunkList(List<ChunkEntry> entries) {
            this.entries = entries;
        }

        @Override
        public Chunk get(int index) {
            return entries.get(index).toChunk();
        }

        @Override
        public int size() {
            return entries.size();
        }
    }

    /** The rows, ascending, of records whose ID may be of that hash. */
    long[] candidates(long hash, ChunkReader reader, Field key) throws IOException {
        long[] rows = NO_ROWS;
        for (int i = 0; i < idRuns.length(); i++) {
            rows = idRun(i).withRows(hash, rows);
        }
        if (!contents.tail().isEmpty()) {
            TailIds ids = tailIds;
            if (ids == null) {
                ids = readTailIds(reader, key);
                tailIds = ids;
            }
            rows = ids.withRows(hash, rows);
        }
        if (rows.length > 1) {
            Arrays.sort(rows);
        }
        return rows;
    }

    private TailIds readTailIds(ChunkReader reader, Field key) throws IOException {
        LongArrayList hashes = new LongArrayList();
        for (ChunkEntry entry : contents.tail()) {
            for (byte[] id : reader.texts(entry, 0, entry.records(), key)) {
                hashes.add(IdRun.hash(id));
            }
        }
        long[] sorted = hashes.toLongArray();
        long[] rows = new long[sorted.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = contents.manifest().rows() + i;
        }
        LongArrays.radixSort(sorted, rows);
        return new TailIds(sorted, rows);
    }

    /** Reads what leads to the pages of the ID runs, so that each look-up reads the one page that it is about. */
    void readIdDirectories() throws IOException {
        for (int segment = 0; segment < idRuns.length(); segment++) {
            if (contents.manifest().segments().get(segment).idRun() != 0) {
                idRun(segment).readDirectory();
            }
        }
    }

    /** That a file with a key has an index of IDs. */
    void requireIdRuns() throws SzFormatException {
        for (Segment segment : contents.manifest().segments()) {
            if (segment.idRun() == 0) {
                throw new SzFormatException(
                        file,
                        "offset " + contents.manifestEnd(),
                        "no ID run of rows " + segment.firstRow() + " to " + (segment.endRow() - 1),
                        "one, since the schema has a key");
            }
        }
    }

    /** How many records in finished segments have the ID of an earlier one, by the hashes of IDs. */
    long repeatedIds() throws IOException {
        PriorityQueue<IdRun.Scan> scans =
                new PriorityQueue<>(Comparator.comparingLong((IdRun.Scan scan) -> scan.hash() ^ Long.MIN_VALUE));
        for (int segment = 0; segment < contents.manifest().segments().size(); segment++) {
            if (contents.manifest().segments().get(segment).idRun() != 0) {
                IdRun.Scan scan = idRun(segment).scan();
                scan.next();
                scans.add(scan);
            }
        }
        long repeated = 0;
        long last = 0;
        for (boolean first = true; !scans.isEmpty(); first = false) {
            IdRun.Scan least = scans.remove();
            repeated += !first && least.hash() == last ? 1 : 0;
            last = least.hash();
            if (least.hasNext()) {
                least.next();
                scans.add(least);
            }
        }
        return repeated;
    }
}
