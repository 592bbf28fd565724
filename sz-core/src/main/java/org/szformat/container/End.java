package org.szformat.container;

import java.nio.file.Path;
import org.szformat.SzFormatException;

/**
 * The last frame of a finished file, of fixed size, which leads to the {@link Root}.
 *
 * <pre>
 *  u64  offset of the root
 *  u64  bytes that its frame takes
 * </pre>
 */
record End(long rootOffset, long rootLength) {
    /** Bytes of the whole frame. */
    static final int LENGTH = MetadataFrame.HEADER + 2 * Long.BYTES + MetadataFrame.CHECKSUM;

    ByteWriter toFrame(long offset) {
        ByteWriter frame = MetadataFrame.begin(FrameType.END);
        frame.u64(rootOffset).u64(rootLength);
        return MetadataFrame.seal(frame, offset);
    }

    /** Whether the bytes are an end frame under a CRC that holds, wherever it says that it lies. */
    static boolean isSound(byte[] bytes, int at) {
        int crcAt = at + LENGTH - MetadataFrame.CHECKSUM;
        return LittleEndian.getInt(bytes, at) == MetadataFrame.MAGIC
                && LittleEndian.getInt(bytes, at + 4) == LENGTH - MetadataFrame.SKIPPABLE_HEADER
                && bytes[at + 8] == 'S'
                && bytes[at + 9] == 'Z'
                && bytes[at + 10] == FrameType.END.letter()
                && LittleEndian.crc32c(bytes, at, crcAt - at) == LittleEndian.getInt(bytes, crcAt);
    }

    static End read(Path file, MetadataFrame frame, byte[] bytes, int at) throws SzFormatException {
        ByteReader in = frame.payload(file, bytes, at);
        long offset = in.u64("offset of the root", 1, frame.offset() - 1);
        long least = MetadataFrame.HEADER + MetadataFrame.CHECKSUM;
        End end = new End(offset, in.u64("length of the root", least, frame.offset() - offset));
        in.requireEnd();
        return end;
    }
}
