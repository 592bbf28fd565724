package org.szformat.interop.pod5;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.szformat.json.JsonValue;
import org.szformat.schema.Header;

/**
 * The runs of a file that is written: what the header says of each, and the digitisation and sampling rate that all its
 * reads have. Safe for use by many threads.
 */
final class RunScales {
    /** The header's key of the runs. */
    static final String RUNS = "runs";

    /** The ID of the run of reads that name none, where the header has none either. */
    private static final String UNNAMED = "unknown";

    private static final int MAX_RATE = 0xFFFF;
    private static final int MAX_DIGITISATION = 1 << 16;

    private final Map<String, Map<String, JsonValue>> described = new LinkedHashMap<>();
    private final Map<String, Runs.Run> scales = new ConcurrentHashMap<>();

    RunScales(Header header) {
        if (header.get(RUNS).orElse(JsonValue.NULL) instanceof JsonValue.Obj runs) {
            runs.members().forEach((id, run) -> {
                if (run instanceof JsonValue.Obj members) {
                    described.put(id, members.members());
                    Runs.Run scale = RunWriter.scale(members.members());
                    if (scale != null) {
                        scales.put(id, scale);
                    }
                }
            });
        }
    }

    /** What the header says of its runs, in its order. */
    Map<String, Map<String, JsonValue>> described() {
        return described;
    }

    /** The run of reads that name none, or null when it could be one of several. */
    @Nullable
    String only() {
        if (described.isEmpty()) {
            return UNNAMED;
        }
        return described.size() == 1 ? described.keySet().iterator().next() : null;
    }

    /** The scale of a run, or null when neither header nor reads have told it. */
    Runs.@Nullable Run scale(String run) {
        return scales.get(run);
    }

    /**
     * Checks that a read agrees with its run, whose first one says how it is.
     *
     * @throws IllegalArgumentException when it does not, or no run can be so
     */
    void check(String run, String read, double digitisation, double samplingRate) {
        requireInteger(read, "digitisation", digitisation, 1, MAX_DIGITISATION);
        requireInteger(read, "sampling_rate", samplingRate, 0, MAX_RATE);
        Runs.Run own = new Runs.Run((int) digitisation, (int) samplingRate);
        Runs.Run known = scales.computeIfAbsent(run, id -> own);
        if (!known.equals(own)) {
            boolean rate = known.digitisation() == own.digitisation();
            throw new IllegalArgumentException((rate ? "sampling_rate" : "digitisation") + " of record '" + read
                    + "': found " + (rate ? own.samplingRate() : own.digitisation()) + "; expected "
                    + (rate ? known.samplingRate() : known.digitisation()) + ", since POD5 has one for all of run '"
                    + run
                    + "'");
        }
    }

    private static void requireInteger(String read, String field, double value, int min, int max) {
        if (!(value >= min && value <= max) || value != Math.rint(value)) {
            throw new IllegalArgumentException(field + " of record '" + read + "': found " + value
                    + "; expected an integer from " + min + " to " + max + ", as POD5 demands");
        }
    }
}
