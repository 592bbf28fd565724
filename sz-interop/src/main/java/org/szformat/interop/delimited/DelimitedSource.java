package org.szformat.interop.delimited;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.szformat.SzFormatException;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.text.BlockSource;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** Opens tables. */
final class DelimitedSource {
    private DelimitedSource() {}

    static RecordSource open(Path path, Dialect dialect, Schema schema) throws IOException {
        Columns opened = Columns.open(path, dialect);
        try {
            List<Field> columns = dialect.hasHeader() ? columns(path, opened.names(), schema) : schema.fields();
            return new BlockSource(opened.first(), opened.blocks(), schema, (block, isFirst, damages) -> {
                Rows rows = new Rows(block, dialect);
                if (isFirst && dialect.hasHeader()) {
                    rows.next();
                }
                RowReader reader = new RowReader(rows, schema, columns, dialect.separator());
                return damages == null ? reader.all() : reader.sound(damages);
            });
        } catch (IOException | RuntimeException e) {
            opened.blocks().close();
            throw e;
        }
    }

    private static List<Field> columns(Path path, List<String> names, Schema schema) throws SzFormatException {
        List<Field> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(schema.find(name)
                    .orElseThrow(() -> new SzFormatException(
                            path, "line 1", "the column '" + name + "'", "fields of the schema only")));
        }
        Set<String> found = new HashSet<>(names);
        for (Field field : schema.fields()) {
            if (!found.contains(field.name())) {
                throw new SzFormatException(path, "line 1", "no column '" + field.name() + "'", "all of the schema");
            }
        }
        return columns;
    }
}
