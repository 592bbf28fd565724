package org.szformat.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.Objects;

/** The codecs {@code zstd(LEVEL)} and {@code zstd-checksum(LEVEL)}. */
record ZstdCodec(int level, Checksum checksum) implements ByteCodec {

    /** Whether frames end in a checksum of their content. */
    enum Checksum {
        ABSENT("zstd"),
        PRESENT("zstd-checksum");

        private final String name;

        Checksum(String name) {
            this.name = name;
        }
    }

    ZstdCodec {
        if (level < MIN_ZSTD_LEVEL || level > MAX_ZSTD_LEVEL) {
            throw new IllegalArgumentException(
                    "zstd level " + level + " is not from " + MIN_ZSTD_LEVEL + " to " + MAX_ZSTD_LEVEL);
        }
    }

    @Override
    public String name() {
        return checksum.name + '(' + level + ')';
    }

    @Override
    public boolean isZstandard() {
        return true;
    }

    @Override
    public boolean isIdentity() {
        return false;
    }

    @Override
    public ByteCompressor newCompressor() {
        return new Compressor(level, checksum);
    }

    @Override
    public ByteDecompressor newDecompressor() {
        return new Decompressor();
    }

    private static final class Compressor implements ByteCompressor {

        private final ZstdCompressCtx context;

        Compressor(int level, Checksum checksum) {
            context = new ZstdCompressCtx()
                    .setLevel(level)
                    .setContentSize(true)
                    .setChecksum(checksum == Checksum.PRESENT)
                    .setDictID(false);
        }

        @Override
        public long maxCompressedLength(int length) {
            return Zstd.compressBound(length);
        }

        @Override
        public int compress(byte[] in, int from, int to, byte[] out, int at) {
            Objects.checkFromToIndex(from, to, in.length);
            Objects.checkFromIndexSize((long) at, maxCompressedLength(to - from), out.length);
            try {
                return at + context.compressByteArray(out, at, out.length - at, in, from, to - from);
            } catch (ZstdException e) {
                throw new IllegalStateException("zstd cannot compress: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private static final class Decompressor implements ByteDecompressor {

        private final ZstdDecompressCtx context = new ZstdDecompressCtx();

        @Override
        public int contentLength(byte[] in, int from, int to, long min, long max) throws CorruptDataException {
            return ZstdFrame.contentLength(in, from, to, min, max);
        }

        @Override
        public void decompress(byte[] in, int from, int to, byte[] out, int at, int length)
                throws CorruptDataException {
            Objects.checkFromIndexSize(at, length, out.length);
            contentLength(in, from, to, length, length);
            int written;
            try {
                written = context.decompressByteArray(out, at, length, in, from, to - from);
            } catch (ZstdException e) {
                throw new CorruptDataException(ZstdFrame.WHAT, 0, "\"" + e.getMessage() + '"', "a sound frame");
            }
            ContentLengths.require(ZstdFrame.WHAT, 0, written, length, length);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
