package org.szformat.query;

import org.szformat.number.Float16;
import org.szformat.number.Float80Array;
import org.szformat.schema.ValueType;

/**
 * Takes the values of one field, a run of an array at a time, so that loops are over primitives. Which method is called
 * depends on the type alone. For one thread at a time.
 */
abstract class ValueSink {
    static final int BLOCK = 1024;

    private final ValueType type;
    private long missing;

    ValueSink(ValueType type) {
        if (type == ValueType.S) {
            throw new IllegalArgumentException("text has no numbers");
        }
        this.type = type;
    }

    final ValueType type() {
        return type;
    }

    /** How many records had no value or array. */
    final long missing() {
        return missing;
    }

    final void addMissing(long more) {
        missing += more;
    }

    /** Takes integers; of a U64 their bits. */
    abstract void integers(long[] values, int from, int to);

    /** Takes numbers of type F16, F32 or F64. */
    abstract void reals(double[] values, int from, int to);

    /** Takes numbers of type F128. */
    abstract void extended(Float80Array values, int from, int to);

    /** Takes the bits of numbers of two bytes. */
    void shorts(short[] values, int from, int to) {
        if (type == ValueType.F16) {
            double[] block = new double[Math.min(BLOCK, to - from)];
            for (int at = from; at < to; at += BLOCK) {
                int count = Math.min(BLOCK, to - at);
                for (int i = 0; i < count; i++) {
                    block[i] = Float16.toFloat(values[at + i]);
                }
                reals(block, 0, count);
            }
        } else {
            long[] block = new long[Math.min(BLOCK, to - from)];
            int mask = type.isSigned() ? -1 : 0xFFFF;
            for (int at = from; at < to; at += BLOCK) {
                int count = Math.min(BLOCK, to - at);
                for (int i = 0; i < count; i++) {
                    block[i] = values[at + i] & mask;
                }
                integers(block, 0, count);
            }
        }
    }
}
