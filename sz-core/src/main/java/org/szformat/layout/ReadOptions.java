package org.szformat.layout;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.Limits;

/**
 * How a file is opened. Immutable.
 *
 * <pre>{@code
 * ReadOptions options = ReadOptions.defaults().withKey("parent_read_id");
 * }</pre>
 */
public final class ReadOptions {
    private static final ReadOptions DEFAULTS = new ReadOptions(null, null);

    private final @Nullable Limits limits;
    private final @Nullable String key;

    private ReadOptions(@Nullable Limits limits, @Nullable String key) {
        this.limits = limits;
        this.key = key;
    }

    /** The default limits, and the key that the file says or, where it says none, the first string attribute. */
    public static ReadOptions defaults() {
        return DEFAULTS;
    }

    /** What the file may claim. */
    public Limits limits() {
        return limits == null ? Limits.defaults() : limits;
    }

    /** The string attribute by which records are found, where it is not the file's own. */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /** The same with other limits. */
    public ReadOptions withLimits(Limits newLimits) {
        return new ReadOptions(newLimits, key);
    }

    /** The same with another key; opening fails when it is no string attribute of the file. */
    public ReadOptions withKey(String newKey) {
        return new ReadOptions(limits, newKey);
    }

    @Override
    public String toString() {
        return "ReadOptions[limits=" + limits() + ", key=" + (key == null ? "the file's" : key) + "]";
    }
}
