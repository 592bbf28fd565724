package org.szformat.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.szformat.io.ReadableBytes;

/** Bytes in memory that note what is read of them. */
final class Recorded implements ReadableBytes {
    record Read(long offset, int length) {}

    final List<Read> reads = new ArrayList<>();
    private final ReadableBytes bytes;

    Recorded(ReadableBytes bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() throws IOException {
        return bytes.size();
    }

    @Override
    public void readFully(long offset, byte[] into, int at, int length) throws IOException {
        reads.add(new Read(offset, length));
        bytes.readFully(offset, into, at, length);
    }

    long bytesRead() {
        return reads.stream().mapToLong(Read::length).sum();
    }
}
