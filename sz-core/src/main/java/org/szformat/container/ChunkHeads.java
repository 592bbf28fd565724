package org.szformat.container;

import java.io.IOException;
import java.util.Arrays;

/** Reads heads of chunks and keeps them. Safe for use by many threads. */
final class ChunkHeads {
    private static final long CACHE_BYTES = 64L << 20;

    private final FrameReader frames;
    private final FileHead file;
    private final PartCache<ChunkHead> heads =
            new PartCache<>(Math.min(CACHE_BYTES, Runtime.getRuntime().maxMemory() / 16));

    ChunkHeads(FrameReader frames, FileHead file) {
        this.frames = frames;
        this.file = file;
    }

    /**
     * The head of a chunk.
     *
     * @param stored what the head is read with; it holds what was read besides
     * @param ahead so many bytes behind the head are read with it
     */
    ChunkHead get(ChunkEntry entry, StoredBytes stored, int ahead) throws IOException {
        ChunkHead cached = heads.get(entry.offset());
        if (cached != null) {
            return cached;
        }
        if (entry.headLength() > frames.limits().maxMetadataBytes()) {
            throw frames.fault(
                    entry.offset(),
                    "a chunk head of " + entry.headLength() + " bytes",
                    "at most " + frames.limits().maxMetadataBytes() + ", or a higher limit");
        }
        if (entry.headLength() < ChunkHead.MIN_LENGTH || entry.headLength() > entry.length()) {
            throw frames.fault(
                    entry.offset(),
                    "a chunk of " + entry.length() + " bytes with a head of " + entry.headLength(),
                    "a head of " + ChunkHead.MIN_LENGTH + " at least, and no longer than the chunk");
        }
        if (!frames.bytes().reach(entry.end())) {
            throw frames.fault(entry.offset(), "the end of the file", entry.length() + " bytes of a chunk");
        }
        int length = (int) Math.min(Math.min(entry.length(), Integer.MAX_VALUE), (long) entry.headLength() + ahead);
        byte[] bytes = Arrays.copyOf(stored.read(entry.offset(), length), entry.headLength());
        MetadataFrame frame = MetadataFrame.parse(frames.file(), bytes, 0, entry.offset());
        if (!frame.is(FrameType.CHUNK_HEAD) || frame.length() != entry.headLength()) {
            throw frames.fault(
                    entry.offset(),
                    "a " + frame.name() + " of " + frame.length() + " bytes",
                    "a chunk head of " + entry.headLength() + ", as what leads to it says");
        }
        frame.verify(frames.file(), bytes, 0);
        ChunkHead head = ChunkHead.read(frames.file(), frame, bytes, file.columns(), entry.end());
        if (!head.entry().equals(entry)) {
            throw frames.fault(entry.offset(), head.entry() + "", entry + ", as what leads to it says");
        }
        heads.put(entry.offset(), head, head.footprint());
        return head;
    }
}
