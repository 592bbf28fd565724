package org.szformat.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.cli.term.Progress;
import org.szformat.cli.term.StandardStreams;
import org.szformat.concurrent.CompressedFile;
import org.szformat.digest.RecordDifference;
import org.szformat.digest.RecordDigest;
import org.szformat.interop.text.TextOutput;
import org.szformat.layout.Layouts;
import org.szformat.layout.RecordFile;
import org.szformat.layout.StructureFinding;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks files. */
@Command(
        name = "verify",
        description = {
            "Checks that files are whole and every record decodes.",
            "",
            "Prints a line for each file, and one for each run of records that have lost the same field: their rows, "
                    + "the first and the last ID, the field, and what is wrong. Goes on to the next record and the "
                    + "next file. Of containers every checksum is checked. The exit code is 1 if anything is damaged, "
                    + "or if a container was never finished ('sz repair' does that). That several records have the "
                    + "same ID is allowed, and told.",
            "",
            "--digest also prints the digest of all records, which is the same for files of the same records, in "
                    + "whatever order, chunks, layout and lossless codecs. --against compares it with that of another "
                    + "file; if they differ, it counts and names records that are only in one, or have other values."
        },
        footer = {
            "Examples:",
            "  sz verify reads.sz",
            "  sz verify --quick --recursive /data/runs",
            "  sz verify new.sz --against old.sz",
            "  sz verify run.sz --against run.blow5"
        })
final class VerifyCommand extends SzCommand {
    private static final String HOW_TO_REPAIR = "; 'sz repair' makes new tables if the chunks are sound";
    private static final String HOW_TO_FINISH = "; 'sz repair' finishes it";

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "SZ, BLOW5, SLOW5 or POD5 files.")
    private List<Path> files = List.of();

    @Option(
            names = "--quick",
            description = "Only the structure, such as tables and the heads of chunks: no record is decoded.")
    private boolean quick;

    @Option(names = "--digest", description = "Print the digest of the records, too.")
    private boolean digest;

    @Option(
            names = "--against",
            paramLabel = "OTHER",
            description =
                    "Compare the records of FILE, if it is whole, with those of another file, of any layout, or of "
                            + "BLOW5, SLOW5 or POD5.")
    private @Nullable Path other;

    @Option(
            names = "--tmp-dir",
            paramLabel = "DIR",
            description = "Where temporary files of --against go; by default the system's folder for such.")
    private Path tmpDir = Path.of(System.getProperty("java.io.tmpdir"));

    @Mixin
    private final InputFiles inputs = new InputFiles();

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    /** For picocli. */
    VerifyCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        if (quick && (digest || other != null)) {
            throw new UsageException("--quick decodes no record; --digest and --against decode all");
        }
        if (other != null && (files.size() > 1 || inputs.isRecursive())) {
            throw new UsageException("--against compares one FILE");
        }
        ExecutorService workers = Tasks.pool(threads.threads(), "sz-verify");
        List<String> failures = new ArrayList<>();
        List<InputFiles.Input> all = inputs.of(files);
        try {
            for (InputFiles.Input input : all) {
                String failure = verify(input.path(), workers);
                if (failure != null) {
                    failures.add(failure);
                }
                streams().out().flush();
            }
        } finally {
            workers.shutdown();
        }
        if (!failures.isEmpty()) {
            String summary = all.size() == 1
                    ? failures.get(0)
                    : failures.size() + " of " + all.size() + " files failed; the first: " + failures.get(0);
            throw new FailedException(summary);
        }
        if (other != null) {
            compare(files.get(0), other, readable(files.get(0)), readable(other));
        }
        return Main.OK;
    }

    private void compare(Path file, Path with, Path openedFile, Path openedWith)
            throws IOException, InterruptedException, FailedException {
        RecordDigest expected = RecordDigest.of(openedWith, threads.threads());
        if (expected.equals(RecordDigest.of(openedFile, threads.threads()))) {
            print(with + ": has the same " + Wording.count(expected.records(), "record"), List.of());
            return;
        }
        RecordDifference difference = RecordDifference.between(openedFile, openedWith, threads.threads(), tmpDir);
        String counts = Wording.count(difference.same(), "record") + " the same, " + difference.onlyInFirst()
                + " only in " + file + ", " + difference.onlyInSecond() + " only in " + with + ", "
                + difference.changed() + " changed";
        List<String> names = new ArrayList<>();
        try (CompressedFile.Reader one = CompressedFile.open(openedFile);
                CompressedFile.Reader two = CompressedFile.open(openedWith)) {
            addFields(names, file, one.schema(), two.schema());
            addFields(names, with, two.schema(), one.schema());
        }
        addNames(names, "only in " + file, difference.onlyInFirst(), difference.namesInFirst());
        addNames(names, "only in " + with, difference.onlyInSecond(), difference.namesInSecond());
        addNames(names, "changed", difference.changed(), difference.namesChanged());
        print(with + ": DIFFERS (" + counts + ")", names);
        throw new FailedException(file + " and " + with + " differ: " + counts);
    }

    private static void addNames(List<String> lines, String what, long count, List<String> names) {
        if (count > 0) {
            lines.add(what + ": " + String.join(", ", names) + (count > names.size() ? ", …" : ""));
        }
    }

    private static void addFields(List<String> lines, Path file, Schema schema, Schema others) {
        Set<String> known = others.fields().stream().map(Field::toString).collect(Collectors.toSet());
        List<String> own = schema.fields().stream()
                .map(Field::toString)
                .filter(field -> !known.contains(field))
                .toList();
        if (!own.isEmpty()) {
            lines.add("fields only in " + file + ": " + String.join(", ", own));
        }
    }

    /** Prints what there is to say of a file; returns what is wrong with it. */
    private @Nullable String verify(Path path, ExecutorService workers) throws IOException, InterruptedException {
        String failure;
        try (CompressedFile.Reader reader = CompressedFile.open(readable(path))) {
            return verify(path, reader.file(), workers);
        } catch (SzFormatException e) {
            failure = FailureMessage.of(e) + (isContainer(path) ? HOW_TO_REPAIR : "");
            print(path + ": DAMAGED", List.of(failure));
        } catch (FileSystemException e) {
            failure = FailureMessage.of(e);
            print(path + ": FAILED", List.of(failure));
        } catch (FailedException e) {
            failure = FailureMessage.of(e);
            print(path + (e.getCause() == null ? ": FAILED" : ": DAMAGED"), List.of(failure));
        }
        return failure;
    }

    private @Nullable String verify(Path path, RecordFile file, ExecutorService workers)
            throws IOException, InterruptedException {
        StructureFinding metadata = file.checkStructure();
        FileCheck.Finding records = checkRecords(file, workers);
        String what = Wording.count(file.size(), "record");
        List<String> faults = new ArrayList<>();
        records.damages().forEach(damage -> faults.add(damage.toString()));
        String repair = file.layout() == Layout.CONTAINER ? HOW_TO_REPAIR : "";
        metadata.damaged().forEach(fault -> faults.add(fault + repair));
        if (!file.isComplete()) {
            faults.add("incomplete: " + file.incompleteness().orElse("its writer did not finish it") + HOW_TO_FINISH);
        }
        if (faults.isEmpty()) {
            String said = summary(path, file, metadata.unused().size());
            if (digest) {
                said += ", digest " + RecordDigest.of(file.path(), threads.threads());
            }
            print(path + ": OK (" + said + ")", List.of());
            return null;
        }
        boolean isDamaged = faults.size() > (file.isComplete() ? 0 : 1);
        String extent = records.records() == 0 ? what : records.records() + " of " + what;
        print(path + ": " + (isDamaged ? "DAMAGED" : "INCOMPLETE") + " (" + extent + ")", faults);
        return path + ": " + (records.records() > 1 ? extent + " are damaged; the first: " : "") + faults.get(0);
    }

    private FileCheck.Finding checkRecords(RecordFile file, ExecutorService workers)
            throws IOException, InterruptedException {
        try (Progress progress = streams().progress("verify", file.size())) {
            FileCheck check = new FileCheck(file, workers, threads.threads());
            return quick ? check.readHeads(progress) : check.decode(progress);
        }
    }

    private void print(String line, List<String> faults) throws IOException {
        TextOutput out = streams().out();
        out.write(StandardStreams.oneLine(line) + "\n");
        for (String fault : faults) {
            out.write("  " + StandardStreams.oneLine(fault) + "\n");
        }
    }

    private static boolean isContainer(Path path) throws IOException {
        return Layouts.recognise(path)
                .filter(layout -> layout == Layout.CONTAINER)
                .isPresent();
    }

    private String summary(Path path, RecordFile file, int unusedDamaged) throws IOException {
        StringBuilder text = new StringBuilder(Wording.count(file.size(), "record"));
        text.append(", ")
                .append(Wording.count(ForeignInputs.isForeign(path) ? Files.size(path) : file.storedBytes(), "byte"));
        if (quick) {
            text.append(", structure only");
        }
        long duplicates =
                !quick && file.schema().key().isPresent() ? file.index().duplicateKeys() : 0;
        if (duplicates > 0) {
            text.append(", ").append(Wording.count(duplicates, "record")).append(" with the ID of an earlier one");
        }
        if (unusedDamaged > 0) {
            text.append(", ")
                    .append(Wording.count(unusedDamaged, "damaged metadata frame"))
                    .append(" no longer in use");
        }
        return text.toString();
    }
}
