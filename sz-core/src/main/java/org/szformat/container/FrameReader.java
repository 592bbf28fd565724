package org.szformat.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.io.ReadableBytes;

/** Reads metadata frames whole, and chunks with their checksums. Safe for use by many threads. */
final class FrameReader {
    private static final int PIECE = 1 << 16;

    private final Path file;
    private final ReadableBytes bytes;
    private final Limits limits;

    FrameReader(Path file, ReadableBytes bytes, Limits limits) {
        this.file = file;
        this.bytes = bytes;
        this.limits = limits;
    }

    Path file() {
        return file;
    }

    ReadableBytes bytes() {
        return bytes;
    }

    Limits limits() {
        return limits;
    }

    /** The header of the frame at an offset, which ends at {@code end} or before. */
    MetadataFrame header(long offset, long end) throws IOException {
        return header(offset, end, MetadataFrame.HEADER);
    }

    /**
     * The same of a frame that has {@code guess} bytes or fewer, as a rule. So many are read at once, since a remote file is
     * asked for them anew when they are wanted later.
     */
    MetadataFrame header(long offset, long end, int guess) throws IOException {
        int smallest = MetadataFrame.HEADER + MetadataFrame.CHECKSUM;
        if (offset < 0 || offset > end - smallest) {
            throw fault(offset, Math.max(0, end - offset) + " bytes", "a frame, of " + smallest + " at least");
        }
        byte[] header = new byte[(int) Math.min(guess, end - offset)];
        bytes.readFully(offset, header, 0, header.length);
        MetadataFrame frame = MetadataFrame.parse(file, header, 0, offset);
        if (frame.end() > end) {
            throw fault(
                    offset,
                    "the end of what there is after " + (end - offset) + " bytes of a " + frame.name(),
                    frame.length() + " bytes");
        }
        return frame;
    }

    /** All bytes of a frame, after a check of its length and CRC. */
    byte[] whole(MetadataFrame frame) throws IOException {
        if (frame.length() > limits.maxMetadataBytes()) {
            throw fault(
                    frame.offset(),
                    "a " + frame.name() + " of " + frame.length() + " bytes",
                    "at most " + limits.maxMetadataBytes() + ", or a higher limit");
        }
        byte[] whole = new byte[(int) frame.length()];
        bytes.readFully(frame.offset(), whole, 0, whole.length);
        frame.verify(file, whole, 0);
        return whole;
    }

    /** Checks the CRC of a frame of any length. */
    void verify(MetadataFrame frame) throws IOException {
        byte[] piece = new byte[PIECE];
        CRC32C crc = new CRC32C();
        long crcAt = frame.end() - MetadataFrame.CHECKSUM;
        update(crc, frame.offset(), crcAt, piece);
        bytes.readFully(crcAt, piece, 0, MetadataFrame.CHECKSUM);
        frame.verify(file, crc, LittleEndian.getInt(piece, 0));
    }

    private void update(CRC32C crc, long from, long to, byte[] piece) throws IOException {
        for (long at = from; at < to; ) {
            int length = (int) Math.min(piece.length, to - at);
            bytes.readFully(at, piece, 0, length);
            crc.update(piece, 0, length);
            at += length;
        }
    }

    /** Checks the CRC of a block behind its chunk's head. */
    void verify(ChunkHead head, Block block) throws IOException {
        CRC32C crc = new CRC32C();
        update(crc, block.at(), block.at() + block.stored(), new byte[Math.min(PIECE, Math.max(1, block.stored()))]);
        if ((int) crc.getValue() != block.crc()) {
            throw fault(
                    block.at(),
                    "a block of chunk " + head.entry().number() + " of CRC32C "
                            + String.format("0x%08X", (int) crc.getValue()),
                    String.format("0x%08X, as the chunk head says", block.crc()));
        }
    }

    SzFormatException fault(long offset, String found, String expected) {
        return new SzFormatException(file, "offset " + offset, found, expected);
    }
}
