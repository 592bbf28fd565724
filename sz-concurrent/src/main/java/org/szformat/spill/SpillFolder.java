package org.szformat.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.szformat.staging.StagedPath;

/**
 * Where sorts put what does not fit into memory: files in a folder that goes with the staged target, which are gone when
 * they are closed. Thread-safe.
 */
public final class SpillFolder implements Closeable {
    private final StagedPath staged;
    private final Queue<FileChannel> channels = new ConcurrentLinkedQueue<>();
    private final AtomicLong number = new AtomicLong();

    public SpillFolder(StagedPath staged) {
        this.staged = staged;
    }

    /** A new file, to be written and read. */
    FileChannel create(String prefix) throws IOException {
        Path path = staged.workFolder().resolve(prefix + number.incrementAndGet());
        FileChannel channel = FileChannel.open(
                path,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        channels.add(channel);
        return channel;
    }

    /** A file is no longer needed. */
    void remove(FileChannel channel) throws IOException {
        channels.remove(channel);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : channels) {
            channel.close();
        }
    }
}
