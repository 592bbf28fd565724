package org.szformat.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How records are written as text. */
enum OutputFormat {
    /** Tab-separated values. */
    TSV("tsv", ","),
    /** Comma-separated values. */
    CSV("csv", ";"),
    /** One JSON object per line. */
    JSONL("jsonl", ",");

    private final String label;
    private final String separator;

    OutputFormat(String label, String separator) {
        this.label = label;
        this.separator = separator;
    }

    /** What stands between the values of an array unless something else is wanted. */
    String separator() {
        return separator;
    }

    /** The format that users call so, if there is one. */
    static Optional<OutputFormat> named(String name) {
        for (OutputFormat format : values()) {
            if (format.label.equalsIgnoreCase(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The format that a file's extension names, if it names one. */
    static Optional<OutputFormat> ofExtension(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (OutputFormat format : values()) {
            if (name.endsWith("." + format.label)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The name by which users call it. */
    @Override
    public String toString() {
        return label;
    }
}
