package org.szformat.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.layout.OnExisting;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;

/**
 * What real reads take in a container, by codec of the signal: its blocks as stored, in bits per sample, and everything
 * else in bytes.
 *
 * <p>Options: {@code --signals DIR}, of SZ files or raw dumps (as {@link Reads#in} says); {@code --codecs}, separated by
 * semicolons; {@code --dir}, for the files.
 */
public final class SizeTable {
    private static final String CODECS = "delta-zigzag, split16, zstd(1);delta-zigzag, svb, zstd(1);"
            + "delta-zigzag, planes, zstd(1);delta-zigzag, packed, zstd(1);delta-zigzag, split16, zstd(9)";

    private SizeTable() {}

    /** Writes each input with each codec and prints a table. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = new Options(arguments, "signals", "codecs", "dir");
        Path signals = Path.of(
                options.text("signals").orElseThrow(() -> new IllegalArgumentException("--signals DIR is missing")));
        Path file = options.directory().resolve("size.sz");
        Table table =
                new Table("input", "codec", "reads", "samples", "file", "bits per sample", "all else", "per record");
        for (Map.Entry<String, List<Record>> input : Reads.in(signals).entrySet()) {
            for (String codec : options.text("codecs").orElse(CODECS).split(";", -1)) {
                StoredBlocks stored = write(file, input.getValue(), codec);
                long rest = stored.fileBytes() - stored.valueBytes();
                table.add(
                        input.getKey(),
                        codec,
                        input.getValue().size(),
                        Table.grouped(stored.values()),
                        Table.grouped(stored.fileBytes()),
                        Table.fixed(8.0 * stored.valueBytes() / stored.values(), 3),
                        Table.grouped(rest),
                        Table.fixed((double) rest / input.getValue().size(), 1));
            }
        }
        Files.delete(file);
        table.print(System.out);
    }

    private static StoredBlocks write(Path file, List<Record> reads, String codec)
            throws IOException, InterruptedException {
        WriterOptions options = WriterOptions.defaults()
                .withLayout(Layout.CONTAINER)
                .withWriteOptions(WriteOptions.defaults()
                        .withOnExisting(OnExisting.REPLACE)
                        .withCodec(Reads.SIGNAL, ColumnCodec.parse(codec)));
        try (CompressedFile.Writer writer = CompressedFile.create(file, Reads.SCHEMA, options)) {
            for (Record read : reads) {
                writer.put(read);
            }
        }
        return StoredBlocks.of(file, Reads.SCHEMA.fields().indexOf(Reads.SCHEMA.field(Reads.SIGNAL)));
    }
}
