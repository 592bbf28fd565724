package org.szformat.interop.text;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/**
 * Cuts a text file into blocks of whole records, which can be parsed apart. A block is of about 1 MiB, or one record when
 * that is longer. Confined to one thread.
 */
public final class TextBlocks implements Closeable {
    /** How large a block is that holds more than one record. */
    private static final int USUAL_BYTES = 1 << 20;

    private final TextInput in;
    private final RecordBoundary boundary;
    private final long longestRecord;
    private final int usualBytes;
    private byte[] buffer;
    private int size;
    private int end;
    private long line = 1;
    private boolean ended;
    private boolean failed;

    /**
     * Blocks of a file.
     *
     * @param boundary where its records end
     * @param longestRecord how many bytes a record may have
     */
    public TextBlocks(TextInput in, RecordBoundary boundary, long longestRecord) {
        this(in, boundary, longestRecord, USUAL_BYTES);
    }

    /** With blocks of another size, for tests. */
    TextBlocks(TextInput in, RecordBoundary boundary, long longestRecord, int usualBytes) {
        this.in = in;
        this.boundary = boundary;
        this.longestRecord = longestRecord;
        this.usualBytes = usualBytes;
        this.buffer = new byte[usualBytes];
    }

    /** The file. */
    public TextInput input() {
        return in;
    }

    /**
     * The next block, or null at the end.
     *
     * @throws SzFormatException when a record is too long, or the compressed file is damaged; whole records before the
     *     damage were given before, and nothing comes after
     */
    public @Nullable TextBlock next() throws IOException {
        while (!ended) {
            int from = size;
            size += in.read(buffer, size, buffer.length - size);
            ended = size < buffer.length;
            int last = boundary.lastEnd(buffer, from, size);
            end = last < 0 ? end : last;
            if (!ended && end > 0) {
                return cut(end);
            }
            if (!ended) {
                grow();
            }
        }
        if (in.failure().isEmpty()) {
            return size == 0 ? null : cut(size);
        }
        if (end > 0) {
            return cut(end);
        }
        if (failed) {
            return null;
        }
        failed = true;
        throw in.failure().get();
    }

    private TextBlock cut(int to) {
        TextBlock block = new TextBlock(in.path(), Arrays.copyOf(buffer, to), line, in.position());
        line = block.lineOf(to);
        byte[] rest = new byte[Math.max(usualBytes, size - to + 1)];
        System.arraycopy(buffer, to, rest, 0, size - to);
        buffer = rest;
        size -= to;
        end = 0;
        return block;
    }

    private void grow() throws SzFormatException {
        if (buffer.length >= longestRecord) {
            ended = true;
            size = 0;
            throw new SzFormatException(
                    in.path(),
                    "line " + line,
                    "a record of more than " + longestRecord + " bytes",
                    "shorter ones; more heap raises the limit");
        }
        buffer = Arrays.copyOf(buffer, (int) Math.min(longestRecord, 2L * buffer.length));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
