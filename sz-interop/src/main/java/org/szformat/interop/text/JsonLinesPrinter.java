package org.szformat.interop.text;

import java.io.IOException;
import java.util.List;
import org.szformat.number.Float16;
import org.szformat.number.FloatText;
import org.szformat.record.AttributeText;
import org.szformat.record.Attributes;
import org.szformat.schema.Field;

/**
 * One JSON object per line, fields in schema order. Integers and floats are JSON numbers, F128 a string; NaN and
 * infinities are the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}; a missing value is {@code null}.
 */
public final class JsonLinesPrinter implements RecordPrinter {
    private static final String HEX = "0123456789abcdef";

    private final TextOutput out;
    private final List<Field> fields;
    private final ArrayPrinter arrays;

    /**
     * A printer.
     *
     * @param out takes the lines
     * @param fields which fields of the rows' schema are printed
     * @param range which values of their arrays
     */
    public JsonLinesPrinter(TextOutput out, List<Field> fields, SampleRange range) {
        this.out = out;
        this.fields = List.copyOf(fields);
        this.arrays = new ArrayPrinter(out, FloatQuotes.JSON, ",", range);
    }

    @Override
    public void printHeader() {
        // Every object names its fields itself.
    }

    @Override
    public void print(Attributes row) throws IOException {
        char before = '{';
        for (Field field : fields) {
            out.append(before);
            writeString(field.name());
            out.append(':');
            if (row.isMissing(field)) {
                out.write("null");
            } else {
                writeValue(row, field);
            }
            before = ',';
        }
        out.write("}\n");
    }

    private void writeValue(Attributes row, Field field) throws IOException {
        if (field.isText()) {
            writeString((String) row.stored(field));
        } else if (field.isDataset()) {
            out.append('[');
            arrays.print(field.type(), row.stored(field));
            out.append(']');
        } else {
            writeNumber(row, field);
        }
    }

    private void writeNumber(Attributes row, Field field) throws IOException {
        switch (field.type()) {
            case F16 -> {
                short half = (short) row.bits(field);
                FloatQuotes.JSON.write(out, FloatText.shortestHalf(half), Float.isFinite(Float16.toFloat(half)));
            }
            case F32 -> {
                float value = Float.intBitsToFloat((int) row.bits(field));
                FloatQuotes.JSON.write(out, FloatText.shortest(value), Float.isFinite(value));
            }
            case F64 -> {
                double value = Double.longBitsToDouble(row.bits(field));
                FloatQuotes.JSON.write(out, FloatText.shortest(value), Double.isFinite(value));
            }
            case F128 -> FloatQuotes.JSON.writeExtended(out, AttributeText.shortest(row, field));
            case U64 -> out.writeUnsignedLong(row.bits(field));
            default -> out.writeLong(row.bits(field));
        }
    }

    private void writeString(String text) throws IOException {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.write("\\\"");
                case '\\' -> out.write("\\\\");
                case '\n' -> out.write("\\n");
                case '\r' -> out.write("\\r");
                case '\t' -> out.write("\\t");
                default -> {
                    if (c < ' ') {
                        out.write("\\u00");
                        out.append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
                    } else {
                        out.write(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
