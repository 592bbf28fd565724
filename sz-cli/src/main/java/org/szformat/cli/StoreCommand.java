package org.szformat.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists and copies datasets by name. */
@Command(
        name = "store",
        subcommands = {StoreLsCommand.class, StoreCopyCommand.class},
        description = {
            "Lists and copies datasets by name.",
            "",
            "A store is a folder. Its dataset NAME is the SZ file NAME.sz, of any layout and compressor, or NAME. "
                    + "Several stores are searched in the order in which they are given."
        },
        footer = {
            "Examples:",
            "  sz store ls /ssd/runs /mnt/archive",
            "  sz store copy run-7 --from /ssd/runs --to /mnt/archive --compressor bz2"
        })
final class StoreCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** For picocli. */
    StoreCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given: ls or copy");
    }
}
