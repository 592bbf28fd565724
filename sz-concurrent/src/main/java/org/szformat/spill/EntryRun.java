package org.szformat.spill;

import java.util.ArrayList;
import java.util.List;

/**
 * Entries that will be a run of a {@link SpillSort}, as {@link EntryBuffer}s have them, in pieces of memory that are used
 * again for the next run. For one thread at a time.
 */
final class EntryRun {
    /** As much as fits with its header into the smallest region that the G1 collector has, and into half of any larger one. */
    private static final int MOST_PER_PIECE = (1 << 20) - 64;

    private static final int LEAST_PER_PIECE = 1 << 14;
    private static final int PIECES = 16;

    /**
     * Some whole entries.
     *
     * @param bytes what holds them
     * @param length how many bytes of that are in use
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Piece(byte[] bytes, int length) {}

    private final long maxBytes;
    private final int pieceBytes;
    private final List<Piece> full = new ArrayList<>();
    private final List<byte[]> spare = new ArrayList<>();
    private byte[] open = new byte[0];
    private int length;
    private long bytes;
    private int count;

    /** No entries yet, and at most so many bytes of them unless it is one entry. */
    EntryRun(long maxBytes) {
        this.maxBytes = maxBytes;
        this.pieceBytes = (int) Math.max(LEAST_PER_PIECE, Math.min(MOST_PER_PIECE, maxBytes / PIECES));
    }

    /** Whether there is room for an entry of so many bytes. */
    boolean hasRoom(int entry) {
        return count == 0 || bytes + entry + SortedEntries.FOOTPRINT * (count + 1L) <= maxBytes;
    }

    /** Adds a copy of an entry. */
    void add(byte[] from, int at, int entry) {
        if (open.length - length < entry) {
            endPiece();
            open = entry > pieceBytes ? new byte[entry] : spare.isEmpty() ? new byte[pieceBytes] : takeSpare();
        }
        System.arraycopy(from, at, open, length, entry);
        length += entry;
        bytes += entry;
        count++;
    }

    private byte[] takeSpare() {
        return spare.remove(spare.size() - 1);
    }

    private void endPiece() {
        if (length > 0) {
            full.add(new Piece(open, length));
            length = 0;
        }
    }

    int count() {
        return count;
    }

    /** Of all its entries. */
    long bytes() {
        return bytes;
    }

    /** All that was added; nothing is added hereafter until it is {@linkplain #clear cleared}. */
    List<Piece> pieces() {
        endPiece();
        open = new byte[0];
        return full;
    }

    /** Forgets the entries, but keeps the memory for others. */
    void clear() {
        for (Piece piece : pieces()) {
            if (piece.bytes().length == pieceBytes) {
                spare.add(piece.bytes());
            }
        }
        full.clear();
        bytes = 0;
        count = 0;
    }
}
