package org.szformat.interop.pod5;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.szformat.interop.ipc.ArrowField;
import org.szformat.interop.ipc.ArrowType;

/** The tables that are written: version 4. */
final class ReadTableSchema {
    private static final String UUID_TYPE = "minknow.uuid";
    private static final String VBZ_TYPE = "minknow.vbz";

    private static final List<ReadColumn> BEFORE_LENGTH = List.of(
            ReadColumn.READ_NUMBER,
            ReadColumn.START_SAMPLE,
            ReadColumn.MEDIAN_BEFORE,
            ReadColumn.NUM_MINKNOW_EVENTS,
            ReadColumn.TRACKED_SCALING_SCALE,
            ReadColumn.TRACKED_SCALING_SHIFT,
            ReadColumn.PREDICTED_SCALING_SCALE,
            ReadColumn.PREDICTED_SCALING_SHIFT,
            ReadColumn.NUM_READS_SINCE_MUX_CHANGE,
            ReadColumn.TIME_SINCE_MUX_CHANGE);

    private static final List<ReadColumn> AFTER_LENGTH = List.of(
            ReadColumn.CHANNEL,
            ReadColumn.WELL,
            ReadColumn.PORE_TYPE,
            ReadColumn.OFFSET,
            ReadColumn.SCALE,
            ReadColumn.END_REASON,
            ReadColumn.END_REASON_FORCED,
            ReadColumn.RUN_ID,
            ReadColumn.OPEN_PORE_LEVEL);

    /** The numbers of the dictionaries. */
    static final Map<ReadColumn, Long> DICTIONARIES =
            new EnumMap<>(Map.of(ReadColumn.PORE_TYPE, 0L, ReadColumn.END_REASON, 1L, ReadColumn.RUN_ID, 2L));

    private ReadTableSchema() {}

    /** The columns between those of the signal and of its length, in the table's order. */
    static List<ReadColumn> beforeLength() {
        return BEFORE_LENGTH;
    }

    /** The columns behind the signal's length. */
    static List<ReadColumn> afterLength() {
        return AFTER_LENGTH;
    }

    /** The reads table. */
    static List<ArrowField> reads() {
        List<ArrowField> fields = new ArrayList<>();
        fields.add(id());
        fields.add(ArrowField.of(ReadColumn.SIGNAL, ArrowType.LIST, ArrowField.of("item", ArrowType.unsigned(64))));
        BEFORE_LENGTH.forEach(column -> fields.add(field(column)));
        fields.add(ArrowField.of(ReadColumn.NUM_SAMPLES, ArrowType.unsigned(64)));
        AFTER_LENGTH.forEach(column -> fields.add(field(column)));
        return fields;
    }

    /** The signal table. */
    static List<ArrowField> signal() {
        return List.of(
                id(),
                ArrowField.of(ReadColumn.SIGNAL, ArrowType.LARGE_BINARY).with(extension(VBZ_TYPE)),
                ArrowField.of("samples", ArrowType.unsigned(32)));
    }

    private static ArrowField field(ReadColumn column) {
        Long dictionary = DICTIONARIES.get(column);
        return dictionary == null ? column.field() : column.field().indexing(dictionary);
    }

    private static ArrowField id() {
        return ArrowField.of(ReadColumn.READ_ID, ArrowType.fixedBinary(Uuids.BYTES))
                .with(extension(UUID_TYPE));
    }

    private static Map<String, String> extension(String name) {
        return Map.of(ArrowField.EXTENSION_NAME, name, ArrowField.EXTENSION_METADATA, "");
    }
}
