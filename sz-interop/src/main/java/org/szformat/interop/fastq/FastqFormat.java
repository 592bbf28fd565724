package org.szformat.interop.fastq;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOption;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.text.BlockSource;
import org.szformat.interop.text.Compression;
import org.szformat.interop.text.TextBlock;
import org.szformat.interop.text.TextBlocks;
import org.szformat.interop.text.TextFormat;
import org.szformat.interop.text.TextInput;
import org.szformat.interop.text.TextSink;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * FASTQ, plain or compressed by gzip: a read is {@code @ID COMMENT}, its bases, {@code +} and as many qualities. Bases and
 * qualities may be wrapped into lines; they are written on one each.
 *
 * <p>Read, it has the attributes {@value #READ_ID} and {@value #COMMENT} (what follows the ID and a space; missing where
 * there is none) and the datasets {@value #SEQUENCE} and {@value #QUALITY}, all text. That a line ended with a carriage
 * return too, how lines were wrapped, and whether the ID was repeated behind the {@code +} is not kept.
 *
 * <p>Written, it takes these from fields of these names, or else whole reads from a field {@value #FASTQ}, in whatever
 * case it is written; options name others.
 */
public final class FastqFormat extends TextFormat {
    static final String READ_ID = "read_id";
    static final String COMMENT = "comment";
    static final String SEQUENCE = "sequence";
    static final String QUALITY = "quality";
    static final String FASTQ = "fastq";

    private static final Schema SCHEMA = Schema.builder()
            .attribute(READ_ID, ValueType.S)
            .attribute(COMMENT, ValueType.S)
            .dataset(SEQUENCE, ValueType.S)
            .dataset(QUALITY, ValueType.S)
            .build();

    /** For the service loader. */
    public FastqFormat() {}

    @Override
    public String name() {
        return "fastq";
    }

    @Override
    public String description() {
        return "reads as bases and qualities, plain or gzip";
    }

    @Override
    public List<String> extensions() {
        return List.of("fastq", "fq", "fastq.gz", "fq.gz");
    }

    @Override
    public List<FormatOption> readOptions() {
        return List.of();
    }

    @Override
    public List<FormatOption> writeOptions() {
        return List.of(
                new FormatOption(SEQUENCE, "FIELD", "Which text has the bases; " + SEQUENCE + " by default."),
                new FormatOption(QUALITY, "FIELD", "Which text has their qualities; " + QUALITY + " by default."),
                new FormatOption(
                        FASTQ,
                        "FIELD",
                        "Which text has whole reads, where bases and qualities have no fields; " + FASTQ
                                + " by default, in any case."),
                Compression.OPTION);
    }

    @Override
    public boolean recognises(byte[] head) {
        return FastqHead.looksLikeFastq(head);
    }

    @Override
    public RecordSource open(Path path, FormatOptions options) throws IOException {
        options.requireKnown(name(), readOptions());
        TextBlocks blocks = new TextBlocks(
                TextInput.open(path), new FastqBoundary(), options.limits().maxLineBytes());
        try {
            TextBlock first = blocks.next();
            if (first == null) {
                throw new SzFormatException(path, "line 1", "an empty file", "reads that begin with @");
            }
            return new BlockSource(first, blocks, SCHEMA, (block, isFirst, damages) -> {
                FastqReader reader = new FastqReader(block, SCHEMA);
                return damages == null ? reader.all() : reader.sound(damages);
            });
        } catch (IOException | RuntimeException e) {
            blocks.close();
            throw e;
        }
    }

    @Override
    public RecordSink create(OutputStream out, Schema schema, Header header, FormatOptions options) throws IOException {
        options.requireKnown(name(), writeOptions());
        FastqFields fields = FastqFields.of(schema, options);
        FastqLosses losses = new FastqLosses(fields.unused(), lostHeader(header));
        return TextSink.bare(
                out, text -> new FastqPrinter(text, fields, losses), Compression.of(options), losses::warnings);
    }
}
