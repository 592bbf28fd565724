package org.szformat.interop.text;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/**
 * The bytes of a text file, plain or compressed by gzip in any number of members, without a byte order mark. Confined to
 * one thread.
 */
public final class TextInput implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path path;
    private final long bytes;
    private final Counted stored;
    private final InputStream in;
    private @Nullable IOException failure;

    private TextInput(Path path, long bytes, Counted stored, InputStream in) {
        this.path = path;
        this.bytes = bytes;
        this.stored = stored;
        this.in = in;
    }

    /** Opens a file. */
    public static TextInput open(Path path) throws IOException {
        Counted stored = new Counted(Files.newInputStream(path));
        try {
            BufferedInputStream buffered = new BufferedInputStream(stored, BUFFER_BYTES);
            InputStream plain = buffered;
            if (isGzip(buffered)) {
                plain = new BufferedInputStream(
                        GzipCompressorInputStream.builder()
                                .setInputStream(buffered)
                                .setDecompressConcatenated(true)
                                .get(),
                        BUFFER_BYTES);
            }
            skipByteOrderMark(plain);
            return new TextInput(path, Files.size(path), stored, plain);
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw asFault(path, stored, e);
        }
    }

    private static boolean isGzip(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return gzip;
    }

    private static void skipByteOrderMark(InputStream in) throws IOException {
        in.mark(BYTE_ORDER_MARK.length);
        byte[] first = in.readNBytes(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(first, BYTE_ORDER_MARK)) {
            in.reset();
        }
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** How large it is on disk. */
    public long bytes() {
        return bytes;
    }

    /** How much of it was read, of what is on disk. */
    public long position() {
        return stored.count;
    }

    /**
     * Reads until so many bytes are there, the file ends, or nothing more can be read; which of the latter two,
     * {@link #failure} tells.
     *
     * @return how many were read
     */
    public int read(byte[] into, int at, int length) {
        int done = 0;
        try {
            while (done < length) {
                int read = in.read(into, at + done, length - done);
                if (read < 0) {
                    break;
                }
                done += read;
            }
        } catch (IOException | RuntimeException e) {
            failure = asFault(path, stored, e);
        }
        return done;
    }

    /**
     * Why nothing more can be read, where that is not the end of the file: an {@link SzFormatException} when the compressed
     * file is damaged or ends too early.
     */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** What is wrong with the data, unless the disk is at fault. */
    private static IOException asFault(Path path, Counted stored, Exception e) {
        if (stored.failed && e instanceof IOException io) {
            return io;
        }
        return new SzFormatException(
                path,
                "offset " + stored.count,
                "damaged gzip data (" + e.getMessage() + ")",
                "whole members of gzip",
                e);
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }

    /** Counts, and remembers whether reading from the disk failed. */
    private static final class Counted extends FilterInputStream {
        private long count;
        private boolean failed;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int read = read(one, 0, 1);
            return read < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            try {
                int read = in.read(into, at, length);
                count += Math.max(0, read);
                return read;
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
