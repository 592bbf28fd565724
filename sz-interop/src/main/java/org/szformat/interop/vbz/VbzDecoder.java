package org.szformat.interop.vbz;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.Closeable;
import java.util.Objects;
import org.szformat.codec.CorruptDataException;

/**
 * Decodes VBZ signals.
 *
 * <pre>{@code
 * try (VbzDecoder decoder = new VbzDecoder()) {
 *     decoder.decode(compressed, 0, compressed.length, samples, 0, samples.length);
 * }
 * }</pre>
 *
 * <p>Not thread-safe: a thread has its own. It keeps a buffer of the size of the largest signal that it has decoded.
 */
public final class VbzDecoder implements Closeable {
    private static final String NAME = "VBZ signal";

    /** What the library gives for a frame that does not say how much it holds. */
    private static final long UNSAID = -1;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private byte[] packed = new byte[0];

    /** Begins with an empty buffer. */
    public VbzDecoder() {}

    /**
     * Decodes samples from a range of bytes that holds exactly as many. After an exception, the samples in the range to
     * be filled are unspecified.
     *
     * @param in the bytes
     * @param from the first byte
     * @param to the byte after the last
     * @param samples the array to fill
     * @param at the first sample to fill
     * @param count the number of samples, from 0 to {@link StreamVByte16#MAX_COUNT}
     * @throws CorruptDataException if the bytes are not exactly so many samples
     * @throws IndexOutOfBoundsException if one of the ranges does not lie in its array
     */
    public void decode(byte[] in, int from, int to, short[] samples, int at, int count) throws CorruptDataException {
        Objects.checkFromToIndex(from, to, in.length);
        Objects.checkFromIndexSize(at, count, samples.length);
        if (from == to) {
            throw new CorruptDataException(NAME, 0, "the end", "a Zstandard frame");
        }
        long claimed = Zstd.getFrameContentSize(in, from, to - from);
        int min = StreamVByte16.minEncodedLength(count);
        int max = StreamVByte16.maxEncodedLength(count);
        boolean unsaid = claimed == UNSAID;
        if (!unsaid && (claimed < min || claimed > max)) {
            throw new CorruptDataException(
                    NAME,
                    0,
                    claimed < 0 ? "no Zstandard frame" : "a frame of " + claimed + " bytes",
                    "one of " + min + " to " + max + " bytes for " + count + " samples");
        }
        int room = unsaid ? max : (int) claimed;
        if (packed.length < room) {
            packed = new byte[room];
        }
        int length;
        try {
            length = context.decompressByteArray(packed, 0, room, in, from, to - from);
        } catch (ZstdException e) {
            throw new CorruptDataException(NAME, 0, '"' + e.getMessage() + '"', "a sound Zstandard frame");
        }
        StreamVByte16.decode(packed, 0, length, samples, at, count);
    }

    @Override
    public void close() {
        context.close();
    }
}
