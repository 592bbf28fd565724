package org.szformat.split;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * A table does not say where every record goes, and nothing was said of what is to be done then. The message names the table
 * and the first such records; {@link #faults} tells what has to be said.
 *
 * <pre>{@code
 * try {
 *     Split.from(file).by(SplitRule.table(table, template)).to(folder, OnExisting.REFUSE);
 * } catch (SplitTableException e) {
 *     boolean needsAPlaceForOthers = e.faults().contains(SplitTableException.Fault.UNLISTED);
 * }
 * }</pre>
 */
public final class SplitTableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** What tables leave open. */
    public enum Fault {
        /** Which column has the IDs; {@link SplitTable#idColumn} names it. */
        ID_COLUMN,
        /** Where records go that are not listed; {@link SplitTable#missing} and {@link SplitTable#leavingOutMissing} say it. */
        UNLISTED,
        /** Where records go that are listed with different values; {@link SplitTable#multi} and {@link
         * SplitTable#multiToEach} say it. */
        AMBIGUOUS
    }

    private final EnumSet<Fault> faults;

    SplitTableException(Collection<Fault> faults, String message) {
        super(message);
        this.faults = EnumSet.copyOf(faults);
    }

    /** What the table leaves open; at least one. */
    public Set<Fault> faults() {
        return Set.copyOf(faults);
    }
}
