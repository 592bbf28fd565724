package org.szformat.cli;

/** The command was called in a wrong way. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    /** What was given is refused by what it was given to, which says why. */
    UsageException(String what, IllegalArgumentException refusal) {
        super(what + ": " + refusal.getMessage(), refusal);
    }
}
