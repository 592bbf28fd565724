package org.szformat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.interop.convert.Input;
import org.szformat.interop.convert.SchemaFile;
import org.szformat.staging.SzFiles;
import picocli.CommandLine.Option;

/** Which files are read, and how. */
final class SourceOptions {
    private static final String SZ = "sz";

    @Option(
            names = {"-r", "--recursive"},
            description =
                    "Of folders, take all files in them, and in the folders in them, whose content is of a format "
                            + "that is read, but for manifests (.szv), whose records lie in other files; with --from, of that "
                            + "format only, also by extension.")
    private boolean recursive;

    @Option(
            names = "--from",
            paramLabel = "FORMAT",
            description = "The format of what is read, of those that 'sz formats' lists; by default it is found by "
                    + "content, then by extension.")
    private @Nullable String format;

    @Option(
            names = "--in-option",
            paramLabel = "NAME=VALUE",
            description = "An option of the format that is read, as 'sz formats' tells; can be given for several.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "Fields, types, key and header of CSV, TSV or JSON lines, which do not tell them: an SZ file "
                    + "that has the same, or what 'sz info --json' said of one. Without it they are found from all "
                    + "values.")
    private @Nullable Path schema;

    /**
     * A file that was named, or found in a folder that was.
     *
     * @param input the file
     * @param name what it is called, relative to the folder
     */
    record Source(Input input, Path name) {}

    boolean isRecursive() {
        return recursive;
    }

    /** What the schema file says, if one was named. */
    Optional<SchemaFile> schemaFile() throws IOException {
        return schema == null ? Optional.empty() : Optional.of(SchemaFile.read(schema));
    }

    List<Source> of(List<Path> paths, Optional<SchemaFile> known) throws IOException, FailedException {
        Optional<RecordFormat> chosen = chosenFormat();
        FormatOptions formatOptions = formatOptions(chosen);
        if (known.isPresent()) {
            formatOptions = formatOptions.withSchema(known.get().schema());
        }
        List<Source> sources = new ArrayList<>();
        for (Path path : paths) {
            if (recursive && Files.isDirectory(path) && !SzFiles.isSz(path)) {
                List<Path> found = filesIn(path, chosen);
                if (found.isEmpty()) {
                    throw new FailedException(path + ": there are no files of a format that is read in it");
                }
                for (Path file : found) {
                    sources.add(new Source(
                            new Input(file, chosen, formatOptions), PathArgument.localName(path.relativize(file))));
                }
            } else {
                sources.add(new Source(
                        new Input(path, chosen, formatOptions),
                        PathArgument.localName(path.toAbsolutePath().normalize().getFileName())));
            }
        }
        return sources;
    }

    private Optional<RecordFormat> chosenFormat() {
        if (format == null || format.equalsIgnoreCase(SZ)) {
            return Optional.empty();
        }
        RecordFormat chosen = RecordFormats.named(format.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new UsageException("there is no format '" + format + "'; there are sz, "
                        + String.join(
                                ", ",
                                RecordFormats.all().stream()
                                        .map(RecordFormat::name)
                                        .toList())));
        if (!chosen.abilities().contains(RecordFormat.Ability.READ)) {
            throw new UsageException("the format " + format + " is not read");
        }
        return Optional.of(chosen);
    }

    private FormatOptions formatOptions(Optional<RecordFormat> chosen) {
        FormatOptions given = FormatOptions.defaults();
        for (Map.Entry<String, String> option : options.entrySet()) {
            given = given.with(option.getKey(), option.getValue());
        }
        if (chosen.isPresent()) {
            try {
                given.requireKnown(chosen.get().name(), chosen.get().readOptions());
            } catch (IllegalArgumentException e) {
                throw new UsageException("--in-option", e);
            }
        }
        return given;
    }

    private List<Path> filesIn(Path folder, Optional<RecordFormat> chosen) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (chosen.isEmpty() && SzFiles.isSz(directory)) {
                    found.add(directory);
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (isWanted(file, chosen)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    private boolean isWanted(Path file, Optional<RecordFormat> chosen) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            return false;
        }
        if (chosen.isEmpty() && SzFiles.isSz(file)) {
            return SzFiles.hasOwnRecords(file);
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(RecordFormat.HEAD_BYTES);
        }
        if (chosen.isPresent()) {
            return chosen.get().recognises(head)
                    || RecordFormats.byExtension(file).equals(chosen);
        }
        return format == null
                && RecordFormats.all().stream()
                        .anyMatch(other ->
                                other.abilities().contains(RecordFormat.Ability.READ) && other.recognises(head));
    }
}
