package org.szformat.layout;

/** What becomes of a file that stands where a new one is to be created. */
public enum OnExisting {
    /** The new one is refused, with a {@link java.nio.file.FileAlreadyExistsException}. */
    REFUSE,
    /** It is replaced, if it is an SZ file; anything else is refused still. */
    REPLACE
}
