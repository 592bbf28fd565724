package org.szformat.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** What datasets may be called, and which file is that of a name. */
final class DatasetName {
    static final String EXTENSION = ".sz";

    /** Leaves room for what temporary names add; file systems take 255 bytes. */
    private static final int MOST_BYTES = 200;

    private static final String SEPARATORS = "/\\:";

    private DatasetName() {}

    /**
     * The name, if it is one.
     *
     * @throws IllegalArgumentException when it is none; the message says why
     */
    static String check(String name) {
        String fault = fault(name);
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a dataset: it " + fault);
        }
        return name;
    }

    private static String fault(String name) {
        if (name.isEmpty()) {
            return "is empty";
        }
        if (name.startsWith(".")) {
            return "begins with a dot, as temporary files do";
        }
        if (name.endsWith(EXTENSION)) {
            return "ends with " + EXTENSION + ", which the file has and the name has not";
        }
        if (!name.equals(name.strip())) {
            return "begins or ends with a blank";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (SEPARATORS.indexOf(c) >= 0 || Character.isISOControl(c)) {
                return "has a separator or control character at " + i;
            }
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes > MOST_BYTES ? "has " + bytes + " bytes, and may have " + MOST_BYTES : "";
    }

    /** The name of the dataset that lies at a path, if one may be called so. */
    static Optional<String> of(Path path) {
        String file = String.valueOf(path.getFileName());
        String name = file.endsWith(EXTENSION) ? file.substring(0, file.length() - EXTENSION.length()) : file;
        return fault(name).isEmpty() ? Optional.of(name) : Optional.empty();
    }
}
