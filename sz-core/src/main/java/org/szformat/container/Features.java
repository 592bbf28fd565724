package org.szformat.container;

import java.nio.file.Path;
import org.szformat.SzFormatException;

/**
 * What a file needs of those who use it. A bit that a version does not know stands for something that it does not have.
 *
 * @param read bits that a reader must know all of
 * @param append bits that whoever appends or repairs must know all of, besides those of {@code read}
 * @param optional bits that nobody need know
 */
record Features(long read, long append, long optional) {
    /** The bit of {@link #read} of files whose records lie in other files. */
    static final long VIRTUAL_BIT = 1;

    /** All bits of {@link #read} that this version knows. */
    static final long KNOWN_READ = VIRTUAL_BIT;

    /** All bits of {@link #append} that this version knows. */
    static final long KNOWN_APPEND = 0;

    static final Features NONE = new Features(0, 0, 0);
    static final Features VIRTUAL = new Features(VIRTUAL_BIT, 0, 0);

    boolean isVirtual() {
        return (read & VIRTUAL_BIT) != 0;
    }

    /** Refuses a file that is used as one of these features, and is of others. */
    void requireSame(Path file, Features expected) throws SzFormatException {
        if (isVirtual() != expected.isVirtual()) {
            throw new SzFormatException(
                    file,
                    "file head",
                    isVirtual()
                            ? "the feature 'virtual', needed to read: the records lie in other files"
                            : "a container without the feature 'virtual'",
                    isVirtual() ? "a container, which has its records itself" : "a manifest, as 'sz combine' makes it");
        }
    }

    void requireReadable(Path file) throws SzFormatException {
        require(file, "to read", read & ~KNOWN_READ);
    }

    void requireAppendable(Path file) throws SzFormatException {
        requireReadable(file);
        require(file, "to append", append & ~KNOWN_APPEND);
    }

    private static void require(Path file, String what, long unknown) throws SzFormatException {
        if (unknown != 0) {
            throw new SzFormatException(
                    file,
                    "file head",
                    "feature bits needed " + what + " that this version does not know: "
                            + String.format("0x%X", unknown),
                    "none of them; use a newer version");
        }
    }
}
