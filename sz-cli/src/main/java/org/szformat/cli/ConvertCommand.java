package org.szformat.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.szformat.cli.term.Progress;
import org.szformat.exchange.FormatOptions;
import org.szformat.interop.convert.Conversion;
import org.szformat.interop.convert.ConversionOptions;
import org.szformat.interop.convert.ConversionResult;
import org.szformat.interop.convert.Output;
import org.szformat.interop.convert.SchemaFile;
import org.szformat.layout.OnExisting;
import org.szformat.merge.RunPolicy;
import org.szformat.merge.SchemaPolicy;
import org.szformat.schema.Schema;
import org.szformat.staging.StagedPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Converts files of any known format to any other. */
@Command(
        name = "convert",
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "sz convert [OPTIONS] IN OUT",
            "       sz convert [OPTIONS] IN... -o OUT",
            "       sz convert [OPTIONS] IN... -d DIR"
        },
        description = {
            "Converts files of any known format to any other.",
            "",
            "'sz formats' lists the formats. That of IN is found by its content, then by its extension; that of OUT by "
                    + "its extension, else it is an SZ container, a single file, unless --layout says otherwise. OUT has "
                    + "the records in the same order. It appears when it is whole; a file that stands there is replaced "
                    + "then, if --force is given, and stays as it is if anything fails.",
            "",
            "With -o, the records of many files go into one, file after file. They must have the same fields (--union "
                    + "fills what is missing). Their headers become one: runs are united, and where values of a key "
                    + "differ, all of them are kept under the key 'differing'. With -d, each file becomes one of its own.",
            "",
            "Each column of an SZ file gets the default codec of its type, which is lossless. --codec gives it another: "
                    + "the stages that 'sz info' shows. Codecs that lose information, degrade(BITS) for integers and "
                    + "quantize(BOUND) for floats, are used only when they are named."
        },
        footer = {
            "Examples:",
            "  sz convert reads.fastq.gz reads.sz",
            "  sz convert reads.sz reads.csv -x raw_signal --derive start_time,duration",
            "  sz convert -r run_dir -o run.sz -t 8",
            "  sz convert -r run_dir --one-to-one -d converted --to jsonl",
            "  sz convert table.csv table.sz --schema old.sz",
            "  sz convert reads.sz -o - --to fastq | head -4",
            "  sz convert pysz-directory.sz reads.sz",
            "  sz convert reads.sz for-pysz.sz --layout directory",
            "  sz convert old.sz new.sz --codec 'raw_signal=delta-zigzag, split16, lz4'",
            "  sz convert --recursive /data/runs -d /data/smaller --level 12"
        })
final class ConvertCommand extends SzCommand {
    private static final Path STANDARD_OUTPUT = Path.of("-");

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "IN and OUT; with -o or -d, only what to read.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The file to write, of all that is read; '-' is the standard output, for formats of text.")
    private @Nullable Path output;

    @Option(
            names = {"-d", "--out-dir"},
            paramLabel = "DIR",
            description = "Write into the folder DIR, made if it is missing, a file for each that is read: in the same "
                    + "tree of folders, with its name and the extension of the format.")
    private @Nullable Path outDir;

    @Option(names = "--one-to-one", description = "A file for each that is read; what --out-dir does, which it needs.")
    private boolean oneToOne;

    @Option(
            names = {"-f", "--force"},
            description = "Replace files that exist; only SZ files are replaced by SZ files.")
    private boolean force;

    @Option(
            names = "--tmp-dir",
            paramLabel = "DIR",
            description = "Where outputs grow until they are whole, and other temporary files; by default beside their "
                    + "final place.")
    private @Nullable Path tmpDir;

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Mixin
    private final TargetOptions target = new TargetOptions();

    @Mixin
    private final FieldOptions fields = new FieldOptions();

    @Option(
            names = "--union",
            description = "Inputs may have different fields: the output has all of them, and what an input lacks is "
                    + "missing.")
    private boolean union;

    @Option(
            names = {"--allow", "--allow-run-conflicts"},
            description = "Inputs may say different things of a run of the same ID: the first counts, the others are "
                    + "kept under the header's key 'run_conflicts'.")
    private boolean allowRunConflicts;

    @Mixin
    private final SzWriteOptions writing = new SzWriteOptions();

    @Mixin
    private final SkipOptions skipping = new SkipOptions();

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    /** For picocli. */
    ConvertCommand() {}

    @Override
    public Integer call() throws Exception {
        Optional<SchemaFile> schema = sources.schemaFile();
        List<ConvertJob> jobs = jobs(schema);
        ConversionOptions options = options(schema);
        clearRemains(jobs);
        long bytes = jobs.stream().mapToLong(ConvertJob::bytes).sum();
        try (Progress bar = streams().byteProgress("convert", bytes)) {
            ConvertProgress progress = new ConvertProgress(streams(), bar);
            if (jobs.size() == 1) {
                convert(jobs.get(0), options, progress);
                return Main.OK;
            }
            return convertAll(jobs, options, progress);
        }
    }

    /** Removes what killed runs left of the outputs: of all at once, since folders are looked through for it. */
    private void clearRemains(List<ConvertJob> jobs) throws IOException {
        List<Path> files = jobs.stream()
                .map(ConvertJob::out)
                .filter(out -> !out.equals(STANDARD_OUTPUT) && out.getFileSystem() == FileSystems.getDefault())
                .toList();
        StagedPath.clearRemains(files, Optional.ofNullable(tmpDir));
    }

    private ConversionOptions options(Optional<SchemaFile> schema) {
        ConversionOptions options = ConversionOptions.defaults()
                .withThreads(threads.threads())
                .withSchemas(union ? SchemaPolicy.UNION : SchemaPolicy.SAME)
                .withRuns(allowRunConflicts ? RunPolicy.KEEP_FIRST : RunPolicy.REFUSE_CONFLICTS)
                .withDamaged(skipping.skips() ? ConversionOptions.Damaged.SKIP : ConversionOptions.Damaged.STOP)
                .withFields(all -> fields.of(all.schema()));
        if (schema.isPresent()) {
            options = options.withHeader(schema.get().header());
        }
        return tmpDir == null ? options : options.withTemporaryFolder(tmpDir);
    }

    private List<ConvertJob> jobs(Optional<SchemaFile> schema) throws IOException, FailedException {
        if (output != null && outDir != null) {
            throw new UsageException("--output and --out-dir exclude each other");
        }
        if (outDir != null) {
            TargetFormat format = target.format(null);
            writing.check(format);
            return ConvertPlan.oneToOne(sources.of(paths, schema), outDir, format);
        }
        if (oneToOne) {
            throw new UsageException("--one-to-one needs --out-dir DIR to write into");
        }
        if (output == null && sources.isRecursive()) {
            throw new UsageException("--recursive needs --output OUT or --out-dir DIR to write into");
        }
        if (output == null && paths.size() != 2) {
            throw new UsageException(
                    paths.size() < 2
                            ? "no output given: name it as second path, or by --output or --out-dir"
                            : "several files are read: give --output OUT to write them into one, or --out-dir DIR to "
                                    + "write each into one of its own");
        }
        Path out = output != null ? output : paths.get(1);
        writing.check(target.format(out));
        List<SourceOptions.Source> all = sources.of(output != null ? paths : paths.subList(0, 1), schema);
        return List.of(
                new ConvertJob(all.stream().map(SourceOptions.Source::input).toList(), out));
    }

    /** Several at once; one that fails does not stop the others. */
    private int convertAll(List<ConvertJob> jobs, ConversionOptions options, ConvertProgress progress)
            throws InterruptedException {
        int atOnce = Math.min(jobs.size(), threads.threads());
        ConversionOptions each = options.withThreads(Math.max(1, threads.threads() / atOnce));
        ExecutorService workers = Tasks.pool(atOnce, "sz-convert-file");
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (ConvertJob job : jobs) {
                results.add(workers.submit(() -> convertOrReport(job, each, progress)));
            }
            int exitCode = Main.OK;
            for (Future<Integer> result : results) {
                exitCode = Math.max(exitCode, Tasks.completed(result));
            }
            return exitCode;
        } finally {
            workers.shutdownNow();
        }
    }

    private int convertOrReport(ConvertJob job, ConversionOptions options, ConvertProgress progress) throws Exception {
        try {
            convert(job, options, progress);
            return Main.OK;
        } catch (IOException | IllegalArgumentException | FailedException e) {
            progress.report(e);
            return Main.FAILED;
        }
    }

    private void convert(ConvertJob job, ConversionOptions options, ConvertProgress progress) throws Exception {
        TargetFormat format = target.format(outDir == null ? job.out() : null);
        FormatOptions formatOptions = target.options(format, job.out());
        Path out = job.out();
        if (out.equals(STANDARD_OUTPUT)) {
            try (Output to = format.output(streams().bytes(), out, formatOptions)) {
                finish(Conversion.run(job.inputs(), to, options, progress.listener()));
            }
        } else if (Files.exists(out) && !Files.isRegularFile(out) && !Files.isDirectory(out)) {
            try (OutputStream pipe = Files.newOutputStream(out);
                    Output to = format.output(pipe, out, formatOptions)) {
                finish(Conversion.run(job.inputs(), to, options, progress.listener()));
            }
        } else {
            convertToFile(job, format, formatOptions, options, progress);
        }
    }

    private void convertToFile(
            ConvertJob job,
            TargetFormat format,
            FormatOptions formatOptions,
            ConversionOptions options,
            ConvertProgress progress)
            throws Exception {
        OnExisting onExisting = force ? OnExisting.REPLACE : OnExisting.REFUSE;
        AtomicReference<Schema> written = new AtomicReference<>();
        Output.SzWriting sz = schema -> {
            written.set(schema);
            return writing.of(schema, options.threads());
        };
        try (Output to = format.output(job.out(), onExisting, Optional.ofNullable(tmpDir), formatOptions, sz)) {
            finish(Conversion.run(job.inputs(), to, options, progress.listener()));
        } catch (IllegalArgumentException e) {
            Schema schema = written.get();
            throw schema == null ? e : writing.explain(e, schema, job.inputNames());
        }
    }

    private void finish(ConversionResult result) throws FailedException {
        List<String> lines = result.damaged().stream()
                .map(input -> input.path() + ": " + Wording.count(input.taken(), "record") + " taken: "
                        + Wording.skipped(input))
                .toList();
        if (lines.size() == 1) {
            throw new FailedException(lines.get(0));
        }
        if (!lines.isEmpty()) {
            lines.forEach(streams()::report);
            throw new FailedException(Wording.count(lines.size(), "input") + " damaged");
        }
    }
}
