package org.szformat.exchange;

import java.util.Objects;

/**
 * An option of a format. Immutable.
 *
 * @param name its name, in lower case with hyphens: {@code record-compression}
 * @param values what may be given, for people: {@code none, zlib or zstd}
 * @param description what it is for, with its default
 */
public record FormatOption(String name, String values, String description) {
    /** Checks that nothing is null. */
    public FormatOption {
        Objects.requireNonNull(name);
        Objects.requireNonNull(values);
        Objects.requireNonNull(description);
    }
}
