package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.merge.RunPolicy;
import org.szformat.merge.SchemaPolicy;
import org.szformat.staging.SzFiles;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which SZ files are read as one, and what of them may differ. */
final class MergeOptions {
    @Mixin
    private final InputFiles inputs = new InputFiles();

    @Option(
            names = "--union",
            description =
                    "Inputs may have different fields: outputs have all of them, and what an input lacks is missing.")
    private boolean union;

    @Option(
            names = {"--allow", "--allow-run-conflicts"},
            description = "Inputs may say different things of a run of the same ID: the first counts, the others are "
                    + "kept under the header's key 'run_conflicts'.")
    private boolean allow;

    SchemaPolicy schemas() {
        return union ? SchemaPolicy.UNION : SchemaPolicy.SAME;
    }

    RunPolicy runs() {
        return allow ? RunPolicy.KEEP_FIRST : RunPolicy.REFUSE_CONFLICTS;
    }

    /** The files, each of them SZ. */
    List<Path> files(List<Path> paths) throws IOException, FailedException {
        List<Path> files = new ArrayList<>();
        for (InputFiles.Input input : inputs.of(paths)) {
            Path path = input.path();
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            if (Files.isRegularFile(path) && !SzFiles.isSz(path)) {
                throw new FailedException(path + ": is no SZ file; 'sz convert' makes one of it first");
            }
            files.add(path);
        }
        return files;
    }
}
