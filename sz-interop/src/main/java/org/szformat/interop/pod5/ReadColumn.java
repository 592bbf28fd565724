package org.szformat.interop.pod5;

import org.szformat.interop.ReadFields;
import org.szformat.interop.ipc.ArrowField;
import org.szformat.interop.ipc.ArrowType;
import org.szformat.schema.ValueType;

/** The fields of reads that come from a column each, in the order of their schema here. */
@SuppressWarnings("ImmutableEnumChecker") // ArrowType is a record of values
enum ReadColumn {
    RUN_ID(ReadFields.RUN_ID, "run_info", ArrowType.UTF8, "run_info", "acquisition_id"),
    CHANNEL(ReadFields.CHANNEL, "channel", ArrowType.unsigned(16), "pore", "channel"),
    WELL(ReadFields.WELL, "well", ArrowType.unsigned(8), "pore", "well"),
    READ_NUMBER(ReadFields.READ_NUMBER, "read_number", ArrowType.unsigned(32), "", ""),
    START_SAMPLE(ReadFields.START_SAMPLE, "start", ArrowType.unsigned(64), "", ""),
    OFFSET(ReadFields.OFFSET, "calibration_offset", ArrowType.floating(32), "calibration", "offset"),
    /** The range; the column has the scale, which is the range divided by the digitisation. */
    SCALE(ReadFields.RANGE, "calibration_scale", ArrowType.floating(32), "calibration", "scale"),
    MEDIAN_BEFORE(ReadFields.MEDIAN_BEFORE, "median_before", ArrowType.floating(32), "", ""),
    END_REASON(ReadFields.END_REASON, "end_reason", ArrowType.UTF8, "end_reason", "name"),
    END_REASON_FORCED("end_reason_forced", ValueType.U8, ArrowType.BOOL, "end_reason", "forced"),
    PORE_TYPE("pore_type", ValueType.S, ArrowType.UTF8, "pore", "pore_type"),
    NUM_MINKNOW_EVENTS("num_minknow_events", ValueType.U64, ArrowType.unsigned(64)),
    TRACKED_SCALING_SCALE("tracked_scaling_scale", ValueType.F32, ArrowType.floating(32)),
    TRACKED_SCALING_SHIFT("tracked_scaling_shift", ValueType.F32, ArrowType.floating(32)),
    PREDICTED_SCALING_SCALE("predicted_scaling_scale", ValueType.F32, ArrowType.floating(32)),
    PREDICTED_SCALING_SHIFT("predicted_scaling_shift", ValueType.F32, ArrowType.floating(32)),
    NUM_READS_SINCE_MUX_CHANGE("num_reads_since_mux_change", ValueType.U32, ArrowType.unsigned(32)),
    TIME_SINCE_MUX_CHANGE("time_since_mux_change", ValueType.F32, ArrowType.floating(32)),
    OPEN_PORE_LEVEL("open_pore_level", ValueType.F32, ArrowType.floating(32));

    /** The column of the read's ID. */
    static final String READ_ID = "read_id";

    /** The column that lists the rows of the signal table. */
    static final String SIGNAL = "signal";

    /** The column of the signal's length. */
    static final String NUM_SAMPLES = "num_samples";

    /** The column of the run's ID. */
    static final String RUN_INFO = "run_info";

    private final String fieldName;
    private final ValueType fieldType;
    private final String column;
    private final ArrowType type;
    private final String oldColumn;
    private final String oldMember;

    ReadColumn(ReadFields field, String column, ArrowType type, String oldColumn, String oldMember) {
        this(field.fieldName(), field.type(), column, type, oldColumn, oldMember);
    }

    ReadColumn(String name, ValueType fieldType, ArrowType type) {
        this(name, fieldType, name, type, "", "");
    }

    ReadColumn(String name, ValueType fieldType, ArrowType type, String oldColumn, String oldMember) {
        this(name, fieldType, name, type, oldColumn, oldMember);
    }

    ReadColumn(
            String fieldName, ValueType fieldType, String column, ArrowType type, String oldColumn, String oldMember) {
        this.fieldName = fieldName;
        this.fieldType = fieldType;
        this.column = column;
        this.type = type;
        this.oldColumn = oldColumn;
        this.oldMember = oldMember;
    }

    /** The field's name here. */
    String fieldName() {
        return fieldName;
    }

    /** The field's type here. */
    ValueType fieldType() {
        return fieldType;
    }

    /** The column's name in tables of version 3 and later. */
    String column() {
        return column;
    }

    /** The type of the column's values. */
    ArrowType type() {
        return type;
    }

    /** The column of structs in which tables before version 3 have it; empty when they have it as later ones do. */
    String oldColumn() {
        return oldColumn;
    }

    /** Its member of those structs. */
    String oldMember() {
        return oldMember;
    }

    /** The column as it is written, without what makes it a dictionary. */
    ArrowField field() {
        return ArrowField.of(column, type);
    }
}
