package org.szformat.virtual;

import java.util.Map;

/**
 * A file whose records are part of a {@link VirtualFile}.
 *
 * @param number its number, from 0
 * @param location where it lies: a path, with {@code /} between names, relative to the manifest's folder unless it is
 *     absolute
 * @param format the layout, or the name of another format
 * @param bytes its size when it was combined
 * @param fingerprint what was made of its content then
 * @param firstRow the row of its first record
 * @param rows how many records it has
 * @param chunks how many chunks they come in
 * @param constants the attributes that all of them have from its path
 */
public record Member(
        long number,
        String location,
        String format,
        long bytes,
        long fingerprint,
        long firstRow,
        long rows,
        int chunks,
        Map<String, String> constants) {

    /** Copies the constants. */
    public Member {
        constants = Map.copyOf(constants);
    }
}
