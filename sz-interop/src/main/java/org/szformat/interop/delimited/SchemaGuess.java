package org.szformat.interop.delimited;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.interop.text.ColumnGuess;
import org.szformat.interop.text.TextBlock;
import org.szformat.interop.text.TextBlocks;
import org.szformat.schema.Schema;

/** Reads a whole table to find what types its fields have. */
final class SchemaGuess {
    private SchemaGuess() {}

    static Schema of(Path path, Dialect dialect) throws IOException {
        Columns columns = Columns.open(path, dialect);
        Map<String, ColumnGuess> byName = new LinkedHashMap<>();
        columns.names().forEach(name -> byName.put(name, new ColumnGuess()));
        List<ColumnGuess> guesses = List.copyOf(byName.values());
        try (TextBlocks blocks = columns.blocks()) {
            boolean hasNames = true;
            for (TextBlock block = columns.first(); block != null; block = next(blocks)) {
                look(block, dialect, hasNames, guesses);
                hasNames = false;
            }
        }
        try {
            return ColumnGuess.schemaOf(byName);
        } catch (IllegalArgumentException e) {
            throw new SzFormatException(path, "line 1", String.valueOf(e.getMessage()), "names of fields", e);
        }
    }

    /** What is damaged is told when it is read; till there it is a table. */
    private static @Nullable TextBlock next(TextBlocks blocks) throws IOException {
        try {
            return blocks.next();
        } catch (SzFormatException e) {
            return null;
        }
    }

    private static void look(TextBlock block, Dialect dialect, boolean hasNames, List<ColumnGuess> guesses)
            throws IOException {
        try {
            Rows rows = new Rows(block, dialect);
            if (hasNames) {
                rows.next();
            }
            for (CSVRecord row = rows.next(); row != null; row = rows.next()) {
                if (guesses.size() > 1 && Rows.isBlank(row)) {
                    continue;
                }
                for (int i = 0; i < Math.min(row.size(), guesses.size()); i++) {
                    @Nullable String cell = row.get(i);
                    if (cell == null) {
                        guesses.get(i).addMissing();
                    } else {
                        guesses.get(i).addCell(cell, dialect.separator());
                    }
                }
            }
        } catch (SzFormatException e) {
            // Told when it is read.
        }
    }
}
