package org.szformat.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.szformat.codec.ArrayKind;
import org.szformat.codec.ByteArrayBuilder;
import org.szformat.codec.ByteCodec;
import org.szformat.codec.ByteCompressor;
import org.szformat.codec.ByteDecompressor;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.ColumnDecoder;
import org.szformat.codec.ColumnEncoder;
import org.szformat.codec.ValueCodec;
import org.szformat.kernel.Kernels;
import org.szformat.schema.ValueType;

/**
 * Codecs of raw signals, in samples per microsecond (millions of samples per second), by one thread.
 *
 * <p>Each value codec is measured alone, with a compressor, and the compressor alone on the same bytes. The signal is one
 * of real reads where there are some in {@code ../shared/reads}, else made up ({@code -p signal=made-up}), of noisy steps
 * as a pore gives them; or is read from an SZ file or a file of little-endian 16-bit integers: {@code -p signal=FILE}.
 * Vectors take part with {@code -jvmArgsAppend --add-exports=java.base/jdk.internal.module=ALL-UNNAMED}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets parameters, and calls setUp, before anything else
public class SignalCodecBenchmark {

    private static final int BLOCK_SAMPLES = 1 << 17;
    private static final int BLOCKS = 4;
    private static final int SAMPLES = BLOCKS * BLOCK_SAMPLES;

    /** How samples become bytes. */
    @Param({"plain", "delta-zigzag, svb", "delta-zigzag, split16", "delta-zigzag, packed", "delta-zigzag, planes"})
    public String values;

    /** How bytes are compressed. */
    @Param({"none", "zstd(1)"})
    public String bytes;

    /** Where the samples come from: real reads or made up, or a file. */
    @Param(Signals.ANY)
    public String signal;

    private final short[] decoded = new short[BLOCK_SAMPLES];
    private final short[][] blocks = new short[BLOCKS][];
    private final byte[][] encoded = new byte[BLOCKS][];
    private final byte[][] contents = new byte[BLOCKS][];
    private final ByteArrayBuilder out = new ByteArrayBuilder(0);
    private final ByteArrayBuilder content = new ByteArrayBuilder(0);
    private ColumnEncoder<short[]> encoder;
    private ColumnDecoder<short[]> decoder;
    private ByteCompressor compressor;
    private ByteDecompressor decompressor;

    /**
     * Makes or reads the samples, and encodes them.
     *
     * @throws IOException if the file cannot be read
     */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        ColumnCodec codec = ColumnCodec.parse(values + ", " + bytes);
        ValueCodec stages = codec.values();
        encoder = codec.newEncoder(ValueType.I16, ArrayKind.SHORTS);
        decoder = codec.newDecoder(ValueType.I16, ArrayKind.SHORTS);
        compressor = codec.bytes().newCompressor();
        decompressor = codec.bytes().newDecompressor();
        short[] samples = Signals.of(signal, SAMPLES);
        long length = 0;
        try (ColumnEncoder<short[]> alone =
                new ColumnCodec(stages, ByteCodec.none()).newEncoder(ValueType.I16, ArrayKind.SHORTS)) {
            for (int b = 0; b < BLOCKS; b++) {
                blocks[b] = new short[BLOCK_SAMPLES];
                for (int i = 0; i < BLOCK_SAMPLES; i++) {
                    blocks[b][i] = samples[b * BLOCK_SAMPLES + i];
                }
                out.clear();
                encoder.append(blocks[b], 0, BLOCK_SAMPLES, out);
                encoded[b] = out.toByteArray();
                length += encoded[b].length;
                out.clear();
                alone.append(blocks[b], 0, BLOCK_SAMPLES, out);
                contents[b] = out.toByteArray();
            }
        }
        System.out.printf(
                "# %s, %s: %.4f bits per sample; kernels: %s%n",
                values, bytes, 8.0 * length / SAMPLES, Kernels.choose());
    }

    /** Releases the compressors. */
    @TearDown(Level.Trial)
    public void tearDown() {
        encoder.close();
        decoder.close();
        compressor.close();
        decompressor.close();
    }

    /**
     * Samples to compressed bytes.
     *
     * @return the number of bytes
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int encode() {
        int length = 0;
        for (short[] block : blocks) {
            out.clear();
            length += encoder.append(block, 0, BLOCK_SAMPLES, out);
        }
        return length;
    }

    /**
     * Compressed bytes to samples.
     *
     * @return the samples of the last block
     * @throws IOException never
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public short[] decode() throws IOException {
        for (byte[] block : encoded) {
            decoder.decodeInto(block, 0, block.length, decoded, 0, BLOCK_SAMPLES);
        }
        return decoded;
    }

    /**
     * The compressor alone, on the bytes that the value codec gives.
     *
     * @return the number of bytes
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int compressAlone() {
        int length = 0;
        for (byte[] block : contents) {
            out.clear();
            byte[] room = out.reserve(compressor.maxCompressedLength(block.length));
            length += compressor.compress(block, 0, block.length, room, 0);
        }
        return length;
    }

    /**
     * The decompressor alone, to the bytes that the value codec takes.
     *
     * @return the bytes of the last block
     * @throws IOException never
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public byte[] decompressAlone() throws IOException {
        byte[] room = content.array();
        for (int b = 0; b < BLOCKS; b++) {
            content.clear();
            room = content.reserve(contents[b].length);
            decompressor.decompress(encoded[b], 0, encoded[b].length, room, 0, contents[b].length);
        }
        return room;
    }
}
