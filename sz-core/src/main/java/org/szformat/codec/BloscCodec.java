package org.szformat.codec;

import static org.szformat.codec.Lz4Codec.requireOpen;

import com.scalableminds.bloscjava.Blosc;
import java.util.Arrays;
import java.util.Objects;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * The codecs {@code blosc} and {@code blosc(WIDTH)}: one frame of Blosc 1 as {@link BloscFrame} describes it, with
 * elements of that width (of 1 if none is given) shuffled by bytes and compressed by LZ4. Frames are written by c-blosc,
 * and read without it.
 *
 * @param width the bytes of an element
 */
record BloscCodec(int width) implements ByteCodec {

    static final String NAME = "blosc";

    private static final int LEVEL = 5;
    private static final int AUTOMATIC_BLOCK_SIZE = 0;
    private static final int ONE_THREAD = 1;

    BloscCodec {
        if (width < 1 || width > MAX_BLOSC_WIDTH) {
            throw new IllegalArgumentException("width " + width + " is not from 1 to " + MAX_BLOSC_WIDTH);
        }
    }

    @Override
    public String name() {
        return width == 1 ? NAME : NAME + '(' + width + ')';
    }

    @Override
    public boolean isIdentity() {
        return false;
    }

    @Override
    public ByteCompressor newCompressor() {
        return new Compressor(width);
    }

    @Override
    public ByteDecompressor newDecompressor() {
        return new Decompressor();
    }

    private static final class Compressor implements ByteCompressor {

        private final int width;
        private boolean closed;

        Compressor(int width) {
            this.width = width;
        }

        @Override
        public long maxCompressedLength(int length) {
            return (long) BloscFrame.HEADER_LENGTH + length;
        }

        @Override
        public int compress(byte[] in, int from, int to, byte[] out, int at) {
            Objects.checkFromToIndex(from, to, in.length);
            Objects.checkFromIndexSize((long) at, maxCompressedLength(to - from), out.length);
            requireOpen(closed);
            byte[] compressed;
            try {
                compressed = Blosc.compress(
                        Arrays.copyOfRange(in, from, to),
                        width,
                        Blosc.Compressor.LZ4,
                        LEVEL,
                        Blosc.Shuffle.BYTE_SHUFFLE,
                        AUTOMATIC_BLOCK_SIZE,
                        ONE_THREAD);
            } catch (LinkageError | RuntimeException e) {
                throw new IllegalStateException("blosc cannot compress; its native library fails here: " + e, e);
            }
            System.arraycopy(compressed, 0, out, at, compressed.length);
            return at + compressed.length;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Decompressor implements ByteDecompressor {

        private final LZ4SafeDecompressor lz4 = Lz4Codec.factory().safeDecompressor();
        private boolean closed;

        @Override
        public int contentLength(byte[] in, int from, int to, long min, long max) throws CorruptDataException {
            return BloscFrame.contentLength(in, from, to, min, max);
        }

        @Override
        public void decompress(byte[] in, int from, int to, byte[] out, int at, int length)
                throws CorruptDataException {
            Objects.checkFromIndexSize(at, length, out.length);
            requireOpen(closed);
            BloscFrame.decompress(in, from, to, out, at, length, lz4);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
