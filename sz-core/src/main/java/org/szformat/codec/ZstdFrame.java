package org.szformat.codec;

import java.util.Objects;

/**
 * The outside of a Zstandard frame as RFC 8878, sections 3.1.1 and 3.1.2, describes it: header, block headers, the place
 * of the checksum. Looking at it makes sure, before anything is decompressed, that a range of bytes is one frame, and
 * that the content that it claims is no larger than its blocks could hold.
 */
final class ZstdFrame {

    static final String WHAT = "zstd frame";

    private static final int MAGIC = 0xFD2FB528;
    private static final int SKIPPABLE_MAGIC = 0x184D2A50;

    private static final int DICTIONARY_ID_BITS = 3;
    private static final int CHECKSUM_BIT = 1 << 2;
    private static final int RESERVED_BIT = 1 << 3;
    private static final int SINGLE_SEGMENT_BIT = 1 << 5;

    private static final int BLOCK_HEADER_LENGTH = 3;
    private static final int MAX_BLOCK_CONTENT = 1 << 17;
    private static final int RLE_BLOCK = 1;
    private static final int RESERVED_BLOCK = 3;

    private final byte[] in;
    private final int from;
    private final int to;
    private int at;

    private ZstdFrame(byte[] in, int from, int to) {
        this.in = in;
        this.from = from;
        this.to = to;
        this.at = from;
    }

    /** Does what {@link ByteDecompressor#contentLength} promises. */
    static int contentLength(byte[] in, int from, int to, long min, long max) throws CorruptDataException {
        Objects.checkFromToIndex(from, to, in.length);
        return new ZstdFrame(in, from, to).walk(min, max);
    }

    private int walk(long min, long max) throws CorruptDataException {
        int magic = (int) read(4, "a magic number");
        if ((magic & ~0xF) == SKIPPABLE_MAGIC) {
            throw corrupt(0, "a skippable frame", "a frame of data");
        }
        if (magic != MAGIC) {
            throw corrupt(0, "magic number 0x" + Integer.toHexString(magic), "0x" + Integer.toHexString(MAGIC));
        }
        int descriptor = (int) read(1, "a frame header descriptor");
        long claimed = readHeader(descriptor);
        int length = ContentLengths.require(WHAT, 4, claimed, min, max);
        long blocks = skipBlocks();
        if (length > blocks * MAX_BLOCK_CONTENT) {
            throw corrupt(4, "a content of " + length + " bytes", "no more than fits into " + blocks + " blocks");
        }
        if ((descriptor & CHECKSUM_BIT) != 0) {
            read(4, "a checksum");
        }
        if (at != to) {
            throw corrupt(at - from, (to - at) + " more bytes", "the end");
        }
        return length;
    }

    private long readHeader(int descriptor) throws CorruptDataException {
        if ((descriptor & RESERVED_BIT) != 0) {
            throw corrupt(4, "the reserved bit set in the frame header", "it clear");
        }
        boolean singleSegment = (descriptor & SINGLE_SEGMENT_BIT) != 0;
        int sizeCode = descriptor >>> 6;
        if (sizeCode == 0 && !singleSegment) {
            throw corrupt(4, "an unknown content size", "the content size in the frame header");
        }
        if (!singleSegment) {
            read(1, "a window descriptor");
        }
        int dictionaryCode = descriptor & DICTIONARY_ID_BITS;
        int dictionaryAt = at - from;
        long dictionary = dictionaryCode == 0 ? 0 : read(1 << (dictionaryCode - 1), "a dictionary ID");
        if (dictionary != 0) {
            throw corrupt(dictionaryAt, "dictionary ID " + dictionary, "no dictionary");
        }
        long size = read(1 << sizeCode, "a content size");
        return sizeCode == 1 ? size + 256 : size;
    }

    private long skipBlocks() throws CorruptDataException {
        long blocks = 0;
        while (true) {
            int start = at - from;
            int header = (int) read(BLOCK_HEADER_LENGTH, "a block header");
            int type = (header >>> 1) & 3;
            int size = header >>> 3;
            if (type == RESERVED_BLOCK) {
                throw corrupt(start, "a block of reserved type", "a raw, repeated or compressed block");
            }
            int stored = type == RLE_BLOCK ? 1 : size;
            if (stored > to - at) {
                throw corrupt(to - from, "the end", (stored - (to - at)) + " more bytes of the block at " + start);
            }
            at += stored;
            blocks++;
            if ((header & 1) != 0) {
                return blocks;
            }
        }
    }

    private long read(int bytes, String what) throws CorruptDataException {
        if (bytes > to - at) {
            throw corrupt(to - from, "the end", what + " of " + bytes + " bytes");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (in[at++] & 0xFFL) << (8 * i);
        }
        return value;
    }

    private static CorruptDataException corrupt(long position, String found, String expected) {
        return new CorruptDataException(WHAT, position, found, expected);
    }
}
