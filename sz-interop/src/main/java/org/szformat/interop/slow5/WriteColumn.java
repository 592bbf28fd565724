package org.szformat.interop.slow5;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** A field here and the auxiliary field that takes its values. Immutable. */
final class WriteColumn {
    private final AuxField aux;
    private final Field field;
    private final Map<String, Integer> labels = new HashMap<>();

    WriteColumn(AuxField aux, Field field) {
        this.aux = aux;
        this.field = field;
        for (String label : aux.labels()) {
            labels.put(label, labels.size());
        }
    }

    /** Whether an auxiliary field can take the values of a field, each being checked. */
    static boolean fits(AuxField aux, Field field) {
        if (aux.isText()) {
            return field.isText() || field.isAttribute() && field.type().isInteger();
        } else if (aux.isArray()) {
            return field.isDataset() && field.type() == aux.type().valueType();
        } else if (!field.isAttribute()) {
            return false;
        }
        return switch (aux.type()) {
            case CHAR, ENUM -> field.isText();
            case FLOAT, DOUBLE -> field.type() == ValueType.F32 || field.type() == ValueType.F64;
            default -> field.type().isInteger();
        };
    }

    AuxField aux() {
        return aux;
    }

    Field field() {
        return field;
    }

    /** The bits of a scalar; those that stand for a missing value where it is missing. */
    long bits(Record record) {
        Slow5Type type = aux.type();
        if (record.isMissing(field)) {
            return type.missing();
        }
        long bits = field.isText() ? textBits((String) record.stored(field)) : convert(record.bits(field));
        if (type.isMissing(bits)) {
            if (type.isFloat()) {
                return type.missing();
            }
            throw refuse(
                    field.isText() ? "a NUL" : Long.toUnsignedString(bits),
                    "another value, since SLOW5 takes that of " + type.typeName() + " for a missing one");
        }
        return bits;
    }

    private long textBits(String text) {
        if (aux.type() == Slow5Type.ENUM) {
            Integer number = labels.get(text);
            if (number == null) {
                throw refuse(
                        Fault.quote(text),
                        "one of " + String.join(", ", aux.labels())
                                + "; the option enums=text writes enumerations as strings");
            }
            return number;
        }
        requireClean(field, text);
        if (text.length() != 1 || text.charAt(0) > 0xFF) {
            throw refuse(Fault.quote(text), "one character below 256");
        }
        return text.charAt(0);
    }

    private long convert(long bits) {
        ValueType from = field.type();
        ValueType to = aux.type().valueType();
        if (from == to) {
            return bits;
        } else if (to == ValueType.F64) {
            return Double.doubleToRawLongBits(Float.intBitsToFloat((int) bits));
        } else if (to == ValueType.F32) {
            double value = Double.longBitsToDouble(bits);
            if ((float) value != value && !Double.isNaN(value)) {
                throw refuse("" + value, "a value that a float holds exactly");
            }
            return Float.floatToRawIntBits((float) value) & 0xFFFF_FFFFL;
        }
        boolean negativeHere = bits < 0 && from != ValueType.U64;
        boolean hugeHere = bits < 0 && from == ValueType.U64;
        boolean held = to == ValueType.U64 ? !negativeHere : !hugeHere && to.holds(bits);
        if (!held) {
            throw refuse(
                    hugeHere ? Long.toUnsignedString(bits) : Long.toString(bits),
                    "a value of SLOW5's " + aux.type().typeName() + "; leave the field out, or convert it first");
        }
        return bits;
    }

    /** A string; empty where it is missing. */
    String text(Record record) {
        if (record.isMissing(field)) {
            return "";
        } else if (field.isText()) {
            return requireClean(field, (String) record.stored(field));
        }
        long bits = record.bits(field);
        return field.type() == ValueType.U64 ? Long.toUnsignedString(bits) : Long.toString(bits);
    }

    /** An array, or null where it is missing. */
    @Nullable
    Object array(Record record) {
        return record.isMissing(field) ? null : record.stored(field);
    }

    private IllegalArgumentException refuse(String found, String expected) {
        return new IllegalArgumentException(field + ": found " + found + "; expected " + expected);
    }

    static String requireClean(Field field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t' || c == '\n' || c == 0) {
                throw new IllegalArgumentException(field + ": found a " + Texts.nameOf(c) + " at character " + i
                        + "; SLOW5 takes text without tabs, newlines and NULs");
            }
        }
        return text;
    }
}
