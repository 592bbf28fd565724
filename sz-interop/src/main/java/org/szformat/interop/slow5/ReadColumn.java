package org.szformat.interop.slow5;

import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/**
 * An auxiliary field of a file and the field that holds its values.
 *
 * @param aux the auxiliary field
 * @param field the field
 */
record ReadColumn(AuxField aux, Field field) {
    /** The most digits of a channel. */
    private static final int MAX_CHANNEL_DIGITS = 5;

    /** Sets a scalar by its bits; of integers, what stands for a missing value is missing. */
    void setBits(RecordBuilder record, long bits) throws Fault {
        Slow5Type type = aux.type();
        if (!type.isFloat() && type.isMissing(bits)) {
            record.setMissing(field);
        } else if (type == Slow5Type.ENUM) {
            record.set(field, label(bits));
        } else if (type == Slow5Type.CHAR) {
            record.set(field, requireClean(aux.name(), String.valueOf((char) bits)));
        } else if (type == Slow5Type.FLOAT && field.type() == ValueType.F64) {
            record.setBits(field, Double.doubleToRawLongBits(Float.intBitsToFloat((int) bits)));
        } else {
            record.setBits(field, bits);
        }
    }

    /** Sets a string; an empty one is missing. */
    void setText(RecordBuilder record, String text) throws Fault {
        if (text.isEmpty()) {
            record.setMissing(field);
        } else if (field.isText()) {
            record.set(field, requireClean(aux.name(), text));
        } else {
            record.setBits(field, channel(text));
        }
    }

    /** Sets an array; an empty one is missing. */
    void setArray(RecordBuilder record, Object array) throws Fault {
        if (aux.isEnum()) {
            for (byte value : (byte[]) array) {
                if (value != (byte) Slow5Type.ENUM.missing()) {
                    label(value & 0xFF);
                }
            }
        }
        record.setStored(field, array);
    }

    /** A real number that is missing is NaN: a binary file cannot tell them apart. */
    void setMissing(RecordBuilder record) {
        if (field.isAttribute() && field.type().isFloat()) {
            record.set(field, Double.NaN);
        } else {
            record.setMissing(field);
        }
    }

    private String label(long number) throws Fault {
        if (number >= aux.labels().size()) {
            throw new Fault(
                    aux.name(),
                    "the number " + number,
                    "0 to " + (aux.labels().size() - 1) + ", or 255 for a missing one");
        }
        return aux.labels().get((int) number);
    }

    static String requireClean(String name, String text) throws Fault {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t' || c == '\n' || c == 0) {
                throw new Fault(
                        name, "a " + Texts.nameOf(c) + " at character " + i, "text without tabs, newlines and NULs");
            }
        }
        return text;
    }

    private long channel(String text) throws Fault {
        if (!isChannel(text)) {
            throw new Fault(
                    aux.name(),
                    Fault.quote(text),
                    "0 to 65535, as in the first record; the option channel=text takes channels as strings");
        }
        return Integer.parseInt(text);
    }

    /** Whether text is a number of 16 bits as it would be printed. */
    static boolean isChannel(String text) {
        return text.length() <= MAX_CHANNEL_DIGITS
                && text.matches("0|[1-9][0-9]*")
                && ValueType.U16.holds(Integer.parseInt(text));
    }
}
