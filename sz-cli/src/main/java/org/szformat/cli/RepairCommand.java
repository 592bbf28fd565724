package org.szformat.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.SzFormatException;
import org.szformat.layout.Layouts;
import org.szformat.layout.OnExisting;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RepairableLayout;
import org.szformat.staging.StagedPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finishes files whose writers did not. */
@Command(
        name = "repair",
        synopsisHeading = "Usage: ",
        customSynopsis = {"sz repair [OPTIONS] FILE [OUT]"},
        description = {
            "Finishes a container whose writer was cut off.",
            "",
            "Keeps all records up to the first place that is not sound, cuts off what is behind it, and writes the "
                    + "tables that lead readers to them. With OUT, the repaired file is written there, and FILE stays "
                    + "as it is. A finished file whose tables are damaged gets new ones. A complete file is left "
                    + "alone; one that is still being written is refused.",
            "",
            "If a chunk in the middle is damaged, 'sz convert --skip-damaged' copies all other records."
        },
        footer = {"Examples:", "  sz repair reads.sz", "  sz repair reads.sz whole.sz"})
final class RepairCommand extends SzCommand {
    /** The byte that those who write a container lock. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    @Parameters(index = "0", paramLabel = "FILE", description = "A container.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "OUT",
            description = "The repaired file; by default FILE is repaired in its place.")
    private @Nullable Path out;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "The same as the second argument.")
    private @Nullable Path output;

    @Option(
            names = {"-f", "--force"},
            description = "Replace OUT if it is an SZ file.")
    private boolean force;

    /** For picocli. */
    RepairCommand() {}

    @Override
    public Integer call() throws IOException, FailedException {
        if (out != null && output != null) {
            throw new UsageException("OUT is given twice: " + out + " and --output " + output);
        }
        Path target = out == null ? output : out;
        RepairableLayout layout = layout();
        if (target == null) {
            say(layout.repair(file, ReadOptions.defaults()), "");
        } else {
            repairInto(layout, target);
        }
        return Main.OK;
    }

    private RepairableLayout layout() throws IOException, FailedException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Layout layout = Layouts.recognise(file)
                .orElseThrow(() -> new SzFormatException(file, "offset 0", "no SZ file", "a container"));
        if (Layouts.of(layout) instanceof RepairableLayout repairable) {
            return repairable;
        }
        throw new FailedException(file + ": its layout is " + layout
                + ", which has nothing that could be repaired; 'sz convert --skip-damaged' copies what is sound");
    }

    private void repairInto(RepairableLayout layout, Path target) throws IOException, FailedException {
        try (StagedPath staged = StagedPath.forSz(target, force ? OnExisting.REPLACE : OnExisting.REFUSE)) {
            copyUnlessWritten(staged.temporary());
            RepairableLayout.Repair repair;
            try {
                repair = layout.repair(staged.temporary(), ReadOptions.defaults());
            } catch (IOException e) {
                String message = FailureMessage.of(e);
                throw new FailedException(message.replace(staged.temporary().toString(), file.toString()), e);
            }
            staged.commit();
            say(repair, " as " + target);
        }
    }

    private void copyUnlessWritten(Path copy) throws IOException, FailedException {
        try (FileChannel channel = FileChannel.open(file);
                FileLock lock = channel.tryLock(LOCKED_BYTE, 1, true)) {
            if (lock == null) {
                throw new FailedException(file + ": is being written by another process");
            }
            Files.copy(file, copy);
        } catch (OverlappingFileLockException e) {
            throw new FailedException(file + ": is being written by this process", e);
        }
    }

    private void say(RepairableLayout.Repair repair, String where) throws IOException {
        String records = Wording.count(repair.records(), "record");
        String text = repair.reason()
                .map(reason -> "repaired" + where + ": " + records + " kept, "
                        + Wording.count(repair.cutBytes(), "byte") + " cut (" + reason + ")")
                .orElse("complete, nothing to repair (" + records + "; 'sz verify' checks them)"
                        + (where.isEmpty() ? "" : "; copied" + where));
        streams().out().write(file + ": " + text + "\n");
    }
}
