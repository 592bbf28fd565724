package org.szformat.directory;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.szformat.Limits;
import org.szformat.SzFormatException;

/** The lines of a text file as ranges of bytes in a buffer that is used again. */
final class LineReader implements Closeable {
    private static final int BUFFER = 1 << 18;

    private final Path file;
    private final InputStream in;
    private final long maxLineBytes;
    private byte[] buffer = new byte[BUFFER];
    private int filled;
    private int from;
    private int to;
    private int next;
    private long number;
    private boolean atEnd;
    private boolean ended;

    LineReader(Path file, long maxLineBytes) throws IOException {
        this.file = file;
        this.in = Files.newInputStream(file);
        // A longer line must show before the largest buffer is full.
        this.maxLineBytes = Math.min(maxLineBytes, Limits.MAX_ARRAY - 1);
    }

    /**
     * Goes to the next line, if there is one. Ends at {@code \n} or {@code \r\n}; the last line needs no end.
     *
     * @throws SzFormatException when it is longer than the limit
     */
    boolean next() throws IOException {
        from = next;
        int searched = from;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    to = i > from && buffer[i - 1] == '\r' ? i - 1 : i;
                    next = i + 1;
                    number++;
                    ended = true;
                    return true;
                }
            }
            if (filled - from > maxLineBytes) {
                throw new SzFormatException(
                        file,
                        "line " + (number + 1),
                        "more than " + maxLineBytes + " bytes without a line end",
                        "a shorter line, or a higher limit");
            }
            searched = filled - from;
            if (atEnd || !fill()) {
                to = filled;
                next = filled;
                ended = false;
                number += to > from ? 1 : 0;
                return to > from;
            }
        }
    }

    /** Moves the line that is being read to the front of the buffer and reads on behind it. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, filled - from);
        filled -= from;
        from = 0;
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(Limits.MAX_ARRAY, filled * 2L));
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            atEnd = true;
            return false;
        }
        filled += read;
        return true;
    }

    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Whether the line has an end; the last of a file need not. */
    boolean isEnded() {
        return ended;
    }

    /** The number of the line, the first being 1. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
