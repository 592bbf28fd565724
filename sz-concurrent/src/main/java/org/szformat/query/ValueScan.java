package org.szformat.query;

import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.BatchColumn;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** Brings the values of a field to a {@link ValueSink}: of an attribute, or all values of a dataset's arrays. */
final class ValueScan {
    private static final int BLOCK = ValueSink.BLOCK;

    private ValueScan() {}

    static void scan(Rows rows, String name, ValueSink sink) {
        BatchColumn column = rows.batch().column(name);
        if (column.field().isDataset()) {
            scanArrays(rows, column, sink);
        } else if (column.field().type() == ValueType.F128) {
            scanExtended(rows, column, sink);
        } else if (column.field().type().isInteger()) {
            scanIntegers(rows, column, sink);
        } else {
            scanReals(rows, column, sink);
        }
    }

    private static void scanIntegers(Rows rows, BatchColumn column, ValueSink sink) {
        long[] values = new long[rows.count()];
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            if (!column.isMissing(row)) {
                values[count++] = column.bits(row);
            }
        }
        sink.addMissing(rows.count() - count);
        for (int from = 0; from < count; from += BLOCK) {
            sink.integers(values, from, Math.min(count, from + BLOCK));
        }
    }

    private static void scanReals(Rows rows, BatchColumn column, ValueSink sink) {
        ValueType type = column.field().type();
        double[] values = new double[rows.count()];
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            if (!column.isMissing(row)) {
                values[count++] = Scalar.toDouble(type, column.bits(row));
            }
        }
        sink.addMissing(rows.count() - count);
        sink.reals(values, 0, count);
    }

    private static void scanExtended(Rows rows, BatchColumn column, ValueSink sink) {
        long[] significands = new long[rows.count()];
        short[] signExponents = new short[rows.count()];
        int count = 0;
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            if (!column.isMissing(row)) {
                Float80 value = (Float80) column.stored(row);
                significands[count] = value.significand();
                signExponents[count++] = value.signExponent();
            }
        }
        sink.addMissing(rows.count() - count);
        sink.extended(Float80Array.adopt(significands, signExponents), 0, count);
    }

    private static void scanArrays(Rows rows, BatchColumn column, ValueSink sink) {
        Field field = column.field();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.row(i);
            if (column.isMissing(row)) {
                sink.addMissing(1);
                continue;
            }
            Object array = column.array(row);
            int from = column.from(row);
            int to = from + column.length(row);
            switch (field.type()) {
                case I8, U8 -> bytes((byte[]) array, from, to, sink);
                case I16, U16, F16 -> sink.shorts((short[]) array, from, to);
                case I32, U32 -> ints((int[]) array, from, to, sink);
                case I64, U64 -> longs((long[]) array, from, to, sink);
                case F32 -> floats((float[]) array, from, to, sink);
                case F64 -> sink.reals((double[]) array, from, to);
                case F128 -> sink.extended((Float80Array) array, from, to);
                case S -> throw new IllegalArgumentException(field + " has no numbers");
            }
        }
    }

    private static void bytes(byte[] values, int from, int to, ValueSink sink) {
        long[] block = new long[Math.min(BLOCK, to - from)];
        long mask = sink.type().isSigned() ? -1 : 0xFF;
        for (int at = from; at < to; at += BLOCK) {
            int count = Math.min(BLOCK, to - at);
            for (int i = 0; i < count; i++) {
                block[i] = values[at + i] & mask;
            }
            sink.integers(block, 0, count);
        }
    }

    private static void ints(int[] values, int from, int to, ValueSink sink) {
        long[] block = new long[Math.min(BLOCK, to - from)];
        long mask = sink.type().isSigned() ? -1 : 0xFFFF_FFFFL;
        for (int at = from; at < to; at += BLOCK) {
            int count = Math.min(BLOCK, to - at);
            for (int i = 0; i < count; i++) {
                block[i] = values[at + i] & mask;
            }
            sink.integers(block, 0, count);
        }
    }

    private static void longs(long[] values, int from, int to, ValueSink sink) {
        for (int at = from; at < to; at += BLOCK) {
            sink.integers(values, at, Math.min(to, at + BLOCK));
        }
    }

    private static void floats(float[] values, int from, int to, ValueSink sink) {
        double[] block = new double[Math.min(BLOCK, to - from)];
        for (int at = from; at < to; at += BLOCK) {
            int count = Math.min(BLOCK, to - at);
            for (int i = 0; i < count; i++) {
                block[i] = values[at + i];
            }
            sink.reals(block, 0, count);
        }
    }
}
