package org.szformat.index;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;
import org.szformat.number.Float80;
import org.szformat.record.AttributeText;
import org.szformat.record.Attributes;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** An index table as tab-separated values. */
final class IndexTsv {
    private static final CSVFormat WRITTEN = CSVFormat.Builder.create()
            .setDelimiter('\t')
            .setQuote('"')
            .setQuoteMode(QuoteMode.NON_NUMERIC)
            .setNullString("")
            .setRecordSeparator('\n')
            .get();

    private IndexTsv() {}

    /** A number's text, which the printer leaves unquoted because it is a Number. */
    private static final class Digits extends Number {
        private static final long serialVersionUID = 1L;

        private final String text;

        Digits(String text) {
            this.text = text;
        }

        @Override
        public int intValue() {
            return (int) doubleValue();
        }

        @Override
        public long longValue() {
            return (long) doubleValue();
        }

        @Override
        public float floatValue() {
            return (float) doubleValue();
        }

        @Override
        public double doubleValue() {
            return Double.parseDouble(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static void write(IndexTable table, Appendable out) throws IOException {
        List<Field> fields = table.schema().attributes();
        CSVPrinter printer = new CSVPrinter(out, WRITTEN);
        for (Field field : fields) {
            printer.print(new Digits(field.name() + ":" + field.type()));
        }
        printer.println();
        for (long row = 0; row < table.size(); row++) {
            Attributes attributes = table.row(row);
            for (Field field : fields) {
                printer.print(cell(attributes, field));
            }
            printer.println();
        }
        printer.flush();
    }

    private static @Nullable Object cell(Attributes row, Field field) {
        if (row.isMissing(field)) {
            return null;
        }
        String text = AttributeText.shortest(row, field);
        return field.isText() ? text : new Digits(text);
    }

    static IndexTable read(Reader in) throws IOException {
        try (CSVParser parser =
                CSVParser.builder().setReader(in).setFormat(WRITTEN).get()) {
            IndexTable.Builder table = null;
            List<Field> fields = new ArrayList<>();
            for (CSVRecord line : parser) {
                if (table == null) {
                    Schema schema = schema(line);
                    fields.addAll(schema.attributes());
                    table = IndexTable.builder(schema);
                } else {
                    addRow(table, fields, line, parser.getCurrentLineNumber());
                }
            }
            if (table == null) {
                throw new IOException("an index table begins with a line of name:TYPE cells; the text is empty");
            }
            return table.build();
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CSVException
                    ? new IOException(e.getCause().getMessage(), e)
                    : e.getCause();
        }
    }

    private static Schema schema(CSVRecord line) throws IOException {
        Schema.Builder schema = Schema.builder();
        try {
            for (String cell : line) {
                int colon = cell == null ? -1 : cell.lastIndexOf(':');
                if (colon < 0) {
                    throw new IllegalArgumentException("the cell '" + cell + "' is not name:TYPE");
                }
                schema.attribute(cell.substring(0, colon), ValueType.of(cell.substring(colon + 1)));
            }
            return schema.build();
        } catch (IllegalArgumentException e) {
            throw new IOException("line 1: " + e.getMessage(), e);
        }
    }

    private static void addRow(IndexTable.Builder table, List<Field> fields, CSVRecord line, long number)
            throws IOException {
        if (line.size() != fields.size()) {
            throw new IOException("line " + number + ": found " + line.size() + " cells; expected " + fields.size());
        }
        for (Field field : fields) {
            String cell = line.get(field.position());
            try {
                add(table, field, cell);
            } catch (NumberFormatException e) {
                throw new IOException("line " + number + ": " + field + ": found '" + cell + "'; expected a value", e);
            }
        }
        table.endRow();
    }

    private static void add(IndexTable.Builder table, Field field, @Nullable String cell) {
        if (cell == null) {
            table.addMissing(field);
        } else if (field.isText()) {
            byte[] utf8 = cell.getBytes(StandardCharsets.UTF_8);
            table.addText(field, utf8, 0, utf8.length);
        } else if (field.type() == ValueType.F128) {
            table.addExtended(field, Float80.parse(cell));
        } else {
            table.addBits(field, AttributeText.parseBits(field.type(), cell));
        }
    }
}
