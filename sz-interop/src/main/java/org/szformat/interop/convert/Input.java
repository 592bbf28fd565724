package org.szformat.interop.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.sz.SzSource;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;

/**
 * A file to be converted. Immutable.
 *
 * @param path an SZ file of any layout, or a file of another format
 * @param format its format; where none is given, it is found by content, then by extension
 * @param options of the format
 */
public record Input(Path path, Optional<RecordFormat> format, FormatOptions options) {
    /** A file whose format is found, without options. */
    public static Input of(Path path) {
        return new Input(path, Optional.empty(), FormatOptions.defaults());
    }

    /** The same with a schema, for formats whose files have none. */
    Input withSchema(Schema schema) {
        return new Input(path, format, options.withSchema(schema));
    }

    /**
     * Opens it.
     *
     * @throws SzFormatException when it is of no known format, or damaged
     * @throws IllegalArgumentException when an option is not known to its format, or its value not legal
     * @throws IOException when it cannot be read
     */
    public RecordSource open() throws IOException {
        return open(Projection::all);
    }

    /** Opens it for some fields; formats that cannot leave any out give all. */
    RecordSource open(Set<String> fields) throws IOException {
        return open(schema -> Projection.of(
                schema,
                schema.fields().stream()
                        .map(Field::name)
                        .filter(fields::contains)
                        .toList()));
    }

    private RecordSource open(Function<Schema, Projection> fields) throws IOException {
        Files.readAttributes(path, BasicFileAttributes.class); // which says why, where there is nothing to be read
        if (format.isPresent()) {
            return format.get().open(path, options);
        }
        if (Layouts.recognise(path).isPresent()) {
            return SzSource.open(path, ReadOptions.defaults().withLimits(options.limits()), fields);
        }
        if (Files.isDirectory(path)) {
            throw new SzFormatException(
                    path, "directory", "neither index nor dat", "an SZ file, or a file of another format");
        }
        return RecordFormats.of(path)
                .orElseThrow(() -> new SzFormatException(
                        path,
                        "file",
                        "no SZ file and no known format",
                        "an SZ file, or a file of one of the formats "
                                + String.join(
                                        ", ",
                                        RecordFormats.all().stream()
                                                .filter(known ->
                                                        known.abilities().contains(RecordFormat.Ability.READ))
                                                .map(RecordFormat::name)
                                                .toList())))
                .open(path, options);
    }
}
