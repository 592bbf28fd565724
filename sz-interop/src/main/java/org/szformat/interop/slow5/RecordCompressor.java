package org.szformat.interop.slow5;

import java.io.Closeable;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.codec.ByteCompressor;

/** Compresses one record after the other; confined to one thread at a time. */
interface RecordCompressor extends Closeable {
    /** Compresses bytes and appends what comes of them. */
    void compress(byte[] in, int from, int to, ByteArrayBuilder out);

    @Override
    void close();

    /** Records as they are. */
    final class None implements RecordCompressor {
        @Override
        public void compress(byte[] in, int from, int to, ByteArrayBuilder out) {
            out.append(in, from, to);
        }

        @Override
        public void close() {}
    }

    /** Records as a zstd frame each. */
    final class Zstd implements RecordCompressor {
        private final ByteCompressor zstd;

        Zstd(ByteCompressor zstd) {
            this.zstd = zstd;
        }

        @Override
        public void compress(byte[] in, int from, int to, ByteArrayBuilder out) {
            byte[] array = out.reserve(zstd.maxCompressedLength(to - from));
            out.setLength(zstd.compress(in, from, to, array, out.length()));
        }

        @Override
        public void close() {
            zstd.close();
        }
    }
}
