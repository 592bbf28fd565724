package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.szformat.cli.term.Progress;
import org.szformat.layout.OnExisting;
import org.szformat.merge.RunPolicy;
import org.szformat.merge.SchemaPolicy;
import org.szformat.virtual.Combine;
import org.szformat.virtual.CombineListener;
import org.szformat.virtual.CombineResult;
import org.szformat.virtual.Virtual;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes many files one, without copying them. */
@Command(
        name = "combine",
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "sz combine [OPTIONS] IN... -o OUT",
            "       sz combine [OPTIONS] --append OUT IN...",
            "       sz combine --relocate OLD=NEW OUT"
        },
        description = {
            "Makes many files one, without copying them.",
            "",
            "OUT is a manifest: it has the attributes of all records, an index of their IDs, and where the files lie, "
                    + "its members. Every command reads it like one file, and takes datasets from the members, which are "
                    + "opened when they are needed. They must stay where they are, as seen from OUT, and as they are: one "
                    + "that is missing or has changed is named when it is read; 'sz verify' looks at all of them.",
            "",
            "IN are SZ files of any layout; manifests too, whose members OUT then has, so that parts can be combined "
                    + "apart; BLOW5, SLOW5 and POD5 files as they are; and TAR and uncompressed ZIP archives of such. "
                    + "They must have the same fields (--union fills what is missing). Their headers become one, as "
                    + "'sz convert' makes it."
        },
        footer = {
            "Examples:",
            "  sz combine a.sz b.sz -o both.szv",
            "  sz combine -r /data/runs -o all.szv -t 8",
            "  sz combine -r runs -o all.szv --attribute 'run=run_(\\d+)'",
            "  sz combine monday.szv tuesday.szv -o week.szv --union",
            "  sz combine --append all.szv new.sz reads.blow5 archive.tar",
            "  sz combine --relocate /data/runs=/archive/runs all.szv",
            "  sz get all.szv READ_ID --format jsonl"
        })
final class CombineCommand extends SzCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "IN",
            description = "SZ, BLOW5, SLOW5 or POD5 files, TAR or ZIP archives of such; with --relocate, manifests.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The manifest to write, by convention NAME.szv; it appears when it is whole.")
    private @Nullable Path output;

    @Option(
            names = "--append",
            paramLabel = "OUT",
            description = "Add IN to the manifest OUT, whose members are not looked at again.")
    private @Nullable Path append;

    @Option(
            names = "--relocate",
            paramLabel = "OLD=NEW",
            description = "Members that lie in OLD are in NEW now; can be given several times.")
    private Map<String, String> moves = new LinkedHashMap<>();

    @Option(
            names = {"-f", "--force"},
            description = "Replace OUT if it is an SZ file.")
    private boolean force;

    @Option(
            names = "--tmp-dir",
            paramLabel = "DIR",
            description = "Where OUT grows until it is whole; by default beside its final place.")
    private @Nullable Path tmpDir;

    @Option(
            names = "--union",
            description = "Files may have different fields: OUT has all of them, and what a file lacks is missing.")
    private boolean union;

    @Option(
            names = {"--allow", "--allow-run-conflicts"},
            description = "Files may say different things of a run of the same ID: the first counts, the others are "
                    + "kept under the header's key 'run_conflicts'.")
    private boolean allowRunConflicts;

    @Option(
            names = "--attribute",
            paramLabel = "NAME=REGEX",
            description =
                    "Records have a text attribute NAME, which is found in the path of their file: the group of that "
                            + "name in REGEX, else its first group, else all that it matches. Can be given several times.")
    private Map<String, String> attributes = new LinkedHashMap<>();

    @Option(
            names = "--inline",
            paramLabel = "BYTES",
            description = "Copy records into OUT whose datasets take no more than BYTES, uncompressed.")
    private long inline;

    @Mixin
    private final InputFiles inputs = new InputFiles();

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    /** For picocli. */
    CombineCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        int modes = (output == null ? 0 : 1) + (append == null ? 0 : 1) + (moves.isEmpty() ? 0 : 1);
        if (modes != 1) {
            throw new UsageException(
                    modes == 0
                            ? "no output given: name it by --output, or by --append to add to it"
                            : "--output, --append and --relocate exclude each other");
        }
        if (!moves.isEmpty()) {
            relocate();
            return Main.OK;
        }
        List<Path> files = files();
        CombineResult result;
        try (Progress progress = streams().progress("combine", files.size())) {
            Combine combine = combine(files, progress);
            result = output != null
                    ? combine.to(output, force ? OnExisting.REPLACE : OnExisting.REFUSE)
                    : combine.appendTo(Objects.requireNonNull(append));
        }
        streams()
                .out()
                .write(result.manifest() + ": " + Wording.count(result.members(), "member") + ", "
                        + Wording.count(result.records(), "record")
                        + (result.repeatedIds() == 0
                                ? ""
                                : ", " + Wording.count(result.repeatedIds(), "record")
                                        + " with the ID of an earlier one")
                        + "\n");
        return Main.OK;
    }

    private Combine combine(List<Path> files, Progress progress) {
        Combine combine = Virtual.combine(files)
                .schemas(union ? SchemaPolicy.UNION : SchemaPolicy.SAME)
                .runs(allowRunConflicts ? RunPolicy.KEEP_FIRST : RunPolicy.REFUSE_CONFLICTS)
                .threads(threads.threads())
                .onProgress(listener(progress));
        if (inline < 0) {
            throw new UsageException("--inline is " + inline + "; it must be 0 or more");
        }
        combine = combine.inline(inline);
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            try {
                combine = combine.attribute(attribute.getKey(), Pattern.compile(attribute.getValue()));
            } catch (PatternSyntaxException e) {
                throw new UsageException("--attribute " + attribute.getKey() + ": '" + attribute.getValue()
                        + "' is no regular expression: " + e.getDescription());
            }
        }
        return tmpDir == null ? combine : combine.temporaryFolder(tmpDir);
    }

    private CombineListener listener(Progress progress) {
        return new CombineListener() {
            private long before;

            @Override
            public void warning(String message) {
                streams().warn(message);
            }

            @Override
            public void advanced(long done, long of) {
                progress.step(done - before);
                before = done;
            }
        };
    }

    private List<Path> files() throws IOException, FailedException {
        return inputs.of(paths).stream().map(InputFiles.Input::path).toList();
    }

    private void relocate() throws IOException {
        for (Path manifest : paths) {
            for (Map.Entry<String, String> move : moves.entrySet()) {
                long moved = Virtual.relocate(manifest, move.getKey(), move.getValue());
                streams()
                        .out()
                        .write(manifest + ": " + Wording.count(moved, "member") + " of " + move.getKey() + " in "
                                + move.getValue() + " now\n");
            }
        }
    }
}
