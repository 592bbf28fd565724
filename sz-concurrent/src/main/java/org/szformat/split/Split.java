package org.szformat.split;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.layout.Durability;
import org.szformat.layout.OnExisting;
import org.szformat.merge.RunPolicy;
import org.szformat.merge.SchemaPolicy;
import org.szformat.progress.RewriteListener;
import org.szformat.rewrite.Rewrite;
import org.szformat.transfer.Interruption;
import org.szformat.transfer.Settings;

/**
 * Writes the records of SZ files into many files. Every record goes to one of them, in the order that they have; chunks whose
 * records all go to one file are taken over undecoded.
 *
 * <pre>{@code
 * SplitResult result = Split.from(Path.of("run.sz"))
 *         .by(SplitRule.attributes("{channel}.sz"))
 *         .to(Path.of("channels"), OnExisting.REFUSE);
 * }</pre>
 *
 * <p>First only attributes are read, and it is decided which record goes where; whatever is wrong with names, the table or
 * what stands in the way is said before anything is written. Then the records are read once. The files appear under their
 * names when all of them are whole. Memory is bounded, whatever the size of the sources and of the table; for more than
 * {@value #MAX_OPEN} files, records go through temporary files, each of which holds those of some. The bytes of the files do
 * not depend on the number of threads.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class Split {
    /** How many files are written at once. */
    public static final int MAX_OPEN = 64;

    /** The most files that records are split into. */
    public static final int MAX_PARTS = 100_000;

    private final Settings settings;
    private final @Nullable SplitRule rule;
    private final int openParts;

    private Split(Settings settings, @Nullable SplitRule rule, int openParts) {
        this.settings = settings;
        this.rule = rule;
        this.openParts = openParts;
    }

    private Split with(Consumer<Settings> change) {
        Settings changed = new Settings(settings);
        change.accept(changed);
        return new Split(changed, rule, openParts);
    }

    /**
     * Everything that some files hold.
     *
     * @param sources SZ files of any layout, at least one, in the order in which their records come
     */
    public static Split from(Path... sources) {
        return from(List.of(sources));
    }

    /** As {@link #from(Path...)}. */
    public static Split from(List<Path> sources) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("there is no source; at least one is needed");
        }
        return new Split(new Settings(sources), null, MAX_OPEN);
    }

    /** Which record goes where; there must be one rule. */
    public Split by(SplitRule newRule) {
        return new Split(settings, Objects.requireNonNull(newRule), openParts);
    }

    /** As {@link Rewrite#where}; the other records go nowhere. Not for files of so many bytes, since it cuts chunks. */
    public Split where(String filter) {
        Objects.requireNonNull(filter);
        return with(changed -> changed.filter = filter);
    }

    /** As {@link Rewrite#skippingDamage}. All chunks are decoded then. */
    public Split skippingDamage() {
        return with(changed -> changed.skipsDamage = true);
    }

    /** As {@link Rewrite#verified}: every file is read back before any of them gets its name. */
    public Split verified() {
        return with(changed -> changed.verifies = true);
    }

    /** As {@link Rewrite#degrade}. */
    public Split degrade(String dataset, int bits) {
        return with(changed -> changed.degraded = Settings.with(changed.degraded, dataset, bits));
    }

    /** As {@link Rewrite#layout}. */
    public Split layout(Layout layout) {
        Objects.requireNonNull(layout);
        return with(changed -> changed.layout = layout);
    }

    /** As {@link Rewrite#schemas}. */
    public Split schemas(SchemaPolicy policy) {
        Objects.requireNonNull(policy);
        return with(changed -> changed.schemas = policy);
    }

    /** As {@link Rewrite#runs}. */
    public Split runs(RunPolicy policy) {
        Objects.requireNonNull(policy);
        return with(changed -> changed.runs = policy);
    }

    /** As {@link Rewrite#threads}. */
    public Split threads(int threads) {
        Settings.requireRange("threads", threads, 1, Settings.MAX_THREADS);
        return with(changed -> changed.threads = threads);
    }

    /** As {@link Rewrite#memory}. */
    public Split memory(long bytes) {
        Settings.requireRange("memory", bytes, Settings.MIN_MEMORY, Long.MAX_VALUE);
        return with(changed -> changed.memory = bytes);
    }

    /** As {@link Rewrite#temporaryFolder}. */
    public Split temporaryFolder(Path folder) {
        return with(changed -> changed.temporaryFolder = Optional.of(folder));
    }

    /** As {@link Rewrite#durability}. */
    public Split durability(Durability durability) {
        Objects.requireNonNull(durability);
        return with(changed -> changed.durability = durability);
    }

    /** As {@link Rewrite#onProgress}. */
    public Split onProgress(RewriteListener listener, Duration interval) {
        Objects.requireNonNull(listener);
        return with(changed -> {
            changed.listener = listener;
            changed.interval = interval;
        });
    }

    /** Writes no more than so many files at once, for tests. */
    Split openParts(int most) {
        return new Split(settings, rule, most);
    }

    /**
     * Writes the files.
     *
     * @param folder where they go; made if it is missing
     * @throws IllegalStateException when there is no rule
     * @throws SplitTableException when a table leaves open where records go: one is not listed, or listed with several values
     * @throws org.szformat.merge.ConflictException when the sources do not go together, and no policy says what to do then
     * @throws IllegalArgumentException when the rule does not go with the sources: a name is no attribute or column, or there
     *     would be more than {@link #MAX_PARTS} files; or when the layout cannot hold a value
     * @throws org.szformat.SzFormatException when a source is damaged, or the table
     * @throws java.nio.file.FileAlreadyExistsException when something is there that is not to be replaced
     * @throws IOException also when something cannot be read or written; no file has appeared then
     */
    public SplitResult to(Path folder, OnExisting onExisting) throws IOException, InterruptedException {
        SplitRule chosen = rule;
        if (chosen == null) {
            throw new IllegalStateException("by(...) was not called, so it is not known which record goes where");
        }
        return Interruption.told(() -> new SplitRun(settings, chosen, folder, onExisting, openParts).run());
    }
}
