package org.szformat.cli.term;

import java.io.IOException;

/** Whoever read the standard output has gone, as {@code head} does: there is nothing left to do, and nothing to report. */
public final class ClosedOutputException extends IOException {
    private static final long serialVersionUID = 1L;

    ClosedOutputException(IOException cause) {
        super("the standard output is closed", cause);
    }
}
