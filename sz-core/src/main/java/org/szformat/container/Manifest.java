package org.szformat.container;

import java.util.ArrayList;
import java.util.List;
import org.szformat.SzFormatException;

/**
 * What a file holds up to the frame that this is part of, a {@link Checkpoint} or a {@link Root}.
 *
 * <pre>
 *  u64  bytes of all values
 *  u64  offset of the checkpoint or root before; 0 when there is none
 *  u32  number of segments
 *  …    the segments, which follow one another without gaps from row 0 and chunk 0 on
 * </pre>
 */
record Manifest(long valueBytes, long previous, List<Segment> segments) {
    static final long MAX_ROWS = 1L << 48;

    static final Manifest EMPTY = new Manifest(0, 0, List.of());

    Manifest {
        segments = List.copyOf(segments);
    }

    long rows() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).endRow();
    }

    long chunks() {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).endChunk();
    }

    /** The same, for what comes behind the frame at an offset that says it. */
    Manifest endingAt(long offset) {
        return new Manifest(valueBytes, offset, segments);
    }

    void write(ByteWriter out) {
        out.u64(valueBytes).u64(previous).u32(segments.size());
        segments.forEach(segment -> segment.write(out));
    }

    /**
     * Reads it.
     *
     * @param offset where the frame begins that it is in, before which all that it refers to lies
     */
    static Manifest read(ByteReader in, long offset) throws SzFormatException {
        long valueBytes = in.u64("bytes of values", 0, Long.MAX_VALUE);
        long previous = in.u64("offset of the checkpoint before", 0, offset - 1);
        int count = in.u32("number of segments", 0, in.remaining() / Segment.BYTES);
        List<Segment> segments = new ArrayList<>(count);
        long row = 0;
        long chunk = 0;
        for (int i = 0; i < count; i++) {
            Segment segment = Segment.read(in, row, chunk, offset - 1);
            row = segment.endRow();
            chunk = segment.endChunk();
            segments.add(segment);
        }
        return new Manifest(valueBytes, previous, segments);
    }
}
