package org.szformat.transfer;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/** What an interrupt is to callers: an {@link InterruptedException}, also when it comes while a file is written. */
public final class Interruption {
    private Interruption() {}

    /** Work that an interrupt ends. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Does it. */
    public static <T> T told(Work<T> work) throws IOException, InterruptedException {
        try {
            return work.run();
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            InterruptedException told = new InterruptedException("interrupted while writing");
            told.initCause(e);
            throw told;
        }
    }
}
