package org.szformat.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/** Paths as they come from the command line, which Java decodes by the locale. */
final class PathArgument {
    private static final char UNDECODABLE = '\uFFFD';

    private PathArgument() {}

    static Path parse(String text) {
        if (text.indexOf(UNDECODABLE) >= 0) {
            throw unreachable(text);
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw text.indexOf('\0') < 0
                    ? unreachable(text)
                    : new TypeConversionException("'" + text + "' is no file name: " + e.getReason());
        }
    }

    private static TypeConversionException unreachable(String text) {
        return new TypeConversionException("the file name '" + text + "' cannot be told in this locale ("
                + System.getProperty("sun.jnu.encoding") + "); set LC_ALL=C.UTF-8 or another UTF-8 locale");
    }
}
