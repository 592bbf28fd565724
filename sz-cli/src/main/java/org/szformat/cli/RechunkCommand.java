package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.layout.OnExisting;
import org.szformat.layout.RecordFile;
import org.szformat.rewrite.Rewrite;
import org.szformat.rewrite.RewriteResult;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.staging.SzFiles;
import org.szformat.virtual.Member;
import org.szformat.virtual.VirtualFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a file anew, compressed, cut into chunks and ordered in another way. */
@Command(
        name = "rechunk",
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "sz rechunk [OPTIONS] SOURCE TARGET",
            "       sz rechunk [OPTIONS] SOURCE --replace",
            "       sz rechunk [OPTIONS] --source SOURCE --dest TARGET"
        },
        description = {
            "Writes a file anew: compression, chunks, order.",
            "",
            "Data is written as it comes and read as it is analysed. --group-by puts records of one value next to one "
                    + "another, so that they are read from one chunk; --sort-by puts records, or those of each group, "
                    + "in order. That works on files of any size in bounded memory. Chunks that stay what they are "
                    + "are taken over without being decoded, after their checksums were checked.",
            "",
            "TARGET appears when it is whole. If it is a folder, the file goes into it under its own name. With "
                    + "--replace the new file takes the place of SOURCE once it is on disk and was read back, as by --verify; until "
                    + "then SOURCE stays as it is. What a run that was killed left behind, the next one removes.",
            "",
            "Printed are the file's name (backend_key), how long reading and decoding (load_time) and encoding and "
                    + "writing (write_time) took in seconds, of all threads together (chunks that are taken over are "
                    + "neither decoded nor encoded), the size of the values "
                    + "(uncompressed_mb) and of the files (source_mb, dest_mb) in millions of bytes, their "
                    + "compressors, and the path of the new file (dest_directory)."
        },
        footer = {
            "Examples:",
            "  sz rechunk reads.sz small.sz --compressor zstd --level 12",
            "  sz rechunk reads.sz --replace --compressor lz4",
            "  sz rechunk epochs.sz objects.sz --group-by object --sort-by epoch",
            "  sz rechunk reads.sz big-chunks.sz --target-size-mb 64 --verify",
            "  sz rechunk reads.sz some.sz --where 'channel < 257' -i read_id,raw_signal",
            "  sz rechunk reads.sz coarse.sz --degrade 3 --level 9",
            "  sz rechunk --source reads.sz --dest archive --write-stats-to stats.csv"
        })
final class RechunkCommand extends SzCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SOURCE",
            description = "An SZ file, or a BLOW5, SLOW5 or POD5 file.")
    private @Nullable Path source;

    @Parameters(index = "1", arity = "0..1", paramLabel = "TARGET", description = "The file to write, or a folder.")
    private @Nullable Path target;

    @Option(names = "--source", paramLabel = "SOURCE", description = "The same as the first argument.")
    private @Nullable Path sourceOption;

    @Option(
            names = {"-o", "--output", "--dest", "--destination"},
            paramLabel = "TARGET",
            description = "The same as the second argument.")
    private @Nullable Path targetOption;

    @Option(names = "--replace", description = "Put the new file in the place of SOURCE.")
    private boolean replace;

    @Option(
            names = {"-f", "--force"},
            description = "Replace TARGET if it is an SZ file.")
    private boolean force;

    @Mixin
    private final CompressorOptions compressor = new CompressorOptions();

    @Mixin
    private final ChunkOptions chunks = new ChunkOptions();

    @Option(
            names = "--group-by",
            paramLabel = "FIELD",
            description =
                    "Put records next to one another that have the same value of this attribute; groups come in "
                            + "the order of their first records. A chunk ends between groups, unless one is larger than a chunk.")
    private @Nullable String groupBy;

    @Option(
            names = "--sort-by",
            paramLabel = "FIELDS",
            description =
                    "Put records in the order of these attributes, separated by commas; each group on its own, if "
                            + "--group-by is given. Missing values come last.")
    private List<String> sortBy = List.of();

    @Option(
            names = {"-i", "--include", "--select"},
            paramLabel = "FIELDS",
            description = "Keep only these fields, separated by commas.")
    private List<String> included = List.of();

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Mixin
    private final DegradeOptions degrading = new DegradeOptions();

    @Option(
            names = {"--write-stats-to", "--write_stats_to"},
            paramLabel = "FILE",
            description = "Append what is printed to a CSV file, as a line below one line of names; several processes "
                    + "may do so at once.")
    private @Nullable Path statsFile;

    @Mixin
    private final RewriteOptions rewriting = new RewriteOptions();

    /** For picocli. */
    RechunkCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        Path from = one("SOURCE", source, "--source", sourceOption)
                .orElseThrow(() -> new UsageException("no file to read is given: name SOURCE"));
        Optional<Path> to = one("TARGET", target, "--dest", targetOption);
        check(from, to);
        chunks.check();
        Path readable = rewriting.readable(this, List.of(from)).get(0);
        boolean isForeign = !readable.equals(from);
        Optional<CompressorChoice> unused = compressor.choice();
        String before;
        Rewrite rewrite;
        try (CompressedFile.Reader reader = open(readable)) {
            before = isForeign ? member(reader).format() : CompressorChoice.describe(reader.file());
            rewrite = rewrite(readable, reader.file());
        }
        StatsFile stats = statsFile == null ? null : StatsFile.open(statsFile, RewriteReport.COLUMNS);
        RewriteResult result = run(rewrite, from, to);
        String after;
        try (CompressedFile.Reader reader = CompressedFile.open(result.target())) {
            after = CompressorChoice.describe(reader.file());
        }
        long read = isForeign ? Files.size(from) : result.sourceBytes();
        RewriteReport report =
                new RewriteReport(from, before, read, to.isPresent() ? result.target() : from, after, result);
        streams().out().write(report.asText());
        if (stats != null) {
            stats.append(List.of(report.cells()));
        }
        RewriteOptions.finish(result.target(), result.lostRecords(), result.damages(), streams());
        return Main.OK;
    }

    private static Optional<Path> one(String name, @Nullable Path argument, String option, @Nullable Path value) {
        if (argument != null && value != null) {
            throw new UsageException(name + " is given twice: " + argument + " and " + option + " " + value);
        }
        return Optional.ofNullable(argument != null ? argument : value);
    }

    private void check(Path from, Optional<Path> to) throws IOException {
        if (to.isEmpty() && !replace) {
            throw new UsageException("no file to write is given: name TARGET, or give --replace to put the new file in "
                    + "the place of " + from);
        }
        if (to.isPresent() && replace) {
            throw new UsageException("--replace and TARGET exclude each other");
        }
        if (replace && ForeignInputs.isForeign(from)) {
            throw new UsageException("--replace is for SZ files; name a TARGET for what " + from + " becomes");
        }
        if (to.isPresent() && Files.exists(to.get()) && Files.exists(from) && Files.isSameFile(from, to.get())) {
            throw new UsageException("SOURCE and TARGET are the same file; give --replace in place of TARGET");
        }
        if (replace && force) {
            throw new UsageException("--force is about TARGET; --replace has none");
        }
        if (replace && degrading.isGiven()) {
            throw new UsageException("--replace keeps all values, and --degrade drops bits for good; name a TARGET");
        }
        if (replace && rewriting.skipsDamage()) {
            throw new UsageException("--replace keeps all records, also damaged ones; name a TARGET for the others");
        }
        if (replace && (!included.isEmpty() || filter.text().isPresent())) {
            throw new UsageException("--replace keeps all records and fields; name a TARGET for some of them");
        }
    }

    /** The file of another format that a reader leads to. */
    private static Member member(CompressedFile.Reader reader) throws IOException {
        return ((VirtualFile) reader.file()).member(0);
    }

    private Rewrite rewrite(Path from, RecordFile file) {
        Schema schema = file.schema();
        Layout into = rewriting.layoutOf(file);
        if (replace && into != file.layout()) {
            throw new UsageException("--replace keeps the layout, which is " + file.layout() + "; name a TARGET");
        }
        Rewrite rewrite = rewriting.of(Rewrite.from(from)).layout(into);
        List<Field> fields = schema.fields();
        if (!included.isEmpty()) {
            Set<String> names = FieldOptions.names(schema, included);
            fields = fields.stream()
                    .filter(field -> names.contains(field.name()))
                    .toList();
            rewrite = rewrite.select(names);
        }
        rewrite = chunks.of(compressor.of(rewrite, file, fields, into), into);
        rewrite = degrading.of(
                rewrite, schema.select(fields.stream().map(Field::name).toList()));
        if (groupBy != null) {
            rewrite = rewrite.groupBy(attribute("--group-by", groupBy, schema));
        }
        if (!sortBy.isEmpty()) {
            List<String> order = new ArrayList<>();
            FieldOptions.names(schema, sortBy).forEach(name -> order.add(attribute("--sort-by", name, schema)));
            rewrite = rewrite.sortBy(order.toArray(String[]::new));
        }
        if (filter.of(schema).isPresent()) {
            rewrite = rewrite.where(filter.text().orElseThrow());
        }
        return rewrite;
    }

    private static String attribute(String option, String name, Schema schema) {
        if (schema.find(name).isEmpty()) {
            throw new UsageException(option + ": there is no field '" + name + "'");
        }
        if (schema.field(name).isDataset()) {
            throw new UsageException(option + ": '" + name + "' is a dataset; only attributes have an order");
        }
        return name;
    }

    private RewriteResult run(Rewrite rewrite, Path from, Optional<Path> to) throws IOException, InterruptedException {
        RewriteResult result;
        try (RewriteProgressBar bar = new RewriteProgressBar(streams())) {
            Rewrite watched = bar.watch(rewrite);
            result = to.isEmpty()
                    ? watched.replace()
                    : watched.to(within(to.get(), from), force ? OnExisting.REPLACE : OnExisting.REFUSE);
        }
        result.warnings().forEach(streams()::warn);
        return result;
    }

    /** A folder that is no SZ file takes the file under its own name, or the one of the SZ file that it becomes. */
    private static Path within(Path to, Path from) throws IOException {
        if (!Files.isDirectory(to) || SzFiles.isSz(to)) {
            return to;
        }
        Path source = from.toAbsolutePath().normalize();
        return to.resolve((ForeignInputs.isForeign(from) ? ForeignInputs.own(source) : source).getFileName());
    }
}
