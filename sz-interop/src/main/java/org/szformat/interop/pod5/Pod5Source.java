package org.szformat.interop.pod5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.szformat.Limits;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.ipc.IpcTable;
import org.szformat.io.PositionalFile;
import org.szformat.json.JsonValue;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** Reads from a POD5 file: slices of the batches of its reads table, each of which fetches its signals when decoded. */
final class Pod5Source implements RecordSource {
    /** Samples after which a part ends. */
    private static final long PART_SAMPLES = 4L << 20;

    /** Reads after which a part ends. */
    private static final int PART_READS = 1000;

    /** What a read takes beside its signal, roughly. */
    private static final long READ_BYTES = 512;

    private final PositionalFile file;
    private final Path path;
    private final long bytes;
    private final Limits limits;
    private final Tables tables;
    private final Runs runs;
    private final ReadSchema fields;
    private final SignalTable signals;
    private final List<String> warnings = new ArrayList<>();

    private int nextBatch;
    private @Nullable ReadBatch batch;
    private int row;
    private @Nullable SignalBatch near;

    private Pod5Source(Path path, PositionalFile file, Limits limits) throws IOException {
        this.path = path;
        this.file = file;
        this.bytes = file.size();
        this.limits = limits;
        this.tables = Tables.open(path, file, limits);
        IpcTable runInfo = tables.runInfo();
        this.runs = runInfo == null ? Runs.ofDictionary(tables.reads()) : Runs.of(runInfo);
        this.fields = ReadSchema.of(tables.reads());
        this.signals = new SignalTable(tables.signal());
        if (!tables.isComplete()) {
            warnings.add(path + ": is not finished; it has " + tables.reads().batches() + " whole batches of reads");
        }
        warn("reads", fields.leftOut());
        warn("run info", runs.leftOut());
    }

    private void warn(String table, List<String> leftOut) {
        if (!leftOut.isEmpty()) {
            warnings.add(path + ": columns of the " + table
                    + " table that are of no type that fields have are left out: " + String.join(", ", leftOut));
        }
    }

    static Pod5Source open(Path path, FormatOptions options) throws IOException {
        PositionalFile file = PositionalFile.open(path);
        try {
            return new Pod5Source(path, file, options.limits());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Schema schema() {
        return fields.schema();
    }

    @Override
    public Header header() {
        Map<String, String> said = tables.reads().schema().metadata();
        JsonValue file = JsonValue.of(new TreeMap<>(Map.of(
                "file_identifier", JsonValue.of(said.getOrDefault(Pod5Metadata.FILE_IDENTIFIER, "")),
                "pod5_version", JsonValue.of(said.getOrDefault(Pod5Metadata.POD5_VERSION, "")),
                "software", JsonValue.of(said.getOrDefault(Pod5Metadata.SOFTWARE, "")))));
        return Header.empty().with(RunScales.RUNS, runs.described()).with(Pod5Metadata.HEADER_KEY, file);
    }

    @Override
    public OptionalLong size() {
        long rows = 0;
        try {
            for (int i = 0; i < tables.reads().batches(); i++) {
                rows += tables.reads().layout(i).rows();
            }
        } catch (IOException e) {
            // The damage is told by the part that meets it.
            return OptionalLong.empty();
        }
        return OptionalLong.of(rows);
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public @Nullable Part next() throws IOException {
        while (true) {
            ReadBatch now = batch;
            if (now == null) {
                if (nextBatch == tables.reads().batches()) {
                    return null;
                }
                now = ReadBatch.load(tables.reads(), nextBatch++, fields, runs);
                batch = now;
                row = 0;
            }
            if (row < now.rows()) {
                return slice(now);
            }
            batch = null;
        }
    }

    private Part slice(ReadBatch now) throws IOException {
        int from = row;
        long samples = 0;
        while (row < now.rows() && row - from < PART_READS && samples < PART_SAMPLES) {
            // Stepped over before it is looked at, so that a damaged one is met once.
            samples += samples(now, row++);
        }
        int batches = tables.reads().batches();
        double done = (nextBatch - 1 + (double) row / now.rows()) / batches;
        return new ReadPart(
                now,
                from,
                row,
                signals,
                Short.BYTES * samples + READ_BYTES * (row - from),
                (long) (bytes * done),
                limits.maxValueBytes() / Short.BYTES);
    }

    /** The length of a read's signal: from the signal table where the reads table has it not. */
    private long samples(ReadBatch now, int read) throws IOException {
        long samples = now.samples(read);
        if (samples >= 0) {
            return Math.min(samples, limits.maxValueBytes());
        }
        samples = 0;
        for (long signalRow : now.signalRows(read)) {
            if (near == null || !near.has(signalRow)) {
                near = signals.load(signals.place(signalRow));
            }
            samples += near.samples(signalRow);
        }
        return samples;
    }

    @Override
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
