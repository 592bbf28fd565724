package org.szformat.interop.refs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOption;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** Reads the references of files as if they were what is in them. No format that a file could be found to be of. */
final class ReferencesFormat implements RecordFormat {
    @Override
    public String name() {
        return "references";
    }

    @Override
    public String description() {
        return "where the values of a file's records lie";
    }

    @Override
    public List<String> extensions() {
        return List.of();
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.READ);
    }

    @Override
    public List<FormatOption> readOptions() {
        return List.of();
    }

    @Override
    public List<FormatOption> writeOptions() {
        return List.of();
    }

    @Override
    public boolean recognises(byte[] head) {
        return false;
    }

    @Override
    public RecordSource open(Path path, FormatOptions options) throws IOException {
        if (Layouts.recognise(path).isPresent()) {
            return FileReferences.open(path, ReadOptions.defaults().withLimits(options.limits()));
        }
        RecordFormat format = Files.isDirectory(path)
                ? null
                : RecordFormats.of(path)
                        .filter(found -> found.abilities().contains(Ability.ACCESS))
                        .orElse(null);
        if (format == null) {
            throw new SzFormatException(
                    path,
                    "file",
                    "no file whose records are read in place",
                    "an SZ file, or a file of one of the formats "
                            + RecordFormats.all().stream()
                                    .filter(known -> known.abilities().contains(Ability.ACCESS))
                                    .map(RecordFormat::name)
                                    .collect(Collectors.joining(", ")));
        }
        return AccessReferences.open(format, path, options);
    }

    @Override
    public RecordSink create(Path path, Schema schema, Header header, FormatOptions options) {
        throw new UnsupportedOperationException(path + ": references are made of files, and not written as such");
    }
}
