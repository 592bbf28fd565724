package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.cli.demo.DemoSettings;
import org.szformat.cli.demo.Demonstration;
import org.szformat.layout.OnExisting;
import org.szformat.staging.StagedPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what SZ does. */
@Command(
        name = "demo",
        description = {
            "Shows SZ at work on synthetic nanopore reads.",
            "",
            "Several threads write reads into one file at once; some are fetched by ID; all are read in parallel, and "
                    + "each is checked to be what was written. The file stays, for trying the other commands."
        },
        footer = {"Examples:", "  sz demo", "  sz demo -o . --reads 10000 --producers 8"})
final class DemoCommand extends SzCommand {
    private static final String FILE_NAME = "reads.sz";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The folder in which to write " + FILE_NAME
                    + ", made if it is missing; by default a new one among the temporary files.")
    private @Nullable Path folder;

    @Option(
            names = {"-f", "--force"},
            description = "Replace the file if it exists.")
    private boolean force;

    @Option(names = "--reads", paramLabel = "N", description = "How many reads (default: ${DEFAULT-VALUE}).")
    private int reads = 4000;

    @Option(
            names = "--producers",
            paramLabel = "N",
            description = "How many threads make and write them (default: ${DEFAULT-VALUE}).")
    private int producers = 4;

    @Option(names = "--seed", paramLabel = "N", description = "What they are made from (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "How to lay the file out: container or directory (default: ${DEFAULT-VALUE}).")
    private Layout layout = Layout.CONTAINER;

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    /** For picocli. */
    DemoCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        DemoSettings settings = settings();
        Path holder = folder == null ? Files.createTempDirectory("sz-demo-") : Files.createDirectories(folder);
        Path file = holder.resolve(FILE_NAME);
        try (StagedPath staged = StagedPath.forSz(file, force ? OnExisting.REPLACE : OnExisting.REFUSE)) {
            new Demonstration(staged.temporary(), settings, streams().out()).run();
            staged.commit();
            streams().out().write("The file is " + file + "\n");
        }
        return Main.OK;
    }

    private DemoSettings settings() {
        try {
            return new DemoSettings(layout, reads, producers, threads.threads(), seed);
        } catch (IllegalArgumentException e) {
            throw new UsageException("demo", e);
        }
    }
}
