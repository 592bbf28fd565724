package org.szformat.cli;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** IDs, first those that are given, then those in a text file, one a line, which are read as they are needed. */
final class IdList implements Closeable {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Iterator<String> given;
    private final BufferedReader lines;
    private final String name;
    private boolean isFirst = true;

    private IdList(List<String> given, InputStream in, String name) {
        this.given = given.iterator();
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        this.name = name;
    }

    /**
     * Opens a list.
     *
     * @param given what comes before it
     * @param list the file, {@code -} for the standard input; null for none
     */
    static IdList of(List<String> given, @Nullable Path list, InputStream standardInput) throws IOException {
        if (list == null) {
            return new IdList(given, InputStream.nullInputStream(), "");
        }
        return list.equals(STANDARD_INPUT)
                ? new IdList(given, standardInput, "the standard input")
                : new IdList(given, Files.newInputStream(list), list.toString());
    }

    /**
     * The next IDs; empty lines are passed over.
     *
     * @return at most so many, and none at the end
     * @throws IOException also when the file is no text
     */
    List<String> next(int most) throws IOException {
        List<String> ids = new ArrayList<>();
        while (ids.size() < most && given.hasNext()) {
            ids.add(given.next());
        }
        try {
            while (ids.size() < most) {
                String line = lines.readLine();
                if (line == null) {
                    break;
                }
                String id = isFirst && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
                isFirst = false;
                if (!id.isEmpty()) {
                    ids.add(id);
                }
            }
        } catch (CharacterCodingException e) {
            throw new IOException(name + ": the list of IDs is no UTF-8 text");
        }
        return ids;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
