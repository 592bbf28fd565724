package org.szformat.interop.parquet;

/** Values of a column for one page: ready, or so that they wait for the dictionary of their row group. */
sealed interface EncodedPage permits Page, TextPage {
    /** Bytes of memory that it takes, roughly. */
    long footprint();
}
