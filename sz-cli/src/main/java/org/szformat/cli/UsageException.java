package org.szformat.cli;

import org.szformat.filter.FilterSyntaxException;

/** The command was called in a wrong way. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String excerpt;

    UsageException(String message) {
        super(message);
        this.excerpt = "";
    }

    /** What was given is refused by what it was given to, which says why. */
    UsageException(String what, IllegalArgumentException refusal) {
        super(what + ": " + refusal.getMessage(), refusal);
        this.excerpt = refusal instanceof FilterSyntaxException syntax ? syntax.excerpt() : "";
    }

    /** What was given, with a mark below the place that is wrong; nothing where that would not help. */
    String excerpt() {
        return excerpt;
    }
}
