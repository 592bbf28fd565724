package org.szformat.concurrent;

/** What becomes of the file that is written. */
enum Ending {
    /** Not known yet. */
    NONE("closed"),
    /** Completed, or released as it is when that fails. */
    CLOSE("closed"),
    /** Removed, unless it is complete already. */
    ABORT("aborted"),
    /** Released as it is. */
    ABANDON("lost");

    private final String adjective;

    Ending(String adjective) {
        this.adjective = adjective;
    }

    /** What the writer is then. */
    String adjective() {
        return adjective;
    }
}
