package org.szformat.interop.slow5;

import org.szformat.Limits;

/** How large things may be. */
final class Sizes {
    /** How many bytes one part of a file takes, unless a record is larger. */
    static final int PART_BYTES = 2 << 20;

    /** How many bytes are read or written at once: the JDK keeps a buffer of that size per thread. */
    static final int TRANSFER_BYTES = 64 << 10;

    /** Memory that is not kept for the next record when it grew larger. */
    static final int KEPT_BYTES = 16 << 20;

    private Sizes() {}

    /** The most bytes that a record may take: a dataset's and a line's, for all else. */
    static int maxRecordBytes(Limits limits) {
        return (int) Math.min(Limits.MAX_ARRAY, limits.maxValueBytes() + limits.maxLineBytes());
    }
}
