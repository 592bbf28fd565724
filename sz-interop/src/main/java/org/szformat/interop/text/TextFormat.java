package org.szformat.interop.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.StreamedFormat;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/** What formats of text have in common: read and written, on files and streams. */
public abstract class TextFormat implements StreamedFormat {
    /** For those formats. */
    protected TextFormat() {}

    @Override
    public final Set<Ability> abilities() {
        return EnumSet.of(Ability.READ, Ability.WRITE);
    }

    @Override
    public final RecordSink create(Path path, Schema schema, Header header, FormatOptions options) throws IOException {
        OutputStream out = new BufferedOutputStream(new NamedOutput(Files.newOutputStream(path), path.toString()));
        try {
            return create(out, schema, header, options);
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    /** What is to be said of a header that has no place in the file. */
    protected final List<String> lostHeader(Header header) {
        int keys = header.asMap().size();
        return keys == 0
                ? List.of()
                : List.of("the file's header, of " + keys + (keys == 1 ? " key" : " keys") + ", has no place in "
                        + name() + "; 'sz info --json' tells it, and --schema takes it from there");
    }

    /**
     * The text that stands between the values of an array.
     *
     * @param usual if none was given
     */
    protected static String arraySeparator(FormatOptions options, String usual) {
        return options.get("array-separator").orElse(usual);
    }
}
