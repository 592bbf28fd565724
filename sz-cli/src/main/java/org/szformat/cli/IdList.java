package org.szformat.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** IDs in a text file, one a line; empty lines are passed over. */
final class IdList {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private IdList() {}

    static List<String> read(Path list, InputStream standardInput) throws IOException, FailedException {
        if (list.equals(STANDARD_INPUT)) {
            return read(standardInput, "the standard input");
        }
        try (InputStream in = Files.newInputStream(list)) {
            return read(in, list.toString());
        }
    }

    private static List<String> read(InputStream in, String name) throws IOException, FailedException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        List<String> ids = new ArrayList<>();
        boolean isFirst = true;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String id = isFirst && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
                isFirst = false;
                if (!id.isEmpty()) {
                    ids.add(id);
                }
            }
        } catch (CharacterCodingException e) {
            throw new FailedException(name + ": the list of IDs is no UTF-8 text");
        }
        return ids;
    }
}
