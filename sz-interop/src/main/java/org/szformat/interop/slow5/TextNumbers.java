package org.szformat.interop.slow5;

import java.nio.charset.StandardCharsets;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.number.FloatText;

/** Numbers in the text of a line, read from and written to its bytes. */
final class TextNumbers {
    private static final byte COMMA = ',';
    private static final int MAX_DIGITS = 19;
    private static final int MAX_INTEGER_BYTES = 20;

    private TextNumbers() {}

    static boolean isMissing(byte[] bytes, int from, int to) {
        return to - from == 1 && bytes[from] == '.';
    }

    /** The bits of a number that is not missing, as attributes hold them. */
    static long parse(String field, Slow5Type type, byte[] bytes, int from, int to) throws Fault {
        return switch (type) {
            case CHAR -> {
                String text = Texts.decode(field, bytes, from, to);
                if (text.length() != 1 || text.charAt(0) > 0xFF) {
                    throw new Fault(field, Fault.quote(text), "one character below 256");
                }
                yield text.charAt(0);
            }
            case FLOAT -> Float.floatToRawIntBits((float) parseReal(field, type, bytes, from, to)) & 0xFFFF_FFFFL;
            case DOUBLE -> Double.doubleToRawLongBits(parseReal(field, type, bytes, from, to));
            default -> parseInteger(field, type, bytes, from, to);
        };
    }

    static double parseReal(String field, Slow5Type type, byte[] bytes, int from, int to) throws Fault {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        try {
            return type == Slow5Type.FLOAT ? FloatText.parseFloat(text) : FloatText.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new Fault(field, Fault.quote(text), "a decimal number");
        }
    }

    /** A decimal integer within the range of a type; of UINT64, its bits. */
    static long parseInteger(String field, Slow5Type type, byte[] bytes, int from, int to) throws Fault {
        boolean negative = from < to && bytes[from] == '-';
        int at = negative ? from + 1 : from;
        int digits = to - at;
        long value = 0;
        boolean right = digits > 0 && (digits <= MAX_DIGITS || type == Slow5Type.UINT64 && digits == MAX_DIGITS + 1);
        for (; at < to && right; at++) {
            int digit = bytes[at] - '0';
            right = digit >= 0 && digit <= 9 && Long.compareUnsigned(value, Long.divideUnsigned(-1 - digit, 10)) <= 0;
            value = value * 10 + digit;
        }
        boolean signed = type.valueType().isSigned();
        if (right && type != Slow5Type.UINT64) {
            // 2^63 negated is itself, and one of the values of a signed type of 64 bits only.
            right = value >= 0 || negative && value == Long.MIN_VALUE;
        }
        value = negative ? -value : value;
        right = right && (signed || !negative || value == 0) && type.valueType().holds(value);
        if (!right) {
            throw new Fault(
                    field, Fault.quote(Texts.decode(field, bytes, from, to)), "a decimal number of " + type.typeName());
        }
        return value;
    }

    /** Numbers between commas; a missing one among them is the value that stands for it. */
    static Object parseArray(String field, Slow5Type type, byte[] bytes, int from, int to) throws Fault {
        Object array = Numbers.newArray(type, count(bytes, from, to));
        int start = from;
        int index = 0;
        for (int at = from; at <= to; at++) {
            if (at == to || bytes[at] == COMMA) {
                long bits = isMissing(bytes, start, at) ? type.missing() : parse(field, type, bytes, start, at);
                set(array, index++, bits);
                start = at + 1;
            }
        }
        return array;
    }

    private static void set(Object array, int index, long bits) {
        if (array instanceof byte[] values) {
            values[index] = (byte) bits;
        } else if (array instanceof short[] values) {
            values[index] = (short) bits;
        } else if (array instanceof int[] values) {
            values[index] = (int) bits;
        } else if (array instanceof long[] values) {
            values[index] = bits;
        } else if (array instanceof float[] values) {
            values[index] = Float.intBitsToFloat((int) bits);
        } else {
            ((double[]) array)[index] = Double.longBitsToDouble(bits);
        }
    }

    /** How many values there are between commas. */
    static int count(byte[] bytes, int from, int to) {
        int count = 1;
        for (int at = from; at < to; at++) {
            if (bytes[at] == COMMA) {
                count++;
            }
        }
        return count;
    }

    /** Samples between commas. */
    static short[] parseSamples(String field, byte[] bytes, int from, int to, int count) throws Fault {
        short[] samples = new short[count];
        int at = from;
        for (int i = 0; i < count; i++) {
            int start = at;
            boolean negative = at < to && bytes[at] == '-';
            if (negative) {
                at++;
            }
            int value = 0;
            int first = at;
            while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && at - first < MAX_DIGITS) {
                value = Math.min(value * 10 + bytes[at] - '0', 1 << 20);
                at++;
            }
            value = negative ? -value : value;
            if (at == first || value != (short) value || at < to && bytes[at] != COMMA) {
                int end = at;
                while (end < to && bytes[end] != COMMA) {
                    end++;
                }
                throw new Fault(
                        field,
                        Fault.quote(Texts.decode(field, bytes, start, end)) + " as sample " + i,
                        "a decimal number from -32768 to 32767");
            }
            samples[i] = (short) value;
            at++;
        }
        return samples;
    }

    /** Appends a number that is not missing. */
    static void append(Slow5Type type, long bits, ByteArrayBuilder out) {
        switch (type) {
            case CHAR -> append(String.valueOf((char) bits), out);
            case FLOAT -> append(Texts.decimal(Float.intBitsToFloat((int) bits)), out);
            case DOUBLE -> append(Texts.decimal(Double.longBitsToDouble(bits)), out);
            case UINT64 -> append(Long.toUnsignedString(bits), out);
            default -> appendInteger(bits, out);
        }
    }

    static void append(String text, ByteArrayBuilder out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.append(bytes, 0, bytes.length);
    }

    static void append(char c, ByteArrayBuilder out) {
        out.reserve(1)[out.length()] = (byte) c;
        out.setLength(out.length() + 1);
    }

    static void appendInteger(long value, ByteArrayBuilder out) {
        byte[] array = out.reserve(MAX_INTEGER_BYTES);
        out.setLength(put(value, array, out.length()));
    }

    private static int put(long value, byte[] array, int from) {
        if (value == Long.MIN_VALUE) {
            byte[] text = Long.toString(value).getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(text, 0, array, from, text.length);
            return from + text.length;
        }
        int at = from;
        long rest = value;
        if (rest < 0) {
            array[at++] = '-';
            rest = -rest;
        }
        int end = at + 1;
        for (long power = rest / 10; power > 0; power /= 10) {
            end++;
        }
        for (int i = end - 1; i >= at; i--) {
            array[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    /** Appends samples with commas between them. */
    static void appendSamples(short[] samples, ByteArrayBuilder out) {
        byte[] array = out.reserve((Short.BYTES * 3L + 1) * samples.length);
        int at = out.length();
        for (int i = 0; i < samples.length; i++) {
            if (i > 0) {
                array[at++] = COMMA;
            }
            at = put(samples[i], array, at);
        }
        out.setLength(at);
    }

    /** Appends numbers with commas between them, and a dot for each that stands for a missing one. */
    static void appendArray(Slow5Type type, Object array, ByteArrayBuilder out) {
        for (int i = 0; i < Numbers.length(array); i++) {
            if (i > 0) {
                append((char) COMMA, out);
            }
            long bits = get(type, array, i);
            if (type.isMissing(bits)) {
                append(Slow5Header.MISSING, out);
            } else {
                append(type, bits, out);
            }
        }
    }

    private static long get(Slow5Type type, Object array, int index) {
        if (array instanceof byte[] values) {
            return type == Slow5Type.INT8 ? values[index] : values[index] & 0xFF;
        } else if (array instanceof short[] values) {
            return type == Slow5Type.INT16 ? values[index] : values[index] & 0xFFFF;
        } else if (array instanceof int[] values) {
            return type == Slow5Type.INT32 ? values[index] : values[index] & 0xFFFF_FFFFL;
        } else if (array instanceof long[] values) {
            return values[index];
        } else if (array instanceof float[] values) {
            return Float.floatToRawIntBits(values[index]) & 0xFFFF_FFFFL;
        }
        return Double.doubleToRawLongBits(((double[]) array)[index]);
    }
}
