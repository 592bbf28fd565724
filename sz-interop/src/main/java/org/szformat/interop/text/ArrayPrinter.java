package org.szformat.interop.text;

import java.io.IOException;
import org.szformat.number.Float16;
import org.szformat.number.Float80Array;
import org.szformat.number.FloatText;
import org.szformat.schema.ValueType;

/** Writes the values of arrays, integers in decimal and floats as the shortest text that reads back. */
final class ArrayPrinter {
    /** Writes the value at an index. */
    @FunctionalInterface
    private interface Element {
        void write(int index) throws IOException;
    }

    private final TextOutput out;
    private final FloatQuotes quotes;
    private final String separator;
    private final SampleRange range;

    ArrayPrinter(TextOutput out, FloatQuotes quotes, String separator, SampleRange range) {
        this.out = out;
        this.quotes = quotes;
        this.separator = separator;
        this.range = range;
    }

    /**
     * Writes what the range covers of an array.
     *
     * @param type a numeric type
     * @param array of the Java type that holds it
     * @return how many values were written
     */
    int print(ValueType type, Object array) throws IOException {
        return switch (type) {
            case I8 -> {
                byte[] values = (byte[]) array;
                yield print(values.length, i -> out.writeLong(values[i]));
            }
            case U8 -> {
                byte[] values = (byte[]) array;
                yield print(values.length, i -> out.writeLong(Byte.toUnsignedInt(values[i])));
            }
            case I16 -> {
                short[] values = (short[]) array;
                yield print(values.length, i -> out.writeLong(values[i]));
            }
            case U16 -> {
                short[] values = (short[]) array;
                yield print(values.length, i -> out.writeLong(Short.toUnsignedInt(values[i])));
            }
            case I32 -> {
                int[] values = (int[]) array;
                yield print(values.length, i -> out.writeLong(values[i]));
            }
            case U32 -> {
                int[] values = (int[]) array;
                yield print(values.length, i -> out.writeLong(Integer.toUnsignedLong(values[i])));
            }
            case I64 -> {
                long[] values = (long[]) array;
                yield print(values.length, i -> out.writeLong(values[i]));
            }
            case U64 -> {
                long[] values = (long[]) array;
                yield print(values.length, i -> out.writeUnsignedLong(values[i]));
            }
            case F16 -> {
                short[] values = (short[]) array;
                yield print(values.length, i -> write(FloatText.shortestHalf(values[i]), Float16.toFloat(values[i])));
            }
            case F32 -> {
                float[] values = (float[]) array;
                yield print(values.length, i -> write(FloatText.shortest(values[i]), values[i]));
            }
            case F64 -> {
                double[] values = (double[]) array;
                yield print(values.length, i -> write(FloatText.shortest(values[i]), values[i]));
            }
            case F128 -> {
                Float80Array values = (Float80Array) array;
                yield print(values.length(), i -> quotes.writeExtended(out, FloatText.shortest(values.get(i))));
            }
            case S -> throw new IllegalArgumentException("text is no array");
        };
    }

    private void write(String text, double value) throws IOException {
        quotes.write(out, text, Math.abs(value) <= Double.MAX_VALUE);
    }

    private int print(int length, Element element) throws IOException {
        int start = range.start(length);
        int end = range.end(length);
        for (int i = start; i < end; i++) {
            if (i > start) {
                out.write(separator);
            }
            element.write(i);
        }
        return end - start;
    }
}
