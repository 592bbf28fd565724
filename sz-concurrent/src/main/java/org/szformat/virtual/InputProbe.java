package org.szformat.virtual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.archive.Archives;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordAccess;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.layout.LayoutProvider;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * What one must know of an input before its records are read.
 *
 * @param place where it lies
 * @param format its layout, or the name of another format
 * @param hidden names of hidden fields that its rows have
 */
record InputProbe(InputPlace place, String format, Schema schema, Header header, List<String> hidden) {

    /** Looks at an input; an archive is as many as it has members that can be read. */
    static List<InputProbe> of(Path path) throws IOException {
        if (Layouts.recognise(path).isPresent()) {
            return List.of(of(InputPlace.of(path), Layouts.at(path)));
        }
        if (Files.isRegularFile(path)) {
            if (Archives.isArchive(path)) {
                return new ArchiveInputs(path).probes();
            }
            Optional<RecordFormat> format = RecordFormats.of(path);
            if (format.isPresent()) {
                requireAccess(path, format.get());
                return List.of(of(InputPlace.of(path), format.get()));
            }
        }
        return List.of(of(InputPlace.of(path), Layouts.at(path)));
    }

    private static void requireAccess(Path path, RecordFormat format) throws SzFormatException {
        if (!format.abilities().contains(RecordFormat.Ability.ACCESS)) {
            throw new SzFormatException(
                    path,
                    "file",
                    "the format " + format.name(),
                    "one whose records are read in place; 'sz convert' makes an SZ file of it");
        }
    }

    /** The format of a file whose records can be read in place, if there is one. */
    static Optional<RecordFormat> accessible(Path path) throws IOException {
        return RecordFormats.of(path).filter(format -> format.abilities().contains(RecordFormat.Ability.ACCESS));
    }

    static InputProbe of(InputPlace place, LayoutProvider provider) throws IOException {
        Path path = place.path();
        try (RecordFile file = provider.open(path, ReadOptions.defaults())) {
            if (!file.isComplete()) {
                throw new SzFormatException(
                        path,
                        "end of the file",
                        file.incompleteness().orElse("no end"),
                        "a finished file; 'sz repair' finishes one whose writer was cut off");
            }
            List<String> hidden = file instanceof ManifestFile manifest
                    ? manifest.rowsFile().schema().fields().stream()
                            .filter(HiddenFields::isHidden)
                            .map(Field::name)
                            .toList()
                    : List.of();
            return of(place, provider.layout().toString(), file.schema(), file.header(), hidden);
        }
    }

    static InputProbe of(InputPlace place, RecordFormat format) throws IOException {
        try (RecordAccess file = format.access(place.path(), FormatOptions.defaults())) {
            return of(
                    place,
                    format.name(),
                    file.schema(),
                    file.header(),
                    List.of(HiddenFields.POSITION, HiddenFields.LENGTH));
        }
    }

    private static InputProbe of(InputPlace place, String format, Schema schema, Header header, List<String> hidden) {
        if (header.get(MemberTable.KEY).isPresent()) {
            throw new IllegalArgumentException(
                    place.path() + ": its header has the key '" + MemberTable.KEY + "', which is the manifest's own");
        }
        return new InputProbe(place, format, schema, header, hidden);
    }

    /** The same, without its header, and with the schema of another one if that is equal. */
    InputProbe sharing(@Nullable InputProbe other) {
        Schema shared = other != null && other.schema.equals(schema) ? other.schema : schema;
        return new InputProbe(place, format, shared, Header.empty(), hidden);
    }
}
