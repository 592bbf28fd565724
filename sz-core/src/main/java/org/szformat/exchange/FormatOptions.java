package org.szformat.exchange;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.Limits;
import org.szformat.schema.Schema;

/**
 * Values for options of a format, the limits under which its files are read, and, for files that do not say what fields
 * they have, their schema.
 *
 * <pre>{@code
 * FormatOptions options = FormatOptions.defaults().with("record-compression", "zstd");
 * }</pre>
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class FormatOptions {
    private static final FormatOptions DEFAULTS = new FormatOptions(Map.of(), Limits.defaults(), null);

    private final Map<String, String> values;
    private final Limits limits;
    private final @Nullable Schema schema;

    private FormatOptions(Map<String, String> values, Limits limits, @Nullable Schema schema) {
        this.values = Collections.unmodifiableMap(values);
        this.limits = limits;
        this.schema = schema;
    }

    /** No option given, the default limits, and no schema. */
    public static FormatOptions defaults() {
        return DEFAULTS;
    }

    /** The same with a value for an option. */
    public FormatOptions with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new FormatOptions(changed, limits, schema);
    }

    /** The same with other limits. */
    public FormatOptions withLimits(Limits changed) {
        return new FormatOptions(values, changed, schema);
    }

    /**
     * The same with the schema of files that do not tell theirs, such as CSV: it need not be found out then, and what it
     * says of types holds. Formats whose files have a schema of their own take no notice, but for what these leave open.
     */
    public FormatOptions withSchema(Schema changed) {
        return new FormatOptions(values, limits, changed);
    }

    /** The value of an option, if it was given. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** All options that were given, in the order given. Unmodifiable. */
    public Map<String, String> asMap() {
        return values;
    }

    /** The schema of files that do not tell theirs, if it was given. */
    public Optional<Schema> schema() {
        return Optional.ofNullable(schema);
    }

    /** The limits under which files are read. */
    public Limits limits() {
        return limits;
    }

    /**
     * Checks that every option that was given is one of some.
     *
     * @throws IllegalArgumentException for the first that is not; the message lists those there are
     */
    public void requireKnown(String format, List<FormatOption> known) {
        for (String name : values.keySet()) {
            if (known.stream().noneMatch(option -> option.name().equals(name))) {
                String names =
                        String.join(", ", known.stream().map(FormatOption::name).toList());
                throw new IllegalArgumentException("there is no option '" + name + "' for " + format + "; "
                        + (names.isEmpty() ? "it has none" : "it has " + names));
            }
        }
    }
}
