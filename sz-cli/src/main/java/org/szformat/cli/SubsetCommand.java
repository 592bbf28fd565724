package org.szformat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.szformat.concurrent.CompressedFile;
import org.szformat.layout.OnExisting;
import org.szformat.rewrite.Rewrite;
import org.szformat.rewrite.RewriteResult;
import org.szformat.selection.IdSelection;
import org.szformat.selection.RecordSelection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a file of some of the records of another. */
@Command(
        name = "subset",
        synopsisHeading = "Usage: ",
        customSynopsis = {"sz subset [OPTIONS] IN OUT"},
        description = {
            "Makes a file of some of the records of another.",
            "",
            "They are those of a list of IDs, those for which an expression holds, or those of some rows; given "
                    + "together, those that all of them mean. They keep their order.",
            "",
            "A list may be of any length. Few IDs are looked up in the index, so that no more is read than they need. If "
                    + "an ID is not there, the file has the others and the exit code is 1."
        },
        footer = {
            "Examples:",
            "  sz subset reads.sz some.sz --list ids.txt",
            "  sz skim reads.sz --ids | shuf -n 1000 | sz subset reads.sz some.sz -l -",
            "  sz subset run.pod5 channel-7.sz --where 'channel == 7'",
            "  sz subset reads.sz early.sz --where 'start_sample < 240000'",
            "  sz subset reads.sz first.sz --rows 0-1000 --degrade 3"
        })
final class SubsetCommand extends SzCommand {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final Pattern ROWS = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})?");
    private static final int NAMED = 5;

    @Parameters(index = "0", paramLabel = "IN", description = "An SZ file, or a BLOW5, SLOW5 or POD5 file.")
    @SuppressWarnings("NullAway.Init")
    private Path input;

    @Parameters(index = "1", arity = "0..1", paramLabel = "OUT", description = "The file to write.")
    private @Nullable Path target;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The same as the second argument.")
    private @Nullable Path output;

    @Option(
            names = {"-f", "--force"},
            description = "Replace OUT if it is an SZ file.")
    private boolean force;

    @Option(
            names = {"-l", "--list"},
            paramLabel = "FILE",
            description = "Records of the IDs in FILE, one a line; '-' is the standard input.")
    private @Nullable Path list;

    @Option(names = "--missing-ok", description = "It is no failure if an ID is not there.")
    private boolean missingOk;

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Option(
            names = "--rows",
            paramLabel = "A-B",
            description = "Records of the rows from A to before B, counted from 0; 100- are all but the first hundred.")
    private @Nullable String rows;

    @Mixin
    private final DegradeOptions degrading = new DegradeOptions();

    @Mixin
    private final RewriteOptions rewriting = new RewriteOptions();

    /** For picocli. */
    SubsetCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        if ((target == null) == (output == null)) {
            throw new UsageException("name one file to write, as OUT or by --output");
        }
        if (list == null && rows == null && filter.text().isEmpty()) {
            throw new UsageException("nothing says which records: give --list, --where or --rows");
        }
        if (missingOk && list == null) {
            throw new UsageException("--missing-ok is about --list, which is not given");
        }
        Path out = target == null ? Objects.requireNonNull(output) : target;
        Rewrite rewrite = rewrite();
        if (list == null) {
            rewrite = rows == null ? rewrite : rewrite.keeping(rows());
            report(out, run(rewrite, out), "");
            return Main.OK;
        }
        Path folder = rewriting
                .tmpDir()
                .orElseGet(() -> Objects.requireNonNull(out.toAbsolutePath().getParent()));
        Optional<Path> spooled = spooled(list);
        try (IdSelection ids = IdSelection.of(spooled.orElse(list), folder)) {
            RewriteResult result = run(rewrite.keeping(rows == null ? ids : ids.and(rows())), out);
            return report(out, result, ids.report());
        } finally {
            if (spooled.isPresent()) {
                Files.deleteIfExists(spooled.get());
            }
        }
    }

    private Rewrite rewrite() throws IOException, InterruptedException, FailedException {
        Path readable = rewriting.readable(this, List.of(input)).get(0);
        Rewrite rewrite = rewriting.of(Rewrite.from(readable));
        try (CompressedFile.Reader reader = open(readable)) {
            if (filter.of(reader.schema()).isPresent()) {
                rewrite = rewrite.where(filter.text().orElseThrow());
            }
            if (list != null) {
                Keys.handle(reader);
            }
            return degrading.of(rewrite, reader.schema());
        }
    }

    private RecordSelection rows() {
        Matcher range = ROWS.matcher(String.valueOf(rows));
        if (range.matches()) {
            long from = Long.parseLong(range.group(1));
            long to = range.group(2) == null ? Long.MAX_VALUE : Long.parseLong(range.group(2));
            if (from <= to) {
                return RecordSelection.rows(from, to);
            }
        }
        throw new UsageException("--rows is '" + rows + "'; it must be like 0-100, or 100- for all behind");
    }

    /** What can be read only once, such as the standard input, as a file; nothing where it is one. */
    private Optional<Path> spooled(Path from) throws IOException {
        boolean isInput = from.equals(STANDARD_INPUT);
        if (!isInput && (Files.isRegularFile(from) || Files.isDirectory(from))) {
            return Optional.empty();
        }
        try (InputStream in = isInput ? InputStream.nullInputStream() : Files.newInputStream(from)) {
            Path copy = Files.createTempFile("sz-ids-", ".tmp");
            copy.toFile().deleteOnExit();
            Files.copy(isInput ? streams().in() : in, copy, StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(copy);
        }
    }

    private RewriteResult run(Rewrite rewrite, Path out) throws IOException, InterruptedException {
        try (RewriteProgressBar bar = new RewriteProgressBar(streams())) {
            return bar.watch(rewrite).to(out, force ? OnExisting.REPLACE : OnExisting.REFUSE);
        }
    }

    private int report(Path out, RewriteResult result, IdSelection.Report ids) throws FailedException {
        if (ids.missing() > 0 && !missingOk) {
            List<String> first = ids.firstMissing();
            List<String> some = first.subList(0, Math.min(NAMED, first.size())).stream()
                    .map(id -> "'" + id + "'")
                    .toList();
            long more = ids.missing() - some.size();
            throw new FailedException(input + ": there " + (ids.missing() == 1 ? "is no record " : "are no records ")
                    + String.join(", ", some) + (more == 0 ? "" : " and " + more + " more") + "; " + out + " has "
                    + Wording.count(result.records(), "record") + " of " + Wording.count(ids.listed(), "ID"));
        }
        String repeated = ids.repeated() == 0 ? "" : ", " + ids.repeated() + " listed again";
        report(
                out,
                result,
                "; " + Wording.count(ids.listed(), "ID") + " listed" + repeated + ", " + ids.missing() + " not there");
        return Main.OK;
    }

    private void report(Path out, RewriteResult result, String more) throws FailedException {
        streams()
                .report(out + ": " + Wording.count(result.records(), "record") + " in "
                        + Wording.count(result.chunks(), "chunk") + more);
        RewriteOptions.finish(out, result.lostRecords(), result.damages(), streams());
    }
}
