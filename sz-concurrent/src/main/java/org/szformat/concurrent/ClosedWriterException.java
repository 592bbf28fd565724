package org.szformat.concurrent;

import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;

/** A {@link ClosedChannelException} that says which file was closed, and how. */
final class ClosedWriterException extends ClosedChannelException {
    private static final long serialVersionUID = 1L;

    private final String message;

    ClosedWriterException(Path path, String how) {
        this.message = path + ": the writer is " + how;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
