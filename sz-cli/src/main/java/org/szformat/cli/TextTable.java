package org.szformat.cli;

import java.util.List;
import org.szformat.cli.term.StandardStreams;

/** Rows of cells as text in columns. */
final class TextTable {
    private static final String NOTHING = "-";
    private static final String GAP = "  ";

    private TextTable() {}

    /**
     * Lays rows out, each as a line.
     *
     * @param rows rows of equally many cells
     * @param indent what each line begins with
     */
    static String of(List<List<String>> rows, String indent) {
        if (rows.isEmpty()) {
            return indent + NOTHING + "\n";
        }
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(indent);
            for (int i = 0; i < columns; i++) {
                String cell = StandardStreams.oneLine(row.get(i));
                text.append(cell);
                if (i < columns - 1) {
                    text.append(" ".repeat(widths[i] - width(cell))).append(GAP);
                }
            }
            while (text.charAt(text.length() - 1) == ' ') {
                text.setLength(text.length() - 1);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static int width(String cell) {
        String shown = StandardStreams.oneLine(cell);
        return shown.codePointCount(0, shown.length());
    }
}
