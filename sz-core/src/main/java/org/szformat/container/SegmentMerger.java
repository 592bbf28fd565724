package org.szformat.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Merges segments that follow one another, so that a look-up asks few. Reads them page by page, so that memory does not
 * depend on how many entries they have.
 */
final class SegmentMerger {
    /** The most segments of a finished file, unless merging would make tables that are too large. */
    static final int MAX_SEGMENTS = 8;

    /** Segments of fewer rows are merged as if they had as many. */
    private static final long SMALL_ROWS = 1 << 16;

    private final Path file;
    private final ContainerOutput output;
    private final SlotCache<PagedTableReader.Page> noCache = new SlotCache<>(0);

    SegmentMerger(Path file, ContainerOutput output) {
        this.file = file;
        this.output = output;
    }

    /** Merges the last segments when there are {@value #MAX_SEGMENTS} of about one size, and so on. */
    List<Segment> compact(List<Segment> segments) throws IOException {
        List<Segment> compacted = segments;
        int from = compacted.size() - MAX_SEGMENTS;
        while (from >= 0
                && size(compacted.get(from)) == size(compacted.get(compacted.size() - 1))
                && isMergeable(compacted, from)) {
            compacted = merge(compacted, from);
            from = compacted.size() - MAX_SEGMENTS;
        }
        return compacted;
    }

    /** Merges what is behind the first {@code kept} segments into one, and all when that leaves too many. */
    List<Segment> reduce(List<Segment> segments, int kept) throws IOException {
        int from = kept < MAX_SEGMENTS ? kept : 0;
        if (from >= segments.size()) {
            return segments;
        }
        while (from < segments.size() - 1 && !isMergeable(segments, from)) {
            from++;
        }
        return merge(segments, from);
    }

    /** How often a segment's rows can be divided by the number of segments that are merged. */
    private static int size(Segment segment) {
        int size = 0;
        for (long rows = segment.rows() / SMALL_ROWS; rows > 0; rows /= MAX_SEGMENTS) {
            size++;
        }
        return size;
    }

    private static boolean isMergeable(List<Segment> segments, int from) {
        long rows =
                segments.get(segments.size() - 1).endRow() - segments.get(from).firstRow();
        return rows <= PagedTable.MAX_COUNT;
    }

    private List<Segment> merge(List<Segment> segments, int from) throws IOException {
        List<Segment> merged = new ArrayList<>(segments.subList(0, from));
        merged.add(merge(segments.subList(from, segments.size())));
        return merged;
    }

    private Segment merge(List<Segment> parts) throws IOException {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Segment first = parts.get(0);
        Segment last = parts.get(parts.size() - 1);
        long rows = last.endRow() - first.firstRow();
        long chunks = last.endChunk() - first.firstChunk();
        long run = first.idRun() == 0 ? 0 : IdRun.write(output, first.firstRow(), rows, new IdsOf(parts));
        long table = ChunkTable.write(output, chunks, new ChunksOf(parts));
        return new Segment(first.firstRow(), rows, first.firstChunk(), chunks, table, run);
    }

    private final class ChunksOf implements ChunkTable.Cursor {
        private final List<Segment> parts;
        private int part;
        private long left;
        private ChunkTable.Cursor chunks;

        ChunksOf(List<Segment> parts) throws IOException {
            this.parts = parts;
            this.chunks = scan(0);
            this.left = parts.get(0).chunks();
        }

        private ChunkTable.Cursor scan(int number) throws IOException {
            return ChunkTable.open(file, output, parts.get(number), output.position(), noCache)
                    .scan();
        }

        @Override
        public ChunkEntry next() throws IOException {
            if (left == 0) {
                part++;
                left = parts.get(part).chunks();
                chunks = scan(part);
            }
            left--;
            return chunks.next();
        }
    }

    private final class IdsOf implements IdRun.Cursor {
        private final PriorityQueue<IdRun.Scan> scans =
                new PriorityQueue<>(Comparator.comparingLong((IdRun.Scan scan) -> scan.hash() ^ Long.MIN_VALUE)
                        .thenComparingLong(IdRun.Scan::row));
        private long hash;
        private long row;

        IdsOf(List<Segment> parts) throws IOException {
            for (Segment part : parts) {
                IdRun.Scan scan = IdRun.open(file, output, part, output.position(), noCache)
                        .scan();
                scan.next();
                scans.add(scan);
            }
        }

        @Override
        public void next() throws IOException {
            IdRun.Scan least = scans.remove();
            hash = least.hash();
            row = least.row();
            if (least.hasNext()) {
                least.next();
                scans.add(least);
            }
        }

        @Override
        public long hash() {
            return hash;
        }

        @Override
        public long row() {
            return row;
        }
    }
}
