package org.szformat.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.szformat.SzFormatException;

/**
 * Walks through the frames behind what is known of a file, up to the first that is not whole and sound. Blocks are
 * checked too, since what a machine that died did not write is not at the end of the file alone.
 */
final class TailWalk {
    private final FrameReader frames;
    private final List<ChunkEntry> chunks;
    private FileHead head;
    private Manifest manifest;
    private long manifestOffset;
    private long manifestEnd;
    private long valueBytes;
    private long rows;
    private long at;
    private boolean useManifests = true;

    TailWalk(FrameReader frames, Contents known) {
        this.frames = frames;
        this.chunks = new ArrayList<>(known.tail());
        this.head = known.head();
        this.manifest = known.manifest();
        this.manifestOffset = known.manifestOffset();
        this.manifestEnd = known.manifestEnd();
        this.valueBytes = known.tailValueBytes();
        this.rows = known.rows();
        this.at = known.end();
    }

    /** Passes by all checkpoints and roots, as if each were an optional frame. */
    TailWalk ignoringManifests() {
        useManifests = false;
        return this;
    }

    /** Walks to the end of a file of so many bytes; what is found there is not finished, whatever it is. */
    Contents to(long size) throws IOException {
        String fault = "the file ends after a whole frame, without an end frame that closes it";
        try {
            while (at < size) {
                at = step(frames.header(at, size), size);
            }
        } catch (SzFormatException e) {
            fault = e.place() + ": found " + e.found() + "; expected " + e.expected();
        }
        return new Contents(head, manifest, manifestOffset, manifestEnd, chunks, valueBytes, at, Optional.of(fault));
    }

    /** Checks a frame and, of a chunk, all that follows its head; says where that ends. */
    private long step(MetadataFrame frame, long size) throws IOException {
        if (frame.is(FrameType.CHUNK_HEAD)) {
            return chunk(frame, size);
        }
        if (frame.is(FrameType.CHECKPOINT) && useManifests) {
            adopt(
                    frame,
                    Checkpoint.read(frames.file(), frame, frames.whole(frame), 0)
                            .manifest());
        } else if (frame.is(FrameType.ROOT) && useManifests) {
            Root root = Root.read(frames.file(), frame, frames.whole(frame), 0, frames.limits());
            adopt(frame, root.manifest());
            head = root.head();
        } else {
            frames.verify(frame);
            if (frame.type().isEmpty() && !frame.isOptional()) {
                throw frames.fault(frame.offset(), "a " + frame.name() + " that is not optional", "a newer version");
            }
        }
        return frame.end();
    }

    private void adopt(MetadataFrame frame, Manifest newer) throws SzFormatException {
        if (newer.rows() != rows || newer.chunks() != manifest.chunks() + chunks.size()) {
            throw frames.fault(
                    frame.offset(),
                    "a " + frame.name() + " of " + newer.rows() + " rows in " + newer.chunks() + " chunks",
                    rows + " in " + (manifest.chunks() + chunks.size()));
        }
        manifest = newer;
        manifestOffset = frame.offset();
        manifestEnd = frame.end();
        chunks.clear();
        valueBytes = 0;
    }

    private long chunk(MetadataFrame frame, long size) throws IOException {
        byte[] whole = frames.whole(frame);
        ChunkHead chunk = ChunkHead.read(frames.file(), frame, whole, head.columns(), size);
        ChunkEntry entry = chunk.entry();
        if (entry.firstRow() != rows || entry.number() != manifest.chunks() + chunks.size()) {
            throw frames.fault(
                    frame.offset(),
                    "chunk " + entry.number() + " from row " + entry.firstRow() + " on",
                    "chunk " + (manifest.chunks() + chunks.size()) + " from row " + rows + " on");
        }
        for (Block block : chunk.blocks()) {
            if (!block.isInline()) {
                frames.verify(chunk, block);
            }
        }
        chunks.add(entry);
        rows += entry.records();
        valueBytes += chunk.valueBytes();
        return entry.end();
    }
}
