package org.szformat.concurrent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Work on a record failed on another thread. Its message names the record; what was thrown there is its cause, and what
 * other threads threw at about the same time is suppressed by it.
 *
 * <pre>{@code
 * try {
 *     reader.parallel(4).forEach(read -> basecall(read));
 * } catch (RecordFailureException e) {
 *     System.err.println("row " + e.row() + ": " + e.getCause());
 * }
 * }</pre>
 */
public final class RecordFailureException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long row;
    private final @Nullable String key;

    RecordFailureException(Path file, long row, @Nullable String key, Throwable cause) {
        super(file + ": record " + row + (key == null ? "" : " (" + key + ")") + ": " + cause, cause);
        this.row = row;
        this.key = key;
    }

    /**
     * A failure on a chunk of records.
     *
     * @param source the file, as messages name it
     * @param row the row of the first record
     * @param cause what was thrown
     */
    public RecordFailureException(String source, long row, Throwable cause) {
        super(source + ": record " + row + ": " + cause, cause);
        this.row = row;
        this.key = null;
    }

    /** The row of the record; of a whole chunk, that of its first. */
    public long row() {
        return row;
    }

    /** The record's key, if it was read. */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }
}
