package org.szformat.virtual;

import java.io.IOException;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.szformat.SzFormatException;
import org.szformat.layout.Chunk;

/** The chunks of all members, one member after the other, in a few bytes each. Immutable. */
final class ChunkList extends AbstractList<Chunk> implements RandomAccess {
    /** Arrays can have so many elements, and one more. */
    private static final int MAX_CHUNKS = Integer.MAX_VALUE - 16;

    private static final int CHUNK_BYTES = 3 * Long.BYTES;

    /** Of the heap, a list may take this part. */
    private static final int HEAP_PART = 4;

    private final long[] firstRows;
    private final long[] offsets;
    private final long[] bytes;

    private ChunkList(int size) {
        this.firstRows = new long[size + 1];
        this.offsets = new long[size];
        this.bytes = new long[size];
    }

    /**
     * Of all members. Their pages are read before there is memory for so many chunks as the header promises.
     *
     * @throws SzFormatException when there are too many for the memory there is
     */
    static ChunkList of(MemberTable table) throws IOException {
        for (int page = 0; page < table.places().size(); page++) {
            table.page(page);
        }
        if (table.chunks() > MAX_CHUNKS
                || (long) table.chunks() * CHUNK_BYTES > Runtime.getRuntime().maxMemory() / HEAP_PART) {
            throw table.tooMany(table.chunks() + " chunks");
        }
        ChunkList list = new ChunkList(table.chunks());
        int at = 0;
        for (int page = 0; page < table.places().size(); page++) {
            for (MemberEntry entry : table.page(page).entries()) {
                for (int chunk = 0; chunk < entry.chunks(); chunk++, at++) {
                    list.offsets[at] = entry.chunkOffsets()[chunk];
                    list.bytes[at] = entry.chunkBytes()[chunk];
                    list.firstRows[at + 1] = list.firstRows[at] + entry.chunkRecords()[chunk];
                }
            }
        }
        return list;
    }

    @Override
    public Chunk get(int number) {
        Objects.checkIndex(number, offsets.length);
        long firstRow = firstRows[number];
        return new Chunk(number, firstRow, (int) (firstRows[number + 1] - firstRow), offsets[number], bytes[number]);
    }

    @Override
    public int size() {
        return offsets.length;
    }
}
