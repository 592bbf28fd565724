package org.szformat.concurrent;

import java.nio.file.Path;

/** The two threads that every writer has: one that assembles chunks and one that writes them. */
final class WriterThreads {
    private final Thread assembler;
    private final Thread writer;

    private WriterThreads(Thread assembler, Thread writer) {
        this.assembler = assembler;
        this.writer = writer;
    }

    /** Starts both. When an error is thrown, neither of them runs, or will end once the pipeline is ended. */
    static WriterThreads start(Path path, Runnable assembler, Runnable writer) {
        WriterThreads threads = new WriterThreads(
                DaemonThreads.create("sz-assembler " + path, assembler),
                DaemonThreads.create("sz-writer " + path, writer));
        threads.assembler.start();
        threads.writer.start();
        return threads;
    }

    /** Waits until both have ended. */
    void join() {
        DaemonThreads.join(assembler);
        DaemonThreads.join(writer);
    }
}
