package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.concurrent.CompressedFile;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordSource;
import org.szformat.filter.Filter;
import org.szformat.interop.text.TextOutput;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints records. */
@Command(
        name = "view",
        description = {
            "Prints records as TSV, CSV or JSON lines.",
            "",
            "--to and the extension of --output name other formats too, as 'sz formats' lists them. Fields come in the order of the file. TSV and CSV: an array is one cell. A cell that holds the delimiter, a double quote or a line end "
                    + "stands in double quotes. A missing value is an empty cell, an empty string or array is \"\".",
            "",
            "JSON lines: integers are numbers, also those of 64 bits; floats are the shortest decimals that read "
                    + "back to the same value of their type; F128 is a string; NaN, Infinity and -Infinity are strings; "
                    + "a missing value is null."
        },
        footer = {
            "Examples:",
            "  sz view reads.sz | less -S",
            "  sz view reads.sz --no-datasets --format csv -o reads.csv",
            "  sz view reads.sz -i read_id,fastq --format jsonl --limit 10",
            "  sz view reads.sz --picoamps --derive start_time,duration --limit 1",
            "  sz view reads.sz --limit 100 -o some.fastq.gz",
            "  sz view reads.sz --where 'channel in (1..256) && end_reason == \"unblock\"'",
            "  sz view run.blow5 --limit 3",
            "  sz view reads.sz -L"
        })
final class ViewCommand extends SzCommand {
    @Parameters(paramLabel = "FILE", description = "An SZ file, or one of any format that is read.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Mixin
    private final RecordOptions records = new RecordOptions();

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Option(
            names = {"-L", "--list-fields"},
            description = "Print the names, kinds and types of the fields, and no records.")
    private boolean listFields;

    @Option(names = "--limit", paramLabel = "N", description = "At most N of these records.")
    private @Nullable Long limit;

    @Option(names = "--skip", paramLabel = "N", description = "Not the first N of these records.")
    private long skip;

    @Mixin
    private final SkipOptions skipping = new SkipOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    /** For picocli. */
    ViewCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        if (skip < 0 || limit != null && limit < 0) {
            throw new UsageException("--skip and --limit must not be negative");
        }
        if (ForeignInputs.isForeign(file)) {
            RecordFormat format = ForeignInputs.format(file);
            try (RecordSource source = format.open(file, FormatOptions.defaults())) {
                view(source);
            }
            return Main.OK;
        }
        try (CompressedFile.Reader reader = open(file)) {
            if (listFields) {
                output.write(streams(), out -> printFields(reader.schema(), out));
            } else {
                DamagePolicy damages = skipping.of(file, streams());
                Filter condition = filter.of(reader.schema()).orElse(null);
                Set<String> also = condition == null ? Set.of() : condition.fields();
                records.write(
                        reader,
                        also,
                        output,
                        this,
                        (selected, consumer) -> forEach(selected, condition, damages, consumer));
                damages.finish();
            }
        }
        return Main.OK;
    }

    private void view(RecordSource source) throws IOException, InterruptedException, FailedException {
        if (listFields) {
            output.write(streams(), out -> printFields(source.schema(), out));
            return;
        }
        DamagePolicy damages = skipping.of(file, streams());
        Filter condition = filter.of(source.schema()).orElse(null);
        SourceRows rows = new SourceRows(source, threads.threads(), damages);
        records.write(
                source,
                output,
                this,
                consumer -> rows.forEachHit(condition, skip, limit == null ? Long.MAX_VALUE : limit, consumer));
        source.warnings().forEach(warning -> streams().warn(file + ": " + warning));
        damages.finish();
    }

    private static void printFields(Schema schema, TextOutput out) throws IOException {
        for (Field field : schema.fields()) {
            String kind = field.isAttribute() ? "attribute" : "dataset";
            out.write(field.name() + "\t" + kind + "\t" + field.type() + "\n");
        }
    }

    private void forEach(
            CompressedFile.Reader reader,
            @Nullable Filter condition,
            DamagePolicy damages,
            RecordOptions.Consumer consumer)
            throws IOException, InterruptedException {
        RowSource rows = new RowSource(reader, threads.threads(), damages);
        if (condition != null) {
            rows.forEachHit(condition, skip, limit == null ? Long.MAX_VALUE : limit, consumer::accept);
            return;
        }
        long from = Math.min(skip, reader.size());
        long to = limit == null ? reader.size() : from + Math.min(limit, reader.size() - from);
        if (to - from == reader.size()) {
            rows.forEach(consumer::accept);
        } else {
            rows.forEach(from, to, consumer::accept);
        }
    }
}
