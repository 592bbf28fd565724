package org.szformat.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that many threads read at positions of their own, without waiting for one another.
 *
 * <p>An interrupt closes a {@link FileChannel} under all its readers. Here the interrupted thread finishes its read and
 * stays interrupted, and the others go on, on a channel that is opened anew.
 */
public final class PositionalFile implements ReadableBytes, Closeable {
    /** The most that one call of the channel reads, since the JDK keeps a direct buffer of that size per thread. */
    private static final int MAX_READ = 1 << 20;

    private final Path path;
    private final @Nullable Object fileKey;
    private volatile FileChannel channel;
    private volatile boolean closed;
    private volatile long reached;

    private PositionalFile(Path path, FileChannel channel, @Nullable Object fileKey) {
        this.path = path;
        this.channel = channel;
        this.fileKey = fileKey;
    }

    /** Opens a file for reading. */
    public static PositionalFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new PositionalFile(path, channel, keyOf(path));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Override
    public long size() throws IOException {
        return onChannel(FileChannel::size);
    }

    /** {@inheritDoc} Asks the channel, where threads wait for one another, only about ends that are new. */
    @Override
    public boolean reach(long end) throws IOException {
        if (end > reached) {
            reached = size();
        }
        return end <= reached;
    }

    /**
     * {@inheritDoc}
     *
     * @throws ClosedChannelException when this file was closed
     */
    @Override
    public void readFully(long offset, byte[] into, int at, int length) throws IOException {
        Objects.checkFromIndexSize(at, length, into.length);
        for (int done = 0; done < length; ) {
            long position = offset + done;
            ByteBuffer piece = ByteBuffer.wrap(into, at + done, Math.min(length - done, MAX_READ));
            int start = piece.position();
            int read = onChannel(open -> {
                piece.position(start);
                return open.read(piece, position);
            });
            if (read < 0) {
                throw new EOFException(path + ": offset " + position + ": found the end of the file; expected "
                        + (length - done) + " bytes more");
            }
            done += read;
        }
    }

    private interface ChannelCall<T> {
        T on(FileChannel open) throws IOException;
    }

    private <T> T onChannel(ChannelCall<T> call) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel open = channel;
                try {
                    return call.on(open);
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    Thread.interrupted();
                    reopen(open, e);
                } catch (ClosedChannelException e) {
                    reopen(open, e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(FileChannel broken, ClosedChannelException reason) throws IOException {
        if (closed) {
            throw reason;
        }
        if (channel == broken) {
            if (!Objects.equals(fileKey, keyOf(path))) {
                throw new IOException(path + ": was replaced by another file while it was being read");
            }
            channel = FileChannel.open(path, StandardOpenOption.READ);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
