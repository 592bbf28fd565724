package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.layout.OnExisting;
import org.szformat.layout.RecordFile;
import org.szformat.rewrite.Rewrite;
import org.szformat.rewrite.RewriteResult;
import org.szformat.store.Store;
import org.szformat.store.Stores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies datasets from stores into another. */
@Command(
        name = "copy",
        synopsisHeading = "Usage: ",
        customSynopsis = {
            "sz store copy [OPTIONS] NAME... --from DIR... --to DIR",
            "       sz store copy [OPTIONS] --all --from DIR... --to DIR"
        },
        description = {
            "Copies datasets from stores into another.",
            "",
            "Each appears there when it is whole. A line is printed for each. One that is there already is refused, "
                    + "unless --force is given, or passed over, if all are copied."
        },
        footer = {
            "Examples:",
            "  sz store copy run-7 --from /ssd/runs --to /mnt/archive --compressor bz2",
            "  sz store copy --all --from /ssd/runs --to /mnt/archive --target-size-mb 64",
            "  sz store copy run-7 --from /ssd/runs --read-only /mnt/shared --to /home/me"
        })
final class StoreCopyCommand extends SzCommand {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Datasets.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All datasets that the stores have and DIR has not.")
    private boolean all;

    @Option(
            names = {"--from", "--store"},
            paramLabel = "DIR",
            description = "A store to copy from; of several, the first that has a dataset counts.")
    private List<Path> folders = List.of();

    @Option(
            names = "--read-only",
            paramLabel = "DIR",
            description = "A store to copy from, after those of --from, that must not be written; --to refuses it.")
    private List<Path> readOnlyFolders = List.of();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "The store to copy into, made if it is missing.")
    @SuppressWarnings("NullAway.Init")
    private Path to;

    @Option(
            names = {"-f", "--force"},
            description = "Replace datasets that are there.")
    private boolean force;

    @Mixin
    private final CompressorOptions compressor = new CompressorOptions();

    @Mixin
    private final ChunkOptions chunks = new ChunkOptions();

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "Lay copies out as container or directory; by default as each dataset is.")
    private @Nullable Layout layout;

    @Option(
            names = "--verify",
            description = "Read copies back and compare their records with those that were to be written.")
    private boolean verify;

    @Mixin
    private final ThreadOptions threads = new ThreadOptions();

    /** For picocli. */
    StoreCopyCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        List<Path> sources = new ArrayList<>(folders);
        sources.addAll(readOnlyFolders);
        Stores stores = Stores.of(StoreFolders.existing(sources));
        boolean isReadOnly = StoreFolders.isAmong(to, StoreFolders.existing(readOnlyFolders));
        Store target = isReadOnly ? Store.of(to).readOnly() : Store.of(to);
        for (String name : all ? stores.names() : names) {
            if (all && !force && !target.isReadOnly() && target.isStored(name)) {
                streams().out().write(name + ": is in " + to + " already\n");
            } else {
                copy(name, stores, target);
            }
            streams().out().flush();
        }
        return Main.OK;
    }

    private void check() {
        if (all == !names.isEmpty()) {
            throw new UsageException(all ? "--all and names exclude each other" : "no dataset given: NAME, or --all");
        }
        if (folders.isEmpty() && readOnlyFolders.isEmpty()) {
            throw new UsageException("no store to copy from is given: --from DIR");
        }
        chunks.check();
        Optional<CompressorChoice> unused = compressor.choice();
    }

    private void copy(String name, Stores stores, Store target) throws IOException, InterruptedException {
        Optional<Path> from = find(name, stores);
        RewriteResult result;
        try (RewriteProgressBar bar = new RewriteProgressBar(streams())) {
            UnaryOperator<Rewrite> how = from.isPresent() ? how(from.get(), bar) : UnaryOperator.identity();
            result = stores.copy(name, target, force ? OnExisting.REPLACE : OnExisting.REFUSE, how);
        }
        result.warnings().forEach(streams()::warn);
        streams()
                .out()
                .write(name + ": " + Wording.count(result.records(), "record") + ", "
                        + Wording.count(result.targetBytes(), "byte") + ", now also " + result.target() + "\n");
    }

    private static Optional<Path> find(String name, Stores stores) throws IOException {
        try {
            return stores.where(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException("NAME", e);
        }
    }

    private UnaryOperator<Rewrite> how(Path from, RewriteProgressBar bar) throws IOException {
        try (CompressedFile.Reader reader = open(from)) {
            RecordFile file = reader.file();
            Layout into = layout == null ? RewriteOptions.natural(file) : layout;
            Rewrite plain = Rewrite.from(from).threads(threads.threads()).layout(into);
            Rewrite full = chunks.of(compressor.of(plain, file, file.schema().fields(), into), into);
            return unused -> bar.watch(verify ? full.verified() : full);
        }
    }
}
