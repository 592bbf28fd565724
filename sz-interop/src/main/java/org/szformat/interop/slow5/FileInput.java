package org.szformat.interop.slow5;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is read from its beginning to the end that it had when it was opened. */
final class FileInput implements Closeable {
    private final Path path;
    private final InputStream stream;
    private final long size;
    private long position;

    private FileInput(Path path, InputStream stream, long size) {
        this.path = path;
        this.stream = stream;
        this.size = size;
    }

    static FileInput open(Path path) throws IOException {
        InputStream stream = Files.newInputStream(path);
        try {
            return new FileInput(path, stream, Files.size(path));
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /** Where the next byte is read. */
    long position() {
        return position;
    }

    long remaining() {
        return size - position;
    }

    /** Reads exactly so many bytes, which must be there. */
    void readFully(byte[] into, int at, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int read = stream.read(into, at + done, Math.min(length - done, Sizes.TRANSFER_BYTES));
            if (read < 0) {
                throw new EOFException(
                        path + ": offset " + position + ": the file was cut to this length while it was being read");
            }
            done += read;
            position += read;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
