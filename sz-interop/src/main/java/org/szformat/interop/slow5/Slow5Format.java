package org.szformat.interop.slow5;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.szformat.exchange.FormatOption;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordAccess;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;
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
public final class Slow5Format implements RecordFormat {
    /** For {@link java.util.ServiceLoader}. */
    public Slow5Format() {}

    @Override
    public String name() {
        return "slow5";
    }

    @Override
    public String description() {
        return "SLOW5, nanopore reads as text";
    }

    @Override
    public List<String> extensions() {
        return List.of("slow5");
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of(Ability.READ, Ability.WRITE, Ability.ACCESS);
    }

    @Override
    public List<FormatOption> readOptions() {
        return List.of(Options.CHANNEL, Options.DUPLICATE_IDS);
    }

    @Override
    public List<FormatOption> writeOptions() {
        return List.of(Options.ENUMS);
    }

    @Override
    public boolean permitsDuplicateIds() {
        return false;
    }

    @Override
    public boolean recognises(byte[] head) {
        return Opening.startsWith(head, Opening.TEXT_MAGIC);
    }

    @Override
    public RecordSource open(Path path, FormatOptions options) throws IOException {
        options.requireKnown(name(), readOptions());
        return new Slow5Source(Opening.text(path, options));
    }

    @Override
    public RecordAccess access(Path path, FormatOptions options) throws IOException {
        options.requireKnown(name(), readOptions());
        return new Slow5Access(Opening.text(path, options), name());
    }

    @Override
    public RecordSink create(Path path, Schema schema, Header header, FormatOptions options) throws IOException {
        options.requireKnown(name(), writeOptions());
        WriteLayout layout = WriteLayout.of(schema, header, Options.enums(options));
        OutputStream out = Files.newOutputStream(path);
        return Slow5Sink.begin(out, layout.header().toText(), layout, () -> new TextRecordEncoder(layout), new byte[0]);
    }
}
