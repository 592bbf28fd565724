package org.szformat.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file on a channel that is opened anew when an interrupt has closed it. */
final class ReopenedFile implements ReadableBytes, Closeable {
    /** The most that one call of the channel reads, since the JDK keeps a direct buffer of that size per thread. */
    private static final int MAX_READ = 1 << 20;

    private final Path path;
    private final @Nullable Object fileKey;
    private volatile SeekableByteChannel channel;
    private volatile boolean closed;
    private volatile long reached;

    private ReopenedFile(Path path, SeekableByteChannel channel, @Nullable Object fileKey) {
        this.path = path;
        this.channel = channel;
        this.fileKey = fileKey;
    }

    /** Takes over a channel of a file. */
    static ReopenedFile of(Path path, SeekableByteChannel channel) throws IOException {
        return new ReopenedFile(path, channel, keyOf(path, channel));
    }

    /** What tells a file from one that replaced it; other file systems than this machine's would have to be asked. */
    private static @Nullable Object keyOf(Path path, SeekableByteChannel channel) throws IOException {
        return channel instanceof FileChannel
                ? Files.readAttributes(path, BasicFileAttributes.class).fileKey()
                : null;
    }

    @Override
    public long size() throws IOException {
        return onChannel(SeekableByteChannel::size);
    }

    /** {@inheritDoc} Asks the channel, where threads wait for one another, only about ends that are new. */
    @Override
    public boolean reach(long end) throws IOException {
        if (end > reached) {
            reached = size();
        }
        return end <= reached;
    }

    @Override
    public void readFully(long offset, byte[] into, int at, int length) throws IOException {
        Objects.checkFromIndexSize(at, length, into.length);
        for (int done = 0; done < length; ) {
            long position = offset + done;
            ByteBuffer piece = ByteBuffer.wrap(into, at + done, Math.min(length - done, MAX_READ));
            int start = piece.position();
            int read = read(piece, start, position);
            if (read < 0) {
                throw new EOFException(path + ": offset " + position + ": found the end of the file; expected "
                        + (length - done) + " bytes more");
            }
            done += read;
        }
    }

    /** Reads some bytes into a buffer, from its index {@code start} on. */
    private int read(ByteBuffer piece, int start, long position) throws IOException {
        SeekableByteChannel open = channel;
        // Without the detour of a call on the channel, which costs objects, as long as no interrupt is in sight.
        if (open instanceof FileChannel file && !Thread.currentThread().isInterrupted()) {
            try {
                return file.read(piece, position);
            } catch (ClosedChannelException e) {
                // By an interrupt of this thread or another, or for good; the detour finds out.
            }
        }
        return onChannel(channelNow -> {
            piece.position(start);
            return read(channelNow, piece, position);
        });
    }

    private static int read(SeekableByteChannel open, ByteBuffer piece, long position) throws IOException {
        if (open instanceof FileChannel file) {
            return file.read(piece, position);
        }
        synchronized (open) {
            return open.position(position).read(piece);
        }
    }

    private interface ChannelCall<T> {
        T on(SeekableByteChannel open) throws IOException;
    }

    private <T> T onChannel(ChannelCall<T> call) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                SeekableByteChannel open = channel;
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

    private synchronized void reopen(SeekableByteChannel broken, ClosedChannelException reason) throws IOException {
        if (closed) {
            throw reason;
        }
        if (channel == broken) {
            if (!Objects.equals(fileKey, keyOf(path, broken))) {
                throw new IOException(path + ": was replaced by another file while it was being read");
            }
            channel = PositionalFile.openChannel(path);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
