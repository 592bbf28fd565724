package org.szformat.container;

import java.util.Arrays;

/**
 * Where the chunks of a container lie, as somebody noted who has seen its chunk table: rows are then found without that
 * table, which in a remote file is a request for each page. What was noted is held against each chunk that is read.
 * Immutable.
 */
public final class KnownChunks {
    private final long[] firstRows;
    private final long[] offsets;
    private final long[] bytes;
    private final int[] headBytes;

    private KnownChunks(long[] firstRows, long[] offsets, long[] bytes, int[] headBytes) {
        this.firstRows = firstRows;
        this.offsets = offsets;
        this.bytes = bytes;
        this.headBytes = headBytes;
    }

    /**
     * Of all chunks, in order; the arrays are not modified hereafter.
     *
     * @param records how many records each has
     * @param offsets where each begins
     * @param bytes how many bytes each takes
     * @param headBytes how many of these its {@linkplain AttachedFile#headBytes head} takes
     * @throws IllegalArgumentException when the arrays differ in length, or a chunk has no records
     */
    public static KnownChunks of(int[] records, long[] offsets, long[] bytes, int[] headBytes) {
        if (offsets.length != records.length || bytes.length != records.length || headBytes.length != records.length) {
            throw new IllegalArgumentException("arrays of " + records.length + ", " + offsets.length + ", "
                    + bytes.length + " and " + headBytes.length + " chunks; all must have the same length");
        }
        long[] firstRows = new long[records.length + 1];
        for (int i = 0; i < records.length; i++) {
            if (records[i] < 1) {
                throw new IllegalArgumentException("chunk " + i + " of " + records[i] + " records; it must have one");
            }
            firstRows[i + 1] = firstRows[i] + records[i];
        }
        return new KnownChunks(firstRows, offsets, bytes, headBytes);
    }

    long rows() {
        return firstRows[firstRows.length - 1];
    }

    /** The chunk of a row, which there is. */
    ChunkEntry ofRow(long row) {
        int found = Arrays.binarySearch(firstRows, row);
        int number = found >= 0 ? found : -found - 2;
        int records = (int) (firstRows[number + 1] - firstRows[number]);
        return new ChunkEntry(number, firstRows[number], records, offsets[number], bytes[number], headBytes[number]);
    }
}
