package org.szformat.virtual;

import java.io.IOException;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.szformat.layout.Chunk;

/** The chunks of all members, one member after the other, in a few bytes each. Immutable. */
final class ChunkList extends AbstractList<Chunk> implements RandomAccess {
    private final long[] firstRows;
    private final long[] offsets;
    private final long[] bytes;

    private ChunkList(int size) {
        this.firstRows = new long[size + 1];
        this.offsets = new long[size];
        this.bytes = new long[size];
    }

    static ChunkList of(MemberTable table) throws IOException {
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
