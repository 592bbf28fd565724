package org.szformat.container;

import org.szformat.SzFormatException;

/**
 * Values of one column of a chunk, encoded together. Its entry in the {@link ChunkHead}:
 *
 * <pre>
 *  u8      bits 0 and 1: kind; bit 7: the block is inline; other bits are 0
 *  varint  column
 *  varint  first row, of the chunk
 *  varint  rows
 *  varint  values
 *  varint  stored bytes
 *  u32     CRC32C of the stored bytes, unless the block is inline
 * </pre>
 *
 * @param kind what it holds
 * @param column the position of the field
 * @param firstRow the first of its rows, of the chunk
 * @param rows how many rows it is of
 * @param values how many values it holds
 * @param at where its stored bytes begin: an offset in the file or, when inline, an index in the bytes of the head
 * @param stored how many stored bytes it has
 * @param crc the CRC32C of the stored bytes; 0 when inline
 * @param place where the stored bytes are
 */
record Block(Kind kind, int column, int firstRow, int rows, int values, long at, int stored, int crc, Place place) {
    /** No block has more values than this, and no more rows. */
    static final int MAX_VALUES = 1 << 17;

    private static final int KIND_MASK = 3;
    private static final int INLINE_BIT = 0x80;
    private static final int MIN_ENTRY = 6;

    /** What a block holds. */
    enum Kind {
        /** 0: the values of several rows, one after the other. */
        SHARED(0),
        /** 1: for each row the number of its values and 1 more, as a varint; 0 when they are missing. */
        LENGTHS(1),
        /** 2: for each row a bit, the lowest first, that is set when the row has a value. */
        PRESENCE(2),
        /** 3: values of one row that is too long to share a block, or part of them. */
        OWN(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) {
            return switch (code) {
                case 0 -> SHARED;
                case 1 -> LENGTHS;
                case 2 -> PRESENCE;
                default -> OWN;
            };
        }
    }

    /** Where the stored bytes are. */
    enum Place {
        /** Behind the head, in a frame. */
        FRAME,
        /** In the head, not compressed. */
        INLINE
    }

    boolean isInline() {
        return place == Place.INLINE;
    }

    int endRow() {
        return firstRow + rows;
    }

    void write(ByteWriter out) {
        out.u8(kind.code | (isInline() ? INLINE_BIT : 0))
                .varint(column)
                .varint(firstRow)
                .varint(rows)
                .varint(values)
                .varint(stored);
        if (!isInline()) {
            out.u32(crc);
        }
    }

    /** How many entries so many bytes could hold. */
    static int maxEntries(int bytes) {
        return bytes / MIN_ENTRY;
    }

    /**
     * Reads an entry.
     *
     * @param frameAt where the block begins if it lies behind the head
     * @param inlineAt where it begins if it lies in it
     * @param end where the chunk ends
     */
    static Block read(ByteReader in, int columns, int records, long frameAt, int inlineAt, long end)
            throws SzFormatException {
        int flags = in.u8();
        if ((flags & ~(KIND_MASK | INLINE_BIT)) != 0) {
            throw in.fault(String.format("block flags 0x%02X", flags), "bits 0, 1 and 7 alone");
        }
        Kind kind = Kind.of(flags & KIND_MASK);
        boolean inline = (flags & INLINE_BIT) != 0;
        int column = (int) in.varint("column", 0, columns - 1L);
        int firstRow = (int) in.varint("first row", 0, records - 1L);
        int rows = (int) in.varint("rows", 1, Math.min(records - firstRow, kind == Kind.OWN ? 1 : MAX_VALUES));
        int values = (int) in.varint("values", 0, MAX_VALUES);
        long room = inline ? in.array().length - inlineAt : end - frameAt;
        int stored = (int) in.varint("stored bytes", 0, Math.min(room, Integer.MAX_VALUE));
        return new Block(
                kind,
                column,
                firstRow,
                rows,
                values,
                inline ? inlineAt : frameAt,
                stored,
                inline ? 0 : in.u32(),
                inline ? Place.INLINE : Place.FRAME);
    }
}
