package org.szformat.interop.delimited;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.interop.text.TextBlock;

/** The rows of a block of a table, with the lines they begin at. Confined to one thread. */
final class Rows {
    private final TextBlock block;
    private final CSVParser parser;
    private final Iterator<CSVRecord> rows;
    private long line;

    Rows(TextBlock block, Dialect dialect) throws IOException {
        this.block = block;
        this.parser = dialect.parse(block.text());
        this.rows = parser.iterator();
    }

    /** The next row, or null. */
    @Nullable
    CSVRecord next() throws SzFormatException {
        line = block.firstLine() + parser.getCurrentLineNumber();
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (UncheckedIOException | IllegalStateException e) {
            throw fault("cells that cannot be told apart (" + cause(e) + ")", "closed quotes", e);
        }
    }

    private static String cause(RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    /** A line without anything in it. */
    static boolean isBlank(CSVRecord row) {
        return row.size() == 1 && row.get(0) == null;
    }

    SzFormatException fault(String found, String expected, @Nullable Throwable cause) {
        return new SzFormatException(block.file(), "line " + line, found, expected, cause);
    }

    SzFormatException fault(String field, String found, String expected, @Nullable Throwable cause) {
        return new SzFormatException(block.file(), "line " + line + ", field " + field, found, expected, cause);
    }
}
