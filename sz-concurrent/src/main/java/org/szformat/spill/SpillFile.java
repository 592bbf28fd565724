package org.szformat.spill;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A temporary file in which several runs lie, since a process may open a few hundred files only and a sort may have thousands
 * of runs. It goes when it is full and the last of them is removed. Thread-safe.
 */
final class SpillFile {
    private static final int MOST_RUNS = 64;
    private static final int PIECE = 1 << 20;

    private final SpillFolder folder;
    private final FileChannel channel;
    private long end;
    private int begun;
    private int removed;

    SpillFile(SpillFolder folder) throws IOException {
        this.folder = folder;
        this.channel = folder.create("runs-");
    }

    synchronized boolean isFull() {
        return begun >= MOST_RUNS;
    }

    /** Begins a run; says where. */
    synchronized long begin(long mostBytes) {
        long from = end;
        end += mostBytes;
        begun++;
        return from;
    }

    /** A run is no longer needed. */
    synchronized void remove() throws IOException {
        removed++;
        if (isFull() && removed == begun) {
            close();
        }
    }

    void write(byte[] bytes, int length, long offset) throws IOException {
        for (int done = 0; done < length; ) {
            done += channel.write(ByteBuffer.wrap(bytes, done, Math.min(PIECE, length - done)), offset + done);
        }
    }

    void read(byte[] into, int from, long offset) throws IOException {
        for (int at = from; at < into.length; ) {
            int read = channel.read(ByteBuffer.wrap(into, at, Math.min(PIECE, into.length - at)), offset + at - from);
            if (read < 0) {
                throw new EOFException("a temporary file of a sort is shorter than it was");
            }
            at += read;
        }
    }

    void close() throws IOException {
        folder.remove(channel);
    }
}
