package org.szformat.archive;

import java.io.IOException;
import java.nio.file.Path;
import org.szformat.io.PositionalFile;
import org.szformat.io.ReadableChannel;

/** A range of bytes of an archive, as a file. */
final class MemberChannel extends ReadableChannel {
    private final Path path;
    private final PositionalFile archive;
    private final long offset;
    private final long length;

    /** Takes over an open archive. */
    MemberChannel(Path path, PositionalFile archive, long offset, long length) {
        this.path = path;
        this.archive = archive;
        this.offset = offset;
        this.length = length;
    }

    @Override
    public long size() {
        return length;
    }

    @Override
    protected void readBytes(long from, byte[] into, int at, int count) throws IOException {
        archive.readFully(offset + from, into, at, count);
    }

    @Override
    protected void release() throws IOException {
        archive.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
