package org.szformat.interop.slow5;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import org.szformat.io.PositionalFile;

/**
 * A file that is read from its beginning to the end that it had when it was opened, by one thread; others may meanwhile
 * read it at positions of their own.
 */
final class FileInput implements Closeable {
    private final Path path;
    private final PositionalFile file;
    private final long size;
    private long position;

    private FileInput(Path path, PositionalFile file, long size) {
        this.path = path;
        this.file = file;
        this.size = size;
    }

    static FileInput open(Path path) throws IOException {
        PositionalFile file = PositionalFile.open(path);
        try {
            return new FileInput(path, file, file.size());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    PositionalFile file() {
        return file;
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
        readAt(position, into, at, length);
        position += length;
    }

    /** Reads bytes that must be there, at any position; any thread may. */
    void readAt(long offset, byte[] into, int at, int length) throws IOException {
        try {
            file.readFully(offset, into, at, length);
        } catch (EOFException e) {
            EOFException cut = new EOFException(
                    path + ": offset " + offset + ": the file was cut to less than it had while it was being read");
            cut.initCause(e);
            throw cut;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
