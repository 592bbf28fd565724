package org.szformat.transfer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ColumnCodec;
import org.szformat.layout.Durability;
import org.szformat.merge.DuplicatePolicy;
import org.szformat.merge.RunPolicy;
import org.szformat.merge.SchemaPolicy;
import org.szformat.progress.RewriteListener;
import org.szformat.selection.RecordSelection;

/** What a rewriting or a splitting was told. Changed only while it is made. */
public final class Settings {
    /** The most threads. */
    public static final int MAX_THREADS = 1024;

    /** The least memory. */
    public static final long MIN_MEMORY = 8L << 20;

    /** The most records that a chunk has. */
    public static final int MAX_CHUNK_RECORDS = 1 << 20;

    /** The most bytes of values that a chunk has, but for the last record. */
    public static final long MAX_CHUNK_BYTES = 1L << 30;

    public final List<Path> sources;

    @Nullable
    public List<String> fields;

    @Nullable
    public String filter;

    @Nullable
    public RecordSelection selection;

    public Map<String, ColumnCodec> codecs = Map.of();

    @Nullable
    public ByteCodec compressor;

    public Map<String, Integer> degraded = Map.of();
    public int chunkRecords;
    public long chunkBytes;

    @Nullable
    public String group;

    public List<String> order = List.of();

    @Nullable
    public Layout layout;

    public SchemaPolicy schemas = SchemaPolicy.SAME;
    public RunPolicy runs = RunPolicy.REFUSE_CONFLICTS;
    public DuplicatePolicy duplicates = DuplicatePolicy.KEEP;
    public boolean skipsDamage;
    public int threads = Runtime.getRuntime().availableProcessors();
    public long memory = Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 4);
    public Optional<Path> temporaryFolder = Optional.empty();
    public Durability durability = Durability.PROCESS;
    public boolean verifies;

    @Nullable
    public RewriteListener listener;

    public Duration interval = Duration.ofSeconds(1);

    public Settings(List<Path> sources) {
        this.sources = List.copyOf(sources);
    }

    public Settings(Settings other) {
        sources = other.sources;
        fields = other.fields;
        filter = other.filter;
        selection = other.selection;
        codecs = other.codecs;
        compressor = other.compressor;
        degraded = other.degraded;
        chunkRecords = other.chunkRecords;
        chunkBytes = other.chunkBytes;
        group = other.group;
        order = other.order;
        layout = other.layout;
        schemas = other.schemas;
        runs = other.runs;
        duplicates = other.duplicates;
        skipsDamage = other.skipsDamage;
        threads = other.threads;
        memory = other.memory;
        temporaryFolder = other.temporaryFolder;
        durability = other.durability;
        verifies = other.verifies;
        listener = other.listener;
        interval = other.interval;
    }

    public boolean isSorted() {
        return group != null || !order.isEmpty();
    }

    boolean selectsRecords() {
        return filter != null || selection != null;
    }

    boolean asksForChunks() {
        return chunkRecords > 0 || chunkBytes > 0;
    }

    /** That a number that was given is in its range; {@code Long.MAX_VALUE} is no upper bound. */
    public static void requireRange(String what, long found, long least, long most) {
        if (found < least || found > most) {
            throw new IllegalArgumentException(what + " is " + found + "; it must be "
                    + (most == Long.MAX_VALUE ? "at least " + least : least + " to " + most));
        }
    }

    /** A map with one entry more. */
    public static <V> Map<String, V> with(Map<String, V> map, String name, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return Map.copyOf(more);
    }
}
