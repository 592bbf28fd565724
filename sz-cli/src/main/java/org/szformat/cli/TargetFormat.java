package org.szformat.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.exchange.StreamedFormat;
import org.szformat.interop.convert.Output;
import org.szformat.interop.text.Compression;
import org.szformat.layout.OnExisting;

/** The format that something is written in: SZ, or another. */
final class TargetFormat {
    private static final String SZ_NAME = "sz";

    /** SZ. */
    static final TargetFormat SZ = new TargetFormat(null);

    private final @Nullable RecordFormat format;

    private TargetFormat(@Nullable RecordFormat format) {
        this.format = format;
    }

    /** The format of a name. */
    static TargetFormat named(String name) {
        if (name.equalsIgnoreCase(SZ_NAME)) {
            return SZ;
        }
        RecordFormat format = RecordFormats.named(name.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new UsageException(
                        "there is no format '" + name + "'; there are " + SZ_NAME + ", " + names(RecordFormats.all())));
        if (!format.abilities().contains(RecordFormat.Ability.WRITE)) {
            throw new UsageException("the format " + name + " is not written; those that are: " + SZ_NAME + ", "
                    + names(RecordFormats.all().stream()
                            .filter(other -> other.abilities().contains(RecordFormat.Ability.WRITE))
                            .toList()));
        }
        return new TargetFormat(format);
    }

    private static String names(List<RecordFormat> formats) {
        return String.join(", ", formats.stream().map(RecordFormat::name).toList());
    }

    /** The format that a file's name tells, if it tells one. */
    static Optional<TargetFormat> ofExtension(Path file) {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith("." + SZ_NAME)) {
            return Optional.of(SZ);
        }
        return RecordFormats.byExtension(file).map(format -> named(format.name()));
    }

    boolean isSz() {
        return format == null;
    }

    /** The usual extension of its files, without the dot. */
    String extension() {
        return format == null ? SZ_NAME : format.extensions().get(0);
    }

    @Override
    public String toString() {
        return format == null ? SZ_NAME : format.name();
    }

    /** Whether it has an option of that name. */
    boolean hasOption(String name) {
        return format != null
                && format.writeOptions().stream()
                        .anyMatch(option -> option.name().equals(name));
    }

    /** The options for a file of that name. */
    FormatOptions options(Path file, Map<String, String> given) {
        FormatOptions options = FormatOptions.defaults();
        boolean isGzip = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        if (isGzip && hasOption(Compression.OPTION.name())) {
            options = options.with(Compression.OPTION.name(), "gzip");
        }
        for (Map.Entry<String, String> option : given.entrySet()) {
            options = options.with(option.getKey(), option.getValue());
        }
        try {
            options.requireKnown(toString(), format == null ? List.of() : format.writeOptions());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--out-option", e);
        }
        return options;
    }

    /** A file. */
    Output output(Path file, OnExisting onExisting, Optional<Path> tmpDir, FormatOptions options, Output.SzWriting sz)
            throws IOException {
        return format == null
                ? Output.sz(file, onExisting, tmpDir, sz)
                : Output.file(file, onExisting, tmpDir, format, options);
    }

    /** A stream. */
    Output output(OutputStream stream, Path name, FormatOptions options) {
        if (format instanceof StreamedFormat streamed) {
            return Output.stream(stream, name, streamed, options);
        }
        throw new UsageException("a file of the format " + this
                + " cannot be written to the standard output or a pipe; --to names formats that can: "
                + names(RecordFormats.all().stream()
                        .filter(StreamedFormat.class::isInstance)
                        .toList()));
    }
}
