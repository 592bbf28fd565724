package org.szformat.cli;

import java.nio.file.Path;
import org.szformat.cli.term.StandardStreams;
import picocli.CommandLine.Option;

/** Whether damaged records end the work. */
final class SkipOptions {
    @Option(
            names = "--skip-damaged",
            description = "Go on past records that are damaged, tell which on the standard error, and exit with 1 at "
                    + "the end. Without it, the first of them ends the work.")
    private boolean on;

    /** Whether they are passed over. */
    boolean skips() {
        return on;
    }

    /** What is to be done about damaged records of a file. */
    DamagePolicy of(Path file, StandardStreams streams) {
        return new DamagePolicy(on, file, streams);
    }
}
