package org.szformat.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.cli.term.Progress;
import org.szformat.cli.term.StandardStreams;
import org.szformat.cli.term.TextOutput;
import org.szformat.concurrent.CompressedFile;
import org.szformat.layout.RecordFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks files. */
@Command(
        name = "verify",
        description = {
            "Checks files: their structure, every checksum, and that every record decodes.",
            "",
            "Prints a line for each file, and a line for each damaged record; goes on to the next record and the "
                    + "next file. The exit code is 1 if anything is damaged. That several records have the same ID is "
                    + "allowed, and told."
        },
        footer = {"Examples:", "  sz verify reads.sz", "  sz verify --quick --recursive /data/runs"})
final class VerifyCommand extends SzCommand {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "SZ files.")
    private List<Path> files = List.of();

    @Option(names = "--quick", description = "Only the structure: no record is decoded.")
    private boolean quick;

    @Mixin
    private final InputFiles inputs = new InputFiles();

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    /** For picocli. */
    VerifyCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads.threads(), work -> {
            Thread thread = new Thread(work, "sz-verify");
            thread.setDaemon(true);
            return thread;
        });
        List<String> failures = new ArrayList<>();
        List<InputFiles.Input> all = inputs.of(files);
        try {
            for (InputFiles.Input input : all) {
                String failure = verify(input.path(), workers);
                if (failure != null) {
                    failures.add(failure);
                }
                streams().out().flush();
            }
        } finally {
            workers.shutdown();
        }
        if (!failures.isEmpty()) {
            String summary = all.size() == 1
                    ? failures.get(0)
                    : failures.size() + " of " + all.size() + " files failed; the first: " + failures.get(0);
            throw new FailedException(summary);
        }
        return Main.OK;
    }

    /** Prints what there is to say of a file; returns what is wrong with it. */
    private @Nullable String verify(Path path, ExecutorService workers) throws IOException, InterruptedException {
        TextOutput out = streams().out();
        String name = StandardStreams.oneLine(path.toString());
        String failure;
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            RecordFile file = reader.file();
            List<String> damaged = quick ? List.of() : damagedRecords(file, workers);
            if (damaged.isEmpty()) {
                out.write(name + ": OK (" + summary(file) + ")\n");
                return null;
            }
            out.write(name + ": DAMAGED (" + damaged.size() + " of " + count(file.size(), "record") + ")\n");
            for (String fault : damaged) {
                out.write("  " + StandardStreams.oneLine(fault) + "\n");
            }
            return damaged.size() == 1
                    ? damaged.get(0)
                    : path + ": " + damaged.size() + " of " + count(file.size(), "record") + " are damaged; the first: "
                            + damaged.get(0);
        } catch (SzFormatException e) {
            failure = FailureMessage.of(e);
            out.write(name + ": DAMAGED\n");
        } catch (FileSystemException e) {
            failure = FailureMessage.of(e);
            out.write(name + ": FAILED\n");
        }
        out.write("  " + StandardStreams.oneLine(failure) + "\n");
        return failure;
    }

    private List<String> damagedRecords(RecordFile file, ExecutorService workers)
            throws IOException, InterruptedException {
        try (Progress progress = streams().progress("verify", file.size())) {
            return new FileCheck(file, workers, threads.threads()).damagedRecords(progress);
        }
    }

    private String summary(RecordFile file) throws IOException {
        StringBuilder text = new StringBuilder(count(file.size(), "record"));
        text.append(", ").append(count(file.storedBytes(), "byte"));
        if (quick) {
            text.append(", structure only");
        }
        if (!file.isComplete()) {
            text.append(", incomplete");
        }
        long duplicates = file.schema().key().isPresent() ? file.index().duplicateKeys() : 0;
        if (duplicates > 0) {
            text.append(", ").append(count(duplicates, "record")).append(" with the ID of an earlier one");
        }
        return text.toString();
    }

    private static String count(long number, String what) {
        return String.format(Locale.ROOT, "%d %s%s", number, what, number == 1 ? "" : "s");
    }
}
