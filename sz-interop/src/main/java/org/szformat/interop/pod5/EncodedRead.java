package org.szformat.interop.pod5;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the reads table and those of the signal table that belong to it. */
final class EncodedRead {
    /** What it takes beside its signal, roughly. */
    private static final long OVERHEAD = 1000;

    /** A row of the signal table. */
    static final class Piece {
        private final byte[] compressed;
        private final int samples;

        Piece(byte[] compressed, int samples) {
            this.compressed = compressed;
            this.samples = samples;
        }

        /** The VBZ signal. */
        byte[] compressed() {
            return compressed;
        }

        /** The number of its samples. */
        int samples() {
            return samples;
        }
    }

    private final byte[] id;
    private final Map<ReadColumn, Long> bits = new EnumMap<>(ReadColumn.class);
    private final Map<ReadColumn, String> texts = new EnumMap<>(ReadColumn.class);
    private final List<Piece> pieces = new ArrayList<>(1);

    EncodedRead(byte[] id) {
        this.id = id;
    }

    /** Sets an integer, the bits of a float, or a truth; a column that is not set is null. */
    void put(ReadColumn column, long value) {
        bits.put(column, value);
    }

    void put(ReadColumn column, String value) {
        texts.put(column, value);
    }

    void add(byte[] compressed, int samples) {
        pieces.add(new Piece(compressed, samples));
    }

    byte[] id() {
        return id;
    }

    /** What was set, or null. */
    @Nullable
    Long bits(ReadColumn column) {
        return bits.get(column);
    }

    /** What was set, or null. */
    @Nullable
    String text(ReadColumn column) {
        return texts.get(column);
    }

    List<Piece> pieces() {
        return pieces;
    }

    long footprint() {
        long bytes = OVERHEAD;
        for (Piece piece : pieces) {
            bytes += 32 + piece.compressed().length;
        }
        return bytes;
    }
}
