package org.szformat.container;

import java.util.List;
import org.szformat.layout.EncodedChunk;

/**
 * Records as one or more chunks, but for rows, numbers and offsets, which only the writer knows.
 *
 * @param parts at least one
 */
record EncodedContainerChunk(List<Part> parts) implements EncodedChunk {

    /**
     * One chunk.
     *
     * @param head the frame of its {@link ChunkHead}, not sealed
     * @param frames the blocks behind it
     * @param records how many records it has
     * @param valueBytes bytes of all values
     * @param hashes the hashes of the records' IDs; none when the schema has no key
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from encoder to writer, never compared
    record Part(byte[] head, byte[] frames, int records, long valueBytes, long[] hashes) {

        /** Where in the head the first row stands, the number of the chunk behind it. */
        static final int FIRST_ROW_AT = MetadataFrame.HEADER;

        /** The head as it goes to a place in a file. */
        ByteWriter headAt(long offset, long firstRow, long number) {
            ByteWriter sealed = new ByteWriter(head.length + MetadataFrame.CHECKSUM);
            sealed.bytes(head);
            LittleEndian.putLong(sealed.array(), FIRST_ROW_AT, firstRow);
            LittleEndian.putLong(sealed.array(), FIRST_ROW_AT + Long.BYTES, number);
            return MetadataFrame.seal(sealed, offset);
        }

        /** Bytes of head and blocks. */
        long length() {
            return (long) head.length + MetadataFrame.CHECKSUM + frames.length;
        }
    }

    EncodedContainerChunk {
        parts = List.copyOf(parts);
    }

    @Override
    public int records() {
        return parts.stream().mapToInt(Part::records).sum();
    }

    @Override
    public long encodedBytes() {
        return parts.stream()
                .mapToLong(part -> part.length() + 8L * part.hashes().length)
                .sum();
    }
}
