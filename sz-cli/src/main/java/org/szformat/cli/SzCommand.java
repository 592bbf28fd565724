package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.szformat.cli.term.StandardStreams;
import org.szformat.concurrent.CompressedFile;
import picocli.CommandLine.ParentCommand;

/** What all commands have: the streams of the command that they belong to, and how they open files. */
abstract class SzCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    /** For picocli. */
    SzCommand() {}

    final StandardStreams streams() {
        return main.streams();
    }

    /** Opens a file, with a warning if it is incomplete. */
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
