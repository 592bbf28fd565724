package org.szformat.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.io.ReadableBytes;

/**
 * Finds out what a file holds. A sound {@link End} at its very end leads to the {@link Root}, and whatever is wrong with
 * that is an error. Where there is no such end, the file was not finished, or lost its end: then the last
 * {@link Checkpoint} or root that is sound says what lies before it, and all frames behind it are walked through.
 */
final class Opening {
    /** How much of the end of a file is read at once. */
    static final int SUFFIX = 1 << 16;

    private static final int SEARCH_WINDOW = 1 << 20;

    /** So many false checkpoints are looked into; a file that has more is walked through from its front. */
    private static final int MAX_FALSE_CHECKPOINTS = 64;

    private final FrameReader frames;
    private final Path file;
    private final ReadableBytes bytes;
    private final Limits limits;

    Opening(Path file, ReadableBytes bytes, Limits limits) {
        this.frames = new FrameReader(file, bytes, limits);
        this.file = file;
        this.bytes = bytes;
        this.limits = limits;
    }

    Contents open() throws IOException {
        long size = bytes.size();
        Optional<Contents> finished = finished(size);
        if (finished.isPresent()) {
            return finished.get();
        }
        MetadataFrame first = frames.header(0, size);
        if (!first.is(FrameType.FILE_HEAD)) {
            throw frames.fault(0, "a " + first.name(), "a file head");
        }
        FileHead head = FileHead.read(file, first.payload(file, frames.whole(first), 0), limits);
        Contents known = lastKnown(head, first.end(), size);
        return new TailWalk(frames, known).to(size);
    }

    /**
     * Opens a file as if it had no end, no root and no checkpoint: by walking through all of it. It then ends before what
     * is damaged behind its last chunk.
     *
     * @throws SzFormatException when it was finished, and there is damage that hides what is behind
     */
    Contents openByWalking() throws IOException {
        TailWalk walk = walkFromHead().passingDamage();
        Contents contents = walk.to(bytes.size());
        if (hasEnd() && walk.reached() < bytes.size()) {
            throw frames.fault(
                    walk.reached(),
                    contents.fault().orElse("damage"),
                    "sound chunks up to the end, since the file was finished; copy the sound ones to another file");
        }
        return contents;
    }

    private TailWalk walkFromHead() throws IOException {
        MetadataFrame first = frames.header(0, bytes.size());
        if (!first.is(FrameType.FILE_HEAD)) {
            throw frames.fault(0, "a " + first.name(), "a file head");
        }
        FileHead head = FileHead.read(file, first.payload(file, frames.whole(first), 0), limits);
        return new TailWalk(frames, fromHead(head, first.end())).ignoringManifests();
    }

    /** Checks every frame up to where the file is known to end, and the tables against the chunks. */
    void verify(Snapshot snapshot) throws IOException {
        Contents contents = snapshot.contents();
        Contents walked = walkFromHead().to(contents.end());
        if (walked.end() != contents.end()) {
            throw frames.fault(walked.end(), walked.fault().orElse(""), "sound frames up to offset " + contents.end());
        }
        if (walked.rows() != contents.rows() || walked.valueBytes() != contents.valueBytes()) {
            throw frames.fault(
                    contents.manifestOffset(),
                    contents.rows() + " records of " + contents.valueBytes() + " bytes",
                    walked.rows() + " of " + walked.valueBytes() + ", as the chunks have");
        }
        for (ChunkEntry chunk : walked.tail()) {
            if (!snapshot.chunk(chunk.number()).equals(chunk)) {
                throw frames.fault(
                        chunk.offset(), snapshot.chunk(chunk.number()) + " in the chunk table", chunk.toString());
            }
        }
    }

    /** What the file holds now that did hold {@code before}. */
    Optional<Contents> reopen(Contents before) throws IOException {
        long size = bytes.size();
        if (size < before.end()) {
            throw frames.fault(size, "the end of the file", "it behind offset " + before.end() + ", where it was");
        }
        if (size == before.end()) {
            return Optional.empty();
        }
        Optional<Contents> finished = finished(size);
        if (finished.isPresent()) {
            if (finished.get().rows() < before.rows()
                    || !finished.get().head().schema().equals(before.head().schema())) {
                throw frames.fault(size, "another file", "one that goes on as before");
            }
            return finished;
        }
        return Optional.of(new TailWalk(frames, before).to(size));
    }

    private static Contents fromHead(FileHead head, long end) {
        return new Contents(head, Manifest.EMPTY, 0, end, List.of(), 0, end, Optional.empty());
    }

    /** Whether the file's last bytes are an end frame, whatever is wrong with what is before. */
    boolean hasEnd() throws IOException {
        long size = bytes.size();
        byte[] last = new byte[End.LENGTH];
        if (size < last.length) {
            return false;
        }
        bytes.readFully(size - last.length, last, 0, last.length);
        return End.isSound(last, 0);
    }

    private Optional<Contents> finished(long size) throws IOException {
        if (size < End.LENGTH) {
            return Optional.empty();
        }
        byte[] suffix = new byte[(int) Math.min(SUFFIX, size)];
        long suffixAt = size - suffix.length;
        bytes.readFully(suffixAt, suffix, 0, suffix.length);
        int endAt = suffix.length - End.LENGTH;
        if (!End.isSound(suffix, endAt)) {
            return Optional.empty();
        }
        MetadataFrame endFrame = MetadataFrame.parse(file, suffix, endAt, suffixAt + endAt);
        End end = End.read(file, endFrame, suffix, endAt);
        MetadataFrame frame;
        byte[] whole;
        int at;
        if (end.rootOffset() >= suffixAt) {
            at = (int) (end.rootOffset() - suffixAt);
            whole = suffix;
            frame = MetadataFrame.parse(file, suffix, at, end.rootOffset());
            requireRoot(frame, end);
            frame.verify(file, suffix, at);
        } else {
            at = 0;
            frame = new MetadataFrame(FrameType.ROOT.letter(), 0, end.rootOffset(), end.rootLength());
            whole = frames.whole(frame);
            requireRoot(MetadataFrame.parse(file, whole, 0, end.rootOffset()), end);
        }
        Root root = Root.read(file, frame, whole, at, limits);
        return Optional.of(new Contents(
                root.head(), root.manifest(), frame.offset(), frame.end(), List.of(), 0, size, Optional.empty()));
    }

    private void requireRoot(MetadataFrame frame, End end) throws SzFormatException {
        if (!frame.is(FrameType.ROOT) || frame.length() != end.rootLength()) {
            throw frames.fault(
                    frame.offset(),
                    "a " + frame.name() + " of " + frame.length() + " bytes",
                    "the root, of " + end.rootLength());
        }
    }

    /** The last sound checkpoint or root, searched from the end of the file; the file head where there is none. */
    private Contents lastKnown(FileHead head, long headEnd, long size) throws IOException {
        int failures = 0;
        byte[] window = new byte[(int) Math.min(SEARCH_WINDOW, size - headEnd)];
        for (long to = size; to - headEnd > MetadataFrame.HEADER && failures < MAX_FALSE_CHECKPOINTS; ) {
            long from = Math.max(headEnd, to - window.length);
            int length = (int) (to - from);
            bytes.readFully(from, window, 0, length);
            for (int at = length - MetadataFrame.HEADER; at >= 0 && failures < MAX_FALSE_CHECKPOINTS; at--) {
                if (mayBeManifest(window, at, from + at)) {
                    Optional<Contents> known = manifestAt(head, from + at, size);
                    if (known.isPresent()) {
                        return known.get();
                    }
                    failures++;
                }
            }
            to = from == headEnd ? from : from + MetadataFrame.HEADER - 1;
        }
        return fromHead(head, headEnd);
    }

    private static boolean mayBeManifest(byte[] window, int at, long offset) {
        return LittleEndian.getInt(window, at) == MetadataFrame.MAGIC
                && window[at + 8] == 'S'
                && window[at + 9] == 'Z'
                && (window[at + 10] == FrameType.CHECKPOINT.letter() || window[at + 10] == FrameType.ROOT.letter())
                && LittleEndian.getLong(window, at + 12) == offset;
    }

    private Optional<Contents> manifestAt(FileHead head, long offset, long size) throws IOException {
        try {
            MetadataFrame frame = frames.header(offset, size);
            byte[] whole = frames.whole(frame);
            FileHead newest = head;
            Manifest manifest;
            if (frame.is(FrameType.ROOT)) {
                Root root = Root.read(file, frame, whole, 0, limits);
                newest = root.head();
                manifest = root.manifest();
            } else {
                manifest = Checkpoint.read(file, frame, whole, 0).manifest();
            }
            return Optional.of(
                    new Contents(newest, manifest, offset, frame.end(), List.of(), 0, frame.end(), Optional.empty()));
        } catch (SzFormatException e) {
            return Optional.empty();
        }
    }
}
