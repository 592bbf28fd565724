package org.szformat.cli.term;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Whether a stream is a terminal. */
@FunctionalInterface
interface Terminal {

    /** Whether it is one; may take some milliseconds. */
    boolean isTerminal();

    /** No terminal. */
    static Terminal none() {
        return () -> false;
    }

    /**
     * The standard error of this process. The JDK only knows of the standard input and output, and not the same on every
     * version, so a shell, which inherits the stream, is asked.
     */
    static Terminal standardError() {
        return () -> {
            try {
                Process test = new ProcessBuilder("/bin/sh", "-c", "test -t 2")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                return test.waitFor(1, TimeUnit.SECONDS) && test.exitValue() == 0;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }
}
