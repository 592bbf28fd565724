package org.szformat.codec;

import java.util.Objects;

/** The codec {@code none}. */
record NoCompression() implements ByteCodec {

    static final NoCompression INSTANCE = new NoCompression();

    static final String NAME = "none";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isIdentity() {
        return true;
    }

    @Override
    public ByteCompressor newCompressor() {
        return new Compressor();
    }

    @Override
    public ByteDecompressor newDecompressor() {
        return new Decompressor();
    }

    private static final class Compressor implements ByteCompressor {

        @Override
        public long maxCompressedLength(int length) {
            return length;
        }

        @Override
        public int compress(byte[] in, int from, int to, byte[] out, int at) {
            Objects.checkFromToIndex(from, to, in.length);
            Objects.checkFromIndexSize(at, to - from, out.length);
            System.arraycopy(in, from, out, at, to - from);
            return at + to - from;
        }

        @Override
        public void close() {}
    }

    private static final class Decompressor implements ByteDecompressor {

        @Override
        public int contentLength(byte[] in, int from, int to, long min, long max) throws CorruptDataException {
            Objects.checkFromToIndex(from, to, in.length);
            return ContentLengths.require(NAME, 0, to - from, min, max);
        }

        @Override
        public void decompress(byte[] in, int from, int to, byte[] out, int at, int length)
                throws CorruptDataException {
            Objects.checkFromIndexSize(at, length, out.length);
            contentLength(in, from, to, length, length);
            System.arraycopy(in, from, out, at, length);
        }

        @Override
        public void close() {}
    }
}
