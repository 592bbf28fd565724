package org.szformat.container;

import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.szformat.SzFormatException;

/**
 * A skippable frame that holds no values but what is said of them.
 *
 * <pre>
 *  0  u32  magic 0x184D2A53
 *  4  u32  length of all that follows this field
 *  8  u8   'S'
 *  9  u8   'Z'
 * 10  u8   type, a letter
 * 11  u8   flags: bit 0, a reader that does not know the type skips the frame; other bits are 0
 * 12  u64  offset of this frame in the file
 * 20       payload
 *  …  u32  CRC32C of all before it
 * </pre>
 *
 * @param letter the type's letter
 * @param flags bit 0: may be skipped
 * @param offset where the frame begins in the file
 * @param length how many bytes it takes there, all in all
 */
record MetadataFrame(char letter, int flags, long offset, long length) {
    static final int MAGIC = 0x184D2A53;

    /** Bytes before the payload. */
    static final int HEADER = 20;

    static final int CHECKSUM = 4;

    /** Bytes of the fields that a skippable frame of any kind begins with. */
    static final int SKIPPABLE_HEADER = 8;

    static final int OPTIONAL = 1;

    /** The most that the length field can say, and its own eight bytes. */
    static final long MAX_LENGTH = 0xFFFF_FFFFL + SKIPPABLE_HEADER;

    /** A writer in which the header's place is kept free. */
    static ByteWriter begin(FrameType type) {
        return header(new ByteWriter(256), type.letter(), 0, 0, 0);
    }

    /** As {@link #begin}, of a frame that a reader may skip. */
    static ByteWriter beginOptional(FrameType type) {
        return header(new ByteWriter(256), type.letter(), OPTIONAL, 0, 0);
    }

    /** Completes a frame that {@link #begin} began, now that its place is known. */
    static ByteWriter seal(ByteWriter frame, long offset) {
        LittleEndian.putInt(frame.array(), 4, frame.length() + CHECKSUM - SKIPPABLE_HEADER);
        LittleEndian.putLong(frame.array(), 12, offset);
        return frame.u32(LittleEndian.crc32c(frame.array(), 0, frame.length()));
    }

    /** Appends the header of a frame that will have {@code length} bytes all in all. */
    static ByteWriter header(ByteWriter out, char letter, int flags, long offset, long length) {
        return out.u32(MAGIC)
                .u32((int) (length - SKIPPABLE_HEADER))
                .u8('S')
                .u8('Z')
                .u8(letter)
                .u8(flags)
                .u64(offset);
    }

    /**
     * Reads a header.
     *
     * @param bytes holds {@link #HEADER} bytes from {@code at} on
     * @param offset where in the file they lie
     * @throws SzFormatException when they are no header, or one that says that it lies elsewhere
     */
    static MetadataFrame parse(Path file, byte[] bytes, int at, long offset) throws SzFormatException {
        int magic = LittleEndian.getInt(bytes, at);
        if (magic != MAGIC || bytes[at + 8] != 'S' || bytes[at + 9] != 'Z') {
            throw new SzFormatException(
                    file,
                    "offset " + offset,
                    magic == MAGIC
                            ? "a skippable frame without the letters SZ"
                            : String.format("magic number 0x%08X", magic),
                    "a metadata frame, which begins with 0x184D2A53");
        }
        long claimed = LittleEndian.getLong(bytes, at + 12);
        if (claimed != offset) {
            throw new SzFormatException(
                    file,
                    "offset " + offset,
                    "a frame that says it lies at offset " + Long.toUnsignedString(claimed),
                    "one that lies where it says; was the file joined with another, or cut at its front?");
        }
        long length = (LittleEndian.getInt(bytes, at + 4) & 0xFFFF_FFFFL) + SKIPPABLE_HEADER;
        if (length < HEADER + CHECKSUM) {
            throw new SzFormatException(
                    file, "offset " + offset, "a frame of " + length + " bytes", "at least " + (HEADER + CHECKSUM));
        }
        return new MetadataFrame((char) (bytes[at + 10] & 0xFF), bytes[at + 11] & 0xFF, offset, length);
    }

    /** Checks the CRC of a whole frame, which lies in {@code bytes} from {@code at} on. */
    void verify(Path file, byte[] bytes, int at) throws SzFormatException {
        int payloadEnd = Math.toIntExact(length) - CHECKSUM;
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, payloadEnd);
        verify(file, crc, LittleEndian.getInt(bytes, at + payloadEnd));
    }

    void verify(Path file, CRC32C actual, int expected) throws SzFormatException {
        if ((int) actual.getValue() != expected) {
            throw new SzFormatException(
                    file,
                    "offset " + offset + ", " + name(),
                    String.format("bytes of CRC32C 0x%08X", (int) actual.getValue()),
                    String.format("0x%08X, as the frame says", expected));
        }
    }

    /** A reader of the payload of a whole frame, which lies in {@code bytes} from {@code at} on. */
    ByteReader payload(Path file, byte[] bytes, int at) {
        int end = at + Math.toIntExact(length) - CHECKSUM;
        return new ByteReader(file, name(), offset - at, bytes, at + HEADER, end);
    }

    long end() {
        return offset + length;
    }

    boolean is(FrameType type) {
        return letter == type.letter();
    }

    boolean isOptional() {
        return (flags & OPTIONAL) != 0;
    }

    Optional<FrameType> type() {
        for (FrameType type : FrameType.values()) {
            if (is(type)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    String name() {
        return type().map(FrameType::toString).orElse(String.format("frame of type 0x%02X", (int) letter));
    }
}
