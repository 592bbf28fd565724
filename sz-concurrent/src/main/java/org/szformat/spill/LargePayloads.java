package org.szformat.spill;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Records that are too large to be moved about while they are sorted: they are written to a file once, where they are read
 * again when their turn comes. Thread-safe.
 */
public final class LargePayloads {
    /** Records of more bytes are large. */
    public static final int LARGE = 1 << 18;

    private static final int PIECE = 1 << 20;

    private final SpillFolder folder;
    private final AtomicLong end = new AtomicLong();
    private @Nullable FileChannel channel;

    public LargePayloads(SpillFolder folder) {
        this.folder = folder;
    }

    private synchronized FileChannel channel() throws IOException {
        FileChannel known = channel;
        if (known == null) {
            known = folder.create("large-");
            channel = known;
        }
        return known;
    }

    /** Writes bytes, and says where they are. */
    long write(byte[] bytes, int length) throws IOException {
        long offset = end.getAndAdd(length);
        FileChannel file = channel();
        for (int done = 0; done < length; ) {
            done += file.write(ByteBuffer.wrap(bytes, done, Math.min(PIECE, length - done)), offset + done);
        }
        return offset;
    }

    byte[] read(long offset, int length) throws IOException {
        FileChannel file = channel();
        byte[] bytes = new byte[length];
        for (int done = 0; done < length; ) {
            int read = file.read(ByteBuffer.wrap(bytes, done, Math.min(PIECE, length - done)), offset + done);
            if (read < 0) {
                throw new EOFException("a temporary file of a sort is shorter than it was");
            }
            done += read;
        }
        return bytes;
    }
}
