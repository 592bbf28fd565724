package org.szformat.spill;

import java.nio.charset.StandardCharsets;
import org.szformat.number.Float16;
import org.szformat.number.Float80;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/**
 * Attributes as bytes whose order is theirs: missing values behind all others; integers, signed or unsigned as their type
 * is; numbers in order of value, −0 before 0, NaN, all one, behind infinity; text in the order of its code points.
 */
public final class SortKeys {
    private static final byte PRESENT = 0;
    private static final byte MISSING = 1;
    private static final byte NOT_NAN = 0;
    private static final byte NAN = 1;
    private static final int EXPONENT_MASK = 0x7FFF;

    private SortKeys() {}

    /** Appends an attribute's value to a key. */
    public static void put(Record record, Field field, EntryBuffer out) {
        if (record.isMissing(field)) {
            putMissing(out);
            return;
        }
        out.room(1).put(PRESENT);
        switch (field.type()) {
            case S -> putText((String) record.stored(field), out);
            case I8, I16, I32, I64 -> out.putOrdered(record.bits(field) ^ Long.MIN_VALUE);
            case U8, U16, U32, U64 -> out.putOrdered(record.bits(field));
            case F16 -> putReal(Float16.toFloat((short) record.bits(field)), out);
            case F32 -> putReal(Float.intBitsToFloat((int) record.bits(field)), out);
            case F64 -> putReal(Double.longBitsToDouble(record.bits(field)), out);
            case F128 -> putExtended((Float80) record.stored(field), out);
        }
    }

    /** Appends an attribute's value as {@link #put} does, but −0 and 0 as one. */
    public static void putEqual(Record record, Field field, EntryBuffer out) {
        boolean isFloat = field.type().isFloat() && !record.isMissing(field);
        if (isFloat && record.getFloat80(field.name()).isZero()) {
            out.room(1).put(PRESENT);
            if (field.type() == ValueType.F128) {
                putExtended(((Float80) record.stored(field)).abs(), out);
            } else {
                putReal(0, out);
            }
        } else {
            put(record, field, out);
        }
    }

    public static void putMissing(EntryBuffer out) {
        out.room(1).put(MISSING);
    }

    /** A zero byte is written as 0 255, and the end as 0 0, so that a text comes before those that it begins. */
    private static void putText(String text, EntryBuffer out) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        for (byte each : utf8) {
            out.room(2).put(each);
            if (each == 0) {
                out.room(1).put((byte) 0xFF);
            }
        }
        out.room(2).put((byte) 0).put((byte) 0);
    }

    private static void putReal(double value, EntryBuffer out) {
        out.room(1).put(Double.isNaN(value) ? NAN : NOT_NAN);
        if (!Double.isNaN(value)) {
            long bits = Double.doubleToRawLongBits(value);
            out.putOrdered(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
        }
    }

    private static void putExtended(Float80 value, EntryBuffer out) {
        out.room(1).put(value.isNaN() ? NAN : NOT_NAN);
        if (!value.isNaN()) {
            // A pseudo-denormal has the value of the same significand under the exponent 1.
            int exponent = Math.max(value.signExponent() & EXPONENT_MASK, 1);
            long flip = value.isNegative() ? -1 : 0;
            out.putOrdered((exponent | (value.isNegative() ? 0 : 1L << 15)) ^ flip & 0x7FFF);
            out.putOrdered(value.significand() ^ flip);
        }
    }
}
