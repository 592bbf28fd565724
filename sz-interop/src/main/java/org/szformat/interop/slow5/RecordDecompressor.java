package org.szformat.interop.slow5;

import java.io.Closeable;
import org.szformat.codec.ByteDecompressor;
import org.szformat.codec.CorruptDataException;

/** Decompresses one record after the other; confined to one thread at a time. */
interface RecordDecompressor extends Closeable {
    /** Decompresses a record; gives its length. */
    int decompress(byte[] in, int from, int to) throws Fault;

    /** The array that holds what was decompressed last. */
    byte[] content();

    /** Where in {@link #content} it begins. */
    int start();

    /** Lets go of what was decompressed last. */
    void release();

    @Override
    void close();

    /** Records as they are. */
    final class None implements RecordDecompressor {
        private byte[] content = new byte[0];
        private int start;

        @Override
        public int decompress(byte[] in, int from, int to) {
            content = in;
            start = from;
            return to - from;
        }

        @Override
        public byte[] content() {
            return content;
        }

        @Override
        public int start() {
            return start;
        }

        @Override
        public void release() {
            content = new byte[0];
        }

        @Override
        public void close() {}
    }

    /** Records as a zstd frame each. */
    final class Zstd implements RecordDecompressor {
        private final ByteDecompressor zstd;
        private final int maxBytes;
        private byte[] content = new byte[0];

        Zstd(ByteDecompressor zstd, int maxBytes) {
            this.zstd = zstd;
            this.maxBytes = maxBytes;
        }

        @Override
        public int decompress(byte[] in, int from, int to) throws Fault {
            try {
                int length = zstd.contentLength(in, from, to, 0, maxBytes);
                if (content.length < length) {
                    content = new byte[length + (length >> 2)];
                }
                zstd.decompress(in, from, to, content, 0, length);
                return length;
            } catch (CorruptDataException e) {
                throw new Fault(null, e.what() + " with " + e.found() + " at byte " + e.position(), e.expected());
            }
        }

        @Override
        public byte[] content() {
            return content;
        }

        @Override
        public int start() {
            return 0;
        }

        @Override
        public void release() {
            if (content.length > Sizes.KEPT_BYTES) {
                content = new byte[0];
            }
        }

        @Override
        public void close() {
            zstd.close();
        }
    }
}
