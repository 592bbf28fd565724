package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.szformat.cli.term.StandardStreams;
import org.szformat.concurrent.CompressedFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands have: the streams of the command that they belong to, at whatever depth, and how they open files. */
abstract class SzCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** For picocli. */
    SzCommand() {}

    final StandardStreams streams() {
        return ((Main) spec.root().userObject()).streams();
    }

    /** What is to be opened to read a file: itself, or what leads to the records of a file of another format. */
    final Path readable(Path path) throws IOException, InterruptedException, FailedException {
        return readable(List.of(path), Runtime.getRuntime().availableProcessors(), null)
                .get(0);
    }

    /**
     * What is to be opened to read files.
     *
     * @param tmpDir where what leads to records of other formats lies; null for the system's folder for such
     */
    final List<Path> readable(List<Path> paths, int threads, @Nullable Path tmpDir)
            throws IOException, InterruptedException, FailedException {
        return ((Main) spec.root().userObject()).foreign().readable(paths, threads, tmpDir);
    }

    /** Opens a {@linkplain #readable readable} file, with a warning if it is incomplete. */
    final CompressedFile.Reader open(Path path) throws IOException {
        CompressedFile.Reader reader = CompressedFile.open(path);
        if (!reader.isComplete()) {
            streams()
                    .warn(path + ": is incomplete and has " + Wording.count(reader.size(), "record") + " now ("
                            + reader.file().incompleteness().orElse("its writer did not finish it")
                            + "); unless it is still being written, 'sz repair' finishes it");
        }
        return reader;
    }
}
