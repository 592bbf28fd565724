package org.szformat.interop.delimited;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.szformat.exchange.FormatOption;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.text.Compression;
import org.szformat.interop.text.DelimitedPrinter;
import org.szformat.interop.text.TextFormat;
import org.szformat.interop.text.TextOutput;
import org.szformat.interop.text.TextSink;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * Tables of delimited values. A cell that holds the delimiter, a double quote or a line end stands in double quotes, which
 * are doubled inside. A missing value is an empty cell; an empty string or array is {@code ""}.
 */
abstract class DelimitedFormat extends TextFormat {
    private final char delimiter;
    private final String usualSeparator;

    DelimitedFormat(char delimiter, String usualSeparator) {
        this.delimiter = delimiter;
        this.usualSeparator = usualSeparator;
    }

    private FormatOption separatorOption() {
        return new FormatOption(
                "array-separator",
                "TEXT",
                "What stands between the values of an array; '" + usualSeparator + "' by default.");
    }

    @Override
    public List<FormatOption> readOptions() {
        return List.of(
                separatorOption(),
                new FormatOption(
                        "header",
                        "yes or no",
                        "Whether the first line has the names of the fields; if not, a schema must be given. "
                                + "By default yes."));
    }

    @Override
    public List<FormatOption> writeOptions() {
        return List.of(
                separatorOption(),
                new FormatOption("header", "yes or no", "Whether a line of field names comes first. By default yes."),
                Compression.OPTION);
    }

    @Override
    public boolean recognises(byte[] head) {
        return false;
    }

    private static boolean hasHeader(FormatOptions options) {
        String value = options.get("header").orElse("yes");
        return switch (value) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException("the option header is '" + value + "'; it must be yes or no");
        };
    }

    @Override
    public RecordSource open(Path path, FormatOptions options) throws IOException {
        options.requireKnown(name(), readOptions());
        boolean hasHeader = hasHeader(options);
        if (!hasHeader && options.schema().isEmpty()) {
            throw new IllegalArgumentException(
                    path + ": has no line of field names; a schema must be given that tells them");
        }
        Dialect dialect = new Dialect(
                delimiter,
                DelimitedPrinter.checked(arraySeparator(options, usualSeparator), delimiter),
                hasHeader,
                options.limits());
        return options.schema().isPresent()
                ? DelimitedSource.open(path, dialect, options.schema().get())
                : DelimitedSource.open(path, dialect, SchemaGuess.of(path, dialect));
    }

    @Override
    public RecordSink create(OutputStream out, Schema schema, Header header, FormatOptions options) throws IOException {
        options.requireKnown(name(), writeOptions());
        Compression compression = Compression.of(options);
        String separator = arraySeparator(options, usualSeparator);
        TextSink.Printing printing = text -> DelimitedPrinter.of(delimiter, text, schema.fields(), separator);
        printing.on(new TextOutput(OutputStream.nullOutputStream()));
        return hasHeader(options)
                ? TextSink.headed(out, printing, compression, () -> lostHeader(header))
                : TextSink.bare(out, printing, compression, () -> lostHeader(header));
    }
}
