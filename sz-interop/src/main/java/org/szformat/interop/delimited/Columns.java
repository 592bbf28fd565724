package org.szformat.interop.delimited;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.interop.text.RecordBoundary;
import org.szformat.interop.text.TextBlock;
import org.szformat.interop.text.TextBlocks;
import org.szformat.interop.text.TextInput;

/**
 * A table that was opened, and what its first line says.
 *
 * @param blocks the blocks behind the first
 * @param first the first block, with the line of names in it
 * @param names the names, if there is such a line
 */
record Columns(TextBlocks blocks, TextBlock first, List<String> names) {
    static Columns open(Path path, Dialect dialect) throws IOException {
        RecordBoundary boundary = new QuotedRecords(dialect.delimiter());
        TextBlocks blocks =
                new TextBlocks(TextInput.open(path), boundary, dialect.limits().maxLineBytes());
        try {
            TextBlock first = blocks.next();
            if (first == null) {
                throw new SzFormatException(path, "line 1", "an empty file", "a table of delimited values");
            }
            return new Columns(blocks, first, dialect.hasHeader() ? names(first, dialect) : List.of());
        } catch (IOException | RuntimeException e) {
            blocks.close();
            throw e;
        }
    }

    private static List<String> names(TextBlock first, Dialect dialect) throws IOException {
        Rows rows = new Rows(first, dialect);
        CSVRecord row = rows.next();
        if (row == null) {
            throw rows.fault("nothing", "the names of the fields", null);
        }
        Set<String> names = new LinkedHashSet<>();
        for (@Nullable String name : row) {
            if (name == null || name.isEmpty()) {
                throw rows.fault("no name in column " + (names.size() + 1), "a name for each field", null);
            }
            if (!names.add(name)) {
                throw rows.fault("the name '" + name + "' twice", "a different name for each field", null);
            }
        }
        return new ArrayList<>(names);
    }
}
