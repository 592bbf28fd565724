package org.szformat.interop.slow5;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.szformat.exchange.FormatOption;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSink;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * BLOW5: nanopore reads as SLOW5 has them, binary. Versions 0.1.0, 0.2.0 and 1.0.0 are read, with all compressions, and
 * 0.2.0 is written. What becomes of fields and runs is said in the documentation of the package.
 *
 * <pre>{@code
 * FormatOptions options = FormatOptions.defaults().with("record-compression", "zstd");
 * try (RecordSink sink = new Blow5Format().create(path, schema, header, options)) {
 *     sink.append(sink.encode(records));
 *     sink.finish();
 * }
 * }</pre>
 *
 * <p>It has no state, so it may be used by many threads.
 *
 * @see <a href="https://hasindu2008.github.io/slow5specs/">SLOW5 specification</a>
 */
public final class Blow5Format extends Slow5Family {
    /** For {@link java.util.ServiceLoader}. */
    public Blow5Format() {
        super("blow5", "BLOW5, nanopore reads as SLOW5 has them, binary", Opening.BINARY_MAGIC, Opening::binary);
    }

    @Override
    public List<FormatOption> writeOptions() {
        return List.of(Options.RECORD_COMPRESSION, Options.SIGNAL_COMPRESSION, Options.ENUMS);
    }

    @Override
    public RecordSink create(Path path, Schema schema, Header header, FormatOptions options) throws IOException {
        options.requireKnown(name(), writeOptions());
        WriteLayout layout = WriteLayout.of(schema, header, Options.enums(options));
        RecordCompression records = Options.records(options);
        SignalCompression signals = Options.signals(options);
        OutputStream out = Files.newOutputStream(path);
        return Slow5Sink.begin(
                out,
                head(layout.header(), records, signals),
                layout,
                () -> new BinaryRecordEncoder(layout, records, signals),
                BinaryFraming.END_MARK);
    }

    private static byte[] head(Slow5Header header, RecordCompression records, SignalCompression signals) {
        byte[] text = header.toBinaryText();
        byte[] head = Arrays.copyOf(Opening.BINARY_MAGIC, Opening.BINARY_HEAD_BYTES + text.length);
        head[Opening.VERSION_AT] = (byte) header.version().major();
        head[Opening.VERSION_AT + 1] = (byte) header.version().minor();
        head[Opening.VERSION_AT + 2] = (byte) header.version().patch();
        head[Opening.RECORD_METHOD_AT] = (byte) records.method();
        LittleEndian.putInt(head, Opening.GROUPS_AT, header.groups());
        head[Opening.SIGNAL_METHOD_AT] = (byte) signals.method();
        LittleEndian.putInt(head, Opening.TEXT_LENGTH_AT, text.length);
        System.arraycopy(text, 0, head, Opening.BINARY_HEAD_BYTES, text.length);
        return head;
    }
}
