package org.szformat.merge;

/**
 * Files that are to become one do not go together, and nothing was said of what is to be done then. The message names what
 * conflicts; {@link #conflict} tells which policy takes such files.
 *
 * <pre>{@code
 * try {
 *     Rewrite.from(files).to(target, OnExisting.REFUSE);
 * } catch (ConflictException e) {
 *     if (e.conflict() == ConflictException.Conflict.RUNS) {
 *         Rewrite.from(files).runs(RunPolicy.KEEP_FIRST).to(target, OnExisting.REFUSE);
 *     }
 * }
 * }</pre>
 */
public final class ConflictException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** What files can conflict in. */
    public enum Conflict {
        /** They have different fields; {@link SchemaPolicy#UNION} takes them where types agree. */
        FIELDS,
        /** They say different things of a run; {@link RunPolicy#KEEP_FIRST} takes them. */
        RUNS,
        /** They have records of the same ID; each {@link DuplicatePolicy} but {@link DuplicatePolicy#REFUSE} takes them. */
        IDS
    }

    private final Conflict conflict;

    /**
     * A conflict.
     *
     * @param message what conflicts, with the names of the files
     */
    public ConflictException(Conflict conflict, String message) {
        super(message);
        this.conflict = conflict;
    }

    /** What the files conflict in. */
    public Conflict conflict() {
        return conflict;
    }
}
