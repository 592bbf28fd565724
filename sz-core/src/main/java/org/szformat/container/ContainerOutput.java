package org.szformat.container;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.szformat.io.Channels;
import org.szformat.io.ReadableBytes;

/**
 * A file that is being written from front to back, under an exclusive lock where it is one that can be read again.
 *
 * <p>The lock is on one of the last two bytes that a file could have, so that it hinders no reader where locks are
 * mandatory. What was written is read back through the same channel, since some systems drop a process's locks when any of
 * its channels on the file closes; for readers in this process the lock is renewed now and then.
 */
final class ContainerOutput implements FrameSink, ReadableBytes, Closeable {
    private static final int MAX_TRANSFER = 1 << 20;

    /** Where the two bytes begin that stand for the right to write. */
    private static final long LOCK_AT = Long.MAX_VALUE - 2;

    /** How often, and after how long, a byte is tried again that somebody holds who may be about to give up. */
    private static final int RENEWALS = 300;

    private static final long RENEWAL_PAUSE_NANOS = 10_000_000;

    private final Path path;
    private final FileChannel channel;
    private @Nullable FileLock lock;
    private long position;

    private ContainerOutput(Path path, FileChannel channel, @Nullable FileLock lock, long position) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
        this.position = position;
    }

    /** A pipe or a device, which can neither be read back nor locked. */
    static ContainerOutput toStream(Path path, FileChannel channel) {
        return new ContainerOutput(path, channel, null, 0);
    }

    /**
     * A file, from its end on.
     *
     * @throws IOException when somebody else writes it
     */
    static ContainerOutput toFile(Path path, FileChannel channel) throws IOException {
        ContainerOutput output = new ContainerOutput(path, channel, lock(path, channel), channel.size());
        channel.position(output.position);
        return output;
    }

    /** Takes both bytes, so that whoever holds one of them hinders, and keeps one. */
    private static FileLock lock(Path path, FileChannel channel) throws IOException {
        FileLock first = lock(path, channel, LOCK_AT);
        lock(path, channel, LOCK_AT + 1).release();
        return first;
    }

    private static FileLock lock(Path path, FileChannel channel, long at) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock(at, 1, false);
        } catch (OverlappingFileLockException e) {
            throw new HeldByAnotherException(path + ": is being written by this process", e);
        }
        if (lock == null) {
            throw new HeldByAnotherException(path + ": is being written by another process", null);
        }
        return lock;
    }

    private static final class HeldByAnotherException extends IOException {
        private static final long serialVersionUID = 1L;

        HeldByAnotherException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Takes the other byte and gives up the one that was held, so that a lock which the system dropped is there again. Who
     * tries to write meanwhile may have taken the other byte for the moment before he finds the first one held.
     *
     * @throws IOException when somebody else has taken it since and keeps it
     */
    void renewLock() throws IOException {
        FileLock held = lock;
        if (held != null) {
            long other = held.position() == LOCK_AT ? LOCK_AT + 1 : LOCK_AT;
            FileLock renewed = null;
            for (int tries = 1; renewed == null; tries++) {
                try {
                    renewed = lock(path, channel, other);
                } catch (HeldByAnotherException e) {
                    if (tries == RENEWALS) {
                        throw e;
                    }
                    LockSupport.parkNanos(RENEWAL_PAUSE_NANOS);
                }
            }
            lock = renewed;
            held.release();
        }
    }

    /** Whether what was written can be read again. */
    boolean isReadable() {
        return lock != null;
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
        if (isReadable()) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
