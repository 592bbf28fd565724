package org.szformat.container;

import java.io.IOException;
import java.nio.file.Path;
import org.szformat.SzFormatException;
import org.szformat.io.ReadableBytes;

/**
 * The chunks of a {@link Segment}: a {@link PagedTable} whose keys are their first rows. An entry's payload:
 *
 * <pre>
 *  u64  offset of the chunk
 *  u64  bytes of its head and blocks
 *  u32  records
 *  u32  bytes of its head
 * </pre>
 */
final class ChunkTable {
    static final int PAYLOAD = 24;

    private final Path file;
    private final Segment segment;
    private final PagedTableReader table;

    private ChunkTable(Path file, Segment segment, PagedTableReader table) {
        this.file = file;
        this.segment = segment;
        this.table = table;
    }

    static ChunkTable open(
            Path file, ReadableBytes bytes, Segment segment, long end, PageCache<PagedTableReader.Page> cache)
            throws IOException {
        return new ChunkTable(
                file,
                segment,
                PagedTableReader.open(
                        file,
                        bytes,
                        FrameType.CHUNK_TABLE,
                        segment.chunkTable(),
                        segment.chunks(),
                        PAYLOAD,
                        end,
                        cache));
    }

    /** Writes the table of chunks that follow one another. */
    static long write(FrameSink sink, long count, Cursor chunks) throws IOException {
        return PagedTableWriter.write(sink, FrameType.CHUNK_TABLE, count, PAYLOAD, new PagedTableWriter.Entries() {
            private ChunkEntry entry = NONE;

            @Override
            public void next() throws IOException {
                entry = chunks.next();
            }

            @Override
            public long key() {
                return entry.firstRow();
            }

            @Override
            public void payload(ByteWriter out) {
                out.u64(entry.offset()).u64(entry.length()).u32(entry.records()).u32(entry.headLength());
            }
        });
    }

    private static final ChunkEntry NONE = new ChunkEntry(0, 0, 0, 0, 0, 0);

    /** Chunks, one after the other. */
    interface Cursor {
        ChunkEntry next() throws IOException;
    }

    Segment segment() {
        return segment;
    }

    long frameEnd() {
        return table.frameEnd();
    }

    /** The chunk that holds a row of this segment. */
    ChunkEntry ofRow(long row) throws IOException {
        long index = table.below(row + 1) - 1;
        if (index < 0) {
            throw fault("no chunk of row " + row, "one");
        }
        ChunkEntry entry = get(index);
        if (row < entry.firstRow() || row - entry.firstRow() >= entry.records()) {
            throw fault("chunk " + entry.number() + " without row " + row, "chunks that hold all rows");
        }
        return entry;
    }

    /** A chunk by its place in this segment. */
    ChunkEntry get(long index) throws IOException {
        return entry(table.leafOf(index), index);
    }

    /** All chunks, in order, of which each is checked to follow the one before. */
    Cursor scan() {
        return new Scan();
    }

    private final class Scan implements Cursor {
        private PagedTableReader.Page page = new PagedTableReader.Page(new long[0], new byte[0]);
        private long index;
        private long row = segment.firstRow();

        @Override
        public ChunkEntry next() throws IOException {
            if (PagedTableReader.inPage(index) == 0) {
                page = table.readLeaf(index / PagedTable.PAGE_ITEMS);
            }
            ChunkEntry entry = entry(page, index);
            index++;
            row += entry.records();
            if (entry.firstRow() + entry.records() != row || index == table.count() && row != segment.endRow()) {
                throw fault(
                        "chunk " + entry.number() + " from row " + entry.firstRow() + " on",
                        "chunks that hold every row once");
            }
            return entry;
        }
    }

    private ChunkEntry entry(PagedTableReader.Page page, long index) throws SzFormatException {
        int inPage = PagedTableReader.inPage(index);
        long row = page.keys()[inPage];
        if (row < segment.firstRow() || row >= segment.endRow()) {
            throw fault("a chunk of row " + row, segment.firstRow() + " to " + (segment.endRow() - 1));
        }
        ByteReader in = new ByteReader(
                file, "chunk table", segment.chunkTable(), page.payloads(), inPage * PAYLOAD, (inPage + 1) * PAYLOAD);
        long offset = in.u64("offset of a chunk", 1, segment.chunkTable() - 1);
        long length = in.u64("length of a chunk", ChunkHead.MIN_LENGTH, segment.chunkTable() - offset);
        int records = in.u32("records of a chunk", 1, (int) Math.min(ChunkHead.MAX_RECORDS, segment.endRow() - row));
        int headLength =
                in.u32("length of a chunk's head", ChunkHead.MIN_LENGTH, (int) Math.min(length, Integer.MAX_VALUE));
        return new ChunkEntry((int) (segment.firstChunk() + index), row, records, offset, length, headLength);
    }

    private SzFormatException fault(String found, String expected) {
        return new SzFormatException(file, "offset " + segment.chunkTable() + ", chunk table", found, expected);
    }
}
