package org.szformat.interop.vbz;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.Closeable;
import java.util.Arrays;

/**
 * Encodes VBZ signals, at the Zstandard level 1 that ONT's libraries use.
 *
 * <pre>{@code
 * try (VbzEncoder encoder = new VbzEncoder()) {
 *     byte[] compressed = encoder.encode(samples, 0, samples.length);
 * }
 * }</pre>
 *
 * <p>Not thread-safe: a thread has its own. It keeps buffers for the largest signal that it has encoded.
 */
public final class VbzEncoder implements Closeable {
    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(1);
    private byte[] packed = new byte[0];
    private byte[] compressed = new byte[0];

    /** Begins with empty buffers. */
    public VbzEncoder() {}

    /**
     * Encodes samples.
     *
     * @param samples the array
     * @param from the first sample
     * @param count the number of samples
     * @return a new array of exactly the encoded bytes
     * @throws IndexOutOfBoundsException if the samples do not lie in their array
     */
    public byte[] encode(short[] samples, int from, int count) {
        int room = StreamVByte16.maxEncodedLength(count);
        if (packed.length < room) {
            packed = new byte[room];
            compressed = new byte[(int) Zstd.compressBound(room)];
        }
        int length = StreamVByte16.encode(samples, from, count, packed, 0);
        int written = context.compressByteArray(compressed, 0, compressed.length, packed, 0, length);
        return Arrays.copyOf(compressed, written);
    }

    @Override
    public void close() {
        context.close();
    }
}
