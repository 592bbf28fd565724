package org.szformat.merge;

/** What is done when files that become one tell different things of the run of one ID. */
public enum RunPolicy {
    /** They are refused. */
    REFUSE_CONFLICTS,
    /** The first one counts; what others say is kept under the header's key {@value HeaderMerge#CONFLICTS}. */
    KEEP_FIRST
}
