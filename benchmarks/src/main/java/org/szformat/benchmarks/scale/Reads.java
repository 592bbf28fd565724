package org.szformat.benchmarks.scale;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.szformat.layout.Chunk;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Reads of an ID, four attributes and a signal: made up, or from files. */
final class Reads {
    static final String SIGNAL = "raw_signal";
    static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("digitisation", ValueType.F64)
            .attribute("offset", ValueType.F64)
            .attribute("range", ValueType.F64)
            .attribute("sampling_rate", ValueType.F64)
            .dataset(SIGNAL, ValueType.I16)
            .build();

    private static final int CHANNELS = 512;

    private Reads() {}

    /** The ID of a made-up read: a UUID that depends on its number alone. */
    static String id(long number) {
        SplittableRandom random = new SplittableRandom(number);
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** A read with calibration as a run has it: offsets and ranges by channel. */
    static Record read(String id, long number, short[] signal) {
        long channel = number % CHANNELS;
        return read(id, new double[] {8192, channel % 30 - 10, 1402.882 + channel / 1000.0, 5000}, signal);
    }

    /** A read with digitisation, offset, range and sampling rate. */
    static Record read(String id, double[] attributes, short[] signal) {
        return Record.builder(SCHEMA)
                .set("read_id", id)
                .set("digitisation", attributes[0])
                .set("offset", attributes[1])
                .set("range", attributes[2])
                .set("sampling_rate", attributes[3])
                .set(SIGNAL, signal)
                .build();
    }

    /** Noisy steps as a pore gives them. */
    static short[] signal(SplittableRandom random, int length) {
        short[] samples = new short[length];
        double level = 500;
        int left = 0;
        for (int i = 0; i < length; i++) {
            if (left-- == 0) {
                level = 500 + 80 * gaussian(random);
                left = 1 + random.nextInt(18);
            }
            samples[i] = (short) Math.round(level + 9 * gaussian(random));
        }
        return samples;
    }

    private static double gaussian(SplittableRandom random) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += random.nextDouble();
        }
        return (sum - 2) * Math.sqrt(3);
    }

    /** Made-up reads of one length. */
    static List<Record> madeUp(int count, int length) {
        List<Record> reads = new ArrayList<>(count);
        SplittableRandom random = new SplittableRandom(length);
        for (int i = 0; i < count; i++) {
            reads.add(read(id(i), i, signal(random, length)));
        }
        return reads;
    }

    /** As many samples of some reads, cut to one length, over and over. */
    static List<Record> cut(List<Record> reads, int count, int length) {
        short[] all = joined(reads);
        List<Record> pieces = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            short[] signal = new short[length];
            for (int k = 0; k < length; k++) {
                signal[k] = all[(int) (((long) i * length + k) % all.length)];
            }
            pieces.add(read(id(i), i, signal));
        }
        return pieces;
    }

    private static short[] joined(List<Record> reads) {
        long length = samples(reads);
        short[] all = new short[Math.toIntExact(length)];
        int at = 0;
        for (Record read : reads) {
            at += read.copyInto(SIGNAL, all, at);
        }
        return all;
    }

    static long samples(List<Record> reads) {
        Field signal = SCHEMA.field(SIGNAL);
        return reads.stream().mapToLong(read -> read.length(signal)).sum();
    }

    /**
     * All inputs in a directory, by name: SZ files, and raw dumps, each a {@code NAME.i16} of little-endian samples, read
     * after read, and a {@code NAME.tsv} with a line for each read: ID, number of samples and, where they are known, the
     * four attributes.
     */
    static Map<String, List<Record>> in(Path directory) throws IOException {
        Map<String, List<Record>> inputs = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".i16")) {
                    String stem = name.substring(0, name.length() - 4);
                    inputs.put(stem, dump(file, file.resolveSibling(stem + ".tsv")));
                } else if (Layouts.recognise(file).isPresent()) {
                    inputs.put(name, sz(file));
                }
            }
        }
        return inputs;
    }

    private static List<Record> dump(Path samples, Path table) throws IOException {
        ShortBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(samples))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        List<Record> reads = new ArrayList<>();
        for (String line : Files.readAllLines(table)) {
            String[] words = line.split("\t", -1);
            short[] signal = new short[Integer.parseInt(words[1])];
            buffer.get(signal);
            if (words.length < 6) {
                reads.add(read(words[0], reads.size(), signal));
            } else {
                double[] attributes = new double[4];
                for (int i = 0; i < attributes.length; i++) {
                    attributes[i] = Double.parseDouble(words[2 + i]);
                }
                reads.add(read(words[0], attributes, signal));
            }
        }
        if (buffer.hasRemaining()) {
            throw new IOException(samples + ": " + buffer.remaining() + " samples are of no read");
        }
        return reads;
    }

    /** The first signal of 16 bits of an SZ file, with made-up attributes. */
    private static List<Record> sz(Path path) throws IOException {
        List<Record> reads = new ArrayList<>();
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            String signal = file.schema().datasets().stream()
                    .filter(field -> field.type() == ValueType.I16)
                    .findFirst()
                    .orElseThrow(() -> new IOException(path + ": has no dataset of type I16"))
                    .name();
            for (Chunk chunk : file.chunks()) {
                for (Record read : file.read(chunk, Projection.all(file.schema()))) {
                    reads.add(read(read.key(), reads.size(), read.getShorts(signal)));
                }
            }
        }
        return reads;
    }
}
