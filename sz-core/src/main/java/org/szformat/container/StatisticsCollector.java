package org.szformat.container;

import org.szformat.layout.ColumnStatistics;
import org.szformat.number.Float16;
import org.szformat.number.Float80;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** Gathers the {@link ColumnStatistics} of one attribute. Not thread-safe. */
final class StatisticsCollector {
    private final Field field;
    private long records;
    private long missing;
    private long nans;
    private long min;
    private long max;
    private double minReal;
    private double maxReal;

    StatisticsCollector(Field field) {
        this.field = field;
    }

    void add(Record record) {
        records++;
        if (record.isMissing(field)) {
            missing++;
        } else if (field.type().isInteger()) {
            addInteger(record.bits(field));
        } else if (field.type() == ValueType.F128) {
            addExtended((Float80) record.stored(field));
        } else {
            double value = real(record.bits(field));
            addReal(value, value);
        }
    }

    private double real(long bits) {
        return switch (field.type()) {
            case F16 -> Float16.toFloat((short) bits);
            case F32 -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    private void addInteger(long value) {
        if (records - missing == 1) {
            min = value;
            max = value;
        } else if (field.type() == ValueType.U64) {
            min = Long.compareUnsigned(value, min) < 0 ? value : min;
            max = Long.compareUnsigned(value, max) > 0 ? value : max;
        } else {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
    }

    private void addExtended(Float80 value) {
        if (value.isNaN()) {
            nans++;
            return;
        }
        double nearest = value.toDouble();
        int side = Float80.fromDouble(nearest).compareTo(value);
        addReal(side > 0 ? Math.nextDown(nearest) : nearest, side < 0 ? Math.nextUp(nearest) : nearest);
    }

    private void addReal(double low, double high) {
        if (Double.isNaN(low)) {
            nans++;
            return;
        }
        // Math.min and max take −0 for less than +0; adding the other zero widens a bound of zero.
        double widenedLow = low == 0 ? -0.0 : low;
        double widenedHigh = high == 0 ? 0.0 : high;
        boolean first = records - missing - nans == 1;
        minReal = first ? widenedLow : Math.min(minReal, widenedLow);
        maxReal = first ? widenedHigh : Math.max(maxReal, widenedHigh);
    }

    ColumnStatistics toStatistics() {
        boolean real = field.type().isFloat();
        return new ColumnStatistics(
                field,
                records,
                missing,
                nans,
                real ? Double.doubleToRawLongBits(minReal) : min,
                real ? Double.doubleToRawLongBits(maxReal) : max);
    }
}
