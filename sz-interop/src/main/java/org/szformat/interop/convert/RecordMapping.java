package org.szformat.interop.convert;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/**
 * Makes records of one schema records of another. Arrays are handed on, not copied. Safe for use by many threads.
 *
 * @see OutputFields#from
 */
public final class RecordMapping {
    private final Schema target;
    private final boolean same;
    private final Field[] targets;
    private final @Nullable Field[] copied;
    private final @Nullable DerivedField[] derived;
    private final boolean[] calibrated;
    private final @Nullable Calibration calibration;
    private final LongAdder uncalibrated = new LongAdder();

    RecordMapping(Schema source, Schema target, List<OutputFields.Column> columns) {
        int size = columns.size();
        this.target = target;
        this.targets = new Field[size];
        this.copied = new Field[size];
        this.derived = new DerivedField[size];
        this.calibrated = new boolean[size];
        boolean calibrates = false;
        boolean copiesAll = true;
        for (int i = 0; i < size; i++) {
            OutputFields.Column column = columns.get(i);
            targets[i] = target.field(column.name());
            DerivedField wanted = column.derived();
            derived[i] = wanted != null && wanted.isDerivableFrom(source) ? wanted : null;
            calibrated[i] = column.calibrated();
            boolean copies = wanted == null && !column.calibrated();
            copied[i] = copies ? source.find(column.name()).orElse(null) : null;
            calibrates |= column.calibrated();
            copiesAll &= copies;
        }
        this.calibration = calibrates ? Calibration.of(source).orElse(null) : null;
        this.same = copiesAll && source.equals(target);
    }

    /** The schema of the records that it makes. */
    public Schema target() {
        return target;
    }

    /** Whether it gives every record as it is. */
    boolean isIdentity() {
        return same;
    }

    /** The record as one of the target schema; the very record where nothing is to be done. */
    public Record apply(Record record) {
        if (same) {
            return record;
        }
        RecordBuilder builder = Record.builder(target);
        for (int i = 0; i < targets.length; i++) {
            Field from = copied[i];
            if (from != null) {
                builder.copy(record, from, targets[i]);
            } else if (calibrated[i]) {
                calibrate(record, builder, targets[i]);
            } else {
                DerivedField wanted = derived[i];
                Optional<Double> value = wanted == null ? Optional.empty() : wanted.of(record);
                if (value.isPresent()) {
                    builder.set(targets[i], (double) value.get());
                } else {
                    builder.setMissing(targets[i]);
                }
            }
        }
        return builder.build();
    }

    private void calibrate(Record record, RecordBuilder builder, Field to) {
        float @Nullable [] values = calibration == null ? null : calibration.picoamperes(record);
        if (values == null) {
            builder.setMissing(to);
            if (calibration == null || calibration.isUncalibrated(record)) {
                uncalibrated.increment();
            }
        } else {
            builder.setStored(to, values);
        }
    }

    /** How many records have lost their signal so far because their calibration is missing. */
    public long uncalibrated() {
        return uncalibrated.sum();
    }
}
