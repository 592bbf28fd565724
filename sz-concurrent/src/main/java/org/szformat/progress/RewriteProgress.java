package org.szformat.progress;

/**
 * How far a rewriting is.
 *
 * @param stage what it does now
 * @param done how much of it is done: bytes of the sources while they are read, records afterwards
 * @param total how much there is to do
 * @param recordsRead how many records were read
 * @param recordsWritten how many records were written
 */
public record RewriteProgress(Stage stage, long done, long total, long recordsRead, long recordsWritten) {

    /** What a rewriting does. */
    public enum Stage {
        /** Looks at attributes alone, to find groups or duplicates. */
        SCANNING,
        /** Reads the sources and writes the target, or the runs of a sort. */
        COPYING,
        /** Merges the runs of a sort into the target. */
        MERGING,
        /** Reads the target back. */
        VERIFYING
    }
}
