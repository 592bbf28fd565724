package org.szformat.interop.delimited;

import java.io.IOException;
import java.io.StringReader;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.QuoteMode;
import org.szformat.Limits;

/**
 * How a table is written.
 *
 * @param delimiter stands between cells
 * @param separator stands between the values of an array
 * @param hasHeader whether the first record has the names of the fields
 * @param limits how long a record may be
 */
record Dialect(char delimiter, String separator, boolean hasHeader, Limits limits) {
    /** Parses records; an empty cell is null unless it stands in quotes. */
    CSVParser parse(String text) throws IOException {
        return CSVParser.builder()
                .setReader(new StringReader(text))
                .setFormat(CSVFormat.Builder.create(CSVFormat.DEFAULT)
                        .setDelimiter(delimiter)
                        .setIgnoreEmptyLines(false)
                        .setQuoteMode(QuoteMode.ALL_NON_NULL)
                        .setNullString("")
                        .get())
                .get();
    }
}
