package org.szformat.rewrite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.digest.RecordDigest;
import org.szformat.layout.Durability;
import org.szformat.layout.OnExisting;
import org.szformat.merge.DuplicatePolicy;
import org.szformat.merge.RunPolicy;
import org.szformat.merge.SchemaPolicy;
import org.szformat.progress.RewriteListener;
import org.szformat.selection.RecordSelection;
import org.szformat.transfer.Settings;

/**
 * Writes records of SZ files anew: with other codecs, in other chunks, in another order, fewer fields or records, many
 * files as one, in another layout.
 *
 * <pre>{@code
 * RewriteResult result = Rewrite.from(Path.of("epochs.sz"))
 *         .groupBy("object")
 *         .compressor("zstd(3)")
 *         .verified()
 *         .to(Path.of("objects.sz"), OnExisting.REFUSE);
 * }</pre>
 *
 * <p>The target appears under its name only when it is whole. Memory is bounded, whatever the size of the sources:
 * {@link #groupBy} and {@link #sortBy} use the disk beside the target, or the {@link #temporaryFolder}, for what does not
 * fit. The bytes of the target do not depend on the number of threads. Records come in the order of the sources, and in
 * each in its own, unless another order is asked for; chunks of which nothing is to change are taken over without being
 * decoded, their checksums checked.
 *
 * <p>Immutable, and safe for use by many threads; each call of {@link #to} or {@link #replace} is work of its own.
 */
public final class Rewrite {
    /** The most threads. */
    public static final int MAX_THREADS = Settings.MAX_THREADS;

    /** The least memory that can be asked for: 8 MiB. */
    public static final long MIN_MEMORY = Settings.MIN_MEMORY;

    /** The most records that a chunk has. */
    public static final int MAX_CHUNK_RECORDS = Settings.MAX_CHUNK_RECORDS;

    /** The most bytes of values that a chunk has, but for the last record: 1 GiB. */
    public static final long MAX_CHUNK_BYTES = Settings.MAX_CHUNK_BYTES;

    private final Settings settings;

    private Rewrite(Settings settings) {
        this.settings = settings;
    }

    private Rewrite with(Consumer<Settings> change) {
        Settings changed = new Settings(settings);
        change.accept(changed);
        return new Rewrite(changed);
    }

    /**
     * Everything that some files hold.
     *
     * @param sources SZ files of any layout, at least one, in the order in which their records come
     */
    public static Rewrite from(Path... sources) {
        return from(List.of(sources));
    }

    /** As {@link #from(Path...)}. */
    public static Rewrite from(List<Path> sources) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("there is no source; at least one is needed");
        }
        return new Rewrite(new Settings(sources));
    }

    /**
     * Keeps some fields only. Without the key among them the target has no index of IDs.
     *
     * @param fields names of fields of the sources; that they are is checked when it runs
     */
    public Rewrite select(Collection<String> fields) {
        List<String> names = List.copyOf(fields);
        return with(changed -> changed.fields = names);
    }

    /**
     * Keeps the records that a filter holds for.
     *
     * @param filter in the language of {@link org.szformat.filter.Filter}, on any fields of the sources
     */
    public Rewrite where(String filter) {
        Objects.requireNonNull(filter);
        return with(changed -> changed.filter = filter);
    }

    /** Keeps the records that a selection names. */
    public Rewrite keeping(RecordSelection selection) {
        Objects.requireNonNull(selection);
        return with(changed -> changed.selection = selection);
    }

    /** Encodes a field so; others keep the codec that they have in the first source that has them. */
    public Rewrite codec(String field, ColumnCodec codec) {
        Objects.requireNonNull(codec);
        return with(changed -> changed.codecs = Settings.with(changed.codecs, field, codec));
    }

    /**
     * Compresses the bytes of all fields so; how values become bytes stays as it is. In a directory attributes are not
     * compressed.
     *
     * @param byteCodec the last stage of a codec: {@code zstd(3)}, {@code lz4}, {@code none}
     * @throws IllegalArgumentException when there is no such compressor
     */
    public Rewrite compressor(String byteCodec) {
        ColumnCodec parsed = ColumnCodec.parse("plain, " + byteCodec);
        return with(changed -> changed.compressor = parsed.bytes());
    }

    /**
     * Drops the lowest bits of an integer dataset's values, for good: each becomes the nearest multiple of
     * 2<sup>bits</sup>. The header says so.
     *
     * @param bits at least 1
     */
    public Rewrite degrade(String field, int bits) {
        return with(changed -> changed.degraded = Settings.with(changed.degraded, field, bits));
    }

    /** What becomes of records whose ID another record has; they are kept unless said otherwise. */
    public Rewrite onDuplicate(DuplicatePolicy policy) {
        Objects.requireNonNull(policy);
        return with(changed -> changed.duplicates = policy);
    }

    /**
     * Makes every chunk of so many records, and the last one of what is left.
     *
     * @param records 1 to {@link #MAX_CHUNK_RECORDS}
     */
    public Rewrite chunkRecords(int records) {
        Settings.requireRange("chunkRecords", records, 1, MAX_CHUNK_RECORDS);
        return with(changed -> changed.chunkRecords = records);
    }

    /**
     * Makes chunks as large as they can be without their values taking more bytes; a chunk has one record at least. With
     * {@link #chunkRecords}, whichever comes first ends a chunk.
     *
     * @param bytesOfValues 1 to {@link #MAX_CHUNK_BYTES}
     */
    public Rewrite chunkBytes(long bytesOfValues) {
        Settings.requireRange("chunkBytes", bytesOfValues, 1, MAX_CHUNK_BYTES);
        return with(changed -> changed.chunkBytes = bytesOfValues);
    }

    /**
     * Puts records of one value next to one another, in their order; groups come in the order of their first records. A
     * group is not cut by the end of a chunk unless it is larger than a chunk. Missing is a value; all NaNs are one.
     */
    public Rewrite groupBy(String attribute) {
        Objects.requireNonNull(attribute);
        return with(changed -> changed.group = attribute);
    }

    /**
     * Puts records in the order of one attribute and, where that is equal, of the next; where all are, they stay in their
     * order. Numbers are in order of value, −0 before 0, NaN behind them; text is in the order of code points; missing
     * values come last. After {@link #groupBy} each group is in that order.
     *
     * @param attributes at least one
     */
    public Rewrite sortBy(String... attributes) {
        List<String> names = List.of(attributes);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("there is no attribute to sort by");
        }
        return with(changed -> changed.order = names);
    }

    /** Writes another layout than that of the first source: a directory where that is one, otherwise a container. */
    public Rewrite layout(Layout layout) {
        Objects.requireNonNull(layout);
        return with(changed -> changed.layout = layout);
    }

    /** What is done when the sources have different fields; they are refused unless said otherwise. */
    public Rewrite schemas(SchemaPolicy policy) {
        Objects.requireNonNull(policy);
        return with(changed -> changed.schemas = policy);
    }

    /** What is done when sources say different things of one run; they are refused unless said otherwise. */
    public Rewrite runs(RunPolicy policy) {
        Objects.requireNonNull(policy);
        return with(changed -> changed.runs = policy);
    }

    /** Goes on past damaged records, which are left out and told of; otherwise damage ends the rewriting. */
    public Rewrite skippingDamage() {
        return with(changed -> changed.skipsDamage = true);
    }

    /**
     * Works with so many threads, the calling one included; as many as there are processors unless said otherwise.
     *
     * @param threads 1 to {@link #MAX_THREADS}
     */
    public Rewrite threads(int threads) {
        Settings.requireRange("threads", threads, 1, MAX_THREADS);
        return with(changed -> changed.threads = threads);
    }

    /**
     * Holds about so much of records at once; besides there are the files' own tables. A quarter of the memory that Java
     * may use, but no more than 512 MiB, unless said otherwise. A record or chunk that is larger is held alone.
     *
     * @param bytes at least {@link #MIN_MEMORY}
     */
    public Rewrite memory(long bytes) {
        Settings.requireRange("memory", bytes, MIN_MEMORY, Long.MAX_VALUE);
        return with(changed -> changed.memory = bytes);
    }

    /** Puts what is not finished, and the runs of a sort, into a folder rather than beside the target. */
    public Rewrite temporaryFolder(Path folder) {
        return with(changed -> changed.temporaryFolder = Optional.of(folder));
    }

    /** What the target survives once it has its name. */
    public Rewrite durability(Durability durability) {
        Objects.requireNonNull(durability);
        return with(changed -> changed.durability = durability);
    }

    /**
     * Reads the target back before it gets its name, and compares the {@link RecordDigest} of its records with that of the
     * records that were to be written. Fields whose codec is lossy are compared with nothing.
     */
    public Rewrite verified() {
        return with(changed -> changed.verifies = true);
    }

    /** Tells a listener how far it is. */
    public Rewrite onProgress(RewriteListener listener, Duration interval) {
        Objects.requireNonNull(listener);
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the interval is " + interval + "; it must be more than zero");
        }
        return with(changed -> {
            changed.listener = listener;
            changed.interval = interval;
        });
    }

    /**
     * Writes the target.
     *
     * @throws org.szformat.merge.ConflictException when the sources do not go together, and no policy says what to do then
     * @throws IllegalArgumentException when a name is no field of the sources, or the layout cannot hold the schema, a value
     *     or a codec
     * @throws org.szformat.SzFormatException when a source is damaged
     * @throws java.nio.file.FileAlreadyExistsException when something is there that is not to be replaced
     * @throws IOException also when the target, read back, is not what it should be; the sources are as they were, and
     *     nothing is left of the target
     */
    public RewriteResult to(Path target, OnExisting onExisting) throws IOException, InterruptedException {
        for (Path source : settings.sources) {
            if (Files.exists(target) && Files.exists(source) && Files.isSameFile(source, target)) {
                throw new IllegalArgumentException(
                        target + " is a source and the target, which must be different files");
            }
        }
        return RewriteRun.to(settings, target, onExisting);
    }

    /**
     * Writes the one source anew, in its place, {@linkplain #verified verified} and {@linkplain Durability#SYNC forced}: it
     * stays what it is until the new file is whole.
     *
     * @throws IllegalArgumentException when there are several sources, when damage is to be skipped, and as {@link #to} does
     * @throws IOException also when the source is being written, is not complete or is damaged; it is as it was
     */
    public RewriteResult replace() throws IOException, InterruptedException {
        if (settings.sources.size() != 1) {
            throw new IllegalArgumentException(settings.sources.size() + " sources cannot be replaced by one file");
        }
        if (settings.skipsDamage) {
            throw new IllegalArgumentException(settings.sources.get(0)
                    + ": a source is not replaced by what is left of it; what is sound of it can go to another file");
        }
        Rewrite safe = verified().durability(Durability.SYNC);
        return RewriteRun.replace(safe.settings, settings.sources.get(0));
    }
}
