package org.szformat.http;

import java.io.IOException;
import org.szformat.io.ReadableChannel;

/** A file of a web server that is being read. */
final class HttpChannel extends ReadableChannel {
    private final HttpFile file;
    private final SequentialReaders readers;

    HttpChannel(HttpFile file) {
        this.file = file;
        this.readers = new SequentialReaders(file.maxAhead());
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    protected void readBytes(long offset, byte[] into, int at, int length) throws IOException {
        file.read(offset, into, at, length, readers);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
