package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.cli.term.StandardStreams;
import org.szformat.concurrent.WriterOptions;
import org.szformat.exchange.FormatOptions;
import org.szformat.interop.convert.Output;
import org.szformat.interop.text.TextOutput;
import org.szformat.layout.OnExisting;
import org.szformat.staging.StagedPath;
import picocli.CommandLine.Option;

/** Where a command's text goes. */
final class OutputOptions {
    private static final Path STANDARD_OUTPUT = Path.of("-");

    /** Writes text. */
    @FunctionalInterface
    interface Task {
        void writeTo(TextOutput out) throws IOException, InterruptedException;
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to FILE, which appears when it is whole; '-' is the standard output, the default.")
    private Path output = STANDARD_OUTPUT;

    @Option(
            names = {"-f", "--force"},
            description = "Replace FILE if it exists.")
    private boolean force;

    /** The file that was named, if one was. */
    Optional<Path> file() {
        return output.equals(STANDARD_OUTPUT) ? Optional.empty() : Optional.of(output);
    }

    void write(StandardStreams streams, Task task) throws IOException, InterruptedException {
        @Nullable Path file = file().orElse(null);
        if (file == null) {
            task.writeTo(streams.out());
        } else if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            writeDirectly(file, task);
        } else {
            writeStaged(file, task);
        }
    }

    private OnExisting onExisting() {
        return force ? OnExisting.REPLACE : OnExisting.REFUSE;
    }

    /** Where a file of a format goes. */
    Output to(TargetFormat target, FormatOptions options, StandardStreams streams) throws IOException {
        @Nullable Path file = file().orElse(null);
        if (file == null) {
            return target.output(streams.bytes(), STANDARD_OUTPUT, options);
        }
        return target.output(file, onExisting(), Optional.empty(), options, schema -> WriterOptions.defaults());
    }

    /** To a pipe or a device, which stays what it is. */
    private static void writeDirectly(Path file, Task task) throws IOException, InterruptedException {
        try (TextOutput out = TextOutput.to(file)) {
            task.writeTo(out);
        }
    }

    private void writeStaged(Path file, Task task) throws IOException, InterruptedException {
        try (StagedPath staged = StagedPath.forFile(file, onExisting(), Optional.empty())) {
            try (TextOutput out = TextOutput.to(staged.temporary())) {
                task.writeTo(out);
            }
            staged.commit();
        }
    }
}
