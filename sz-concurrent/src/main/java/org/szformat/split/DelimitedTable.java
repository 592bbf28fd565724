package org.szformat.split;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/**
 * A table of text with a line of names at its top: TSV if there is a tab in that, otherwise CSV, whose cells may stand in
 * quotes, as RFC 4180 has it. Empty lines are passed over. Read once, row by row.
 */
final class DelimitedTable implements Closeable {
    private static final int LONGEST_LINE = 1 << 24;

    private final Path path;
    private final BufferedReader in;
    private final char separator;
    private final List<String> names;
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private long line;
    private long rowLine;

    private DelimitedTable(Path path, BufferedReader in) throws IOException {
        this.path = path;
        this.in = in;
        String head = readLine();
        if (head != null && head.startsWith("\uFEFF")) {
            head = head.substring(1);
        }
        if (head == null || head.isEmpty()) {
            throw new SzFormatException(path, "line 1", "nothing", "the names of the columns");
        }
        separator = head.indexOf('\t') >= 0 ? '\t' : ',';
        split(head);
        names = List.copyOf(cells);
    }

    /**
     * Opens a table.
     *
     * @throws SzFormatException when it has no line of names, or is no UTF-8
     */
    static DelimitedTable open(Path path) throws IOException {
        BufferedReader in = Files.newBufferedReader(path, StandardCharsets.UTF_8);
        try {
            return new DelimitedTable(path, in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** The names of the columns. */
    List<String> names() {
        return names;
    }

    /**
     * The next row, which is changed by the next call; false when there is none.
     *
     * @throws SzFormatException when it has more or fewer cells than there are names
     */
    boolean next() throws IOException {
        String text = readLine();
        while (text != null && text.isEmpty()) {
            text = readLine();
        }
        if (text == null) {
            return false;
        }
        rowLine = line;
        split(text);
        if (cells.size() != names.size()) {
            throw new SzFormatException(
                    path, place(), cells.size() + " cells", "as many as there are columns: " + names.size());
        }
        return true;
    }

    /** A cell of the row. */
    String cell(int column) {
        return cells.get(column);
    }

    /** Where the row is, for messages. */
    String place() {
        return "line " + rowLine;
    }

    private void split(String text) throws IOException {
        cells.clear();
        if (separator == '\t') {
            int from = 0;
            for (int at = text.indexOf('\t'); at >= 0; at = text.indexOf('\t', from)) {
                cells.add(text.substring(from, at));
                from = at + 1;
            }
            cells.add(text.substring(from));
        } else {
            splitQuoted(text);
        }
    }

    private void splitQuoted(String first) throws IOException {
        String text = first;
        int at = 0;
        boolean isQuoted = false;
        cell.setLength(0);
        while (true) {
            if (at == text.length()) {
                if (!isQuoted) {
                    break;
                }
                text = readLine();
                if (text == null || cell.length() > LONGEST_LINE) {
                    throw new SzFormatException(path, place(), "a quote without an end", "a quote at the cell's end");
                }
                cell.append('\n');
                at = 0;
                continue;
            }
            char c = text.charAt(at++);
            if (isQuoted && c == '"' && at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else if (c == '"' && (isQuoted || cell.length() == 0)) {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
    }

    /** The next line without its end, or null when there is none. */
    private @Nullable String readLine() throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            int c = in.read();
            if (c < 0) {
                return null;
            }
            line++;
            while (c >= 0 && c != '\n') {
                text.append((char) c);
                if (text.length() > LONGEST_LINE) {
                    throw new SzFormatException(
                            path,
                            "line " + line,
                            "a line of more than " + LONGEST_LINE + " characters",
                            "a shorter one");
                }
                c = in.read();
            }
        } catch (CharacterCodingException e) {
            throw new SzFormatException(path, "line " + line, "bytes that are no UTF-8", "text", e);
        }
        int end = text.length();
        return text.substring(0, end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
