package org.szformat.merge;

/** What becomes of records whose ID another record has, in the same source or another. */
public enum DuplicatePolicy {
    /** All are kept as they are; an ID then leads to several records. */
    KEEP,
    /** The rewriting is refused, and the message names some of the IDs. */
    REFUSE,
    /** Of records of one ID the first is kept. */
    FIRST,
    /** Of records of one ID the last is kept. */
    LAST,
    /** All are kept; the second and later ones get an ID of their own, with {@code _2}, {@code _3} and so on behind it, as no
     * other record has it. */
    SUFFIX
}
