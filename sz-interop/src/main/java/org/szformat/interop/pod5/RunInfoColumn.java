package org.szformat.interop.pod5;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.szformat.interop.ipc.ArrowField;
import org.szformat.interop.ipc.ArrowType;

/** The columns of the run info table, in its order. */
@SuppressWarnings("ImmutableEnumChecker") // ArrowType is a record of values
enum RunInfoColumn {
    ACQUISITION_ID(ArrowType.UTF8),
    ACQUISITION_START_TIME(ArrowType.milliseconds("UTC")),
    ADC_MAX(ArrowType.signed(16)),
    ADC_MIN(ArrowType.signed(16)),
    CONTEXT_TAGS(ArrowType.MAP),
    EXPERIMENT_NAME(ArrowType.UTF8),
    FLOW_CELL_ID(ArrowType.UTF8),
    FLOW_CELL_PRODUCT_CODE(ArrowType.UTF8),
    PROTOCOL_NAME(ArrowType.UTF8),
    PROTOCOL_RUN_ID(ArrowType.UTF8),
    PROTOCOL_START_TIME(ArrowType.milliseconds("UTC")),
    SAMPLE_ID(ArrowType.UTF8),
    SAMPLE_RATE(ArrowType.unsigned(16)),
    SEQUENCING_KIT(ArrowType.UTF8),
    SEQUENCER_POSITION(ArrowType.UTF8),
    SEQUENCER_POSITION_TYPE(ArrowType.UTF8),
    SOFTWARE(ArrowType.UTF8),
    SYSTEM_NAME(ArrowType.UTF8),
    SYSTEM_TYPE(ArrowType.UTF8),
    TRACKING_ID(ArrowType.MAP);

    private final String column;
    private final ArrowType type;

    RunInfoColumn(ArrowType type) {
        this.column = name().toLowerCase(Locale.ROOT);
        this.type = type;
    }

    /** Its name in the table, and in the header's {@code runs}. */
    String column() {
        return column;
    }

    ArrowType type() {
        return type;
    }

    /** Its field of the table. */
    ArrowField field() {
        if (type.kind() != ArrowType.Kind.MAP) {
            return ArrowField.of(column, type);
        }
        ArrowField entries = ArrowField.of(
                "entries",
                ArrowType.STRUCT,
                ArrowField.of("key", ArrowType.UTF8).required(),
                ArrowField.of("value", ArrowType.UTF8));
        return ArrowField.of(column, type, entries.required());
    }

    static List<ArrowField> fields() {
        return Arrays.stream(values()).map(RunInfoColumn::field).toList();
    }

    /** Whether a run's member of this name is a column. */
    static boolean isColumn(String name) {
        return Arrays.stream(values()).anyMatch(value -> value.column.equals(name));
    }
}
