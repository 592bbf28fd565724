package org.szformat.spill;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Any number of ints, written once and then read once in the same order; what is not small lies in a temporary file. */
public final class IntSpool implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 10);
    private @Nullable FileChannel channel;
    private boolean isRead;
    private long position;

    /**
     * None yet.
     *
     * @param folder where the temporary file is, if there has to be one
     */
    public IntSpool(Path folder) {
        this.folder = folder;
    }

    public void add(int value) throws IOException {
        if (!buffer.hasRemaining()) {
            if (buffer.capacity() < BUFFER_BYTES) {
                buffer = ByteBuffer.allocate(2 * buffer.capacity()).put(buffer.flip());
            } else {
                drain();
            }
        }
        buffer.putInt(value);
    }

    private void drain() throws IOException {
        FileChannel to = channel;
        if (to == null) {
            to = TemporaryFile.in(folder);
            channel = to;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
        buffer.clear();
    }

    /** The next one; nothing can be added any more. */
    public int next() throws IOException {
        FileChannel from = channel;
        if (!isRead) {
            isRead = true;
            if (from == null) {
                buffer.flip();
            } else {
                drain();
                buffer.limit(0);
            }
        }
        if (!buffer.hasRemaining()) {
            if (from == null) {
                throw new EOFException("there are no more");
            }
            buffer.clear();
            int read = from.read(buffer, position);
            while (read >= 0 && buffer.position() % Integer.BYTES != 0) {
                read = from.read(buffer, position + buffer.position());
            }
            position += buffer.position();
            buffer.flip();
            if (!buffer.hasRemaining()) {
                throw new EOFException("there are no more");
            }
        }
        return buffer.getInt();
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
