package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.OnExisting;
import org.szformat.merge.DuplicatePolicy;
import org.szformat.rewrite.Rewrite;
import org.szformat.rewrite.RewriteResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes one file of many. */
@Command(
        name = "merge",
        synopsisHeading = "Usage: ",
        customSynopsis = {"sz merge [OPTIONS] IN... -o OUT"},
        description = {
            "Makes one file of many.",
            "",
            "OUT has the records of the first input, then those of the second, and so on. Inputs must have the same fields, unless --union is given, and what they say of a run must be the same, "
                    + "unless --allow is. Their headers become one: runs are united, and where values of a key differ, "
                    + "all of them are kept under the key 'differing'. Records with the same ID are refused unless "
                    + "--on-duplicate says otherwise.",
            "",
            "Chunks in which nothing changes are taken over without being decoded, after their checksums were checked. "
                    + "Codecs and layout are those of the first input. OUT appears when it is whole."
        },
        footer = {
            "Examples:",
            "  sz merge a.sz b.sz c.sz -o all.sz",
            "  sz merge -r run_dir -o run.sz -t 8 --verify",
            "  sz merge old.blow5 new.pod5 -o all.sz --union",
            "  sz merge a.sz b.sz -o few.sz --where 'channel < 257'",
            "  sz merge old.sz new.sz -o reads.sz --on-duplicate last --union"
        })
final class MergeCommand extends SzCommand {
    /** What is done about IDs that are there twice. */
    enum OnDuplicate {
        ERROR("error", DuplicatePolicy.REFUSE),
        KEEP("keep", DuplicatePolicy.KEEP),
        FIRST("first", DuplicatePolicy.FIRST),
        LAST("last", DuplicatePolicy.LAST),
        SUFFIX("suffix", DuplicatePolicy.SUFFIX);

        private final String label;
        private final DuplicatePolicy policy;

        OnDuplicate(String label, DuplicatePolicy policy) {
            this.label = label;
            this.policy = policy;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    @Parameters(arity = "1..*", paramLabel = "IN", description = "SZ, BLOW5, SLOW5 or POD5 files.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The file to write.")
    private @Nullable Path output;

    @Option(
            names = {"-f", "--force"},
            description = "Replace OUT if it is an SZ file.")
    private boolean force;

    @Mixin
    private final MergeOptions merging = new MergeOptions();

    @Option(
            names = "--on-duplicate",
            paramLabel = "WHAT",
            description = "What to do with records of the same ID: ${COMPLETION-CANDIDATES}. 'error', the default, "
                    + "refuses them, 'first' and 'last' keep that one, 'suffix' puts _2, _3 and so on behind the IDs of "
                    + "the others, 'keep' keeps all as they are.")
    private OnDuplicate onDuplicate = OnDuplicate.ERROR;

    @Mixin
    private final DegradeOptions degrading = new DegradeOptions();

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Mixin
    private final RewriteOptions rewriting = new RewriteOptions();

    /** For picocli. */
    MergeCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        Path out = output;
        if (out == null) {
            throw new UsageException("no file to write is given: name it by --output");
        }
        List<Path> files = rewriting.readable(this, merging.files(paths));
        Rewrite rewrite = rewriting
                .of(Rewrite.from(files))
                .schemas(merging.schemas())
                .runs(merging.runs())
                .onDuplicate(onDuplicate.policy);
        if (filter.text().isPresent() && filter.of(merging.schema(files)).isPresent()) {
            rewrite = rewrite.where(filter.text().orElseThrow());
        }
        for (Map.Entry<String, Integer> column : degrading.of(files.get(0)).entrySet()) {
            rewrite = rewrite.degrade(column.getKey(), column.getValue());
        }
        RewriteResult result;
        try (RewriteProgressBar bar = new RewriteProgressBar(streams())) {
            result = bar.watch(rewrite).to(out, force ? OnExisting.REPLACE : OnExisting.REFUSE);
        }
        result.warnings().forEach(streams()::warn);
        String dropped = result.droppedDuplicates() == 0
                ? ""
                : ", " + Wording.count(result.droppedDuplicates(), "duplicate") + " left out";
        streams()
                .report(out + ": " + Wording.count(result.records(), "record") + " of "
                        + Wording.count(files.size(), "file") + " in " + Wording.count(result.chunks(), "chunk") + ", "
                        + result.chunksCopied() + " taken over" + dropped);
        RewriteOptions.finish(out, result.lostRecords(), result.damages(), streams());
        return Main.OK;
    }
}
