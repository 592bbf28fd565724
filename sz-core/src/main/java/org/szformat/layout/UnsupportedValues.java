package org.szformat.layout;

/** What becomes of types that a layout does not know. */
public enum UnsupportedValues {
    /** A schema that has them is refused. */
    REFUSE,
    /**
     * They are written as a wider type that the layout knows. In a directory: U8 as U16, I8 as I16, and U64 and I64 as S,
     * an attribute as its decimal digits and a dataset as its values in decimal, separated by commas.
     */
    WIDEN
}
