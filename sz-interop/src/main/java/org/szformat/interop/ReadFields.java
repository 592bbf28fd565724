package org.szformat.interop;

import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * The fields of nanopore reads, by the names and types that they have here whatever format they come from. A format gives
 * those that it knows, so that reads from different formats can be put into one file.
 *
 * <pre>{@code
 * Schema schema = ReadFields.RAW_SIGNAL.addTo(ReadFields.READ_ID.addTo(Schema.builder())).build();
 * }</pre>
 */
public enum ReadFields {
    /** The read's ID, as a rule a UUID. */
    READ_ID("read_id", ValueType.S),
    /** The run that it belongs to, a key of the header's {@code runs}. */
    RUN_ID("run_id", ValueType.S),
    /** The channel of the device, from 1. */
    CHANNEL("channel", ValueType.U16),
    /** The well of the channel, from 1; SLOW5's {@code start_mux}. */
    WELL("well", ValueType.U8),
    /** The number of the channel's reads, in order. */
    READ_NUMBER("read_number", ValueType.I64),
    /** When it began, in samples since the run did. */
    START_SAMPLE("start_sample", ValueType.U64),
    /** How many levels the converter tells apart. */
    DIGITISATION("digitisation", ValueType.F64),
    /** What is added to a sample before it is scaled: (sample + offset) · range / digitisation is picoamperes. */
    OFFSET("offset", ValueType.F64),
    /** The full scale, in picoamperes. */
    RANGE("range", ValueType.F64),
    /** Samples per second. */
    SAMPLING_RATE("sampling_rate", ValueType.F64),
    /** The median current before the read, in picoamperes. */
    MEDIAN_BEFORE("median_before", ValueType.F64),
    /** Why it ended, in the words of the device: {@code signal_positive}. */
    END_REASON("end_reason", ValueType.S),
    /** The samples, as the converter gave them. */
    RAW_SIGNAL("raw_signal", ValueType.I16);

    private final String fieldName;
    private final ValueType type;

    ReadFields(String fieldName, ValueType type) {
        this.fieldName = fieldName;
        this.type = type;
    }

    /** Its name. */
    public String fieldName() {
        return fieldName;
    }

    /** Its type. */
    public ValueType type() {
        return type;
    }

    /** Whether it is a dataset. */
    public boolean isDataset() {
        return this == RAW_SIGNAL;
    }

    /** Adds it to a schema. */
    public Schema.Builder addTo(Schema.Builder schema) {
        return isDataset() ? schema.dataset(fieldName, type) : schema.attribute(fieldName, type);
    }
}
