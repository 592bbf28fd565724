package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.concurrent.CompressedFile;
import org.szformat.store.Store;
import org.szformat.store.Stores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the datasets of stores. */
@Command(
        name = "ls",
        description = {
            "Lists the datasets of stores.",
            "",
            "Prints a line for each: its name, how many records it has, how many bytes it takes, how it is compressed and "
                    + "which file it is. Of several stores that have one of the same name, the first counts, and comes "
                    + "first."
        },
        footer = {"Examples:", "  sz store ls /ssd/runs /mnt/archive", "  sz store ls --names /ssd/runs"})
final class StoreLsCommand extends SzCommand {
    @Parameters(arity = "1..*", paramLabel = "STORE", description = "Folders, searched in this order.")
    private List<Path> folders = List.of();

    @Option(names = "--names", description = "Only names, each once; no file is opened.")
    private boolean namesOnly;

    /** For picocli. */
    StoreLsCommand() {}

    @Override
    public Integer call() throws IOException, FailedException {
        List<Store> stores = StoreFolders.existing(folders);
        return namesOnly ? listNames(stores) : list(stores);
    }

    private int listNames(List<Store> stores) throws IOException {
        for (String name : Stores.of(stores).names()) {
            streams().out().write(name + "\n");
        }
        return Main.OK;
    }

    private int list(List<Store> stores) throws IOException, FailedException {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("name", "records", "bytes", "compressor", "file"));
        List<String> faults = new ArrayList<>();
        for (String name : Stores.of(stores).names()) {
            for (Store store : stores) {
                Path file = store.where(name).orElse(null);
                if (file != null) {
                    rows.add(row(name, file, faults));
                }
            }
        }
        streams().out().write(TextTable.of(rows, ""));
        if (!faults.isEmpty()) {
            throw new FailedException(
                    faults.size() == 1
                            ? faults.get(0)
                            : Wording.count(faults.size(), "dataset") + " cannot be read; the first: " + faults.get(0));
        }
        return Main.OK;
    }

    private static List<String> row(String name, Path path, List<String> faults) {
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            return List.of(
                    name,
                    Long.toString(reader.size()),
                    Long.toString(reader.file().storedBytes()),
                    CompressorChoice.describe(reader.file()),
                    path.toString());
        } catch (IOException e) {
            faults.add(FailureMessage.of(e));
            return List.of(name, "-", "-", "-", path.toString());
        }
    }
}
