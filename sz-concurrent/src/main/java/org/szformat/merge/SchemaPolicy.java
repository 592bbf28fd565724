package org.szformat.merge;

/** What is done when files that become one have different schemas. */
public enum SchemaPolicy {
    /** They are refused, with all differences. */
    SAME,
    /** The result has the fields of all of them; what a file lacks is missing in its records. */
    UNION
}
