package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.concurrent.CompressedFile;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.convert.DerivedField;
import org.szformat.interop.convert.Output;
import org.szformat.interop.convert.OutputFields;
import org.szformat.interop.convert.RecordMapping;
import org.szformat.interop.convert.RecordOutput;
import org.szformat.interop.text.DelimitedPrinter;
import org.szformat.interop.text.JsonLinesPrinter;
import org.szformat.interop.text.RecordPrinter;
import org.szformat.interop.text.SampleRange;
import org.szformat.interop.text.TextOutput;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which fields of records are put out, and how: as text, or in the format of another program. */
final class RecordOptions {
    @Option(
            names = {"--format", "--to"},
            paramLabel = "FORMAT",
            description = "tsv, csv, jsonl, or another of those that 'sz formats' lists; by default what the extension "
                    + "of --output says, or else tsv.")
    private @Nullable String format;

    @Option(
            names = "--out-option",
            paramLabel = "NAME=VALUE",
            description = "An option of the format, as 'sz formats' tells; can be given for several.")
    private Map<String, String> formatOptions = new LinkedHashMap<>();

    @Mixin
    private final FieldOptions fields = new FieldOptions();

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

    /** Takes records. */
    @FunctionalInterface
    interface Consumer {
        void accept(Record record) throws IOException, InterruptedException;
    }

    /** Gives records of the reader it is given to a consumer. */
    @FunctionalInterface
    interface Task {
        void give(CompressedFile.Reader selected, Consumer consumer) throws IOException, InterruptedException;
    }

    /** Gives records to a consumer. */
    @FunctionalInterface
    interface Given {
        void to(Consumer consumer) throws IOException, InterruptedException;
    }

    /**
     * Puts records out.
     *
     * @param reader where they come from
     * @param also which fields the task needs, besides those that are put out
     * @param task given a reader of the fields that are needed
     */
    void write(CompressedFile.Reader reader, Set<String> also, OutputOptions output, SzCommand command, Task task)
            throws IOException, InterruptedException {
        OutputFields chosen = fields.of(reader.schema());
        Set<String> read = new LinkedHashSet<>(chosen.needed());
        read.addAll(also);
        CompressedFile.Reader selected = reader.select(read);
        write(
                reader.path(),
                reader.header(),
                chosen.from(selected.schema()),
                output,
                command,
                consumer -> task.give(selected, consumer));
    }

    /**
     * Puts out records of a file of another format.
     *
     * @param given gives them, each with all of its fields, to a consumer
     */
    void write(RecordSource source, OutputOptions output, SzCommand command, Given given)
            throws IOException, InterruptedException {
        Schema schema = source.schema();
        write(source.path(), source.header(), fields.of(schema).from(schema), output, command, given);
    }

    private void write(
            Path path, Header header, RecordMapping mapping, OutputOptions output, SzCommand command, Given given)
            throws IOException, InterruptedException {
        Optional<TargetFormat> other = otherThanText(output.file());
        if (other.isPresent()) {
            writeOther(other.get(), mapping, header, output, command, given);
        } else {
            checkNoFormatOptions();
            output.write(command.streams(), out -> {
                RecordPrinter printer = printer(out, mapping.target().fields(), output.file());
                given.to(record -> printer.print(mapping.apply(record)));
            });
        }
        if (mapping.uncalibrated() > 0) {
            command.streams()
                    .warn(path + ": " + Wording.count(mapping.uncalibrated(), "record")
                            + " without a calibration; the signal in picoamperes is missing there");
        }
    }

    boolean derives(DerivedField field) {
        return fields.derives(field);
    }

    private void checkNoFormatOptions() {
        if (!formatOptions.isEmpty()) {
            throw new UsageException(
                    "--out-option is for formats of files; what is printed has --separator and " + "--no-header");
        }
    }

    private void writeOther(
            TargetFormat target,
            RecordMapping mapping,
            Header header,
            OutputOptions output,
            SzCommand command,
            Given given)
            throws IOException, InterruptedException {
        if (noHeader || separator != null) {
            throw new UsageException("--no-header and --separator are for tsv and csv; the output is " + target);
        }
        Path name = output.file().orElse(Path.of("-"));
        FormatOptions options = target.options(name, formatOptions);
        Schema schema = mapping.target();
        try (Output to = output.to(target, options, command.streams());
                RecordOutput records = RecordOutput.begin(
                        to, schema, header, Runtime.getRuntime().availableProcessors())) {
            given.to(record -> records.put(mapping.apply(record)));
            records.finish().forEach(warning -> command.streams().warn(name + ": " + warning));
        }
    }

    /** The format, unless it is printed. */
    private Optional<TargetFormat> otherThanText(Optional<Path> file) {
        if (format != null) {
            return OutputFormat.named(format).isPresent() ? Optional.empty() : Optional.of(TargetFormat.named(format));
        }
        return file.filter(path -> OutputFormat.ofExtension(path).isEmpty()).flatMap(TargetFormat::ofExtension);
    }

    /** A printer that has printed its header, if one is wanted. */
    private RecordPrinter printer(TextOutput out, List<Field> printed, Optional<Path> file) throws IOException {
        RecordPrinter printer = newPrinter(out, printed, file);
        if (!noHeader) {
            printer.printHeader();
        }
        return printer;
    }

    private RecordPrinter newPrinter(TextOutput out, List<Field> printed, Optional<Path> file) {
        OutputFormat chosen = Optional.ofNullable(format)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .flatMap(OutputFormat::named)
                .or(() -> file.flatMap(OutputFormat::ofExtension))
                .orElse(OutputFormat.TSV);
        String between = separator == null ? chosen.separator() : separator;
        try {
            return switch (chosen) {
                case TSV -> DelimitedPrinter.tabs(out, printed, between, SampleRange.ALL);
                case CSV -> DelimitedPrinter.commas(out, printed, between, SampleRange.ALL);
                case JSONL -> new JsonLinesPrinter(out, printed, SampleRange.ALL);
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException("--separator", e);
        }
    }
}
