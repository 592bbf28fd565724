package org.szformat.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that many threads read at positions of their own: files of this machine, and channels of other file systems
 * that are {@link ReadableBytes}, without waiting for one another; other channels in turn.
 *
 * <p>An interrupt closes a {@link FileChannel} under all its readers. Here the interrupted thread finishes its read and
 * stays interrupted, and the others go on, on a channel that is opened anew. Where a {@link ReadableChannel} must wait for
 * a server, the interrupted thread's read fails, and its alone.
 */
public final class PositionalFile implements ReadableBytes, Closeable {
    private final ReadableBytes bytes;
    private final Closeable resource;

    private <T extends ReadableBytes & Closeable> PositionalFile(T file) {
        this.bytes = file;
        this.resource = file;
    }

    /** Opens a file of any file system for reading. */
    public static PositionalFile open(Path path) throws IOException {
        return of(path, openChannel(path));
    }

    /**
     * Opens a file whose end is not what is read first, so that a server is not asked for it.
     *
     * @param first what is read first
     */
    public static PositionalFile open(Path path, ByteRange first) throws IOException {
        return path instanceof ReadOnlyPath known
                ? new PositionalFile(
                        known.getFileSystem().provider().open((ReadOnlyPath) known.toAbsolutePath(), first))
                : open(path);
    }

    private static PositionalFile of(Path path, SeekableByteChannel channel) throws IOException {
        if (channel instanceof ReadableChannel readable) {
            return new PositionalFile(readable);
        }
        try {
            return new PositionalFile(ReopenedFile.of(path, channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static SeekableByteChannel openChannel(Path path) throws IOException {
        return path.getFileSystem().equals(FileSystems.getDefault())
                ? FileChannel.open(path, StandardOpenOption.READ)
                : Files.newByteChannel(path);
    }

    @Override
    public long size() throws IOException {
        return bytes.size();
    }

    @Override
    public boolean reach(long end) throws IOException {
        return bytes.reach(end);
    }

    /**
     * {@inheritDoc}
     *
     * @throws java.nio.channels.ClosedChannelException when this file was closed
     */
    @Override
    public void readFully(long offset, byte[] into, int at, int length) throws IOException {
        bytes.readFully(offset, into, at, length);
    }

    @Override
    public void close() throws IOException {
        resource.close();
    }
}
