package org.szformat.interop.ipc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/** The values that the indexes of a column stand for, in the parts in which the file has them. */
final class Dictionary {
    private final List<Column> parts = new ArrayList<>();
    private final List<@Nullable String> texts = new ArrayList<>();
    private final List<Column.Cell> cells = new ArrayList<>();

    /** Appends what a dictionary batch holds. */
    void add(Column part) throws SzFormatException {
        parts.add(part);
        boolean text = part.field().type().kind() == ArrowType.Kind.UTF8;
        for (int row = 0; row < part.length(); row++) {
            cells.add(new Column.Cell(part, row));
            texts.add(text && !part.isNull(row) ? part.text(row) : null);
        }
    }

    int size() {
        return cells.size();
    }

    Column.Cell cell(int index) {
        return cells.get(index);
    }

    /** All entries, in order. */
    List<Column.Cell> cells() {
        return cells;
    }

    String text(int index) throws SzFormatException {
        String text = texts.get(index);
        if (text == null) {
            Column.Cell cell = cells.get(index);
            throw cell.column().fault("no text in entry " + index + " of the dictionary", "one");
        }
        return text;
    }
}
