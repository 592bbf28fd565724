package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.szformat.cli.term.Progress;
import org.szformat.concurrent.CompressedFile;
import org.szformat.filter.Filter;
import org.szformat.query.GroupLimitException;
import org.szformat.query.Query;
import org.szformat.query.Reductions;
import org.szformat.query.Results;
import org.szformat.query.Scalar;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what the values of fields come to. */
@Command(
        name = "stats",
        description = {
            "Says what the values of each field come to.",
            "",
            "Of numbers, which are those of attributes and of all arrays: count, missing, NaN, least, greatest, mean, "
                    + "standard deviation (n - 1), quantiles. Of text: distinct ones and lengths. Of datasets: lengths. "
                    + "Several files count as one; all must have the fields of the first.",
            "",
            "Memory does not grow with the files. Results do not depend on the number of threads; mean and deviation "
                    + "are exact but for one rounding. Quantiles are exact for numbers of at most 16 bits and for up "
                    + "to 4096 values; the rank of others is within about a quarter of a percent. Distinct texts are "
                    + "estimated when there are many. NaN and missing values are counted and left out."
        },
        footer = {
            "Examples:",
            "  sz stats reads.sz",
            "  sz stats run1.sz run2.sz -i raw_signal,channel --json",
            "  sz stats reads.sz -i raw_signal --by channel",
            "  sz stats reads.sz --where 'length(raw_signal) > 4000 && offset < 0'"
        })
final class StatsCommand extends SzCommand {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "SZ, BLOW5, SLOW5 or POD5 files.")
    private List<Path> files = List.of();

    @Option(
            names = {"-i", "--include"},
            paramLabel = "FIELDS",
            description = "Only these fields, separated by commas; no other is read.")
    private List<String> included = List.of();

    @Option(names = "--by", paramLabel = "FIELD", description = "For each value of this attribute on its own.")
    private @Nullable String by;

    @Option(
            names = "--max-groups",
            paramLabel = "N",
            description = "With --by, the most values; more of them are an error, since each takes memory. "
                    + "${DEFAULT-VALUE} by default.")
    private int maxGroups = 10_000;

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Option(names = "--json", description = "As one line of JSON.")
    private boolean json;

    @Mixin
    private final InputFiles inputs = new InputFiles();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SkipOptions skipping = new SkipOptions();

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    private long skipped;

    /** For picocli. */
    StatsCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        if (maxGroups < 1 || maxGroups > Reductions.MAX_GROUPS) {
            throw new UsageException("--max-groups is " + maxGroups + "; it must be 1 to " + Reductions.MAX_GROUPS);
        }
        List<Path> paths = inputs.of(files).stream().map(InputFiles.Input::path).toList();
        List<CompressedFile.Reader> readers = new ArrayList<>();
        try {
            for (Path path : readable(paths, threads.threads(), null)) {
                readers.add(open(path));
            }
            Schema schema = readers.get(0).schema();
            requireAttribute(schema);
            Query query = Query.over(readers).threads(threads.threads());
            Optional<Filter> condition = filter.of(schema);
            if (condition.isPresent()) {
                query = query.where(condition.get());
            }
            if (skipping.skips()) {
                query = query.skippingDamage(damage -> {
                    streams().warn(damage.which() + " skipped; " + damage.fault());
                    skipped += damage.records().orElse(1);
                });
            }
            FieldStatistics statistics = new FieldStatistics(fields(schema));
            long records =
                    readers.stream().mapToLong(CompressedFile.Reader::size).sum();
            String text = run(query, statistics, records);
            output.write(streams(), out -> out.write(text));
        } finally {
            closeAll(readers);
        }
        if (skipped > 0) {
            throw new FailedException(Wording.count(skipped, "damaged record") + " skipped");
        }
        return Main.OK;
    }

    private static void closeAll(List<CompressedFile.Reader> readers) throws IOException {
        for (CompressedFile.Reader reader : readers) {
            reader.close();
        }
    }

    private void requireAttribute(Schema schema) {
        if (by != null && schema.find(by).filter(Field::isAttribute).isEmpty()) {
            throw new UsageException("--by: there is no attribute '" + by + "'; there are "
                    + String.join(
                            ", ", schema.attributes().stream().map(Field::name).toList()));
        }
    }

    private List<Field> fields(Schema schema) {
        Set<String> chosen = FieldOptions.names(schema, included);
        return schema.fields().stream()
                .filter(field -> included.isEmpty() ? !field.name().equals(by) : chosen.contains(field.name()))
                .toList();
    }

    private String run(Query query, FieldStatistics statistics, long records)
            throws IOException, InterruptedException, FailedException {
        try (Progress progress = streams().progress("stats", records)) {
            long[] done = {0};
            Query shown = query.onProgress(now -> {
                progress.step(now - done[0]);
                done[0] = now;
            });
            if (by == null) {
                Results results = shown.reduce(statistics.reduction());
                return json ? statistics.json(results) + "\n" : statistics.text(results);
            }
            SortedMap<Scalar, Results> groups = shown.reduce(Reductions.groupBy(by, maxGroups, statistics.reduction()));
            return json ? statistics.json(by, groups) + "\n" : statistics.text(by, groups);
        } catch (GroupLimitException e) {
            throw new FailedException("--by: " + e.getMessage() + " (--max-groups)");
        }
    }
}
