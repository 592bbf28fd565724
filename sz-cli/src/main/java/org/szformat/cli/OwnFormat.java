package org.szformat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.szformat.staging.SzFiles;

/** What works on files of this format alone, and says what to do with others. */
final class OwnFormat {
    private static final String EXTENSION = ".sz";

    private OwnFormat() {}

    /**
     * Lets SZ files pass, and what is not there, no file at all, or called as one, of which others tell.
     *
     * @throws FailedException when it is a file of another format
     */
    static void require(Path path) throws IOException, FailedException {
        boolean isCalledSo = String.valueOf(path.getFileName()).endsWith(EXTENSION);
        if (!isCalledSo && Files.isRegularFile(path) && !SzFiles.isSz(path)) {
            throw new FailedException(path + ": is no SZ file; 'sz convert " + quoted(path.toString()) + " "
                    + quoted(own(path).toString()) + "' makes one of it first");
        }
    }

    private static Path own(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return path.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + EXTENSION);
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return word.matches("[\\w./+:@%,=-]+") ? word : '"' + word.replaceAll("([\"\\\\$`])", "\\\\$1") + '"';
    }
}
