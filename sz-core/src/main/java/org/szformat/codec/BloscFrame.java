package org.szformat.codec;

import java.util.Objects;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * A Blosc 1 frame, as c-blosc's {@code README_CHUNK_FORMAT.rst} describes it, of bytes compressed by LZ4: its reader,
 * which needs no native code. Looking at the outside makes sure, before anything is decompressed, that all that it
 * points to lies within it.
 *
 * <p>All numbers are little-endian. A frame is
 *
 * <pre>
 * 1 byte    2, the version of the format
 * 1 byte    1, the version of LZ4's format
 * 1 byte    flags: bit 0 bytes are shuffled, bit 1 the content is stored as it is, bit 4 blocks are not split,
 *           bits 5 to 7 the compressor, 1 for LZ4; the others are 0
 * 1 byte    the width of an element, at least 1
 * 4 bytes   the length of the content
 * 4 bytes   the length of a block
 * 4 bytes   the length of the frame
 * </pre>
 *
 * <p>and then the content, if it is stored as it is; else four bytes for each block that say where in the frame it
 * begins, and the blocks. The content is cut into blocks, of which the last may be shorter. A block is one part, or, if
 * blocks are split and it is not shorter than the others, as many as an element has bytes. A part is four bytes with its
 * length, and either the bytes themselves, if that is the length that they have, or an LZ4 block. The bytes of a block
 * are shuffled if the flag says so and elements have more than one: the first bytes of all whole elements, then all
 * second bytes, and so on, then the bytes left over as they are. Where blocks lie in the frame does not matter.
 */
final class BloscFrame {

    static final int HEADER_LENGTH = 16;

    private static final int SHUFFLED = 1;
    private static final int VERSION = 2;
    private static final int LZ4_VERSION = 1;
    private static final int STORED = 1 << 1;
    private static final int UNSPLIT = 1 << 4;
    private static final int LZ4_FLAGS = 1 << 5;
    private static final int FREE_FLAGS = SHUFFLED | STORED | UNSPLIT;
    private static final long MAX_LZ4_FACTOR = 255;

    private final byte[] in;
    private final int from;
    private final int length;

    private BloscFrame(byte[] in, int from, int to) {
        this.in = in;
        this.from = from;
        this.length = to - from;
    }

    /** Does what {@link ByteDecompressor#contentLength} promises. */
    static int contentLength(byte[] in, int from, int to, long min, long max) throws CorruptDataException {
        Objects.checkFromToIndex(from, to, in.length);
        return new BloscFrame(in, from, to).walk(min, max);
    }

    /**
     * Decompresses a frame of content of this length.
     *
     * @param lz4 for the blocks
     * @throws CorruptDataException if it is malformed
     */
    static void decompress(byte[] in, int from, int to, byte[] out, int at, int content, LZ4SafeDecompressor lz4)
            throws CorruptDataException {
        contentLength(in, from, to, content, content);
        if ((in[from + 2] & STORED) != 0) {
            System.arraycopy(in, from + HEADER_LENGTH, out, at, content);
        } else {
            new BloscFrame(in, from, to).getBlocks(out, at, content, lz4);
        }
    }

    private void getBlocks(byte[] out, int at, int content, LZ4SafeDecompressor lz4) throws CorruptDataException {
        int flags = in[from + 2];
        int width = in[from + 3] & 0xFF;
        int block = (int) number(8);
        byte[] shuffled = (flags & SHUFFLED) != 0 && width > 1 ? new byte[block] : null;
        for (int b = 0; b * (long) block < content; b++) {
            int size = Math.min(block, content - b * block);
            int parts = (flags & UNSPLIT) == 0 && size == block ? width : 1;
            int start = (int) number(HEADER_LENGTH + 4 * b);
            if (shuffled == null) {
                getParts(start, parts, size / parts, out, at + b * block, lz4);
            } else {
                getParts(start, parts, size / parts, shuffled, 0, lz4);
                unshuffle(shuffled, size, width, out, at + b * block);
            }
        }
    }

    private void getParts(int start, int parts, int size, byte[] out, int at, LZ4SafeDecompressor lz4)
            throws CorruptDataException {
        int position = start;
        for (int p = 0; p < parts; p++) {
            int stored = (int) number(position);
            int data = from + position + 4;
            if (stored == size) {
                System.arraycopy(in, data, out, at + p * size, size);
            } else {
                Lz4Codec.decompress(lz4, BloscCodec.NAME, position, in, data, data + stored, out, at + p * size, size);
            }
            position += 4 + stored;
        }
    }

    private static void unshuffle(byte[] in, int size, int width, byte[] out, int at) {
        int elements = size / width;
        for (int k = 0; k < width; k++) {
            for (int i = 0; i < elements; i++) {
                out[at + i * width + k] = in[k * elements + i];
            }
        }
        int whole = elements * width;
        System.arraycopy(in, whole, out, at + whole, size - whole);
    }

    private int walk(long min, long max) throws CorruptDataException {
        if (length < HEADER_LENGTH) {
            throw corrupt(length, "the end", "a header of " + HEADER_LENGTH + " bytes");
        }
        if (in[from] != VERSION || in[from + 1] != LZ4_VERSION) {
            throw corrupt(0, "versions " + in[from] + " and " + in[from + 1], VERSION + " and " + LZ4_VERSION);
        }
        int flags = in[from + 2] & 0xFF;
        if ((flags & ~FREE_FLAGS) != LZ4_FLAGS) {
            throw corrupt(2, "flags 0x" + Integer.toHexString(flags), "LZ4, shuffled by bytes or not at all");
        }
        int width = in[from + 3] & 0xFF;
        if (width == 0) {
            throw corrupt(3, "elements of no bytes", "at least 1");
        }
        int content = ContentLengths.require(BloscCodec.NAME, 4, number(4), min, max);
        long block = number(8);
        if (number(12) != length) {
            throw corrupt(12, "a frame of " + number(12) + " bytes", length + "");
        }
        if (block == 0 || block > Math.max(content, 1)) {
            throw corrupt(8, "blocks of " + block + " bytes", "1 to " + Math.max(content, 1));
        }
        if ((flags & STORED) != 0) {
            if (content != length - HEADER_LENGTH) {
                throw corrupt(4, content + " bytes, stored as they are", (length - HEADER_LENGTH) + "");
            }
        } else {
            walkBlocks(content, (int) block, (flags & UNSPLIT) == 0 ? width : 1);
        }
        return content;
    }

    private void walkBlocks(int content, int block, int split) throws CorruptDataException {
        int blocks = content / block + (content % block == 0 ? 0 : 1);
        long first = HEADER_LENGTH + 4L * blocks;
        if (first > length) {
            throw corrupt(length, "the end", "where each of " + blocks + " blocks begins");
        }
        for (int b = 0; b < blocks; b++) {
            int size = Math.min(block, content - b * block);
            int parts = size == block ? split : 1;
            if (size % parts != 0) {
                throw corrupt(8, "blocks of " + block + " bytes", "a multiple of " + split);
            }
            long start = number(HEADER_LENGTH + 4 * b);
            if (start < first) {
                throw corrupt(HEADER_LENGTH + 4 * b, "a block at byte " + start, "at least " + first);
            }
            walkParts(start, parts, size / parts);
        }
    }

    private void walkParts(long start, int parts, int size) throws CorruptDataException {
        long at = start;
        for (int p = 0; p < parts; p++) {
            if (at > length - 4) {
                throw corrupt(length, "the end", "the length of a part, at byte " + at);
            }
            long stored = number((int) at);
            if (stored == 0 || stored > size || stored > length - 4 - at || size > stored * MAX_LZ4_FACTOR) {
                throw corrupt(at, "a part of " + stored + " bytes for " + size, "what is there and could hold them");
            }
            at += 4 + stored;
        }
    }

    private long number(int position) {
        int at = from + position;
        return (in[at] & 0xFFL)
                | ((in[at + 1] & 0xFFL) << 8)
                | ((in[at + 2] & 0xFFL) << 16)
                | ((in[at + 3] & 0xFFL) << 24);
    }

    private static CorruptDataException corrupt(long position, String found, String expected) {
        return new CorruptDataException(BloscCodec.NAME, position, found, expected);
    }
}
