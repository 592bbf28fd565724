package org.szformat.codec;

import static org.szformat.codec.Lz4Codec.requireOpen;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/**
 * The codec {@code bz2}: the length of the content in four bytes, little-endian, then one bzip2 stream, as the program
 * {@code bzip2} writes it, with blocks of any size; it ends with the range.
 */
record Bzip2Codec() implements ByteCodec {

    static final Bzip2Codec INSTANCE = new Bzip2Codec();

    static final String NAME = "bz2";

    /** A block takes at least 22 bytes, and holds 900,000 bytes of which five stand for 259 at most. */
    private static final long MAX_FACTOR = 900_000L / 5 * 259 / 22;

    private static final int BLOCK_STEP = 100_000;
    private static final int MAX_BLOCK_STEPS = 9;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isIdentity() {
        return false;
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

        private boolean closed;

        @Override
        public long maxCompressedLength(int length) {
            return SizePrefix.LENGTH + length + length / 4 + 1024L;
        }

        @Override
        public int compress(byte[] in, int from, int to, byte[] out, int at) {
            Objects.checkFromToIndex(from, to, in.length);
            Objects.checkFromIndexSize((long) at, maxCompressedLength(to - from), out.length);
            requireOpen(closed);
            SizePrefix.put(to - from, out, at);
            RangeOutputStream target = new RangeOutputStream(out, at + SizePrefix.LENGTH);
            // A larger block than the content needs would only cost memory.
            int steps = Math.min(MAX_BLOCK_STEPS, 1 + (to - from) / BLOCK_STEP);
            try (BZip2CompressorOutputStream bzip2 = new BZip2CompressorOutputStream(target, steps)) {
                bzip2.write(in, from, to - from);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // the target throws none
            }
            return target.at;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Writes to an array. */
    private static final class RangeOutputStream extends OutputStream {

        private final byte[] out;
        private int at;

        RangeOutputStream(byte[] out, int at) {
            this.out = out;
            this.at = at;
        }

        @Override
        public void write(int b) {
            out[at++] = (byte) b;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            System.arraycopy(bytes, from, out, at, length);
            at += length;
        }
    }

    private static final class Decompressor implements ByteDecompressor {

        private boolean closed;

        @Override
        public int contentLength(byte[] in, int from, int to, long min, long max) throws CorruptDataException {
            return SizePrefix.require(NAME, in, from, to, min, max, MAX_FACTOR);
        }

        @Override
        public void decompress(byte[] in, int from, int to, byte[] out, int at, int length)
                throws CorruptDataException {
            Objects.checkFromIndexSize(at, length, out.length);
            requireOpen(closed);
            contentLength(in, from, to, length, length);
            int data = from + SizePrefix.LENGTH;
            ByteArrayInputStream source = new ByteArrayInputStream(in, data, to - data);
            int written = 0;
            boolean ended;
            try (BZip2CompressorInputStream bzip2 = new BZip2CompressorInputStream(source, false)) {
                for (int n = 0; n >= 0 && written < length; written += Math.max(n, 0)) {
                    n = bzip2.read(out, at + written, length - written);
                }
                ended = bzip2.read() < 0;
            } catch (IOException | RuntimeException e) {
                // The library's decoder meets malformed tables with exceptions of several kinds.
                throw new CorruptDataException(
                        NAME, SizePrefix.LENGTH, "\"" + e.getMessage() + '"', "a sound bzip2 stream");
            }
            if (!ended || written != length) {
                throw new CorruptDataException(
                        NAME, 0, (ended ? "" : "more than ") + written + " bytes of content", length + "");
            }
            if (source.available() != 0) {
                throw new CorruptDataException(
                        NAME, to - from - source.available(), source.available() + " more bytes", "the end");
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
