package org.szformat.container;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The chunks since the last checkpoint, and the hashes of their records' IDs. Not thread-safe. */
final class OpenSegment {
    private final List<ChunkEntry> chunks = new ArrayList<>();
    private final LongArrayList hashes = new LongArrayList();
    private long rows;

    void add(ChunkEntry chunk, long[] ids) {
        chunks.add(chunk);
        hashes.addElements(hashes.size(), ids);
        rows += chunk.records();
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    long rows() {
        return rows;
    }

    /** Writes tables and begins anew. The smaller one comes last, so that the end of a file, which is read first, has it. */
    Segment seal(FrameSink sink) throws IOException {
        ChunkEntry first = chunks.get(0);
        Iterator<ChunkEntry> each = chunks.iterator();
        long run = hashes.isEmpty() ? 0 : IdRun.write(sink, first.firstRow(), hashes.toLongArray());
        long table = ChunkTable.write(sink, chunks.size(), each::next);
        Segment segment = new Segment(first.firstRow(), rows, first.number(), chunks.size(), table, run);
        chunks.clear();
        hashes.clear();
        rows = 0;
        return segment;
    }
}
