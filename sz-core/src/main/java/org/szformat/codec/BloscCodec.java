package org.szformat.codec;

import static org.szformat.codec.Lz4Codec.requireOpen;

import com.scalableminds.bloscjava.Blosc;
import java.util.Arrays;
import java.util.Objects;

/**
 * The codecs {@code blosc} and {@code blosc(WIDTH)}: one frame of Blosc 1 as {@link BloscFrame} describes it, with
 * elements of that width (of 1 if none is given) shuffled by bytes and compressed by LZ4.
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

    /** The library's code is native, and there is none for every processor. */
    private static IllegalStateException unavailable(Throwable e) {
        return new IllegalStateException("the native library of the codec blosc cannot be used here: " + e, e);
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
                throw unavailable(e);
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
            contentLength(in, from, to, length, length);
            byte[] content;
            try {
                content = Blosc.decompress(Arrays.copyOfRange(in, from, to), ONE_THREAD);
            } catch (LinkageError e) {
                throw unavailable(e);
            } catch (RuntimeException e) {
                throw new CorruptDataException(NAME, 0, "\"" + e.getMessage() + '"', "a sound frame");
            }
            ContentLengths.require(NAME, 0, content.length, length, length);
            System.arraycopy(content, 0, out, at, length);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
