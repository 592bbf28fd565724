package org.szformat.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.szformat.rewrite.RewriteResult;

/**
 * What is told of a rewriting: the names and units are those of strax's {@code rechunker}, so that what reads its tables
 * reads these.
 *
 * @param source the file that was read
 * @param sourceCompressor what compressed it
 * @param sourceBytes how large it is
 * @param target the file that was written
 * @param targetCompressor what compresses it
 * @param result how it went
 */
record RewriteReport(
        Path source,
        String sourceCompressor,
        long sourceBytes,
        Path target,
        String targetCompressor,
        RewriteResult result) {
    /** The names of what is told, in this order. */
    static final List<String> COLUMNS = List.of(
            "backend_key",
            "load_time",
            "write_time",
            "uncompressed_mb",
            "source_compressor",
            "dest_compressor",
            "source_mb",
            "dest_mb",
            "dest_directory");

    private static final double NANOS = 1e9;
    private static final double MEGABYTE = 1e6;

    double loadSeconds() {
        return result.loadTime().toNanos() / NANOS;
    }

    double writeSeconds() {
        return result.writeTime().toNanos() / NANOS;
    }

    double valueMegabytes() {
        return result.valueBytes() / MEGABYTE;
    }

    double targetMegabytes() {
        return result.targetBytes() / MEGABYTE;
    }

    /** What is told, as text: seconds and millions of bytes with six decimals. */
    List<String> cells() {
        return List.of(
                String.valueOf(source.toAbsolutePath().normalize().getFileName()),
                sixDecimals(loadSeconds()),
                sixDecimals(writeSeconds()),
                sixDecimals(valueMegabytes()),
                sourceCompressor,
                targetCompressor,
                sixDecimals(sourceBytes / MEGABYTE),
                sixDecimals(targetMegabytes()),
                target.toString());
    }

    private static String sixDecimals(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    /** A line for each thing that is told. */
    String asText() {
        List<String> cells = cells();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            rows.add(List.of(COLUMNS.get(i), cells.get(i)));
        }
        return TextTable.of(rows, "");
    }
}
