package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;

/** The program {@code zstd}, where it is installed. */
final class Zstandard {
    private Zstandard() {}

    /** Whether the program takes a file for a whole one; also if there is no such program. */
    static boolean accepts(Path file) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("zstd", "-q", "-t", file.toString()).start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return true;
        }
    }
}
