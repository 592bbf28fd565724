package org.szformat.interop.jsonl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOption;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.text.BlockSource;
import org.szformat.interop.text.Compression;
import org.szformat.interop.text.JsonLinesPrinter;
import org.szformat.interop.text.RecordBoundary;
import org.szformat.interop.text.SampleRange;
import org.szformat.interop.text.TextBlock;
import org.szformat.interop.text.TextBlocks;
import org.szformat.interop.text.TextFormat;
import org.szformat.interop.text.TextInput;
import org.szformat.interop.text.TextSink;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * JSON lines: one object for each record, fields in schema order. Integers and floats are JSON numbers, F128 a string; NaN
 * and infinities are the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}; a missing value is
 * {@code null}. Where it is read, members may come in any order, and one that is not there is missing.
 */
public final class JsonlFormat extends TextFormat {
    /** For the service loader. */
    public JsonlFormat() {}

    @Override
    public String name() {
        return "jsonl";
    }

    @Override
    public String description() {
        return "JSON lines, one object for each record";
    }

    @Override
    public List<String> extensions() {
        return List.of("jsonl", "jsonl.gz", "ndjson", "ndjson.gz");
    }

    @Override
    public List<FormatOption> readOptions() {
        return List.of();
    }

    @Override
    public List<FormatOption> writeOptions() {
        return List.of(Compression.OPTION);
    }

    @Override
    public boolean recognises(byte[] head) {
        return head.length > 1 && head[0] == '{' && (head[1] == '"' || head[1] == '}');
    }

    @Override
    public RecordSource open(Path path, FormatOptions options) throws IOException {
        options.requireKnown(name(), readOptions());
        Schema schema = options.schema().isPresent() ? options.schema().get() : guess(path, options);
        TextBlocks blocks = blocks(path, options);
        try {
            TextBlock first = blocks.next();
            if (first == null) {
                throw empty(path);
            }
            return new BlockSource(first, blocks, schema, (block, isFirst, damages) -> {
                LineReader reader = new LineReader(block, schema);
                return damages == null ? reader.all() : reader.sound(damages);
            });
        } catch (IOException | RuntimeException e) {
            blocks.close();
            throw e;
        }
    }

    private static TextBlocks blocks(Path path, FormatOptions options) throws IOException {
        return new TextBlocks(
                TextInput.open(path), RecordBoundary.lines(), options.limits().maxLineBytes());
    }

    private static SzFormatException empty(Path path) {
        return new SzFormatException(path, "line 1", "an empty file", "a JSON object on each line");
    }

    private static Schema guess(Path path, FormatOptions options) throws IOException {
        SchemaGuess guess = new SchemaGuess(path);
        try (TextBlocks blocks = blocks(path, options)) {
            @Nullable TextBlock block = blocks.next();
            if (block == null) {
                throw empty(path);
            }
            while (block != null) {
                guess.add(block);
                block = nextIfSound(blocks);
            }
        }
        return guess.schema();
    }

    /** What is damaged is told when it is read; till there the file tells its fields. */
    private static @Nullable TextBlock nextIfSound(TextBlocks blocks) throws IOException {
        try {
            return blocks.next();
        } catch (SzFormatException e) {
            return null;
        }
    }

    @Override
    public RecordSink create(OutputStream out, Schema schema, Header header, FormatOptions options) throws IOException {
        options.requireKnown(name(), writeOptions());
        return TextSink.bare(
                out,
                text -> new JsonLinesPrinter(text, schema.fields(), SampleRange.ALL),
                Compression.of(options),
                () -> lostHeader(header));
    }
}
