package org.szformat.container;

import java.util.ArrayList;
import java.util.List;
import org.szformat.SzFormatException;
import org.szformat.layout.ColumnStatistics;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/**
 * The statistics in a {@link ChunkHead}: for each numeric attribute, in order,
 *
 * <pre>
 *  u8      bit 0: there are bounds; bit 1: both are the same; bit 2: values are missing; bit 3: there are NaNs
 *  varint  number of missing values, where bit 2 is set
 *  varint  number of NaNs, where bit 3 is set
 *  …       lower bound, where bit 0 is set: an integer of the type's width; F32 for F16 and F32; F64 for F64 and F128
 *  …       upper bound likewise, where bit 0 is set and bit 1 is not
 * </pre>
 */
final class StoredStatistics {
    private static final int BOUNDS = 1;
    private static final int SAME = 2;
    private static final int MISSING = 4;
    private static final int NANS = 8;

    private StoredStatistics() {}

    static void write(ByteWriter out, ColumnStatistics statistics) {
        ValueType type = statistics.field().type();
        boolean bounds = statistics.values() > 0;
        boolean same = statistics.minBits() == statistics.maxBits();
        out.u8((bounds ? BOUNDS : 0)
                | (bounds && same ? SAME : 0)
                | (statistics.missing() > 0 ? MISSING : 0)
                | (statistics.nans() > 0 ? NANS : 0));
        if (statistics.missing() > 0) {
            out.varint(statistics.missing());
        }
        if (statistics.nans() > 0) {
            out.varint(statistics.nans());
        }
        if (bounds) {
            writeBound(out, type, statistics.minBits());
            if (!same) {
                writeBound(out, type, statistics.maxBits());
            }
        }
    }

    private static void writeBound(ByteWriter out, ValueType type, long bits) {
        if (type == ValueType.F16 || type == ValueType.F32) {
            out.u32(Float.floatToRawIntBits((float) Double.longBitsToDouble(bits)));
        } else {
            out.fixed(bits, Math.min(type.width(), Long.BYTES));
        }
    }

    static List<ColumnStatistics> read(ByteReader in, List<Column> columns, int records) throws SzFormatException {
        List<ColumnStatistics> all = new ArrayList<>();
        for (Column column : columns) {
            if (column.isNumericAttribute()) {
                all.add(read(in, column.field(), records));
            }
        }
        return List.copyOf(all);
    }

    private static ColumnStatistics read(ByteReader in, Field field, int records) throws SzFormatException {
        int flags = in.u8();
        long missing = (flags & MISSING) == 0 ? 0 : in.varint("missing values", 1, records);
        long nans = (flags & NANS) == 0 ? 0 : in.varint("NaNs", 1, records - missing);
        boolean bounds = (flags & BOUNDS) != 0;
        if (flags > 15
                || bounds != records - missing - nans > 0
                || nans > 0 && field.type().isInteger()) {
            throw in.fault(
                    String.format("flags 0x%02X for %s, %d missing, %d NaN", flags, field, missing, nans),
                    "bounds where there are values, and flags up to 0x0F");
        }
        long min = bounds ? readBound(in, field.type()) : 0;
        long max = bounds && (flags & SAME) == 0 ? readBound(in, field.type()) : min;
        return new ColumnStatistics(field, records, missing, nans, min, max);
    }

    private static long readBound(ByteReader in, ValueType type) throws SzFormatException {
        if (type == ValueType.F16 || type == ValueType.F32) {
            return Double.doubleToRawLongBits(Float.intBitsToFloat(in.u32()));
        }
        int width = Math.min(type.width(), Long.BYTES);
        long bits = in.fixed(width);
        int shift = Long.SIZE - 8 * width;
        return type.isInteger() && type.isSigned() ? bits << shift >> shift : bits;
    }
}
