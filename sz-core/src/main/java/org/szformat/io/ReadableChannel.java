package org.szformat.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

/**
 * A channel of a file system of ours, which is read at positions as well: many threads may do that at once, without
 * waiting for one another. Interrupts do not close it.
 */
public abstract class ReadableChannel implements SeekableByteChannel, ReadableBytes {
    /** The most that one read through a buffer takes. */
    private static final int MAX_READ = 1 << 20;

    private long position;
    private volatile boolean closed;

    /** A channel that stands at its first byte. */
    protected ReadableChannel() {}

    /** Reads bytes that there are; called while the channel is open. */
    protected abstract void readBytes(long offset, byte[] into, int at, int length) throws IOException;

    @Override
    public final void readFully(long offset, byte[] into, int at, int length) throws IOException {
        requireOpen();
        Objects.checkFromIndexSize(at, length, into.length);
        if (offset < 0 || offset > size() - length) {
            throw new EOFException(this + ": offset " + Math.min(offset, size())
                    + ": found the end of the file; expected bytes up to offset " + (offset + length));
        }
        readBytes(offset, into, at, length);
    }

    @Override
    public final synchronized int read(ByteBuffer target) throws IOException {
        requireOpen();
        long left = size() - position;
        if (left <= 0) {
            return -1;
        }
        int length = (int) Math.min(left, Math.min(MAX_READ, target.remaining()));
        if (target.hasArray()) {
            readBytes(position, target.array(), target.arrayOffset() + target.position(), length);
            target.position(target.position() + length);
        } else {
            byte[] bytes = new byte[length];
            readBytes(position, bytes, 0, length);
            target.put(bytes);
        }
        position += length;
        return length;
    }

    @Override
    public final synchronized long position() throws IOException {
        requireOpen();
        return position;
    }

    @Override
    public final synchronized ReadableChannel position(long newPosition) throws IOException {
        requireOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("position " + newPosition + "; it must be at least 0");
        }
        position = newPosition;
        return this;
    }

    @Override
    public final int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public final ReadableChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public final boolean isOpen() {
        return !closed;
    }

    @Override
    public final void close() throws IOException {
        if (!closed) {
            closed = true;
            release();
        }
    }

    /** Gives back what the channel holds; called once as a rule, and harmless if called again. */
    protected void release() throws IOException {}
}
