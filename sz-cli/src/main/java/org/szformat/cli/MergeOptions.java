package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.merge.RunPolicy;
import org.szformat.merge.SchemaPolicy;
import org.szformat.merge.SchemaUnion;
import org.szformat.schema.Schema;
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

    /** The fields of all files. */
    Schema schema(List<Path> files) throws IOException {
        SchemaUnion all = new SchemaUnion(schemas());
        for (Path path : files) {
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                all.add(path, file.schema());
            }
        }
        return all.schema();
    }

    /** The files, each of which is there. */
    List<Path> files(List<Path> paths) throws IOException, FailedException {
        List<Path> files = new ArrayList<>();
        for (InputFiles.Input input : inputs.of(paths)) {
            Path path = input.path();
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            files.add(path);
        }
        return files;
    }
}
