package org.szformat.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.szformat.Layout;
import org.szformat.rewrite.Rewrite;
import picocli.CommandLine.Option;

/** How large the chunks of a file that is rewritten are. */
final class ChunkOptions {
    private static final long MEGABYTE = 1_000_000;

    @Option(
            names = "--chunk-records",
            paramLabel = "N",
            description = "Make every chunk of so many records, and the last of what is left.")
    private @Nullable Integer records;

    @Option(
            names = "--chunk-bytes",
            paramLabel = "N",
            description = "Make chunks as large as they can be without their values taking more than so many bytes.")
    private @Nullable Long bytes;

    @Option(
            names = {"--target-size-mb", "--target_size_mb"},
            paramLabel = "N",
            description = "The same in millions of bytes.")
    private @Nullable Long megabytes;

    /** Refuses what contradicts itself, or the layout of the target. */
    void check() {
        int given = (records == null ? 0 : 1) + (bytes == null ? 0 : 1) + (megabytes == null ? 0 : 1);
        if (given > 1) {
            throw new UsageException("--chunk-records, --chunk-bytes and --target-size-mb exclude each other");
        }
        requireRange("--chunk-records", records == null ? null : Long.valueOf(records), Rewrite.MAX_CHUNK_RECORDS);
        requireRange("--chunk-bytes", bytes, Rewrite.MAX_CHUNK_BYTES);
        requireRange("--target-size-mb", megabytes, Rewrite.MAX_CHUNK_BYTES / MEGABYTE);
    }

    private static void requireRange(String option, @Nullable Long value, long most) {
        if (value != null && (value < 1 || value > most)) {
            throw new UsageException(option + " is " + value + "; it must be 1 to " + most);
        }
    }

    /** The rewriting into chunks of the size that was chosen. */
    Rewrite of(Rewrite rewrite, Layout target) {
        check();
        if (records == null && bytes == null && megabytes == null) {
            return rewrite;
        }
        if (target == Layout.DIRECTORY) {
            throw new UsageException("a directory has no chunks, for which a size was given");
        }
        if (records != null) {
            return rewrite.chunkRecords(records);
        }
        return rewrite.chunkBytes(megabytes == null ? Objects.requireNonNull(bytes) : megabytes * MEGABYTE);
    }
}
