package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.interop.text.DelimitedPrinter;
import org.szformat.interop.text.JsonLinesPrinter;
import org.szformat.interop.text.RecordPrinter;
import org.szformat.interop.text.SampleRange;
import org.szformat.interop.text.TextOutput;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import picocli.CommandLine.Option;

/** Which fields of records are printed, and how. */
final class RecordOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; by default what the extension of --output says, or else tsv.")
    private @Nullable OutputFormat format;

    @Option(
            names = {"-i", "--include"},
            paramLabel = "FIELDS",
            description = "Only these fields, separated by commas.")
    private List<String> included = List.of();

    @Option(
            names = {"-x", "--exclude"},
            paramLabel = "FIELDS",
            description = "All fields but these, separated by commas.")
    private List<String> excluded = List.of();

    @Option(names = "--no-datasets", description = "Attributes only; reads nothing else.")
    private boolean noDatasets;

    @Option(
            names = {"-H", "--no-header"},
            description = "No line of field names before the records (TSV and CSV).")
    private boolean noHeader;

    @Option(
            names = "--separator",
            paramLabel = "S",
            description = "What stands between the values of an array in a TSV or CSV cell; ',' by default in TSV, "
                    + "';' in CSV.")
    private @Nullable String separator;

    /** The fields to be printed, in the order of the schema. */
    Set<String> fields(Schema schema) {
        Set<String> wanted = new LinkedHashSet<>();
        Set<String> chosen = names(schema, included);
        for (Field field : schema.fields()) {
            boolean isIncluded = included.isEmpty() || chosen.contains(field.name());
            if (isIncluded && !(noDatasets && field.isDataset())) {
                wanted.add(field.name());
            }
        }
        wanted.removeAll(names(schema, excluded));
        if (wanted.isEmpty()) {
            throw new UsageException("no field is left to print; there are " + list(schema));
        }
        return wanted;
    }

    /** A field whose name holds a comma can be given as an option of its own. */
    private static Set<String> names(Schema schema, List<String> options) {
        Set<String> names = new LinkedHashSet<>();
        for (String option : options) {
            for (String name : schema.find(option).isPresent() ? List.of(option) : List.of(option.split(",", -1))) {
                if (schema.find(name).isEmpty()) {
                    throw new UsageException("there is no field '" + name + "'; there are " + list(schema));
                }
                names.add(name);
            }
        }
        return names;
    }

    private static String list(Schema schema) {
        return String.join(", ", schema.fields().stream().map(Field::name).toList());
    }

    /** A printer that has printed its header, if one is wanted. */
    RecordPrinter printer(TextOutput out, List<Field> fields, SampleRange range, Optional<Path> file)
            throws IOException {
        RecordPrinter printer = newPrinter(out, fields, range, file);
        if (!noHeader) {
            printer.printHeader();
        }
        return printer;
    }

    private RecordPrinter newPrinter(TextOutput out, List<Field> fields, SampleRange range, Optional<Path> file) {
        OutputFormat chosen = format != null
                ? format
                : file.flatMap(OutputFormat::ofExtension).orElse(OutputFormat.TSV);
        String between = separator == null ? chosen.separator() : separator;
        try {
            return switch (chosen) {
                case TSV -> DelimitedPrinter.tabs(out, fields, between, range);
                case CSV -> DelimitedPrinter.commas(out, fields, between, range);
                case JSONL -> new JsonLinesPrinter(out, fields, range);
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException("--separator", e);
        }
    }
}
