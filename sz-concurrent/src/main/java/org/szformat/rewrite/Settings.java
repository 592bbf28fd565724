package org.szformat.rewrite;

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
import org.szformat.merge.RunPolicy;
import org.szformat.merge.SchemaPolicy;
import org.szformat.selection.RecordSelection;

/** What a rewriting or a splitting was told. Changed only while it is made. */
final class Settings {
    /** The most threads. */
    static final int MAX_THREADS = 1024;

    /** The least memory. */
    static final long MIN_MEMORY = 8L << 20;

    /** The most records that a chunk has. */
    static final int MAX_CHUNK_RECORDS = 1 << 20;

    /** The most bytes of values that a chunk has, but for the last record. */
    static final long MAX_CHUNK_BYTES = 1L << 30;

    final List<Path> sources;

    @Nullable
    List<String> fields;

    @Nullable
    String filter;

    @Nullable
    RecordSelection selection;

    Map<String, ColumnCodec> codecs = Map.of();

    @Nullable
    ByteCodec compressor;

    Map<String, Integer> degraded = Map.of();
    int chunkRecords;
    long chunkBytes;

    @Nullable
    String group;

    List<String> order = List.of();

    @Nullable
    Layout layout;

    SchemaPolicy schemas = SchemaPolicy.SAME;
    RunPolicy runs = RunPolicy.REFUSE_CONFLICTS;
    DuplicatePolicy duplicates = DuplicatePolicy.KEEP;
    boolean skipsDamage;
    int threads = Runtime.getRuntime().availableProcessors();
    long memory = Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 4);
    Optional<Path> temporaryFolder = Optional.empty();
    Durability durability = Durability.PROCESS;
    boolean verifies;

    @Nullable
    RewriteListener listener;

    Duration interval = Duration.ofSeconds(1);

    Settings(List<Path> sources) {
        this.sources = List.copyOf(sources);
    }

    Settings(Settings other) {
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

    boolean isSorted() {
        return group != null || !order.isEmpty();
    }

    boolean selectsRecords() {
        return filter != null || selection != null;
    }

    boolean asksForChunks() {
        return chunkRecords > 0 || chunkBytes > 0;
    }

    /** That a number that was given is in its range; {@code Long.MAX_VALUE} is no upper bound. */
    static void requireRange(String what, long found, long least, long most) {
        if (found < least || found > most) {
            throw new IllegalArgumentException(what + " is " + found + "; it must be "
                    + (most == Long.MAX_VALUE ? "at least " + least : least + " to " + most));
        }
    }

    /** A map with one entry more. */
    static <V> Map<String, V> with(Map<String, V> map, String name, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(name, value);
        return Map.copyOf(more);
    }
}
