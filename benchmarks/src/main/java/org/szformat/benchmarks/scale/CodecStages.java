package org.szformat.benchmarks.scale;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.szformat.codec.ArrayCodec;
import org.szformat.codec.ArrayKind;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ByteCompressor;
import org.szformat.codec.ByteDecompressor;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.ColumnDecoder;
import org.szformat.codec.ColumnEncoder;
import org.szformat.codec.DeltaZigzag;
import org.szformat.codec.StreamVByte;
import org.szformat.codec.ValueCodec;
import org.szformat.kernel.Kernels;
import org.szformat.record.Record;
import org.szformat.schema.ValueType;

/**
 * Every stage of the signal codecs by one thread: millions of samples per second, that as a fraction of Zstandard alone
 * on the same bytes in the same run, and bytes allocated per sample. Time is that of the processor. Stages take turns, a
 * slice of time each, so that what else runs on the machine harms all alike; of the slices the median counts. Kernels are
 * chosen beforehand; {@code -Dsz.kernels=plain} leaves it at the plain ones.
 *
 * <p>Options: {@code --signals DIR} (as {@link Reads#in} says; without it {@code ../shared/reads} where that exists, and
 * made-up signals elsewhere), {@code --codecs} (a list, separated by semicolons), {@code --rounds}, {@code --millis} of a
 * slice.
 */
public final class CodecStages {
    private static final Path REAL_READS = Path.of("../shared/reads");
    private static final int BLOCK_SAMPLES = 1 << 17;
    private static final int MADE_UP_READS = 16;
    private static final int MADE_UP_LENGTH = 90_000;
    private static final int WARM_ROUNDS = 5;
    private static final String SVB = "delta-zigzag, svb, zstd(1)";
    private static final String SPLIT = "delta-zigzag, split16, zstd(1)";
    private static final String COMPRESS = ": compressor alone";
    private static final String DECOMPRESS = ": decompressor alone";
    private static final String COMPRESS_OF_SVB = SVB + COMPRESS;
    private static final String DECOMPRESS_OF_SVB = SVB + DECOMPRESS;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final int rounds;
    private final long sliceNanos;
    private final String[] codecs;

    private CodecStages(Options options) {
        rounds = options.integer("rounds", 25);
        sliceNanos = options.integer("millis", 40) * 1_000_000L;
        codecs = options.text("codecs").orElse(SPLIT + ";" + SVB).split(";", -1);
    }

    /** Runs, and prints a table for each input. */
    public static void main(String[] arguments) throws IOException {
        Options options = new Options(arguments, "signals", "codecs", "rounds", "millis");
        CodecStages stages = new CodecStages(options);
        System.out.println("Java " + Runtime.version() + ", kernels: " + Kernels.choose() + "\n");
        for (Map.Entry<String, List<short[]>> input : inputs(options).entrySet()) {
            stages.measure(input.getKey(), input.getValue());
        }
    }

    private static Map<String, List<short[]>> inputs(Options options) throws IOException {
        Map<String, List<short[]>> inputs = new TreeMap<>();
        Path directory = Path.of(options.text("signals").orElse(REAL_READS.toString()));
        if (options.text("signals").isPresent() || Files.isDirectory(directory)) {
            for (Map.Entry<String, List<Record>> input : Reads.in(directory).entrySet()) {
                inputs.put(
                        input.getKey(),
                        input.getValue().stream()
                                .map(read -> read.getShorts(Reads.SIGNAL))
                                .toList());
            }
        }
        if (inputs.isEmpty()) {
            SplittableRandom random = new SplittableRandom(1);
            List<short[]> signals = new ArrayList<>();
            for (int i = 0; i < MADE_UP_READS; i++) {
                signals.add(Reads.signal(random, MADE_UP_LENGTH));
            }
            inputs.put("made up", signals);
        }
        return inputs;
    }

    /** Work on all blocks of an input. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** A stage, what it is compared with, and what its slices gave. */
    private static final class Stage {
        private final String name;
        private final Work work;
        private final String alone;
        private final List<Double> rates = new ArrayList<>();
        private final List<Double> allocated = new ArrayList<>();

        Stage(String name, String alone, Work work) {
            this.name = name;
            this.alone = alone;
            this.work = work;
        }

        static double median(List<Double> values) {
            return Medians.of(values.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    private void measure(String input, List<short[]> reads) throws IOException {
        List<short[]> blocks = blocks(reads);
        long samples = blocks.stream().mapToLong(block -> block.length).sum();
        List<Stage> stages = new ArrayList<>();
        addSingleStages(stages, blocks);
        for (String codec : codecs) {
            addStages(stages, ColumnCodec.parse(codec), blocks);
        }
        for (int round = -WARM_ROUNDS; round < rounds; round++) {
            for (Stage stage : stages) {
                slice(stage, samples, round >= 0);
            }
        }
        Table table = new Table("stage, " + input, "Msamples/s", "of zstd alone", "allocated bytes per sample");
        for (Stage stage : stages) {
            double rate = Stage.median(stage.rates);
            double alone = stages.stream()
                    .filter(other -> other.name.equals(stage.alone))
                    .mapToDouble(other -> Stage.median(other.rates))
                    .findFirst()
                    .orElse(Double.NaN);
            table.add(
                    stage.name,
                    Table.fixed(rate, 0),
                    Double.isNaN(alone) ? "-" : Table.fixed(rate / alone, 2),
                    Table.fixed(Stage.median(stage.allocated), 4));
        }
        table.print(System.out);
    }

    private void slice(Stage stage, long samples, boolean counts) throws IOException {
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = threads.getCurrentThreadCpuTime();
        long passes = 0;
        long now;
        do {
            stage.work.run();
            passes++;
            now = threads.getCurrentThreadCpuTime();
        } while (now - start < sliceNanos);
        long bytes = threads.getCurrentThreadAllocatedBytes() - allocated;
        if (counts) {
            stage.rates.add(1e3 * samples * passes / (now - start));
            stage.allocated.add((double) bytes / (samples * passes));
        }
    }

    private static List<short[]> blocks(List<short[]> reads) {
        List<short[]> blocks = new ArrayList<>();
        for (short[] read : reads) {
            for (int from = 0; from < read.length; from += BLOCK_SAMPLES) {
                blocks.add(Arrays.copyOfRange(read, from, Math.min(from + BLOCK_SAMPLES, read.length)));
            }
        }
        return blocks;
    }

    /** The stages that {@code delta-zigzag, svb} does at once, one by one, as they are there for callers. */
    private static void addSingleStages(List<Stage> stages, List<short[]> blocks) throws IOException {
        List<int[]> values = new ArrayList<>();
        List<int[]> zigzags = new ArrayList<>();
        List<byte[]> encoded = new ArrayList<>();
        byte[] room = new byte[StreamVByte.maxEncodedLength(BLOCK_SAMPLES)];
        int[] decoded = new int[BLOCK_SAMPLES];
        for (short[] block : blocks) {
            int[] wide = new int[block.length];
            for (int i = 0; i < block.length; i++) {
                wide[i] = block[i];
            }
            int[] zigzag = new int[block.length];
            DeltaZigzag.encode(wide, 0, block.length, zigzag, 0);
            values.add(wide);
            zigzags.add(zigzag);
            encoded.add(Arrays.copyOf(room, StreamVByte.encode(zigzag, 0, block.length, room, 0)));
        }
        stages.add(new Stage("DeltaZigzag.encode of int[]", COMPRESS_OF_SVB, () -> {
            for (int[] wide : values) {
                DeltaZigzag.encode(wide, 0, wide.length, decoded, 0);
            }
        }));
        stages.add(new Stage("DeltaZigzag.decode of int[]", DECOMPRESS_OF_SVB, () -> {
            for (int[] zigzag : zigzags) {
                DeltaZigzag.decode(zigzag, 0, zigzag.length, decoded, 0);
            }
        }));
        stages.add(new Stage("StreamVByte.encode of int[]", COMPRESS_OF_SVB, () -> {
            for (int[] zigzag : zigzags) {
                StreamVByte.encode(zigzag, 0, zigzag.length, room, 0);
            }
        }));
        stages.add(new Stage("StreamVByte.decode of int[]", DECOMPRESS_OF_SVB, () -> {
            for (int b = 0; b < encoded.size(); b++) {
                byte[] bytes = encoded.get(b);
                StreamVByte.decode(bytes, 0, bytes.length, decoded, 0, zigzags.get(b).length);
            }
        }));
    }

    private static void addStages(List<Stage> stages, ColumnCodec codec, List<short[]> blocks) throws IOException {
        ValueCodec values = codec.values();
        ArrayCodec<short[]> shorts = shorts(values);
        ByteCompressor compressor = codec.bytes().newCompressor();
        ByteDecompressor decompressor = codec.bytes().newDecompressor();
        ColumnEncoder<short[]> encoder = codec.newEncoder(ValueType.I16, ArrayKind.SHORTS);
        ColumnDecoder<short[]> decoder = codec.newDecoder(ValueType.I16, ArrayKind.SHORTS);
        List<byte[]> contents = new ArrayList<>();
        List<byte[]> stored = new ArrayList<>();
        ByteArrayBuilder out = new ByteArrayBuilder(0);
        try (ColumnEncoder<short[]> alone =
                new ColumnCodec(values, ByteCodec.none()).newEncoder(ValueType.I16, ArrayKind.SHORTS)) {
            for (short[] block : blocks) {
                out.clear();
                alone.append(block, 0, block.length, out);
                contents.add(out.toByteArray());
                out.clear();
                encoder.append(block, 0, block.length, out);
                stored.add(out.toByteArray());
            }
        }
        short[] decoded = new short[BLOCK_SAMPLES];
        byte[] room = new byte[(int) shorts.maxEncodedLength(BLOCK_SAMPLES)];
        out.reserve(compressor.maxCompressedLength(room.length));
        String compress = codec + COMPRESS;
        String decompress = codec + DECOMPRESS;
        stages.add(new Stage(values.name() + ": encode", compress, () -> {
            for (short[] block : blocks) {
                shorts.encode(block, 0, block.length, room, 0);
            }
        }));
        stages.add(new Stage(values.name() + ": decode", decompress, () -> {
            for (int b = 0; b < contents.size(); b++) {
                byte[] content = contents.get(b);
                shorts.decode(content, 0, content.length, decoded, 0, blocks.get(b).length);
            }
        }));
        stages.add(new Stage(compress, compress, () -> {
            for (byte[] content : contents) {
                compressor.compress(content, 0, content.length, out.array(), 0);
            }
        }));
        stages.add(new Stage(decompress, decompress, () -> {
            for (int b = 0; b < contents.size(); b++) {
                byte[] bytes = stored.get(b);
                decompressor.decompress(bytes, 0, bytes.length, room, 0, contents.get(b).length);
            }
        }));
        stages.add(new Stage(codec + ": column encode", compress, () -> {
            for (short[] block : blocks) {
                out.clear();
                encoder.append(block, 0, block.length, out);
            }
        }));
        stages.add(new Stage(codec + ": column decode", decompress, () -> {
            for (int b = 0; b < contents.size(); b++) {
                byte[] bytes = stored.get(b);
                decoder.decodeInto(bytes, 0, bytes.length, decoded, 0, blocks.get(b).length);
            }
        }));
    }

    @SuppressWarnings("unchecked") // what values of I16 travel in
    private static ArrayCodec<short[]> shorts(ValueCodec values) {
        return (ArrayCodec<short[]>) values.forType(ValueType.I16);
    }
}
