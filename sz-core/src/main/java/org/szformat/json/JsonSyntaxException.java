package org.szformat.json;

/** Text that was to be JSON is not. The message says what was found and at which column. */
public final class JsonSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    JsonSyntaxException(String message, int column) {
        super(message);
        this.column = column;
    }

    /** Where in the text the fault shows: characters from its beginning, the first being 1. */
    public int column() {
        return column;
    }
}
