package org.szformat.interop.arrow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.szformat.exchange.FormatOption;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * Arrow IPC files, as the {@linkplain org.szformat.interop.arrow package} says.
 *
 * <pre>{@code
 * try (RecordSink sink = new ArrowFormat().create(path, schema, header, FormatOptions.defaults())) {
 *     sink.append(sink.encode(records));
 *     sink.finish();
 * }
 * }</pre>
 */
public final class ArrowFormat implements RecordFormat {
    private static final String NAME = "arrow";
    private static final String MAGIC = "ARROW1";

    /** For the service loader. */
    public ArrowFormat() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Arrow IPC, for pandas, Polars and DuckDB";
    }

    @Override
    public List<String> extensions() {
        return List.of("arrow", "feather");
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.WRITE);
    }

    @Override
    public List<FormatOption> readOptions() {
        return List.of();
    }

    @Override
    public List<FormatOption> writeOptions() {
        return List.of();
    }

    @Override
    public boolean recognises(byte[] head) {
        return new String(head, 0, Math.min(head.length, MAGIC.length()), StandardCharsets.ISO_8859_1).equals(MAGIC);
    }

    @Override
    public RecordSource open(Path path, FormatOptions options) {
        throw new UnsupportedOperationException(path + ": Arrow files are written, but not read");
    }

    @Override
    public RecordSink create(Path path, Schema schema, Header header, FormatOptions options) throws IOException {
        options.requireKnown(NAME, writeOptions());
        return ArrowSink.create(path, schema, header);
    }
}
