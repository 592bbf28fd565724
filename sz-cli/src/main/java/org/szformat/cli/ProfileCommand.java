package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.concurrent.CompressedFile;
import org.szformat.layout.OnExisting;
import org.szformat.layout.RecordFile;
import org.szformat.rewrite.Rewrite;
import org.szformat.rewrite.RewriteResult;
import org.szformat.staging.StagedPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries compressors on a whole file. */
@Command(
        name = "profile",
        description = {
            "Tries compressors on a whole file.",
            "",
            "SOURCE is rewritten into a temporary container with the first compressor, that into another with the "
                    + "second, and so on, and at last back to the compressor that SOURCE has: what 'sz rechunk --replace' "
                    + "does in a loop, except that SOURCE is not touched.",
            "",
            "Printed is a line for each compressor, the smallest file first: millions of bytes stored, the ratio of "
                    + "values to them, and millions of bytes of values that a thread writes and reads in a second. "
                    + "--write-stats-to has a line for each rewriting, as 'sz rechunk' tells of it.",
            "",
            "Each is tried once, so that only files of some hundred megabytes give steady figures. 'sz bench' tries whole "
                    + "codecs on a sample of each field."
        },
        footer = {
            "Examples:",
            "  sz profile reads.sz",
            "  sz profile reads.sz --compressors 'zstd(1),zstd(9),zstd(19)'",
            "  sz profile reads.sz --compressors zstd,bz2,lz4,blosc --write-stats-to test.csv"
        })
final class ProfileCommand extends SzCommand {
    @Parameters(paramLabel = "SOURCE", description = "An SZ file, or a BLOW5, SLOW5 or POD5 file.")
    @SuppressWarnings("NullAway.Init")
    private Path source;

    @Option(
            names = "--compressors",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "zstd,bz2,lz4,blosc,none",
            description = "Compressors to try, separated by commas, such as 'zstd,zstd(9),lz4'; by default "
                    + "${DEFAULT-VALUE}.")
    private List<String> names = List.of();

    @Option(
            names = {"--write-stats-to", "--write_stats_to"},
            paramLabel = "FILE",
            description = "Append a line for each rewriting to a CSV file, below one line of names.")
    private @Nullable Path statsFile;

    @Option(
            names = "--tmp-dir",
            paramLabel = "DIR",
            description = "Where the temporary files are, at most two at a time; by default the system's folder for "
                    + "such.")
    private @Nullable Path tmpDir;

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    /** For picocli. */
    ProfileCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        List<CompressorChoice> choices = names.stream()
                .map(name -> CompressorChoice.parse("--compressors", name))
                .toList();
        List<Map<String, ColumnCodec>> steps;
        Path readable = readable(List.of(source), threads.threads(), tmpDir).get(0);
        try (CompressedFile.Reader reader = open(readable)) {
            steps = steps(choices, reader.file());
        }
        StatsFile stats = statsFile == null ? null : StatsFile.open(statsFile, RewriteReport.COLUMNS);
        Path folder = tmpDir == null ? Path.of(System.getProperty("java.io.tmpdir")) : tmpDir;
        List<RewriteReport> reports;
        try (StagedPath scratch =
                StagedPath.forFile(folder.resolve("sz-profile"), OnExisting.REPLACE, Optional.empty())) {
            reports = run(readable, steps, Files.createDirectory(scratch.temporary()));
        }
        streams().out().write(TextTable.of(table(reports), ""));
        if (stats != null) {
            stats.append(reports.stream().map(RewriteReport::cells).toList());
        }
        return Main.OK;
    }

    /**
     * The codecs of each temporary file. No two of them that follow one another are the same, so that no chunk is taken
     * over undecoded: the source's own come last, where they are wanted or not.
     */
    private static List<Map<String, ColumnCodec>> steps(List<CompressorChoice> choices, RecordFile file) {
        Map<String, ColumnCodec> own = CompressorChoice.own(file);
        Set<Map<String, ColumnCodec>> steps = new LinkedHashSet<>();
        for (CompressorChoice choice : choices) {
            steps.add(choice.codecs(file, file.schema().fields()));
        }
        steps.remove(own);
        for (String other : steps.isEmpty() ? List.of("none", "zstd") : List.<String>of()) {
            Map<String, ColumnCodec> codecs = CompressorChoice.parse("--compressors", other)
                    .codecs(file, file.schema().fields());
            if (steps.isEmpty() && !codecs.equals(own)) {
                steps.add(codecs);
            }
        }
        steps.add(own);
        return List.copyOf(steps);
    }

    private List<RewriteReport> run(Path readable, List<Map<String, ColumnCodec>> steps, Path folder)
            throws IOException, InterruptedException {
        List<RewriteReport> reports = new ArrayList<>();
        Path from = readable;
        for (Map<String, ColumnCodec> codecs : steps) {
            Path to = folder.resolve(reports.size() + ".sz");
            reports.add(rewrite(from, to, codecs));
            if (!from.equals(readable)) {
                Files.delete(from);
            }
            from = to;
        }
        return reports;
    }

    private RewriteReport rewrite(Path from, Path to, Map<String, ColumnCodec> codecs)
            throws IOException, InterruptedException {
        Rewrite rewrite = CompressorOptions.with(
                Rewrite.from(from).threads(threads.threads()).layout(Layout.CONTAINER), codecs);
        RewriteResult result;
        try (RewriteProgressBar bar = new RewriteProgressBar(streams())) {
            result = bar.watch(rewrite).to(to, OnExisting.REFUSE);
        }
        return new RewriteReport(source, compressor(from), result.sourceBytes(), to, compressor(to), result);
    }

    private static String compressor(Path path) throws IOException {
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            return CompressorChoice.describe(reader.file());
        }
    }

    /** A row for each compressor; who wrote a file is told by its report, who read it by the next one. */
    private static List<List<String>> table(List<RewriteReport> reports) {
        List<Integer> order = IntStream.range(0, reports.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> reports.get(i).targetMegabytes()))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("compressor", "stored_mb", "ratio", "write_mbs", "read_mbs"));
        for (int i : order) {
            RewriteReport writing = reports.get(i);
            RewriteReport reading = reports.get((i + 1) % reports.size());
            rows.add(List.of(
                    writing.targetCompressor(),
                    String.format(Locale.ROOT, "%.6f", writing.targetMegabytes()),
                    number("%.3f", writing.valueMegabytes() / writing.targetMegabytes()),
                    number("%.1f", writing.valueMegabytes() / writing.writeSeconds()),
                    number("%.1f", reading.valueMegabytes() / reading.loadSeconds())));
        }
        return rows;
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }
}
