package org.szformat.container;

import java.io.IOException;
import java.util.Arrays;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ByteCompressor;
import org.szformat.codec.ByteDecompressor;
import org.szformat.codec.CorruptDataException;

/**
 * Bytes that are no records and belong to the file. A reader that does not know their kind passes them by.
 *
 * <pre>
 *  u8, …    kind: length, UTF-8
 *  u32      bytes of the content
 *  u32      bytes that it takes here; when fewer, they are one zstd frame
 *  …        the content
 * </pre>
 */
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
record Attachment(String kind, byte[] content) {
    private static final int LEVEL = 3;

    /** What a frame has besides its content, as a rule. */
    private static final int BESIDES = 100;

    ByteWriter toFrame(long offset) {
        ByteWriter frame = MetadataFrame.beginOptional(FrameType.ATTACHMENT);
        byte[] compressed = compressed();
        byte[] stored = compressed.length < content.length ? compressed : content;
        frame.shortText(kind).u32(content.length).u32(stored.length).bytes(stored);
        return MetadataFrame.seal(frame, offset);
    }

    private byte[] compressed() {
        try (ByteCompressor compressor = ByteCodec.zstd(LEVEL).newCompressor()) {
            byte[] room = new byte[Math.toIntExact(compressor.maxCompressedLength(content.length))];
            return Arrays.copyOf(room, compressor.compress(content, 0, content.length, room, 0));
        }
    }

    /**
     * The content of the attachment of a kind at an offset of a file whose sound frames end at {@code end}.
     *
     * @param expected about how many bytes it takes in the file
     */
    static byte[] read(FrameReader frames, long offset, long end, String kind, int expected, long most)
            throws IOException {
        MetadataFrame frame = frames.header(offset, end, BESIDES + expected);
        if (!frame.is(FrameType.ATTACHMENT)) {
            throw frames.fault(offset, "a " + frame.name(), "an attachment");
        }
        ByteReader in = frame.payload(frames.file(), frames.whole(frame), 0);
        String found = in.shortText();
        if (!found.equals(kind)) {
            throw in.fault("an attachment of kind '" + found + "'", "'" + kind + "'");
        }
        int length = in.u32(
                "bytes of the content", 0, (int) Math.min(most, frames.limits().maxMetadataBytes()));
        int stored = in.u32("bytes of the content here", 0, length);
        byte[] bytes = in.bytes(stored);
        in.requireEnd();
        return stored < length ? decompress(in, bytes, length) : bytes;
    }

    private static byte[] decompress(ByteReader in, byte[] frame, int length) throws IOException {
        try (ByteDecompressor decompressor = ByteCodec.zstd(LEVEL).newDecompressor()) {
            decompressor.contentLength(frame, 0, frame.length, length, length);
            byte[] content = new byte[length];
            decompressor.decompress(frame, 0, frame.length, content, 0, length);
            return content;
        } catch (CorruptDataException e) {
            throw in.fault(e.found() + " at byte " + e.position() + " of the content", e.expected());
        }
    }
}
