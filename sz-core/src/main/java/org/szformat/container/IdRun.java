package org.szformat.container;

import it.unimi.dsi.fastutil.longs.LongArrays;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.szformat.SzFormatException;
import org.szformat.io.ReadableBytes;

/**
 * The IDs of a {@link Segment}'s records: a {@link PagedTable} whose keys are XXH64 hashes, of seed 0, of the IDs' UTF-8.
 * An entry's payload is a u32, the record's row less the segment's first row; entries of one hash are in order of rows.
 */
final class IdRun {
    static final int PAYLOAD = 4;

    private static final XXHash64 HASH = XXHashFactory.safeInstance().hash64();

    /** IDs of no more chars, all of them ASCII, are hashed without an array of their own. */
    private static final int MAX_SHORT = 128;

    private static final char MAX_ASCII = 0x7F;
    private static final ThreadLocal<byte[]> SHORT = ThreadLocal.withInitial(() -> new byte[MAX_SHORT]);

    private final Path file;
    private final Segment segment;
    private final PagedTableReader table;

    private IdRun(Path file, Segment segment, PagedTableReader table) {
        this.file = file;
        this.segment = segment;
        this.table = table;
    }

    static long hash(String id) {
        int length = id.length();
        if (length > MAX_SHORT) {
            return hash(id.getBytes(StandardCharsets.UTF_8));
        }
        byte[] utf8 = SHORT.get();
        for (int i = 0; i < length; i++) {
            char c = id.charAt(i);
            if (c > MAX_ASCII) {
                return hash(id.getBytes(StandardCharsets.UTF_8));
            }
            utf8[i] = (byte) c;
        }
        return HASH.hash(utf8, 0, length, 0);
    }

    static long hash(byte[] utf8) {
        return HASH.hash(utf8, 0, utf8.length, 0);
    }

    static IdRun open(Path file, ReadableBytes bytes, Segment segment, long end, SlotCache<PagedTableReader.Page> cache)
            throws IOException {
        return new IdRun(
                file,
                segment,
                PagedTableReader.open(
                        file, bytes, FrameType.ID_RUN, segment.idRun(), segment.rows(), PAYLOAD, end, cache));
    }

    /**
     * Writes a run.
     *
     * @param firstRow the segment's first row
     * @param hashes the hashes of its records' IDs, in order of rows; sorted hereafter
     */
    static long write(FrameSink sink, long firstRow, long[] hashes) throws IOException {
        long[] rows = new long[hashes.length];
        for (int i = 0; i < rows.length; i++) {
            hashes[i] ^= Long.MIN_VALUE;
            rows[i] = firstRow + i;
        }
        LongArrays.radixSort(hashes, rows);
        int[] at = {-1};
        return write(sink, firstRow, hashes.length, new Cursor() {
            @Override
            public void next() {
                at[0]++;
            }

            @Override
            public long hash() {
                return hashes[at[0]] ^ Long.MIN_VALUE;
            }

            @Override
            public long row() {
                return rows[at[0]];
            }
        });
    }

    /** Writes a run of entries that are in order of hashes and, among equals, of rows. */
    static long write(FrameSink sink, long firstRow, long count, Cursor entries) throws IOException {
        return PagedTableWriter.write(sink, FrameType.ID_RUN, count, PAYLOAD, new PagedTableWriter.Entries() {
            @Override
            public void next() throws IOException {
                entries.next();
            }

            @Override
            public long key() {
                return entries.hash();
            }

            @Override
            public void payload(ByteWriter out) {
                out.u32((int) (entries.row() - firstRow));
            }
        });
    }

    /** Hashes and rows, one after the other. */
    interface Cursor {
        void next() throws IOException;

        long hash();

        long row();
    }

    /** Some rows and, behind them, those of records whose ID has that hash, ascending. */
    long[] withRows(long hash, long[] rows) throws IOException {
        long first = table.below(hash);
        long end = first;
        while (end < table.count() && hashOf(end) == hash) {
            end++;
        }
        if (first == end) {
            return rows;
        }
        if (end - first > Integer.MAX_VALUE - Long.BYTES - rows.length) {
            throw new IOException(file + ": found " + (end - first) + " records of one ID; expected fewer than 2^31");
        }
        long[] all = Arrays.copyOf(rows, rows.length + (int) (end - first));
        int at = rows.length;
        for (long entry = first; entry < end; entry++) {
            all[at++] = row(table.leafOf(entry), PagedTableReader.inPage(entry));
        }
        return all;
    }

    private long hashOf(long entry) throws IOException {
        return table.leafOf(entry).keys()[PagedTableReader.inPage(entry)];
    }

    /** Reads what leads to the pages of entries. */
    void readDirectory() throws IOException {
        table.readDirectory();
    }

    /** All entries, in order. */
    Scan scan() {
        return new Scan();
    }

    /** Goes through a run page by page. */
    final class Scan implements Cursor {
        private long entry = -1;
        private PagedTableReader.Page page = new PagedTableReader.Page(new long[0], new byte[0]);
        private long row;

        boolean hasNext() {
            return entry + 1 < table.count();
        }

        @Override
        public void next() throws IOException {
            entry++;
            if (PagedTableReader.inPage(entry) == 0) {
                page = table.readLeaf(entry / PagedTable.PAGE_ITEMS);
            }
            row = IdRun.this.row(page, PagedTableReader.inPage(entry));
        }

        @Override
        public long hash() {
            return page.keys()[PagedTableReader.inPage(entry)];
        }

        @Override
        public long row() {
            return row;
        }
    }

    private long row(PagedTableReader.Page page, int inPage) throws SzFormatException {
        long row = LittleEndian.getInt(page.payloads(), inPage * PAYLOAD) & 0xFFFF_FFFFL;
        if (row >= segment.rows()) {
            throw new SzFormatException(
                    file,
                    "offset " + segment.idRun() + ", ID run",
                    "row " + row + " of the segment",
                    "0 to " + (segment.rows() - 1));
        }
        return segment.firstRow() + row;
    }
}
