package org.szformat.container;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.layout.EncodedChunk;

/**
 * Records as one or more chunks, but for rows, numbers and offsets, which only the writer knows.
 *
 * @param parts at least one
 */
record EncodedContainerChunk(List<Part> parts) implements EncodedChunk {

    /** One chunk. Its bytes are handed over to the writer once, which uses their memory again. */
    static final class Part {
        /** Where in the head the first row stands, the number of the chunk behind it. */
        static final int FIRST_ROW_AT = MetadataFrame.HEADER;

        private final byte[] head;
        private @Nullable ByteArrayBuilder frames;
        private final int frameBytes;
        private final int records;
        private final long valueBytes;
        private final long[] hashes;

        /**
         * A chunk.
         *
         * @param head the frame of its {@link ChunkHead}, not sealed
         * @param frames the blocks behind it
         * @param records how many records it has
         * @param valueBytes bytes of all values
         * @param hashes the hashes of the records' IDs; none when the schema has no key
         */
        Part(byte[] head, ByteArrayBuilder frames, int records, long valueBytes, long[] hashes) {
            this.head = head;
            this.frames = frames;
            this.frameBytes = frames.length();
            this.records = records;
            this.valueBytes = valueBytes;
            this.hashes = hashes;
        }

        byte[] head() {
            return head;
        }

        int records() {
            return records;
        }

        long valueBytes() {
            return valueBytes;
        }

        long[] hashes() {
            return hashes;
        }

        /**
         * The blocks behind the head, which the caller owns hereafter.
         *
         * @throws IllegalStateException when they were taken before
         */
        ByteArrayBuilder takeFrames() {
            ByteArrayBuilder taken = frames;
            if (taken == null) {
                throw new IllegalStateException("the chunk was written before");
            }
            frames = null;
            return taken;
        }

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
            return (long) head.length + MetadataFrame.CHECKSUM + frameBytes;
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
