package org.szformat.container;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/**
 * The stored bytes of some blocks of a chunk. They are read when they are asked for, together with those that are wanted
 * and lie next; so who asks in the order of the file reads every byte once, in pieces that are small enough to stay in a
 * processor's cache. The memory is used for one read after the other. Confined to one thread at a time.
 */
final class StoredBytes {
    /** So much is read at once, unless a single block is larger. */
    static final int PIECE = 1 << 18;

    /** Blocks that lie no further apart are read together with what is between them. */
    private static final int MAX_GAP = 16 << 10;

    /** Of what is wanted of many rows, no more than this part is read besides. */
    private static final int MAX_GAP_PART = 8;

    private static final Comparator<Block> IN_ORDER = Comparator.comparingLong(Block::at);

    private final FrameReader frames;
    private final List<Block> wanted = new ArrayList<>();
    private byte[] kept = new byte[1 << 16];
    private byte[] piece = kept;
    private long pieceFrom;
    private long pieceTo;
    private int pieceAt;
    private long furthest;
    private long gapsLeft;
    private @Nullable ChunkHead head;

    StoredBytes(FrameReader frames) {
        this.frames = frames;
    }

    /** Reads bytes from an offset on, from index 0 on of the array that is returned; what was read before is forgotten. */
    byte[] read(long offset, int length) throws IOException {
        piece = room(length);
        pieceFrom = offset;
        pieceTo = offset;
        pieceAt = 0;
        frames.bytes().readFully(offset, piece, 0, length);
        pieceTo = offset + length;
        return piece;
    }

    private byte[] room(int length) {
        if (length > PIECE) {
            return new byte[length];
        }
        if (length > kept.length) {
            kept = new byte[Math.min(PIECE, Math.max(length, 2 * kept.length))];
        }
        return kept;
    }

    /** Turns to the blocks of a chunk; none is wanted yet. What was {@linkplain #read read} is kept. */
    void begin(ChunkHead chunk) {
        wanted.clear();
        head = chunk;
    }

    /** Says that a block will be asked for. */
    void want(Block block) {
        wanted.add(block);
    }

    List<Block> wanted() {
        return wanted;
    }

    /** Says that these are all blocks, of so many rows. */
    void plan(int rows) {
        wanted.removeIf(Block::isInline);
        wanted.sort(IN_ORDER);
        furthest = 0;
        gapsLeft = Long.MAX_VALUE;
        if (rows > 1) {
            long bytes = 0;
            for (Block block : wanted) {
                bytes += block.stored();
            }
            gapsLeft = bytes / MAX_GAP_PART;
        }
    }

    /** The array that holds a block, until another is asked for. */
    byte[] array(Block block) throws IOException {
        if (block.isInline()) {
            return head().bytes();
        }
        if (!holds(block)) {
            load(block);
        }
        return piece;
    }

    /** Where in {@link #array} the block begins. */
    int from(Block block) {
        return (int) (block.isInline() ? block.at() : pieceAt + block.at() - pieceFrom);
    }

    private boolean holds(Block block) {
        return block.at() >= pieceFrom && block.at() + block.stored() <= pieceTo;
    }

    private void load(Block block) throws IOException {
        long from = block.at();
        long to = from + block.stored();
        // Whoever asks for what lies before what was read gets that alone: reading costs no more than twice all bytes.
        boolean forward = from >= furthest;
        for (int i = forward ? indexBehind(from) : wanted.size(); i < wanted.size(); i++) {
            Block next = wanted.get(i);
            long gap = next.at() - to;
            long end = next.at() + next.stored();
            if (gap > MAX_GAP || gap > gapsLeft || end - from > PIECE) {
                break;
            }
            gapsLeft -= Math.max(0, gap);
            to = Math.max(to, end);
        }
        furthest = Math.max(furthest, to);
        readPiece(from, to - from);
    }

    /** The index of the first wanted block that lies behind an offset. */
    private int indexBehind(long offset) {
        int from = 0;
        int to = wanted.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (wanted.get(middle).at() <= offset) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private void readPiece(long offset, long length) throws IOException {
        if (length > frames.limits().maxValueBytes()) {
            throw frames.fault(
                    offset,
                    "a block of " + length + " bytes",
                    "at most " + frames.limits().maxValueBytes() + ", or a higher limit");
        }
        if (!frames.bytes().reach(offset + length)) {
            throw frames.fault(offset, "the end of the file", length + " bytes, which a chunk head promises");
        }
        try {
            read(offset, (int) length);
        } catch (EOFException e) {
            throw new SzFormatException(frames.file(), "offset " + offset, "the end of the file", length + " bytes", e);
        }
    }

    private ChunkHead head() {
        if (head == null) {
            throw new IllegalStateException("no chunk");
        }
        return head;
    }

    /** Forgets all blocks, and memory that is larger than what is needed as a rule. */
    void release() {
        wanted.clear();
        head = null;
        piece = kept;
        pieceTo = pieceFrom;
    }
}
