package org.szformat.container;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/** The stored bytes of some blocks of a chunk, read in as few ranges as is sensible. Lives for one read. */
final class StoredBytes {
    /** Blocks that lie no further apart are read together with what is between them. */
    private static final int MAX_GAP = 16 << 10;

    private static final int MAX_SPAN = 16 << 20;

    @SuppressWarnings("ArrayRecordComponent") // lives for one read, never compared
    private record Span(long offset, byte[] bytes) {
        boolean holds(Block block) {
            return block.at() >= offset && block.at() + block.stored() <= offset + bytes.length;
        }
    }

    private final ChunkHead head;
    private final PartCache<Object> decoded;
    private final List<Span> spans = new ArrayList<>();
    private final Map<Long, Object> known = new HashMap<>();

    private StoredBytes(ChunkHead head, PartCache<Object> decoded) {
        this.head = head;
        this.decoded = decoded;
    }

    private static boolean isKept(Block block) {
        return block.kind() == Block.Kind.SHARED && !block.isInline();
    }

    /** The values of a block that was decoded before; null when it was not. */
    @Nullable
    Object decoded(Block block) {
        return known.get(block.at());
    }

    /** Keeps the values of a block, which nobody changes hereafter. */
    void keep(Block block, Object values, long valueBytes) {
        if (isKept(block)) {
            decoded.put(block.at(), values, valueBytes);
        }
    }

    /**
     * Reads blocks.
     *
     * @param ahead bytes of the file from {@code aheadAt} on that were read already
     */
    static StoredBytes read(
            FrameReader frames,
            ChunkHead head,
            List<Block> blocks,
            long aheadAt,
            byte[] ahead,
            PartCache<Object> decoded)
            throws IOException {
        StoredBytes stored = new StoredBytes(head, decoded);
        if (ahead.length > 0) {
            stored.spans.add(new Span(aheadAt, ahead));
        }
        for (Block block : blocks) {
            Object known = isKept(block) ? decoded.get(block.at()) : null;
            if (known != null) {
                stored.known.put(block.at(), known);
            }
        }
        List<Block> wanted = blocks.stream()
                .filter(block -> !block.isInline()
                        && !stored.known.containsKey(block.at())
                        && stored.spans.stream().noneMatch(span -> span.holds(block)))
                .sorted(Comparator.comparingLong(Block::at))
                .toList();
        for (int i = 0; i < wanted.size(); ) {
            long from = wanted.get(i).at();
            long to = from + wanted.get(i).stored();
            int next = i + 1;
            while (next < wanted.size()
                    && wanted.get(next).at() - to <= MAX_GAP
                    && wanted.get(next).at() + wanted.get(next).stored() - from <= MAX_SPAN) {
                to = Math.max(to, wanted.get(next).at() + wanted.get(next).stored());
                next++;
            }
            stored.spans.add(new Span(from, readSpan(frames, from, to - from)));
            i = next;
        }
        return stored;
    }

    private static byte[] readSpan(FrameReader frames, long offset, long length) throws IOException {
        if (length > frames.limits().maxValueBytes()) {
            throw frames.fault(
                    offset,
                    "a block of " + length + " bytes",
                    "at most " + frames.limits().maxValueBytes() + ", or a higher limit");
        }
        if (!frames.bytes().reach(offset + length)) {
            throw frames.fault(offset, "the end of the file", length + " bytes, which a chunk head promises");
        }
        byte[] bytes = new byte[(int) length];
        try {
            frames.bytes().readFully(offset, bytes, 0, bytes.length);
        } catch (EOFException e) {
            throw new SzFormatException(frames.file(), "offset " + offset, "the end of the file", length + " bytes", e);
        }
        return bytes;
    }

    /** The array that holds a block. */
    byte[] array(Block block) {
        return block.isInline() ? head.bytes() : spanOf(block).bytes();
    }

    /** Where in that array the block begins. */
    int from(Block block) {
        return (int) (block.isInline() ? block.at() : block.at() - spanOf(block).offset());
    }

    private Span spanOf(Block block) {
        int from = 0;
        for (int i = spans.size() - 1; i >= from; i--) {
            if (spans.get(i).holds(block)) {
                return spans.get(i);
            }
        }
        throw new IllegalStateException(block + " was not read");
    }
}
