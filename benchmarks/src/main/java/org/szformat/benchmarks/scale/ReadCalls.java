package org.szformat.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How often this thread has called the system to read, and how many bytes it got, by what the kernel counts. */
record ReadCalls(long calls, long bytes) {
    private static final Path COUNTERS = Path.of("/proc/thread-self/io");

    /** Where there are no such counters, all are zero. */
    static ReadCalls now() throws IOException {
        if (!Files.isReadable(COUNTERS)) {
            return new ReadCalls(0, 0);
        }
        long calls = 0;
        long bytes = 0;
        for (String line : Files.readAllLines(COUNTERS)) {
            String[] words = line.split(": ", 2);
            if (words[0].equals("rchar")) {
                bytes = Long.parseLong(words[1]);
            } else if (words[0].equals("syscr")) {
                calls = Long.parseLong(words[1]);
            }
        }
        return new ReadCalls(calls, bytes);
    }

    /** What some work reads, less what counting takes. */
    static ReadCalls of(Work work) throws IOException {
        now();
        ReadCalls before = now();
        ReadCalls between = now();
        work.run();
        ReadCalls after = now();
        return new ReadCalls(
                after.calls - between.calls - (between.calls - before.calls),
                after.bytes - between.bytes - (between.bytes - before.bytes));
    }

    /** What may fail. */
    interface Work {
        void run() throws IOException;
    }
}
