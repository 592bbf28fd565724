package org.szformat.selection;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** IDs, one after the other, as often as they are needed. */
@FunctionalInterface
interface IdSource {

    /** Is shown IDs. */
    @FunctionalInterface
    interface Visitor {
        /** Returns false when it wants no more. */
        boolean visit(String id) throws IOException;
    }

    void forEach(Visitor visitor) throws IOException;

    static IdSource of(Iterable<String> ids) {
        return visitor -> {
            Iterator<String> each = ids.iterator();
            boolean goesOn = true;
            while (goesOn && each.hasNext()) {
                goesOn = visitor.visit(each.next());
            }
        };
    }

    /** The lines of a file that are not empty. */
    static IdSource ofLines(Path list) {
        return visitor -> {
            try (BufferedReader lines = Files.newBufferedReader(list, StandardCharsets.UTF_8)) {
                boolean isFirst = true;
                boolean goesOn = true;
                for (String line = lines.readLine(); goesOn && line != null; line = lines.readLine()) {
                    String id = isFirst && line.startsWith("\uFEFF") ? line.substring(1) : line;
                    isFirst = false;
                    goesOn = id.isEmpty() || visitor.visit(id);
                }
            } catch (CharacterCodingException e) {
                throw new IOException(list + ": the list of IDs is no UTF-8 text", e);
            }
        };
    }
}
