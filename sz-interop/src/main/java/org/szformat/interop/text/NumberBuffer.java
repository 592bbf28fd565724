package org.szformat.interop.text;

import java.util.Arrays;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.number.FloatText;
import org.szformat.record.AttributeText;
import org.szformat.schema.ValueType;

/** Collects the values of one array after the other, as text gives them. Confined to one thread. */
public final class NumberBuffer {
    private static final int INITIAL = 1 << 10;

    private long[] bits = new long[INITIAL];
    private short[] signExponents = {};
    private int size;

    /** No values. */
    public NumberBuffer() {}

    /** Forgets all values. */
    public void clear() {
        size = 0;
    }

    /** The number of values. */
    public int size() {
        return size;
    }

    /**
     * Adds an integer.
     *
     * @throws NumberFormatException when the type does not hold it
     */
    public void addInteger(ValueType type, long value) {
        if (!type.isInteger() || !type.holds(value) || type == ValueType.U64 && value < 0) {
            addText(type, Long.toString(value));
        } else {
            add(value);
        }
    }

    /**
     * Adds a number of any type.
     *
     * @throws NumberFormatException when the text is none, or none that the type holds
     */
    public void addText(ValueType type, String text) {
        if (type == ValueType.F128) {
            Float80 value = FloatText.parseFloat80(text);
            if (signExponents.length <= size) {
                signExponents = Arrays.copyOf(signExponents, Math.max(INITIAL, 2 * size));
            }
            signExponents[size] = value.signExponent();
            add(value.significand());
        } else {
            add(AttributeText.parseBits(type, text));
        }
    }

    private void add(long value) {
        if (size == bits.length) {
            bits = Arrays.copyOf(bits, 2 * size);
        }
        bits[size++] = value;
    }

    /**
     * Adds the values of a cell: decimal integers, or floats as {@link FloatText} reads them, separated by a text.
     *
     * @throws NumberFormatException when one is no number that the type holds; the message has its index
     */
    public void addAll(ValueType type, String cell, String separator) {
        if (cell.isEmpty()) {
            return;
        }
        int from = 0;
        while (true) {
            int to = cell.indexOf(separator, from);
            int end = to < 0 ? cell.length() : to;
            if (!type.isInteger() || type.width() == 8 || !addShortInteger(type, cell, from, end)) {
                addSlowly(type, cell.substring(from, end));
            }
            if (to < 0) {
                return;
            }
            from = to + separator.length();
        }
    }

    private void addSlowly(ValueType type, String text) {
        try {
            addText(type, text);
        } catch (NumberFormatException e) {
            String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
            NumberFormatException named =
                    new NumberFormatException("'" + shown + "' as value " + size + " of the array");
            named.initCause(e);
            throw named;
        }
    }

    /** Most are this: up to nine digits, that make a value of the type. Without an object for each. */
    private boolean addShortInteger(ValueType type, String cell, int from, int to) {
        boolean negative = from < to && cell.charAt(from) == '-';
        int first = negative ? from + 1 : from;
        if (to - first < 1 || to - first > 9) {
            return false;
        }
        int value = 0;
        for (int i = first; i < to; i++) {
            int digit = cell.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = 10 * value + digit;
        }
        int signed = negative ? -value : value;
        if (!type.holds(signed)) {
            return false;
        }
        add(signed);
        return true;
    }

    /** The values as an array of the Java type that holds the type; a copy. */
    public Object toArray(ValueType type) {
        return switch (type) {
            case I8, U8 -> {
                byte[] values = new byte[size];
                for (int i = 0; i < size; i++) {
                    values[i] = (byte) bits[i];
                }
                yield values;
            }
            case I16, U16, F16 -> {
                short[] values = new short[size];
                for (int i = 0; i < size; i++) {
                    values[i] = (short) bits[i];
                }
                yield values;
            }
            case I32, U32 -> {
                int[] values = new int[size];
                for (int i = 0; i < size; i++) {
                    values[i] = (int) bits[i];
                }
                yield values;
            }
            case I64, U64 -> Arrays.copyOf(bits, size);
            case F32 -> {
                float[] values = new float[size];
                for (int i = 0; i < size; i++) {
                    values[i] = Float.intBitsToFloat((int) bits[i]);
                }
                yield values;
            }
            case F64 -> {
                double[] values = new double[size];
                for (int i = 0; i < size; i++) {
                    values[i] = Double.longBitsToDouble(bits[i]);
                }
                yield values;
            }
            case F128 -> Float80Array.adopt(Arrays.copyOf(bits, size), Arrays.copyOf(signExponents, size));
            case S -> throw new IllegalArgumentException("text is no array");
        };
    }
}
