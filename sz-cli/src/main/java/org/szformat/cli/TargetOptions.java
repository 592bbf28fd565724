package org.szformat.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.exchange.FormatOptions;
import picocli.CommandLine.Option;

/** Which format is written, and with which options of it. */
final class TargetOptions {
    private static final String RECORD_COMPRESSION = "record-compression";
    private static final String SIGNAL_COMPRESSION = "signal-compression";

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            description = "The format to write, of those that 'sz formats' lists; by default what the extension of the "
                    + "output says, or else sz.")
    private @Nullable String format;

    @Option(
            names = "--out-option",
            paramLabel = "NAME=VALUE",
            description = "An option of the format that is written, as 'sz formats' tells; can be given for several.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = {"-c", "--record-compression"},
            paramLabel = "METHOD",
            description = "How BLOW5 records are compressed: none, zlib or zstd; short for "
                    + "--out-option record-compression=METHOD.")
    private @Nullable String recordCompression;

    @Option(
            names = {"-s", "--signal-compression"},
            paramLabel = "METHOD",
            description = "How BLOW5 signals are compressed before that: none, svb-zd or ex-zd; short for "
                    + "--out-option signal-compression=METHOD.")
    private @Nullable String signalCompression;

    /** The format of an output, or of all that go to a folder when no file is given. */
    TargetFormat format(@Nullable Path file) {
        if (format != null) {
            return TargetFormat.named(format);
        }
        return file == null ? TargetFormat.SZ : TargetFormat.ofExtension(file).orElse(TargetFormat.SZ);
    }

    /** The options for a file. */
    FormatOptions options(TargetFormat target, Path file) {
        Map<String, String> all = new LinkedHashMap<>(options);
        add(all, target, "-c", RECORD_COMPRESSION, recordCompression);
        add(all, target, "-s", SIGNAL_COMPRESSION, signalCompression);
        return target.options(file, all);
    }

    private static void add(
            Map<String, String> all, TargetFormat target, String option, String name, @Nullable String value) {
        if (value != null) {
            if (!target.hasOption(name)) {
                throw new UsageException(option + " is for BLOW5; the output is " + target);
            }
            all.put(name, value);
        }
    }
}
