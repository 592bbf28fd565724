package org.szformat.interop.convert;

import java.util.List;
import java.util.Optional;
import org.szformat.interop.ReadFields;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** What is not stored, since it follows from what is, and can be had for output: F64 attributes, in seconds. */
public enum DerivedField {
    /** When a read began, in seconds since its run did: {@code start_sample / sampling_rate}. */
    START_TIME("start_time", ReadFields.START_SAMPLE) {
        @Override
        double samples(Record read, Field of) {
            long bits = read.bits(of);
            return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
        }
    },
    /** How long a read lasted, in seconds: {@code samples / sampling_rate}. */
    DURATION("duration", ReadFields.RAW_SIGNAL) {
        @Override
        double samples(Record read, Field of) {
            return read.length(of);
        }
    };

    private final String fieldName;
    private final ReadFields counted;

    DerivedField(String fieldName, ReadFields counted) {
        this.fieldName = fieldName;
        this.counted = counted;
    }

    /** Its name. */
    public String fieldName() {
        return fieldName;
    }

    /** The names of the fields that it follows from. */
    public List<String> needs() {
        return List.of(counted.fieldName(), ReadFields.SAMPLING_RATE.fieldName());
    }

    abstract double samples(Record read, Field of);

    /** The field of that name, if there is one. */
    public static Optional<DerivedField> named(String name) {
        for (DerivedField field : values()) {
            if (field.fieldName.equals(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** Whether records of a schema have what it follows from, in types that it can be told from. */
    boolean isDerivableFrom(Schema schema) {
        return schema.find(counted.fieldName())
                        .filter(field -> field.isDataset() == counted.isDataset() && !field.isText())
                        .filter(field -> field.isDataset() || field.type().isInteger())
                        .isPresent()
                && schema.find(ReadFields.SAMPLING_RATE.fieldName())
                        .filter(rate -> rate.isAttribute() && !rate.isText())
                        .isPresent();
    }

    /** Its value in a record of a schema that it is derivable from; nothing where what it needs is missing. */
    Optional<Double> of(Record read) {
        Field count = read.schema().field(counted.fieldName());
        Field rate = read.schema().field(ReadFields.SAMPLING_RATE.fieldName());
        if (read.isMissing(count) || read.isMissing(rate)) {
            return Optional.empty();
        }
        double perSecond = Calibration.number(read, rate);
        return Optional.of(samples(read, count) / perSecond);
    }
}
