package org.szformat.interop.slow5;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Records as a zlib stream each (RFC 1950). A stream does not tell the length of its content, so memory grows with what
 * comes, up to a limit.
 */
final class ZlibDecompressor implements RecordDecompressor {
    private static final int FIRST_BYTES = 64 << 10;

    private final Inflater inflater = new Inflater();
    private final int maxBytes;
    private byte[] content = new byte[0];

    ZlibDecompressor(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public int decompress(byte[] in, int from, int to) throws Fault {
        reserve(Math.max(FIRST_BYTES, 2L * (to - from)));
        try {
            inflater.setInput(in, from, to - from);
            int length = 0;
            while (!inflater.finished()) {
                if (length == content.length) {
                    if (length == maxBytes) {
                        throw new Fault(null, "a zlib stream of more than " + length + " bytes", "at most as many");
                    }
                    reserve(2L * length);
                }
                int inflated = inflater.inflate(content, length, content.length - length);
                length += inflated;
                if (inflated == 0 && !inflater.finished()) {
                    throw new Fault(
                            null,
                            inflater.needsDictionary()
                                    ? "a zlib stream with a dictionary"
                                    : "an unfinished zlib stream",
                            "a whole one");
                }
            }
            if (inflater.getRemaining() > 0) {
                throw new Fault(null, inflater.getRemaining() + " bytes behind the zlib stream", "the end");
            }
            return length;
        } catch (DataFormatException e) {
            throw new Fault(null, "zlib's fault \"" + e.getMessage() + "\"", "a sound zlib stream");
        } finally {
            inflater.reset();
        }
    }

    private void reserve(long bytes) {
        int wanted = (int) Math.min(bytes, maxBytes);
        if (content.length < wanted) {
            content = Arrays.copyOf(content, wanted);
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
        inflater.end();
    }
}
