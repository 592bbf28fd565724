package org.szformat.interop.convert;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.interop.ReadFields;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Samples in picoamperes: {@code (sample + offset) · range / digitisation}, in double precision, rounded to F32. */
final class Calibration {
    private static final List<ReadFields> FACTORS =
            List.of(ReadFields.DIGITISATION, ReadFields.OFFSET, ReadFields.RANGE);

    private final Field signal;
    private final Field digitisation;
    private final Field offset;
    private final Field range;

    private Calibration(Schema schema) {
        this.signal = schema.field(ReadFields.RAW_SIGNAL.fieldName());
        this.digitisation = schema.field(ReadFields.DIGITISATION.fieldName());
        this.offset = schema.field(ReadFields.OFFSET.fieldName());
        this.range = schema.field(ReadFields.RANGE.fieldName());
    }

    /** The names of the fields that it takes besides the signal. */
    static List<String> needs() {
        return FACTORS.stream().map(ReadFields::fieldName).toList();
    }

    /** The calibration of a schema's records, if they have an I16 signal and what it takes. */
    static Optional<Calibration> of(Schema schema) {
        boolean hasSignal = schema.find(ReadFields.RAW_SIGNAL.fieldName())
                .filter(field -> field.isDataset() && field.type() == ValueType.I16)
                .isPresent();
        boolean hasFactors = FACTORS.stream()
                .allMatch(factor -> schema.find(factor.fieldName())
                        .filter(field -> field.isAttribute() && !field.isText())
                        .isPresent());
        return hasSignal && hasFactors ? Optional.of(new Calibration(schema)) : Optional.empty();
    }

    /** Whether a record has a signal but not what its calibration takes. */
    boolean isUncalibrated(Record read) {
        return !read.isMissing(signal)
                && (read.isMissing(digitisation) || read.isMissing(offset) || read.isMissing(range));
    }

    /** The signal of a record in picoamperes; nothing when it or its calibration is missing. */
    float @Nullable [] picoamperes(Record read) {
        if (read.isMissing(signal) || isUncalibrated(read)) {
            return null;
        }
        double zero = number(read, offset);
        double scale = number(read, range) / number(read, digitisation);
        short[] samples = (short[]) read.stored(signal);
        float[] calibrated = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            calibrated[i] = (float) ((samples[i] + zero) * scale);
        }
        return calibrated;
    }

    /** A numeric attribute that is not missing. */
    static double number(Record read, Field field) {
        return field.type().isFloat() ? read.getReal(field.name()) : read.bits(field);
    }
}
