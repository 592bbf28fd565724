package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.cli.term.Progress;
import org.szformat.interop.convert.Conversion;
import org.szformat.interop.convert.ConversionOptions;
import org.szformat.interop.convert.ConversionResult;
import org.szformat.interop.convert.Output;
import org.szformat.interop.refs.References;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes where the values of records lie. */
@Command(
        name = "refs",
        description = {
            "Writes a table of where records' values lie.",
            "",
            "It is for pandas, Polars, DuckDB and others that read the bytes by themselves. It has a row for each column of each record: the record's attributes; column; part, the number of the block among "
                    + "those of a long array; file, block_offset and block_length, the bytes; codec, how values became "
                    + "these, as FORMAT.md says; block_values, how many the block holds; first_value and values, which of "
                    + "them are the record's (of strings, bytes of UTF-8). An attribute that has the name of one of these "
                    + "gets 'record_' before it. Missing values have no row, nor have attributes of a directory.",
            "",
            "FILE is an SZ file, or a BLOW5, SLOW5 or POD5 file: a row is then a whole record of BLOW5 or SLOW5, or a "
                    + "piece of a signal of POD5. No signal is read."
        },
        footer = {
            "Examples:",
            "  sz refs reads.sz -o refs.parquet",
            "  sz refs run.blow5 -o refs.csv",
            "  sz refs reads.sz --to jsonl | head -3"
        })
final class RefsCommand extends SzCommand {
    @Parameters(paramLabel = "FILE", description = "What to tell the references of.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = {"--to", "--format"},
            paramLabel = "FORMAT",
            description = "The format to write, of those that 'sz formats' lists; by default what the extension of the "
                    + "output says, or else csv.")
    private @Nullable String format;

    @Mixin
    private final SkipOptions skipping = new SkipOptions();

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    /** For picocli. */
    RefsCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        TargetFormat target = target();
        Path name = output.file().orElse(Path.of("-"));
        ConversionOptions options = ConversionOptions.defaults()
                .withThreads(threads.threads())
                .withDamaged(skipping.skips() ? ConversionOptions.Damaged.SKIP : ConversionOptions.Damaged.STOP);
        ConvertJob job = new ConvertJob(List.of(References.of(file)), name);
        try (Progress bar = streams().byteProgress("refs", job.bytes());
                Output to = output.to(target, target.options(name, Map.of()), streams())) {
            ConvertProgress progress = new ConvertProgress(streams(), bar);
            ConversionResult result = Conversion.run(job.inputs(), to, options, progress.listener());
            if (!result.damaged().isEmpty()) {
                throw new FailedException(
                        file + ": " + Wording.skipped(result.damaged().get(0)));
            }
        }
        return Main.OK;
    }

    private TargetFormat target() {
        if (format != null) {
            return TargetFormat.named(format);
        }
        return output.file().flatMap(TargetFormat::ofExtension).orElseGet(() -> TargetFormat.named("csv"));
    }
}
