package org.szformat.interop.pod5;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.szformat.Limits;
import org.szformat.interop.ipc.IpcTable;
import org.szformat.io.PositionalFile;
import org.szformat.json.JsonValue;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** An open POD5 file: its tables, its runs, and what its columns become. Safe for use by many threads. */
final class Pod5File implements Closeable {
    private final PositionalFile file;
    private final Path path;
    private final long bytes;
    private final Limits limits;
    private final Tables tables;
    private final Runs runs;
    private final ReadSchema fields;
    private final SignalTable signals;
    private final List<String> warnings = new ArrayList<>();

    private Pod5File(Path path, PositionalFile file, Limits limits) throws IOException {
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
        if (!runs.toldAgain().isEmpty()) {
            warnings.add(path + ": tells runs more than once, and not the same; the first is kept of: "
                    + String.join(", ", runs.toldAgain()));
        }
    }

    private void warn(String table, List<String> leftOut) {
        if (!leftOut.isEmpty()) {
            warnings.add(path + ": columns of the " + table
                    + " table that are of no type that fields have are left out: " + String.join(", ", leftOut));
        }
    }

    static Pod5File open(Path path, Limits limits) throws IOException {
        PositionalFile file = PositionalFile.open(path);
        try {
            return new Pod5File(path, file, limits);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    PositionalFile file() {
        return file;
    }

    long bytes() {
        return bytes;
    }

    Limits limits() {
        return limits;
    }

    /** The most samples that a signal may have. */
    long maxSamples() {
        return limits.maxValueBytes() / Short.BYTES;
    }

    Schema schema() {
        return fields.schema();
    }

    Header header() {
        Map<String, String> said = tables.reads().schema().metadata();
        JsonValue file = JsonValue.of(new TreeMap<>(Map.of(
                "file_identifier", JsonValue.of(said.getOrDefault(Pod5Metadata.FILE_IDENTIFIER, "")),
                "pod5_version", JsonValue.of(said.getOrDefault(Pod5Metadata.POD5_VERSION, "")),
                "software", JsonValue.of(said.getOrDefault(Pod5Metadata.SOFTWARE, "")))));
        return Header.empty().with(RunScales.RUNS, runs.described()).with(Pod5Metadata.HEADER_KEY, file);
    }

    /** The number of batches of the reads table. */
    int batches() {
        return tables.reads().batches();
    }

    /** The number of reads in a batch. */
    int rows(int batch) throws IOException {
        return tables.reads().layout(batch).rows();
    }

    ReadBatch load(int batch) throws IOException {
        return ReadBatch.load(tables.reads(), batch, fields, runs);
    }

    SignalTable signals() {
        return signals;
    }

    /** How far in the file batches are, roughly; 0 to {@link #bytes()}. */
    long position(double batchesDone) {
        return (long) (bytes * (batchesDone / batches()));
    }

    /** What people should know. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
