package org.szformat.interop.pod5;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.interop.ipc.ColumnBuilder;
import org.szformat.json.JsonValue;

/**
 * Makes rows of the run info table from a header's {@code runs}. Members of a column's name are what the column gets.
 * What a run has no such member for, as those from SLOW5 and FAST5 files, comes from the attribute that ONT's own
 * converter takes: {@code exp_start_time} for {@code acquisition_start_time}, for example. Such attributes themselves go
 * to the maps {@code context_tags} and {@code tracking_id}, so none is lost.
 */
final class RunWriter {
    /** Attributes that FAST5 files have among context tags; all others are among the tracking ID. */
    private static final Set<String> CONTEXT_TAGS = Set.of(
            "barcoding_enabled",
            "basecall_config_filename",
            "basecall_model_simplex",
            "basecall_models_modified",
            "estimate_poly_a",
            "experiment_duration_set",
            "experiment_kit",
            "experiment_type",
            "fast5_output_fastq_in_hdf",
            "fast5_raw",
            "fast5_reads_per_folder",
            "filename",
            "flowcell_type",
            "kit_classification",
            "local_basecalling",
            "local_bc_comp_model",
            "local_bc_temp_model",
            "package",
            "package_version",
            "sample_frequency",
            "selected_speed_bases_per_second",
            "sequencing_kit",
            "user_filename_input");

    private static final Map<RunInfoColumn, String> FROM_ATTRIBUTES = new EnumMap<>(Map.of(
            RunInfoColumn.ACQUISITION_START_TIME, "exp_start_time",
            RunInfoColumn.PROTOCOL_NAME, "exp_script_name",
            RunInfoColumn.SEQUENCER_POSITION, "device_id",
            RunInfoColumn.SEQUENCER_POSITION_TYPE, "device_type",
            RunInfoColumn.SYSTEM_NAME, "host_product_serial_number",
            RunInfoColumn.SYSTEM_TYPE, "host_product_code"));

    /** The digitisation of PromethIONs, whose converters count from 0; all others count from below 0. */
    private static final int COUNTS_FROM_ZERO = 2048;

    private final Map<RunInfoColumn, ColumnBuilder> columns = new EnumMap<>(RunInfoColumn.class);

    RunWriter() {
        for (RunInfoColumn column : RunInfoColumn.values()) {
            columns.put(column, new ColumnBuilder(column.field()));
        }
    }

    /** The rows, as columns. */
    List<ColumnBuilder> columns() {
        return List.copyOf(columns.values());
    }

    /** The scale that a run's members give, or null when they do not. */
    static Runs.@Nullable Run scale(Map<String, JsonValue> members) {
        Long min = integer(members.get(RunInfoColumn.ADC_MIN.column()));
        Long max = integer(members.get(RunInfoColumn.ADC_MAX.column()));
        Long rate = integer(members.get(RunInfoColumn.SAMPLE_RATE.column()));
        if (min == null || max == null || rate == null) {
            return null;
        }
        boolean possible =
                min >= Short.MIN_VALUE && max <= Short.MAX_VALUE && min <= max && rate >= 0 && rate <= 0xFFFF;
        return possible ? new Runs.Run((int) (max - min + 1), rate.intValue()) : null;
    }

    private static @Nullable Long integer(@Nullable JsonValue value) {
        String text = text(value);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String text(@Nullable JsonValue value) {
        if (value == null || value.equals(JsonValue.NULL)) {
            return null;
        }
        return value instanceof JsonValue.Text text ? text.value() : value.toString();
    }

    /**
     * Adds a row.
     *
     * @param id the run's ID
     * @param members what the header says of it
     * @param scale what its reads say of it
     */
    void add(String id, Map<String, JsonValue> members, Runs.Run scale) {
        columns.forEach((column, target) -> {
            JsonValue own = members.get(column.column());
            switch (column) {
                case ACQUISITION_ID -> target.addText(id);
                case ADC_MIN -> target.addInteger(min(own, scale));
                case ADC_MAX ->
                    target.addInteger(
                            min(members.get(RunInfoColumn.ADC_MIN.column()), scale) + scale.digitisation() - 1);
                case SAMPLE_RATE -> target.addInteger(scale.samplingRate());
                case ACQUISITION_START_TIME, PROTOCOL_START_TIME -> addTime(target, column, own, members);
                case CONTEXT_TAGS, TRACKING_ID -> addMap(target, column, own, members);
                default -> addText(target, column, own, members);
            }
        });
    }

    private static long min(@Nullable JsonValue own, Runs.Run scale) {
        Long min = integer(own);
        if (min != null && min >= Short.MIN_VALUE && min + scale.digitisation() - 1 <= Short.MAX_VALUE) {
            return min;
        }
        return scale.digitisation() == COUNTS_FROM_ZERO ? 0 : -scale.digitisation() / 2;
    }

    private static void addText(
            ColumnBuilder target, RunInfoColumn column, @Nullable JsonValue own, Map<String, JsonValue> members) {
        if (JsonValue.NULL.equals(own)) {
            target.addNull();
            return;
        }
        String text = text(own == null ? members.get(FROM_ATTRIBUTES.getOrDefault(column, "")) : own);
        target.addText(text == null ? "" : text);
    }

    private static void addTime(
            ColumnBuilder target, RunInfoColumn column, @Nullable JsonValue own, Map<String, JsonValue> members) {
        if (JsonValue.NULL.equals(own)) {
            target.addNull();
            return;
        }
        String text = text(own == null ? members.get(FROM_ATTRIBUTES.getOrDefault(column, "")) : own);
        target.addInteger(text == null ? 0 : milliseconds(text));
    }

    /** A time, of ISO 8601 or in seconds since 1970; the start of 1970 when it is neither, as of ONT's converter. */
    private static long milliseconds(String text) {
        try {
            if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Math.multiplyExact(Long.parseLong(text), 1000L);
            }
            return text.endsWith("Z")
                    ? Instant.parse(text).toEpochMilli()
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            return 0;
        }
    }

    private static void addMap(
            ColumnBuilder target, RunInfoColumn column, @Nullable JsonValue own, Map<String, JsonValue> members) {
        if (JsonValue.NULL.equals(own)) {
            target.addNull();
            return;
        }
        if (own instanceof JsonValue.Obj object) {
            object.members().forEach((key, value) -> addEntry(target, key, value));
        } else if (own instanceof JsonValue.Array pairs) {
            addPairs(target, pairs);
        } else {
            others(column, members).forEach((key, value) -> addEntry(target, key, value));
        }
        target.addList();
    }

    private static void addPairs(ColumnBuilder target, JsonValue.Array pairs) {
        for (JsonValue pair : pairs.items()) {
            if (pair instanceof JsonValue.Array items && items.items().size() == 2) {
                String key = text(items.items().get(0));
                addEntry(target, key == null ? "" : key, items.items().get(1));
            }
        }
    }

    private static void addEntry(ColumnBuilder target, String key, JsonValue value) {
        ColumnBuilder entries = target.child(0);
        entries.child(0).addText(key);
        String text = text(value);
        if (text == null) {
            entries.child(1).addNull();
        } else {
            entries.child(1).addText(text);
        }
        entries.addStruct();
    }

    /** The attributes of a run without maps that go to one of them. */
    private static Map<String, JsonValue> others(RunInfoColumn column, Map<String, JsonValue> members) {
        Map<String, JsonValue> others = new LinkedHashMap<>();
        members.forEach((key, value) -> {
            boolean tag = CONTEXT_TAGS.contains(key);
            if (tag == (column == RunInfoColumn.CONTEXT_TAGS) && isAttribute(key)) {
                others.put(key, value);
            }
        });
        return others;
    }

    /** Whether a member is one that FAST5 files have in a map, be there a column of that name or not. */
    private static boolean isAttribute(String key) {
        return !key.equals(RunInfoColumn.CONTEXT_TAGS.column()) && !key.equals(RunInfoColumn.TRACKING_ID.column());
    }

    /** The members of a run with maps that are neither columns nor in a map, and so have no place. */
    static List<String> homeless(Map<String, JsonValue> members) {
        if (!members.containsKey(RunInfoColumn.CONTEXT_TAGS.column())
                || !members.containsKey(RunInfoColumn.TRACKING_ID.column())) {
            return List.of();
        }
        return members.keySet().stream()
                .filter(name -> !RunInfoColumn.isColumn(name))
                .toList();
    }
}
