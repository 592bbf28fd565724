package org.szformat.codec;

import java.util.Objects;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * The codec {@code lz4}: the length of the content in four bytes, little-endian, then one LZ4 block (as the document
 * "LZ4 Block Format" describes it, not a frame), which ends with the range.
 */
record Lz4Codec() implements ByteCodec {

    static final Lz4Codec INSTANCE = new Lz4Codec();

    static final String NAME = "lz4";

    /** A byte adds at most 255 bytes to the length of a match. */
    private static final long MAX_FACTOR = 255;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isIdentity() {
        return false;
    }

    @Override
    public ByteCompressor newCompressor() {
        return new Compressor();
    }

    @Override
    public ByteDecompressor newDecompressor() {
        return new Decompressor();
    }

    /** The one that needs neither native code nor unsafe access, and writes the same bytes everywhere. */
    static LZ4Factory factory() {
        return LZ4Factory.safeInstance();
    }

    private static final class Compressor implements ByteCompressor {

        private final LZ4Compressor lz4 = factory().fastCompressor();
        private boolean closed;

        @Override
        public long maxCompressedLength(int length) {
            return SizePrefix.LENGTH + length + length / 255 + 16L;
        }

        @Override
        public int compress(byte[] in, int from, int to, byte[] out, int at) {
            Objects.checkFromToIndex(from, to, in.length);
            long room = maxCompressedLength(to - from);
            Objects.checkFromIndexSize((long) at, room, out.length);
            requireOpen(closed);
            SizePrefix.put(to - from, out, at);
            int data = at + SizePrefix.LENGTH;
            return data + lz4.compress(in, from, to - from, out, data, (int) room - SizePrefix.LENGTH);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Decompressor implements ByteDecompressor {

        private final LZ4SafeDecompressor lz4 = factory().safeDecompressor();
        private boolean closed;

        @Override
        public int contentLength(byte[] in, int from, int to, long min, long max) throws CorruptDataException {
            return SizePrefix.require(NAME, in, from, to, min, max, MAX_FACTOR);
        }

        @Override
        public void decompress(byte[] in, int from, int to, byte[] out, int at, int length)
                throws CorruptDataException {
            Objects.checkFromIndexSize(at, length, out.length);
            requireOpen(closed);
            contentLength(in, from, to, length, length);
            int data = from + SizePrefix.LENGTH;
            Lz4Codec.decompress(lz4, NAME, SizePrefix.LENGTH, in, data, to, out, at, length);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Decompresses an LZ4 block of content of this length. */
    static void decompress(
            LZ4SafeDecompressor lz4,
            String what,
            long position,
            byte[] in,
            int from,
            int to,
            byte[] out,
            int at,
            int length)
            throws CorruptDataException {
        int written;
        try {
            written = lz4.decompress(in, from, to - from, out, at, length);
        } catch (LZ4Exception e) {
            throw new CorruptDataException(
                    what, position, "\"" + e.getMessage() + '"', "a sound block of " + length + " bytes");
        }
        ContentLengths.require(what, position, written, length, length);
    }

    static void requireOpen(boolean closed) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
    }
}
