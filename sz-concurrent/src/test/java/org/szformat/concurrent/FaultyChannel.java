package org.szformat.concurrent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A channel of {@link FaultyFiles}. Of a write that fails, half is written. */
final class FaultyChannel extends FileChannel {
    private final FileChannel channel;
    private final FaultyFiles.Hook hook;

    FaultyChannel(FileChannel channel, FaultyFiles.Hook hook) {
        this.channel = channel;
        this.hook = hook;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        try {
            hook.before("write");
        } catch (IOException e) {
            channel.write(source.slice().limit(source.remaining() / 2));
            throw e;
        }
        return channel.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        hook.before("write");
        return channel.write(sources, offset, length);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        hook.before("write");
        return channel.write(source, position);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        hook.before("force");
        channel.force(metaData);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        hook.before("truncate");
        channel.truncate(size);
        return this;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        hook.before("transfer");
        return channel.transferTo(position, count, target);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        hook.before("lock");
        return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
        hook.before("close");
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return channel.read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int bytes = channel.read(target, position);
        hook.afterRead(position, bytes);
        return bytes;
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        channel.position(newPosition);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        hook.before("transfer");
        return channel.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return channel.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return channel.lock(position, size, shared);
    }
}
