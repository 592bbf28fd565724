package org.szformat.cli;

import java.util.concurrent.Callable;
import org.szformat.cli.term.StandardStreams;
import picocli.CommandLine.ParentCommand;

/** What all commands have: the streams of the command that they belong to. */
abstract class SzCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    /** For picocli. */
    SzCommand() {}

    final StandardStreams streams() {
        return main.streams();
    }
}
