package org.szformat.interop.slow5;

import java.util.zip.Deflater;
import org.szformat.codec.ByteArrayBuilder;

/** Records as a zlib stream each (RFC 1950), at zlib's default level. */
final class ZlibCompressor implements RecordCompressor {
    private static final int STEP = 16 << 10;

    private final Deflater deflater = new Deflater();

    @Override
    public void compress(byte[] in, int from, int to, ByteArrayBuilder out) {
        try {
            deflater.setInput(in, from, to - from);
            deflater.finish();
            while (!deflater.finished()) {
                byte[] array = out.reserve(STEP);
                out.setLength(out.length() + deflater.deflate(array, out.length(), array.length - out.length()));
            }
        } finally {
            deflater.reset();
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}
