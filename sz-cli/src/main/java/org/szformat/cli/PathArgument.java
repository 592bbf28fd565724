package org.szformat.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.szformat.Locations;
import picocli.CommandLine.TypeConversionException;

/** Paths, URLs and members of archives as they come from the command line, which Java decodes by the locale. */
final class PathArgument {
    private static final char UNDECODABLE = '\uFFFD';

    private PathArgument() {}

    static Path parse(String text) {
        if (text.indexOf(UNDECODABLE) >= 0) {
            throw unreachable(text);
        }
        try {
            return Locations.of(text);
        } catch (InvalidPathException e) {
            throw String.valueOf(e.getReason()).startsWith("Malformed input")
                    ? unreachable(text)
                    : new TypeConversionException("'" + text + "' names no file: " + e.getReason());
        }
    }

    /**
     * The name under which something is written that is called so where it is read, be that in an archive or on a server.
     *
     * @throws UsageException when it leads out of the folder that it is in, as hostile archives have it
     */
    static Path localName(@Nullable Path name) {
        if (name == null) {
            throw new UsageException("name a file, not all that is in its place");
        }
        if (name.getFileSystem().equals(FileSystems.getDefault())) {
            return name;
        }
        String text = name.toString();
        if (name.getFileSystem().provider().getScheme().startsWith("http")) {
            int query = text.indexOf('?');
            text = URLDecoder.decode(
                    text.substring(0, query < 0 ? text.length() : query).replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        Path local = Path.of(text);
        boolean leadsOut = local.isAbsolute()
                || local.toString().isEmpty()
                || local.normalize().startsWith("..");
        if (leadsOut) {
            throw new UsageException("'" + text + "' is no name for a file to write; name each file and its output");
        }
        return local.normalize();
    }

    private static TypeConversionException unreachable(String text) {
        return new TypeConversionException("the file name '" + text + "' cannot be told in this locale ("
                + System.getProperty("sun.jnu.encoding") + "); set LC_ALL=C.UTF-8 or another UTF-8 locale");
    }
}
