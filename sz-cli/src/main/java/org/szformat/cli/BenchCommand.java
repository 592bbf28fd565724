package org.szformat.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.szformat.cli.bench.Sample;
import org.szformat.cli.bench.Trial;
import org.szformat.cli.term.Progress;
import org.szformat.codec.ColumnCodec;
import org.szformat.concurrent.CompressedFile;
import org.szformat.layout.RecordFile;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries codecs on a file's own values. */
@Command(
        name = "bench",
        description = {
            "Tries codecs on a file's own values.",
            "",
            "A sample of each field, from all over the file, goes through every codec that loses nothing, on one thread, "
                    + "in blocks as a container has them. What comes back is compared. Shown are the bytes stored, the "
                    + "ratio of values to them, bits per value, and the fastest of some passes each way in millions of "
                    + "values per second; of text, a byte is a value. An asterisk marks the codec that the file has.",
            "",
            "Rewrite a file with another codec by 'sz convert --codec FIELD=CODEC'."
        },
        footer = {
            "Examples:",
            "  sz bench reads.sz",
            "  sz bench reads.sz -i raw_signal --sample 64",
            "  sz bench reads.sz -i raw_signal --codec 'delta-zigzag, svb, zstd(19)'",
            "  sz bench reads.sz --codec 'degrade(3), delta-zigzag, svb, zstd(1)'",
            "  sz bench reads.sz --csv -o codecs.csv"
        })
final class BenchCommand extends SzCommand {
    private static final int MEBIBYTE = 1 << 20;

    @Parameters(paramLabel = "FILE", description = "An SZ file, or a BLOW5, SLOW5 or POD5 file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = {"-i", "--include"},
            paramLabel = "FIELDS",
            split = ",",
            description = "Only these fields, separated by commas; otherwise all.")
    private List<String> included = List.of();

    @Option(
            names = "--codec",
            paramLabel = "CODEC",
            description = "Try this codec, such as 'delta-zigzag, svb, lz4', and not all; can be given for several. "
                    + "Fields that it cannot hold are passed over.")
    private List<String> codecs = List.of();

    @Option(
            names = "--sample",
            paramLabel = "MIB",
            description = "How many MiB of values to take of each field, 1 to 512 (default: ${DEFAULT-VALUE}).")
    private int sampleMebibytes = 8;

    @Option(names = "--csv", description = "As CSV, one line for each trial, with seconds and exact numbers.")
    private boolean csv;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** For picocli. */
    BenchCommand() {}

    /** What was tried on one field. */
    private record FieldResult(Sample sample, String current, List<Trial> trials) {
        String mark(Trial trial) {
            return trial.codec().toString().equals(current) ? "*" : "";
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException, FailedException {
        if (sampleMebibytes < 1 || sampleMebibytes > 512) {
            throw new UsageException("--sample is " + sampleMebibytes + "; it must be 1 to 512");
        }
        List<ColumnCodec> chosen = chosenCodecs();
        try (CompressedFile.Reader reader = open(readable(file))) {
            Map<Field, Set<ColumnCodec>> plan = plan(reader.file(), chosen);
            List<FieldResult> results = new ArrayList<>();
            int trials = plan.values().stream().mapToInt(Set::size).sum();
            try (Progress progress = streams().progress("bench", trials)) {
                for (Map.Entry<Field, Set<ColumnCodec>> entry : plan.entrySet()) {
                    results.add(run(reader.file(), entry.getKey(), entry.getValue(), progress));
                }
            }
            String text = csv ? asCsv(results) : asText(results);
            output.write(streams(), out -> out.write(text));
        }
        return Main.OK;
    }

    private List<ColumnCodec> chosenCodecs() {
        List<ColumnCodec> chosen = new ArrayList<>();
        for (String text : codecs) {
            try {
                chosen.add(ColumnCodec.parse(text));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--codec", e);
            }
        }
        return chosen;
    }

    private Map<Field, Set<ColumnCodec>> plan(RecordFile records, List<ColumnCodec> chosen) {
        Map<Field, Set<ColumnCodec>> plan = new LinkedHashMap<>();
        for (Field field : fields(records.schema())) {
            Set<ColumnCodec> candidates = new LinkedHashSet<>(chosen.isEmpty() ? Trial.candidates(field) : chosen);
            candidates.removeIf(codec -> !codec.supports(field.type()));
            if (chosen.isEmpty()) {
                addCurrent(candidates, records, field);
            }
            if (!candidates.isEmpty()) {
                plan.put(field, candidates);
            }
        }
        if (plan.isEmpty()) {
            throw new UsageException("--codec: no field that was asked for can have such a codec");
        }
        return plan;
    }

    /** Of a directory the level is not known, and of a newer file the codec may not be. */
    private static void addCurrent(Set<ColumnCodec> candidates, RecordFile records, Field field) {
        try {
            candidates.add(ColumnCodec.parse(records.codec(field)));
        } catch (IllegalArgumentException e) {
            return;
        }
    }

    private List<Field> fields(Schema schema) {
        for (String name : included) {
            if (schema.find(name).isEmpty()) {
                throw new UsageException("there is no field '" + name + "'; there are "
                        + String.join(
                                ", ", schema.fields().stream().map(Field::name).toList()));
            }
        }
        return schema.fields().stream()
                .filter(field -> included.isEmpty() || included.contains(field.name()))
                .toList();
    }

    private FieldResult run(RecordFile records, Field field, Set<ColumnCodec> candidates, Progress progress)
            throws IOException {
        Sample sample = Sample.of(records, field, (long) sampleMebibytes * MEBIBYTE);
        List<Trial> trials = new ArrayList<>();
        for (ColumnCodec codec : candidates) {
            try {
                trials.add(Trial.run(codec, sample));
            } catch (IllegalStateException e) {
                streams().warn(field.name() + ": " + FailureMessage.of(e) + "; left out");
            }
            progress.step(1);
        }
        trials.sort(Comparator.comparingLong(Trial::storedBytes).thenComparingDouble(Trial::decodeSeconds));
        return new FieldResult(sample, records.codec(field), trials);
    }

    private static String asText(List<FieldResult> results) {
        StringBuilder text = new StringBuilder();
        for (FieldResult result : results) {
            Sample sample = result.sample();
            text.append(text.isEmpty() ? "" : "\n");
            text.append(String.format(
                    Locale.ROOT,
                    "%s %s: %,d values of %,d bytes, stored as %s%n",
                    sample.field().name(),
                    sample.field().type(),
                    sample.values(),
                    sample.valueBytes(),
                    result.current()));
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("codec", "", "bytes", "ratio", "bits/value", "encode M/s", "decode M/s"));
            for (Trial trial : result.trials()) {
                rows.add(List.of(
                        trial.codec().toString(),
                        result.mark(trial),
                        String.format(Locale.ROOT, "%,d", trial.storedBytes()),
                        number("%.3f", (double) sample.valueBytes() / trial.storedBytes()),
                        number("%.3f", 8.0 * trial.storedBytes() / sample.values()),
                        number("%.1f", sample.values() / trial.encodeSeconds() / 1e6),
                        number("%.1f", sample.values() / trial.decodeSeconds() / 1e6)));
            }
            text.append(TextTable.of(rows, "  "));
        }
        return text.toString();
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }

    private static String asCsv(List<FieldResult> results) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer =
                CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get().print(text)) {
            printer.printRecord(
                    "field",
                    "type",
                    "codec",
                    "current",
                    "values",
                    "value_bytes",
                    "stored_bytes",
                    "encode_seconds",
                    "decode_seconds");
            for (FieldResult result : results) {
                for (Trial trial : result.trials()) {
                    printer.printRecord(
                            result.sample().field().name(),
                            result.sample().field().type(),
                            trial.codec(),
                            result.mark(trial).isEmpty() ? "no" : "yes",
                            result.sample().values(),
                            result.sample().valueBytes(),
                            trial.storedBytes(),
                            String.format(Locale.ROOT, "%.9f", trial.encodeSeconds()),
                            String.format(Locale.ROOT, "%.9f", trial.decodeSeconds()));
                }
            }
        }
        return text.toString();
    }
}
