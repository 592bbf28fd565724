package org.szformat.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/** What users read of a failure. */
final class FailureMessage {
    private static final int DEEPEST_CAUSE = 8;

    private FailureMessage() {}

    static String of(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean isWrapper = failure instanceof UncheckedIOException
                || failure instanceof ExecutionException
                || failure instanceof CompletionException;
        if (isWrapper && cause != null) {
            return of(cause);
        }
        if (failure instanceof SzFormatException || failure instanceof FailedException) {
            return text(failure);
        }
        if (failure instanceof FileSystemException e) {
            return ofFileSystem(e);
        }
        if (failure instanceof InterruptedException || failure instanceof ClosedByInterruptException) {
            return "interrupted";
        }
        if (failure instanceof OutOfMemoryError) {
            return "out of memory; SZ_JAVA_OPTS=-Xmx8g, for example, gives it more";
        }
        if (failure instanceof IOException || failure instanceof IllegalArgumentException) {
            return withCauses(failure);
        }
        return "internal error: " + failure + "; --debug shows where";
    }

    private static String ofFileSystem(FileSystemException e) {
        String reason = e.getReason();
        if (e instanceof NoSuchFileException) {
            reason = reason == null ? "no such file or directory" : reason;
        } else if (e instanceof FileAlreadyExistsException) {
            reason = reason == null ? "exists; give --force to replace it" : reason;
        } else if (e instanceof AccessDeniedException) {
            reason = "permission denied";
        } else if (e instanceof NotDirectoryException) {
            reason = "is no directory";
        } else if (e instanceof DirectoryNotEmptyException) {
            reason = "is not empty";
        } else if (reason == null) {
            reason = "cannot be read or written";
        }
        return e.getFile() == null ? reason : e.getFile() + ": " + reason;
    }

    /** The message and those of its causes, where they add something. */
    private static String withCauses(Throwable failure) {
        StringBuilder message = new StringBuilder(text(failure));
        Throwable cause = failure.getCause();
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            String more =
                    cause instanceof IOException && !(cause instanceof FileNotFoundException) ? of(cause) : text(cause);
            if (message.indexOf(more) < 0 && !(cause instanceof NumberFormatException)) {
                message.append(": ").append(more);
            }
            cause = cause.getCause();
        }
        return message.toString();
    }

    private static String text(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
