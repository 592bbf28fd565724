package org.szformat.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.szformat.Layout;
import org.szformat.codec.ColumnCodec;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.WriterOptions;
import org.szformat.json.JsonValue;
import org.szformat.layout.AppendableLayout;
import org.szformat.layout.Chunk;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.Durability;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Containers of {@value #RECORDS} records in chunks of {@value #CHUNK}, which tests damage. */
final class Containers {
    static final int RECORDS = 30;
    static final int CHUNK = 10;

    /** A record whose signal has a block to itself. */
    static final int LONG = 12;

    /** A record whose signal has three. */
    static final int LONGEST = 25;

    static final int BLOCK = 131072;

    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .dataset("raw_signal", ValueType.I16)
            .dataset("fastq", ValueType.S)
            .build();

    private Containers() {}

    static String id(int record) {
        return "read-" + record;
    }

    static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(Containers::id).toList();
    }

    static short[] signal(int record) {
        int length = record == LONG ? 20_000 : record == LONGEST ? 2 * BLOCK + 5_000 : 200 + record;
        short[] signal = new short[length];
        Random random = new Random(record);
        for (int i = 0; i < length; i++) {
            signal[i] = (short) random.nextInt(1 << 12);
        }
        return signal;
    }

    private static Record record(int number, String suffix) {
        return Record.builder(SCHEMA)
                .set("read_id", id(number) + suffix)
                .set("channel", number % 3)
                .set("raw_signal", signal(number))
                .set("fastq", "@" + id(number) + "\nACGTACGTACGT\n+\n!!!!!!!!!!!!")
                .build();
    }

    static CompressedFile.Writer begin(Path file) throws IOException {
        WriteOptions options = WriteOptions.defaults();
        for (String field : List.of("read_id", "raw_signal", "fastq")) {
            options = options.withCodec(field, ColumnCodec.parse("plain, none"));
        }
        return CompressedFile.create(
                file,
                SCHEMA,
                WriterOptions.defaults().withLayout(Layout.CONTAINER).withWriteOptions(options));
    }

    static void put(CompressedFile.Writer writer, int from, int to) throws IOException, InterruptedException {
        put(writer, from, to, "");
    }

    private static void put(CompressedFile.Writer writer, int from, int to, String suffix)
            throws IOException, InterruptedException {
        for (int i = from; i < to; i++) {
            writer.put(record(i, suffix));
            if (i % CHUNK == CHUNK - 1) {
                writer.flush();
            }
        }
    }

    /** A whole file. */
    static Path write(Path file) throws IOException, InterruptedException {
        return write(file, "");
    }

    /** A whole file with IDs that end so. */
    static Path write(Path file, String suffix) throws IOException, InterruptedException {
        try (CompressedFile.Writer writer = begin(file)) {
            writer.putHeader("sample", JsonValue.of("lambda"));
            put(writer, 0, RECORDS, suffix);
        }
        return file;
    }

    /** Appends a chunk. */
    static void append(Path file, int from, int to) throws IOException {
        List<Record> records =
                IntStream.range(from, to).mapToObj(i -> record(i, "")).toList();
        AppendableLayout layout = (AppendableLayout) Layouts.of(Layout.CONTAINER);
        try (LayoutWriter writer = layout.append(file, ReadOptions.defaults(), Durability.PROCESS);
                ChunkEncoder encoder = writer.newEncoder()) {
            writer.write(encoder.encode(records));
            writer.finish(writer.header());
        }
    }

    static List<Chunk> chunks(Path file) throws IOException {
        try (RecordFile open = Layouts.open(file, ReadOptions.defaults())) {
            return open.chunks();
        }
    }

    /** Where samples of a record lie. */
    static int place(Path file, int record, int sample) throws IOException {
        ByteBuffer wanted = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        short[] signal = signal(record);
        for (int i = 0; i < 16; i++) {
            wanted.putShort(signal[sample + i]);
        }
        return place(file, wanted.array());
    }

    static int place(Path file, byte[] wanted) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<Integer> places = IntStream.rangeClosed(0, bytes.length - wanted.length)
                .filter(at -> bytes[at] == wanted[0]
                        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length))
                .boxed()
                .collect(Collectors.toList());
        if (places.size() != 1) {
            throw new AssertionError("found at " + places);
        }
        return places.get(0);
    }

    static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 0x10;
        Files.write(file, bytes);
    }
}
