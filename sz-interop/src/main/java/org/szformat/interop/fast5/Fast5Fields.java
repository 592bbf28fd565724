package org.szformat.interop.fast5;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.szformat.interop.ReadFields;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Which attributes of FAST5 files become which fields, of which types. Collects those of all reads of a file. */
final class Fast5Fields {
    private static final Map<String, ReadFields> COMMON = Map.ofEntries(
            Map.entry("read_id", ReadFields.READ_ID),
            Map.entry("run_id", ReadFields.RUN_ID),
            Map.entry("channel_number", ReadFields.CHANNEL),
            Map.entry("start_mux", ReadFields.WELL),
            Map.entry("read_number", ReadFields.READ_NUMBER),
            Map.entry("start_time", ReadFields.START_SAMPLE),
            Map.entry("digitisation", ReadFields.DIGITISATION),
            Map.entry("offset", ReadFields.OFFSET),
            Map.entry("range", ReadFields.RANGE),
            Map.entry("sampling_rate", ReadFields.SAMPLING_RATE),
            Map.entry("median_before", ReadFields.MEDIAN_BEFORE),
            Map.entry("end_reason", ReadFields.END_REASON));

    private static final Map<String, ValueType> KNOWN = Map.of(
            "pore_type", ValueType.S,
            "num_minknow_events", ValueType.U64,
            "tracked_scaling_scale", ValueType.F32,
            "tracked_scaling_shift", ValueType.F32,
            "predicted_scaling_scale", ValueType.F32,
            "predicted_scaling_shift", ValueType.F32,
            "num_reads_since_mux_change", ValueType.U32,
            "time_since_mux_change", ValueType.F32);

    /** The number of samples, which the signal has of itself. */
    private static final String DURATION = "duration";

    /** Without these a signal cannot be understood. */
    private static final List<String> REQUIRED = List.of("digitisation", "offset", "range", "sampling_rate");

    private static final ReadFields[] ALWAYS = {
        ReadFields.READ_ID,
        ReadFields.RUN_ID,
        ReadFields.CHANNEL,
        ReadFields.WELL,
        ReadFields.READ_NUMBER,
        ReadFields.START_SAMPLE,
        ReadFields.DIGITISATION,
        ReadFields.OFFSET,
        ReadFields.RANGE,
        ReadFields.SAMPLING_RATE,
        ReadFields.MEDIAN_BEFORE,
    };

    private final Map<String, ValueType> others = new TreeMap<>();
    private boolean endReason;
    private boolean fastq;
    private boolean moves;

    /**
     * Sees the attributes of a read.
     *
     * @param warnings is told of those that no field can hold
     */
    void add(Map<String, Object> attributes, Consumer<String> warnings) {
        attributes.forEach((name, value) -> {
            if (name.equals("end_reason")) {
                endReason = true;
            } else if (COMMON.containsKey(name) || name.equals(DURATION)) {
                return;
            } else if (value instanceof Hdf.Unusual) {
                warnings.accept("the attribute " + name + " is " + value + " and is not read");
            } else {
                others.merge(name, KNOWN.getOrDefault(name, natural(value)), Fast5Fields::wider);
            }
        });
    }

    /** Sees what basecallers made of a read. */
    void add(Map<String, Object> attributes, boolean hasFastq, boolean hasMoves) {
        attributes.keySet().forEach(name -> others.put(name, ValueType.I64));
        fastq |= hasFastq;
        moves |= hasMoves;
    }

    private static ValueType natural(Object value) {
        if (value instanceof BigInteger) {
            return ValueType.U64;
        } else if (value instanceof Float) {
            return ValueType.F32;
        } else if (value instanceof Double) {
            return ValueType.F64;
        }
        return value instanceof Number ? ValueType.I64 : ValueType.S;
    }

    /** A type for values of two; text, which holds all, where no number does. */
    private static ValueType wider(ValueType a, ValueType b) {
        if (a == b) {
            return a;
        }
        return a.isFloat() && b.isFloat() ? ValueType.F64 : ValueType.S;
    }

    /**
     * The fields of all reads that were seen.
     *
     * @throws IllegalArgumentException when an attribute has a name that no field can have
     */
    Schema schema() {
        Schema.Builder schema = Schema.builder();
        for (ReadFields field : ALWAYS) {
            field.addTo(schema);
        }
        if (endReason) {
            ReadFields.END_REASON.addTo(schema);
        }
        names().forEach((name, field) -> schema.attribute(field, others.getOrDefault(name, ValueType.S)));
        ReadFields.RAW_SIGNAL.addTo(schema);
        if (fastq) {
            schema.dataset(Basecalls.FASTQ, ValueType.S);
        }
        if (moves) {
            schema.dataset(Basecalls.MOVE_TABLE, ValueType.U8);
        }
        return schema.build();
    }

    /** The fields of attributes that are not common to all formats. */
    private Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : others.keySet()) {
            boolean taken = name.equals(Basecalls.FASTQ)
                    || name.equals(Basecalls.MOVE_TABLE)
                    || COMMON.values().stream()
                            .anyMatch(field -> field.fieldName().equals(name))
                    || name.equals(ReadFields.RAW_SIGNAL.fieldName());
            names.put(name, taken ? name + "_attribute" : name);
        }
        return Collections.unmodifiableMap(names);
    }

    /** What fills records with the attributes of reads. */
    Filler filler(Schema schema) {
        Map<String, Field> targets = new LinkedHashMap<>();
        COMMON.forEach((name, field) -> schema.find(field.fieldName()).ifPresent(target -> targets.put(name, target)));
        names().forEach((name, field) -> targets.put(name, schema.field(field)));
        return new Filler(targets);
    }

    /**
     * Fills records with the attributes of reads. Immutable.
     *
     * @param targets the fields, by the names of the attributes
     */
    record Filler(Map<String, Field> targets) {
        /**
         * Sets all attributes; those that the read has not are missing.
         *
         * @throws IllegalArgumentException when a value is none of its field, or the calibration is not there
         */
        void fill(RecordBuilder record, Map<String, Object> attributes) {
            for (String name : REQUIRED) {
                if (!attributes.containsKey(name)) {
                    throw new IllegalArgumentException("channel_id has no attribute '" + name + "'");
                }
            }
            targets.forEach((name, field) -> {
                Object value = attributes.get(name);
                if (value == null || value instanceof Hdf.Unusual && !COMMON.containsKey(name)) {
                    record.setMissing(field);
                } else {
                    set(record, field, value);
                }
            });
        }

        private static void set(RecordBuilder record, Field field, Object value) {
            if (value instanceof Hdf.Unusual) {
                throw new IllegalArgumentException(field + ": found " + value + "; expected one value");
            } else if (field.isText()) {
                record.set(field, value.toString());
            } else if (field.type().isFloat() && value instanceof Number number) {
                record.set(field, number.doubleValue());
            } else if (field.type().isFloat()) {
                throw new IllegalArgumentException(field + ": found '" + value + "'; expected a number");
            } else {
                record.set(field, integer(field, value));
            }
        }

        private static long integer(Field field, Object value) {
            try {
                BigInteger integer = value instanceof BigInteger big
                        ? big
                        : new BigInteger(value.toString().strip());
                return field.type() == ValueType.U64 && integer.signum() >= 0 && integer.bitLength() <= Long.SIZE
                        ? integer.longValue()
                        : integer.longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                throw new IllegalArgumentException(field + ": found '" + value + "'; expected an integer", e);
            }
        }
    }
}
