package org.szformat.interop.slow5;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.szformat.exchange.FormatOption;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSink;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * SLOW5: nanopore reads as text. Versions 0.1.0, 0.2.0 and 1.0.0 are read, and 0.2.0 is written, with the shortest
 * decimals that read back to the same numbers. What becomes of fields and runs is said in the documentation of the
 * package.
 *
 * <pre>{@code
 * try (RecordSource source = new Slow5Format().open(path, FormatOptions.defaults())) {
 *     RecordSource.Part part = source.next();
 * }
 * }</pre>
 *
 * <p>It has no state, so it may be used by many threads.
 *
 * @see <a href="https://hasindu2008.github.io/slow5specs/">SLOW5 specification</a>
 */
public final class Slow5Format extends Slow5Family {
    /** For {@link java.util.ServiceLoader}. */
    public Slow5Format() {
        super("slow5", "SLOW5, nanopore reads as text", Opening.TEXT_MAGIC, Opening::text);
    }

    @Override
    public List<FormatOption> writeOptions() {
        return List.of(Options.ENUMS);
    }

    @Override
    public RecordSink create(Path path, Schema schema, Header header, FormatOptions options) throws IOException {
        options.requireKnown(name(), writeOptions());
        WriteLayout layout = WriteLayout.of(schema, header, Options.enums(options));
        OutputStream out = Files.newOutputStream(path);
        return Slow5Sink.begin(out, layout.header().toText(), layout, () -> new TextRecordEncoder(layout), new byte[0]);
    }
}
