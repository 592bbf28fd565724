package org.szformat.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.cli.term.Progress;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ColumnCodec;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.layout.OnExisting;
import org.szformat.layout.UnsupportedValues;
import org.szformat.layout.WriteOptions;
import org.szformat.schema.Field;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes files anew. */
@Command(
        name = "convert",
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "sz convert [OPTIONS] IN OUT",
            "       sz convert [OPTIONS] IN -o OUT",
            "       sz convert [OPTIONS] IN... -d DIR"
        },
        description = {
            "Writes a file anew, as a container or a directory.",
            "",
            "OUT has the same header and the same records in the same order. It is a container, a single file, unless "
                    + "--layout says otherwise, whatever IN is. It appears when it is whole; a file that stands there "
                    + "is replaced then, if --force is given, and stays as it is if anything fails.",
            "",
            "Each column gets the default codec of its type, which is lossless. --codec gives it another: the stages "
                    + "that 'sz info' shows. Codecs that lose information, degrade(BITS) for integers and "
                    + "quantize(BOUND) for floats, are used only when they are named."
        },
        footer = {
            "Examples:",
            "  sz convert pysz-directory.sz reads.sz",
            "  sz convert reads.sz for-pysz.sz --layout directory",
            "  sz convert old.sz new.sz --level 9",
            "  sz convert old.sz new.sz --codec 'raw_signal=delta-zigzag, split16, lz4'",
            "  sz convert old.sz lossy.sz --codec 'Raw=degrade(3), delta-zigzag, svb, lz4'",
            "  sz convert --recursive /data/runs -d /data/smaller --level 12"
        })
final class ConvertCommand extends SzCommand {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "IN and OUT; with -o or -d, only what to read.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The file to write.")
    private @Nullable Path output;

    @Option(
            names = {"-d", "--out-dir"},
            paramLabel = "DIR",
            description = "Write into the folder DIR, made if it is missing; each file keeps its name.")
    private @Nullable Path outDir;

    @Mixin
    private final InputFiles inputs = new InputFiles();

    @Option(
            names = {"-f", "--force"},
            description = "Replace SZ files that exist.")
    private boolean force;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "How to lay the file out: container, a single file, or directory, which pysz reads "
                    + "(default: ${DEFAULT-VALUE}).")
    private Layout layout = Layout.CONTAINER;

    @Option(
            names = "--widen",
            description = "Write types that a directory does not know as wider ones: U8 as U16, I8 as I16, "
                    + "U64 and I64 as text. Without it they are refused. A container knows all types.")
    private boolean widen;

    @Option(
            names = "--level",
            paramLabel = "N",
            description = "The zstd level of everything that no --codec is given for, " + ByteCodec.MIN_ZSTD_LEVEL
                    + " to " + ByteCodec.MAX_ZSTD_LEVEL + ".")
    private @Nullable Integer level;

    @Option(
            names = "--codec",
            paramLabel = "COLUMN=CODEC",
            description = "The codec of a field, such as 'delta-zigzag, svb, lz4'; can be given for several.")
    private Map<String, String> codecs = new LinkedHashMap<>();

    @Mixin
    private final SkipOptions skipping = new SkipOptions();

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    private record Job(Path in, Path out) {}

    /** For picocli. */
    ConvertCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        checkLevel();
        List<Job> jobs = jobs();
        if (jobs.size() == 1) {
            convert(jobs.get(0));
            return Main.OK;
        }
        int exitCode = Main.OK;
        for (Job job : jobs) {
            try {
                convert(job);
            } catch (IOException | IllegalArgumentException | FailedException e) {
                streams().report(FailureMessage.of(e));
                exitCode = Main.FAILED;
            }
        }
        return exitCode;
    }

    private void checkLevel() {
        if (level != null && (level < ByteCodec.MIN_ZSTD_LEVEL || level > ByteCodec.MAX_ZSTD_LEVEL)) {
            throw new UsageException("--level is " + level + "; it must be " + ByteCodec.MIN_ZSTD_LEVEL + " to "
                    + ByteCodec.MAX_ZSTD_LEVEL);
        }
    }

    private List<Job> jobs() throws IOException, FailedException {
        if (output != null && outDir != null) {
            throw new UsageException("--output and --out-dir exclude each other");
        }
        if (outDir != null) {
            return jobsInto(outDir);
        }
        if (inputs.isRecursive()) {
            throw new UsageException("--recursive needs --out-dir DIR to write into");
        }
        int inputCount = output != null ? 1 : 2;
        if (paths.size() != inputCount) {
            throw new UsageException(
                    paths.size() < inputCount
                            ? "no output given: name it as second path, or by --output or --out-dir"
                            : "several files are read: give --out-dir DIR to write them into");
        }
        Path out = output != null ? output : paths.get(1);
        if (out.equals(Path.of("-"))) {
            throw new UsageException("an SZ file cannot be written to the standard output");
        }
        return List.of(new Job(paths.get(0), out));
    }

    private List<Job> jobsInto(Path folder) throws IOException, FailedException {
        List<Job> jobs = new ArrayList<>();
        Map<Path, Path> taken = new HashMap<>();
        for (InputFiles.Input input : inputs.of(paths)) {
            Path out = folder.resolve(input.name());
            Path other = taken.put(out, input.path());
            if (other != null) {
                throw new UsageException(other + " and " + input.path() + " would both become " + out);
            }
            jobs.add(new Job(input.path(), out));
        }
        for (Job job : jobs) {
            Files.createDirectories(job.out().toAbsolutePath().getParent());
        }
        return jobs;
    }

    private void convert(Job job) throws IOException, InterruptedException, FailedException {
        DamagePolicy damages = skipping.of(job.in(), streams());
        try (CompressedFile.Reader reader = open(job.in());
                StagedPath staged = StagedPath.forSz(job.out(), force ? OnExisting.REPLACE : OnExisting.REFUSE);
                Progress progress = streams().progress("convert", reader.size())) {
            write(reader, job.out(), staged.temporary(), damages, progress);
            staged.commit();
        }
        damages.finish();
    }

    private void write(CompressedFile.Reader reader, Path out, Path temporary, DamagePolicy damages, Progress progress)
            throws InterruptedException, FailedException {
        try {
            copy(reader, create(reader, temporary), damages, progress);
        } catch (IOException | UncheckedIOException e) {
            String message = FailureMessage.of(e);
            throw new FailedException(message.replace(temporary.toString(), out.toString()), e);
        }
    }

    private CompressedFile.Writer create(CompressedFile.Reader reader, Path out) throws IOException, FailedException {
        WriteOptions options =
                WriteOptions.defaults().withUnsupported(widen ? UnsupportedValues.WIDEN : UnsupportedValues.REFUSE);
        Map<String, ColumnCodec> chosen = chosenCodecs(reader, out);
        for (Map.Entry<String, ColumnCodec> codec : chosen.entrySet()) {
            options = options.withCodec(codec.getKey(), codec.getValue());
        }
        try {
            return CompressedFile.create(
                    out,
                    reader.schema(),
                    WriterOptions.defaults()
                            .withLayout(layout)
                            .withWriteOptions(options)
                            .withHeader(reader.header())
                            .withEncoders(threads.threads()));
        } catch (IllegalArgumentException e) {
            if (needsWidening(reader)) {
                throw new FailedException(reader.path() + ": " + e.getMessage() + " with --widen", e);
            }
            if (codecs.isEmpty()) {
                throw e;
            }
            throw new UsageException("--codec", e);
        }
    }

    private boolean needsWidening(CompressedFile.Reader reader) {
        return layout == Layout.DIRECTORY
                && !widen
                && reader.schema().fields().stream().anyMatch(field -> switch (field.type()) {
                    case I8, U8, I64, U64 -> true;
                    default -> false;
                });
    }

    private Map<String, ColumnCodec> chosenCodecs(CompressedFile.Reader reader, Path out) throws IOException {
        Map<String, ColumnCodec> chosen = new LinkedHashMap<>();
        if (level != null) {
            chosen.putAll(DefaultCodecs.atLevel(level, layout, reader.schema(), out));
        }
        codecs.forEach((name, text) -> {
            if (reader.schema().find(name).isEmpty()) {
                throw new UsageException("--codec: there is no field '" + name + "'; there are "
                        + String.join(
                                ", ",
                                reader.schema().fields().stream()
                                        .map(Field::name)
                                        .toList()));
            }
            try {
                chosen.put(name, ColumnCodec.parse(text));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--codec " + name, e);
            }
        });
        return chosen;
    }

    private void copy(
            CompressedFile.Reader reader, CompressedFile.Writer writer, DamagePolicy damages, Progress progress)
            throws IOException, InterruptedException {
        try {
            new RowSource(reader, threads.threads(), damages).forEach(record -> {
                writer.put(record);
                progress.step(1);
            });
            writer.close();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            try {
                writer.abort();
            } catch (IOException aborting) {
                e.addSuppressed(aborting);
            }
            throw e;
        }
    }
}
