package org.szformat.container;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.szformat.io.Channels;
import org.szformat.io.ReadableBytes;

/**
 * A file that is being written from front to back, under an exclusive lock where it is one that can be read again.
 *
 * <p>The lock is on the last byte that a file could have, so that it hinders no reader where locks are mandatory. What
 * was written is read back through the same channel, since some systems drop a lock when any channel on its file closes.
 */
final class ContainerOutput implements FrameSink, ReadableBytes, Closeable {
    private static final int MAX_TRANSFER = 1 << 20;

    private final FileChannel channel;
    private final boolean seekable;
    private long position;

    private ContainerOutput(FileChannel channel, boolean seekable, long position) {
        this.channel = channel;
        this.seekable = seekable;
        this.position = position;
    }

    /** A pipe or a device, which can neither be read back nor locked. */
    static ContainerOutput toStream(FileChannel channel) {
        return new ContainerOutput(channel, false, 0);
    }

    /**
     * A file, from its end on.
     *
     * @throws IOException when somebody else writes it
     */
    static ContainerOutput toFile(Path path, FileChannel channel) throws IOException {
        lock(path, channel);
        ContainerOutput output = new ContainerOutput(channel, true, channel.size());
        channel.position(output.position);
        return output;
    }

    private static void lock(Path path, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            throw new IOException(path + ": is being written by this process", e);
        }
        if (lock == null) {
            throw new IOException(path + ": is being written by another process");
        }
    }

    /** Whether what was written can be read again. */
    boolean isReadable() {
        return seekable;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long size() {
        return position;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        Channels.writeFully(channel, bytes, from, length);
        position += length;
    }

    void write(ByteWriter bytes) throws IOException {
        write(bytes.array(), 0, bytes.length());
    }

    @Override
    public void readFully(long offset, byte[] into, int at, int length) throws IOException {
        for (int done = 0; done < length; ) {
            ByteBuffer piece = ByteBuffer.wrap(into, at + done, Math.min(length - done, MAX_TRANSFER));
            int read = channel.read(piece, offset + done);
            if (read < 0) {
                throw new EOFException("offset " + (offset + done) + ": found the end of the file");
            }
            done += read;
        }
    }

    /** Cuts what lies behind an offset, where writing then goes on. */
    void truncate(long size) throws IOException {
        channel.truncate(size);
        channel.position(size);
        position = size;
    }

    void force() throws IOException {
        if (seekable) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
