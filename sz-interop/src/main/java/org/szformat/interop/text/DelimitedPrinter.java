package org.szformat.interop.text;

import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.szformat.record.AttributeText;
import org.szformat.record.Attributes;
import org.szformat.schema.Field;

/**
 * Tab- or comma-separated values: a line of field names, then one row per record. An array is one cell, its values
 * separated by a text of their own. A cell that holds the delimiter, a double quote or a line end stands in double quotes,
 * which are doubled inside. A missing value is an empty cell; an empty string or array is {@code ""}.
 */
public final class DelimitedPrinter implements RecordPrinter {
    private static final String EMPTY_VALUE = "\"\"";

    private final TextOutput out;
    private final List<Field> fields;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CSVFormat format;
    private final ArrayPrinter arrays;

    private DelimitedPrinter(
            TextOutput out, List<Field> fields, CSVFormat format, String separator, SampleRange range) {
        this.out = out;
        this.fields = List.copyOf(fields);
        this.format = format;
        this.arrays = new ArrayPrinter(out, FloatQuotes.NONE, separator, range);
    }

    /**
     * A printer of tab-separated values.
     *
     * @param out takes the lines
     * @param fields which fields of the rows' schema are printed
     * @param separator stands between the values of an array
     * @param range which of those values are printed
     * @throws IllegalArgumentException when the separator is empty or would break a cell
     */
    public static DelimitedPrinter tabs(TextOutput out, List<Field> fields, String separator, SampleRange range) {
        return new DelimitedPrinter(out, fields, format('\t'), checked(separator, '\t'), range);
    }

    /**
     * A printer of comma-separated values.
     *
     * @param out takes the lines
     * @param fields which fields of the rows' schema are printed
     * @param separator stands between the values of an array
     * @param range which of those values are printed
     * @throws IllegalArgumentException when the separator is empty or would break a cell
     */
    public static DelimitedPrinter commas(TextOutput out, List<Field> fields, String separator, SampleRange range) {
        return new DelimitedPrinter(out, fields, format(','), checked(separator, ','), range);
    }

    /**
     * A printer of values that a delimiter separates.
     *
     * @param delimiter the tab or the comma
     * @param out takes the lines
     * @param fields which fields of the rows' schema are printed
     * @param separator stands between the values of an array
     * @throws IllegalArgumentException when the separator is empty or would break a cell
     */
    public static DelimitedPrinter of(char delimiter, TextOutput out, List<Field> fields, String separator) {
        return delimiter == ','
                ? commas(out, fields, separator, SampleRange.ALL)
                : tabs(out, fields, separator, SampleRange.ALL);
    }

    private static CSVFormat format(char delimiter) {
        return CSVFormat.Builder.create(CSVFormat.DEFAULT)
                .setDelimiter(delimiter)
                .setRecordSeparator('\n')
                .get();
    }

    /**
     * Checks a text that is to stand between the values of an array.
     *
     * @return the same
     * @throws IllegalArgumentException when it is empty or would break a cell
     */
    public static String checked(String separator, char delimiter) {
        boolean breaks = separator.chars().anyMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r');
        if (separator.isEmpty() || breaks) {
            throw new IllegalArgumentException(
                    "between the values of an array there must be something, and neither the "
                            + (delimiter == ',' ? "comma" : "tab")
                            + " between columns, a double quote nor a line end");
        }
        return separator;
    }

    @Override
    public void printHeader() throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            printText(fields.get(i).name(), i);
        }
        out.append('\n');
    }

    @Override
    public void print(Attributes row) throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            printCell(row, fields.get(i), i);
        }
        out.append('\n');
    }

    private void printText(String text, int column) throws IOException {
        if (column == 0 && text.charAt(0) == BYTE_ORDER_MARK) {
            // Bare at the beginning of a file, it would be taken for no part of the text.
            out.write("\"" + text.replace("\"", "\"\"") + "\"");
        } else {
            format.print(text, out, column == 0);
        }
    }

    private void printCell(Attributes row, Field field, int column) throws IOException {
        boolean missing = row.isMissing(field);
        if (field.isText() && !missing && !((String) row.stored(field)).isEmpty()) {
            printText((String) row.stored(field), column);
            return;
        }
        if (column > 0) {
            out.write(format.getDelimiterString());
        }
        if (missing) {
            return;
        }
        if (field.isText()) {
            out.write(EMPTY_VALUE);
        } else if (field.isAttribute()) {
            out.write(AttributeText.shortest(row, field));
        } else if (arrays.print(field.type(), row.stored(field)) == 0) {
            out.write(EMPTY_VALUE);
        }
    }
}
