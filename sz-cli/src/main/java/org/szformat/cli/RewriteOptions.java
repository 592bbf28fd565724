package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.cli.term.StandardStreams;
import org.szformat.exchange.Damage;
import org.szformat.layout.RecordFile;
import org.szformat.rewrite.Rewrite;
import org.szformat.split.Split;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How files are written anew, whatever becomes of them. */
final class RewriteOptions {
    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "Lay what is written out as container or directory; by default as the first input is.")
    private @Nullable Layout layout;

    @Option(
            names = "--verify",
            description = "Read what was written back and compare its records with those that were to be written, "
                    + "before it appears.")
    private boolean verify;

    @Option(
            names = "--tmp-dir",
            paramLabel = "DIR",
            description = "Where what is written grows until it is whole, and what does not fit into memory goes; by "
                    + "default where it will be.")
    private @Nullable Path tmpDir;

    @Mixin
    private final SkipOptions skip = new SkipOptions();

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    /** The layout of what a file becomes. */
    Layout layoutOf(RecordFile file) {
        return layout == null ? natural(file) : layout;
    }

    /** The layout that a file becomes one of if none is asked for: its own, or a container of all that it leads to. */
    static Layout natural(RecordFile file) {
        return file.layout() == Layout.DIRECTORY ? Layout.DIRECTORY : Layout.CONTAINER;
    }

    Optional<Path> tmpDir() {
        return Optional.ofNullable(tmpDir);
    }

    /** What is to be opened to read files of any format whose records are read in place. */
    List<Path> readable(SzCommand command, List<Path> files) throws IOException, InterruptedException, FailedException {
        return command.readable(files, threads.threads(), tmpDir);
    }

    /** Whether damaged records are passed over. */
    boolean skipsDamage() {
        return skip.skips();
    }

    /** A rewriting so. */
    Rewrite of(Rewrite rewrite) {
        Rewrite chosen = rewrite.threads(threads.threads());
        chosen = layout == null ? chosen : chosen.layout(layout);
        chosen = verify ? chosen.verified() : chosen;
        chosen = skip.skips() ? chosen.skippingDamage() : chosen;
        return tmpDir == null ? chosen : chosen.temporaryFolder(tmpDir);
    }

    /** A splitting so. */
    Split of(Split split) {
        Split chosen = split.threads(threads.threads());
        chosen = layout == null ? chosen : chosen.layout(layout);
        chosen = verify ? chosen.verified() : chosen;
        chosen = skip.skips() ? chosen.skippingDamage() : chosen;
        return tmpDir == null ? chosen : chosen.temporaryFolder(tmpDir);
    }

    /** Tells of records that were passed over, and fails if there were any. */
    static void finish(Path written, long lost, List<Damage> damages, StandardStreams streams) throws FailedException {
        damages.forEach(damage -> streams.warn(damage.which() + " skipped; " + damage.fault()));
        if (lost > 0) {
            String more = lost > damages.size() ? ", of which " + damages.size() + " are named" : "";
            throw new FailedException(written + ": " + Wording.count(lost, "damaged record") + " skipped" + more);
        }
    }
}
