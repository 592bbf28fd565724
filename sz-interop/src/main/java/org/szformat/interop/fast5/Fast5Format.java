package org.szformat.interop.fast5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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
 * FAST5, single-read and multi-read, as {@code org.szformat.interop.fast5} says. It is read and not written.
 *
 * <pre>{@code
 * try (RecordSource source = new Fast5Format().open(path, FormatOptions.defaults())) {
 *    for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
 *         part.decode().forEach(read -> segment(read.getShorts("raw_signal")));
 *     }
 * }
 * }</pre>
 */
public final class Fast5Format implements RecordFormat {
    private static final byte[] MAGIC = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

    /** For the service loader, and for those who want this format alone. */
    public Fast5Format() {}

    @Override
    public String name() {
        return "fast5";
    }

    @Override
    public String description() {
        return "reads of older Nanopore instruments, in HDF5";
    }

    @Override
    public List<String> extensions() {
        return List.of("fast5");
    }

    @Override
    public Set<Ability> abilities() {
        return Set.of(Ability.READ);
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
        return head.length >= MAGIC.length && Arrays.equals(MAGIC, Arrays.copyOf(head, MAGIC.length));
    }

    @Override
    public RecordSource open(Path path, FormatOptions options) throws IOException {
        options.requireKnown(name(), readOptions());
        return Fast5Source.open(path, options.limits());
    }

    @Override
    public RecordSink create(Path path, Schema schema, Header header, FormatOptions options) {
        throw new UnsupportedOperationException(
                "FAST5 files are not written; pod5 and blow5 are the formats in its place");
    }
}
