package org.szformat.interop.pod5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
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
 * POD5, as the {@linkplain org.szformat.interop.pod5 package} says.
 *
 * <pre>{@code
 * try (RecordSource source = new Pod5Format().open(path, FormatOptions.defaults())) {
 *     System.out.println(source.header().get("runs"));
 * }
 * }</pre>
 */
public final class Pod5Format implements RecordFormat {
    private static final String NAME = "pod5";

    /** For the service loader. */
    public Pod5Format() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "POD5, Oxford Nanopore's format of raw reads";
    }

    @Override
    public List<String> extensions() {
        return List.of("pod5");
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
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
        int length = Container.SIGNATURE.length;
        return head.length >= length && Arrays.equals(head, 0, length, Container.SIGNATURE, 0, length);
    }

    @Override
    public RecordSource open(Path path, FormatOptions options) throws IOException {
        options.requireKnown(NAME, readOptions());
        return new Pod5Source(Pod5File.open(path, options.limits()));
    }

    @Override
    public RecordAccess access(Path path, FormatOptions options) throws IOException {
        options.requireKnown(NAME, readOptions());
        return new Pod5Access(Pod5File.open(path, options.limits()));
    }

    @Override
    public RecordSink create(Path path, Schema schema, Header header, FormatOptions options) throws IOException {
        options.requireKnown(NAME, writeOptions());
        return Pod5Sink.create(path, schema, header);
    }
}
