package org.szformat.interop.pod5;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.interop.ReadFields;
import org.szformat.interop.ipc.ArrowType;
import org.szformat.interop.vbz.VbzEncoder;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Makes rows of records of one schema. Safe for use by many threads. */
final class ReadEncoder {
    /** The longest piece of a signal in one row, as of ONT's library. */
    static final int PIECE_SAMPLES = 102_400;

    private static final String UNKNOWN_REASON = "unknown";
    private static final String UNKNOWN_PORE = "not_set";

    /** The reasons that are no events of the signal itself. */
    private static final Set<String> FORCED = Set.of(
            "mux_change",
            "unblock_mux_change",
            "data_service_unblock_mux_change",
            "api_request",
            "device_data_error",
            "analysis_config_change",
            "paused");

    private final RunScales runs;
    private final Field id;
    private final Field signal;
    private final Field digitisation;
    private final Field samplingRate;
    private final Map<ReadColumn, Field> fields = new EnumMap<>(ReadColumn.class);
    private final List<String> homeless;

    /**
     * Finds the fields.
     *
     * @throws IllegalArgumentException when one that must be there is not, or one is of a type that has no place
     */
    ReadEncoder(Schema schema, RunScales runs) {
        this.runs = runs;
        this.id = require(schema, ReadFields.READ_ID);
        this.signal = require(schema, ReadFields.RAW_SIGNAL);
        this.digitisation = require(schema, ReadFields.DIGITISATION);
        this.samplingRate = require(schema, ReadFields.SAMPLING_RATE);
        require(schema, ReadFields.OFFSET);
        require(schema, ReadFields.RANGE);
        if (!id.isAttribute() || !id.isText()) {
            throw refuse(id, "an attribute of type S");
        }
        if (!signal.isDataset() || signal.type() != ValueType.I16) {
            throw refuse(signal, "a dataset of type I16");
        }
        requireNumber(digitisation);
        requireNumber(samplingRate);
        Set<Field> used = new HashSet<>(Set.of(id, signal, digitisation, samplingRate));
        for (ReadColumn column : ReadColumn.values()) {
            schema.find(column.fieldName()).ifPresent(field -> {
                fields.put(column, field);
                used.add(field);
                check(column, field);
            });
        }
        if (!fields.containsKey(ReadColumn.RUN_ID) && runs.only() == null) {
            throw new IllegalArgumentException("the header has several runs, and there is no field 'run_id' that says"
                    + " which one a read belongs to; add one, or leave one run");
        }
        this.homeless = schema.fields().stream()
                .filter(field -> !used.contains(field))
                .map(Field::name)
                .toList();
    }

    private static Field require(Schema schema, ReadFields field) {
        return schema.find(field.fieldName())
                .orElseThrow(() -> new IllegalArgumentException("there is no field '" + field.fieldName()
                        + "', which POD5 cannot do without; there are "
                        + String.join(
                                ", ", schema.fields().stream().map(Field::name).toList())));
    }

    private static void check(ReadColumn column, Field field) {
        if (column.type().kind() == ArrowType.Kind.UTF8) {
            if (!field.isAttribute() || !field.isText()) {
                throw refuse(field, "an attribute of type S");
            }
        } else if (column.type().kind() == ArrowType.Kind.FLOAT) {
            requireNumber(field);
        } else if (!field.isAttribute() || !field.type().isInteger()) {
            throw refuse(field, "an attribute of an integer type");
        }
    }

    private static void requireNumber(Field field) {
        if (!field.isAttribute() || field.isText() || field.type() == ValueType.F128) {
            throw refuse(field, "an attribute of a numeric type other than F128");
        }
    }

    private static IllegalArgumentException refuse(Field field, String expected) {
        return new IllegalArgumentException(field + " cannot be written to POD5; expected " + expected);
    }

    /** The names of the fields that POD5 has no place for. */
    List<String> homeless() {
        return homeless;
    }

    /**
     * The row of a record.
     *
     * @throws IllegalArgumentException when POD5 cannot hold it; the message names record and field
     */
    EncodedRead encode(Record record, VbzEncoder vbz) {
        String text = (String) record.stored(id);
        byte[] uuid = Uuids.bytes(text);
        if (uuid == null) {
            throw new IllegalArgumentException("read_id of record '" + text
                    + "': found no UUID; expected one, such as 0000173c-bf67-44e7-9a9c-1ad0bc728e74, since POD5 has"
                    + " no other IDs");
        }
        double digits = number(record, text, digitisation);
        Values values = new Values(record, text, run(record, text), digits);
        runs.check(values.run, text, digits, number(record, text, samplingRate));
        EncodedRead read = new EncodedRead(uuid);
        for (ReadColumn column : ReadColumn.values()) {
            values.put(read, column, fields.get(column));
        }
        if (record.isMissing(signal)) {
            throw new IllegalArgumentException("raw_signal of record '" + text + "' is missing; expected an array");
        }
        short[] samples = (short[]) record.stored(signal);
        for (int from = 0; from < samples.length; from += PIECE_SAMPLES) {
            int count = Math.min(PIECE_SAMPLES, samples.length - from);
            read.add(vbz.encode(samples, from, count), count);
        }
        return read;
    }

    private String run(Record record, String read) {
        Field field = fields.get(ReadColumn.RUN_ID);
        String run = field == null || record.isMissing(field) ? runs.only() : (String) record.stored(field);
        if (run == null) {
            throw new IllegalArgumentException(
                    "run_id of record '" + read + "' is missing; expected one, since the header has several runs");
        }
        return run;
    }

    private static double number(Record record, String read, Field field) {
        if (record.isMissing(field)) {
            throw new IllegalArgumentException(
                    field.name() + " of record '" + read + "' is missing; expected a number, since POD5 needs it");
        }
        return field.type().isInteger() ? record.bits(field) : record.getReal(field.name());
    }

    /**
     * The values of one record.
     *
     * @param record the record
     * @param read its ID
     * @param run its run's ID
     * @param digitisation its digitisation
     */
    private record Values(Record record, String read, String run, double digitisation) {

        void put(EncodedRead out, ReadColumn column, @Nullable Field field) {
            boolean absent = field == null || record.isMissing(field);
            switch (column.type().kind()) {
                case UTF8 -> out.put(column, column == ReadColumn.RUN_ID ? run : text(column, field));
                case BOOL -> out.put(column, absent ? forced() : integer(column, field, 1));
                default -> {
                    // A missing value stays null; a field that no record has gets what POD5 writes for it.
                    if (field == null || !absent) {
                        boolean single = column.type().kind() == ArrowType.Kind.FLOAT;
                        out.put(column, single ? singleBits(column, field) : integer(column, field, max(column)));
                    }
                }
            }
        }

        private String text(ReadColumn column, @Nullable Field field) {
            if (field == null || record.isMissing(field)) {
                return column == ReadColumn.END_REASON ? UNKNOWN_REASON : UNKNOWN_PORE;
            }
            return (String) record.stored(field);
        }

        private long forced() {
            boolean told =
                    record.schema().find(ReadFields.END_REASON.fieldName()).isPresent();
            String reason =
                    text(ReadColumn.END_REASON, told ? record.schema().field(ReadFields.END_REASON.fieldName()) : null);
            return FORCED.contains(reason) ? 1 : 0;
        }

        private long singleBits(ReadColumn column, @Nullable Field field) {
            return Float.floatToRawIntBits(single(column, field));
        }

        private float single(ReadColumn column, @Nullable Field field) {
            if (field == null) {
                return column == ReadColumn.TIME_SINCE_MUX_CHANGE ? 0 : Float.NaN;
            }
            if (field.type() == ValueType.F32) {
                return Float.intBitsToFloat((int) record.bits(field));
            }
            double value = number(record, read, field);
            return (float) (column == ReadColumn.SCALE ? value / digitisation : value);
        }

        private static long max(ReadColumn column) {
            return column.type().width() == 64 ? -1 : (1L << column.type().width()) - 1;
        }

        private long integer(ReadColumn column, @Nullable Field field, long max) {
            if (field == null) {
                return 0;
            }
            long value = record.bits(field);
            boolean signed = field.type() != ValueType.U64;
            if (signed && value < 0 || Long.compareUnsigned(value, max) > 0) {
                throw new IllegalArgumentException(field.name() + " of record '" + read + "': found "
                        + (signed ? Long.toString(value) : Long.toUnsignedString(value)) + "; expected 0 to "
                        + Long.toUnsignedString(max) + ", as POD5's " + column.column() + " demands");
            }
            return value;
        }
    }
}
