package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.szformat.layout.OnExisting;
import org.szformat.split.Split;
import org.szformat.split.SplitResult;
import org.szformat.split.SplitRule;
import org.szformat.split.SplitTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes many files of some. */
@Command(
        name = "split",
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "sz split [OPTIONS] IN... -d DIR --by ATTRIBUTES",
            "       sz split [OPTIONS] IN... -d DIR --by-run",
            "       sz split [OPTIONS] IN... -d DIR (-n FILES | --records N | --bytes SIZE)",
            "       sz split [OPTIONS] IN... -d DIR --table FILE --columns COLUMNS"
        },
        description = {
            "Makes many files of one.",
            "",
            "Several inputs are read one after the other. Every record goes to one of the files, in the order that it "
                    + "has. The files appear when all of them are whole.",
            "",
            "Files are called as --template says: a name in braces stands for the value of that attribute or column, "
                    + "{source} for the name of the first input, {part} for a number from 0; a slash makes folders. What "
                    + "file systems do not allow in names is written as %% and two digits; a missing value is ~missing. "
                    + "Different values never go to one file.",
            "",
            "By --table, a table in TSV or CSV says of each ID where its record goes, such as a basecaller's summary. "
                    + "Records that it does not list are refused unless --missing or --drop-missing is given, those that "
                    + "it lists with different values unless --multi or --multi-each is."
        },
        footer = {
            "Examples:",
            "  sz split reads.sz -d channels --by channel",
            "  sz split reads.sz -d parts --template '{run_id}/{channel}.sz'",
            "  sz split merged.sz -d runs --by-run",
            "  sz split reads.sz -d parts -n 8 --template 'part{part}.sz'",
            "  sz split reads.sz -d parts --bytes 2G",
            "  sz split run.blow5 -d channels --by channel",
            "  sz split reads.sz -d few --by channel --where 'channel < 9'",
            "  sz split reads.sz -d out --table s.tsv --columns barcode --missing none"
        })
final class SplitCommand extends SzCommand {
    private static final String SUFFIXES = "KMGT";

    @Parameters(arity = "1..*", paramLabel = "IN", description = "SZ, BLOW5, SLOW5 or POD5 files.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-d", "--out-dir"},
            paramLabel = "DIR",
            description = "The folder to write into, made if it is missing.")
    private @Nullable Path outDir;

    @Option(
            names = {"-f", "--force"},
            description = "Replace files that exist, if they are SZ files.")
    private boolean force;

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "ATTRIBUTES",
            description = "A file for each value of these attributes, separated by commas, or of those that --template "
                    + "names.")
    private List<String> attributes = List.of();

    @Option(
            names = "--by-run",
            arity = "0..1",
            fallbackValue = "run_id",
            paramLabel = "ATTRIBUTE",
            description =
                    "A file for each run, with what the header says of that one alone; runs are told by run_id, or "
                            + "another ATTRIBUTE.")
    private @Nullable String run;

    @Option(
            names = {"-n", "--files"},
            paramLabel = "FILES",
            description = "So many files, of as many records as the others have, or one more.")
    private @Nullable Integer files;

    @Option(names = "--records", paramLabel = "N", description = "Files of so many records.")
    private @Nullable Long records;

    @Option(
            names = "--bytes",
            paramLabel = "SIZE",
            description =
                    "Files of the chunks that take about so many bytes in IN; K, M, G and T stand for powers of 1024.")
    private @Nullable String bytes;

    @Option(names = "--table", paramLabel = "FILE", description = "Where each record goes, by its ID.")
    private @Nullable Path table;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "COLUMNS",
            description = "The columns of the table whose values tell records apart, separated by commas.")
    private List<String> columns = List.of();

    @Option(
            names = "--read-id-column",
            paramLabel = "COLUMN",
            description = "The column of the table that has the IDs; parent_read_id by default or, if there is none, "
                    + "read_id.")
    private @Nullable String idColumn;

    @Option(
            names = "--missing",
            paramLabel = "VALUE",
            description = "Records that the table does not list go where those with VALUE go.")
    private @Nullable String missing;

    @Option(names = "--drop-missing", description = "Records that the table does not list are left out, and counted.")
    private boolean dropMissing;

    @Option(
            names = "--multi",
            paramLabel = "VALUE",
            description = "Records that the table lists with different values go where those with VALUE go.")
    private @Nullable String multi;

    @Option(
            names = "--multi-each",
            description = "Records that the table lists with different values go to each of the files.")
    private boolean multiEach;

    @Option(
            names = "--template",
            paramLabel = "NAME",
            description = "What files are called; by default the values, joined by _, or {source}_{part}, and .sz.")
    private @Nullable String template;

    @Mixin
    private final MergeOptions merging = new MergeOptions();

    @Mixin
    private final DegradeOptions degrading = new DegradeOptions();

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Mixin
    private final RewriteOptions rewriting = new RewriteOptions();

    /** For picocli. */
    SplitCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        Path folder = outDir;
        if (folder == null) {
            throw new UsageException("no folder to write into is given: name it by --out-dir");
        }
        SplitRule rule = rule();
        List<Path> inputs = rewriting.readable(this, merging.files(paths));
        Split split = rewriting
                .of(Split.from(inputs))
                .by(rule)
                .schemas(merging.schemas())
                .runs(merging.runs());
        if (filter.text().isPresent() && filter.of(merging.schema(inputs)).isPresent()) {
            split = split.where(filter.text().orElseThrow());
        }
        for (Map.Entry<String, Integer> column : degrading.of(inputs.get(0)).entrySet()) {
            split = split.degrade(column.getKey(), column.getValue());
        }
        SplitResult result;
        try (RewriteProgressBar bar = new RewriteProgressBar(streams())) {
            result = bar.watch(split).to(folder, force ? OnExisting.REPLACE : OnExisting.REFUSE);
        }
        result.warnings().forEach(streams()::warn);
        streams().report(folder + ": " + describe(result));
        RewriteOptions.finish(folder, result.lostRecords(), result.damages(), streams());
        return Main.OK;
    }

    private SplitRule rule() {
        List<String> given = new ArrayList<>();
        note(given, "--by", !attributes.isEmpty());
        note(given, "--by-run", run != null);
        note(given, "--files", files != null);
        note(given, "--records", records != null);
        note(given, "--bytes", bytes != null);
        note(given, "--table", table != null);
        if (given.size() > 1) {
            throw new UsageException(String.join(" and ", given) + " exclude each other");
        }
        if (bytes != null && filter.text().isPresent()) {
            throw new UsageException("--bytes is about whole chunks, of which --where leaves parts; give --records");
        }
        boolean isTableOption =
                !columns.isEmpty() || idColumn != null || missing != null || dropMissing || multi != null || multiEach;
        if (isTableOption && table == null) {
            throw new UsageException("--columns, --read-id-column, --missing, --drop-missing, --multi and --multi-each "
                    + "are about --table, which is not given");
        }
        if (given.isEmpty() && template == null) {
            throw new UsageException(
                    "nothing says where records go: give --by, --by-run, --files, --records, --bytes or --table");
        }
        try {
            return chosenRule();
        } catch (IllegalArgumentException e) {
            throw new UsageException("split", e);
        }
    }

    private static void note(List<String> given, String option, boolean isGiven) {
        if (isGiven) {
            given.add(option);
        }
    }

    private SplitRule chosenRule() {
        if (table != null) {
            return SplitRule.table(table(table), template(places(columns)));
        }
        if (run != null) {
            return new SplitRule.ByRun(run, template(places(List.of(run))));
        }
        if (files != null) {
            return SplitRule.files(files, template(SplitRule.NUMBERED));
        }
        if (records != null) {
            return SplitRule.records(records, template(SplitRule.NUMBERED));
        }
        if (bytes != null) {
            return SplitRule.bytes(size(bytes), template(SplitRule.NUMBERED));
        }
        for (String attribute : attributes) {
            if (template != null && !template.contains("{" + attribute + "}")) {
                throw new UsageException("--template '" + template + "' has no {" + attribute + "}, by which to split");
            }
        }
        return SplitRule.attributes(template(places(attributes)));
    }

    private String template(String otherwise) {
        return template == null ? otherwise : template;
    }

    private static String places(List<String> names) {
        return names.stream().map(name -> "{" + name + "}").collect(Collectors.joining("_", "", ".sz"));
    }

    private SplitTable table(Path path) {
        if (columns.isEmpty()) {
            throw new UsageException("--table needs --columns, which say what of it tells records apart");
        }
        if (missing != null && dropMissing || multi != null && multiEach) {
            throw new UsageException(
                    missing != null && dropMissing
                            ? "--missing and --drop-missing exclude each other"
                            : "--multi and --multi-each exclude each other");
        }
        SplitTable of = SplitTable.of(path, columns);
        of = idColumn == null ? of : of.idColumn(idColumn);
        of = missing == null ? of : of.missing(missing);
        of = dropMissing ? of.leavingOutMissing() : of;
        of = multi == null ? of : of.multi(multi);
        return multiEach ? of.multiToEach() : of;
    }

    private static long size(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        int suffix = upper.isEmpty() ? -1 : SUFFIXES.indexOf(upper.charAt(upper.length() - 1));
        try {
            long number = Long.parseLong(suffix < 0 ? upper : upper.substring(0, upper.length() - 1));
            long size = Math.multiplyExact(number, 1L << 10 * (suffix + 1));
            if (size > 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Told below.
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
        throw new UsageException("--bytes is '" + text + "'; it must be a number, such as 500M or 2G");
    }

    private String describe(SplitResult result) {
        StringBuilder text = new StringBuilder(Wording.count(result.records(), "record") + " in "
                + Wording.count(result.parts().size(), "file") + ", " + Wording.count(result.chunks(), "chunk") + ", "
                + result.chunksCopied() + " taken over");
        result.table()
                .ifPresent(rows -> text.append("; ")
                        .append(Objects.requireNonNull(table).getFileName())
                        .append(": ")
                        .append(Wording.count(rows.rows(), "row"))
                        .append(", ")
                        .append(rows.repeated())
                        .append(" repeated, ")
                        .append(Wording.count(rows.ambiguous(), "ID"))
                        .append(" with different values (")
                        .append(Wording.count(rows.ambiguousRecords(), "record"))
                        .append("), ")
                        .append(rows.absent())
                        .append(" not in the input, ")
                        .append(Wording.count(rows.unlisted(), "record"))
                        .append(" not listed")
                        .append(result.leftOut() == 0 ? "" : " and left out"));
        return text.toString();
    }
}
