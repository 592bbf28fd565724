package org.szformat.benchmarks;

import java.util.Random;
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
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.ColumnDecoder;
import org.szformat.codec.ColumnEncoder;
import org.szformat.codec.CorruptDataException;
import org.szformat.codec.DeltaZigzag;
import org.szformat.codec.StreamVByte;
import org.szformat.schema.ValueType;

/**
 * Encoding and decoding of a raw signal, in samples per microsecond (which is Msamples/s): fused delta, zigzag and
 * StreamVByte; the same in two passes over an {@code int[]}; the same one value at a time; and the whole pipeline with
 * Zstandard.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {

    private static final int SAMPLES = 100_000;

    /** {@code nanopore}: steps between levels and noise of about ten units; {@code quiet}: deltas of one byte only. */
    @Param({"nanopore", "quiet"})
    public String signal = "";

    private short[] samples = new short[0];
    private final short[] decoded = new short[SAMPLES];
    private final int[] widened = new int[SAMPLES];
    private byte[] encoded = new byte[0];
    private byte[] frame = new byte[0];
    private final byte[] room = new byte[StreamVByte.maxEncodedLength(SAMPLES)];
    private final ByteArrayBuilder out = new ByteArrayBuilder(room.length);

    private final ColumnEncoder<short[]> fusedEncoder =
            ColumnCodec.parse("delta-zigzag, svb, none").newEncoder(ValueType.I16, ArrayKind.SHORTS);
    private final ColumnDecoder<short[]> fusedDecoder =
            ColumnCodec.parse("delta-zigzag, svb, none").newDecoder(ValueType.I16, ArrayKind.SHORTS);
    private final ColumnEncoder<short[]> encoder =
            ColumnCodec.parse("delta-zigzag, svb, zstd(1)").newEncoder(ValueType.I16, ArrayKind.SHORTS);
    private final ColumnDecoder<short[]> decoder =
            ColumnCodec.parse("delta-zigzag, svb, zstd(1)").newDecoder(ValueType.I16, ArrayKind.SHORTS);

    /** Makes the signal and what it encodes to. */
    @Setup(Level.Trial)
    public void setUp() {
        samples = signal.equals("nanopore") ? nanopore(new Random(42)) : quiet(new Random(42));
        out.clear();
        fusedEncoder.append(samples, 0, SAMPLES, out);
        encoded = out.toByteArray();
        out.clear();
        encoder.append(samples, 0, SAMPLES, out);
        frame = out.toByteArray();
    }

    /** Releases native memory. */
    @TearDown(Level.Trial)
    public void tearDown() {
        encoder.close();
        decoder.close();
    }

    private static short[] nanopore(Random random) {
        short[] signal = new short[SAMPLES];
        double level = 500;
        for (int i = 0; i < SAMPLES; i++) {
            if (random.nextInt(9) == 0) {
                level = 500 + 80 * random.nextGaussian();
            }
            signal[i] = (short) (level + 12 * random.nextGaussian());
        }
        return signal;
    }

    private static short[] quiet(Random random) {
        short[] signal = new short[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            signal[i] = (short) (500 + random.nextInt(100));
        }
        return signal;
    }

    /**
     * One pass from {@code short[]} to bytes.
     *
     * @return the length, for the sake of the effect
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int encodeFused() {
        out.clear();
        return fusedEncoder.append(samples, 0, SAMPLES, out);
    }

    /**
     * One pass from bytes to {@code short[]}.
     *
     * @return the values, for the sake of the effect
     * @throws CorruptDataException never
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public short[] decodeFused() throws CorruptDataException {
        fusedDecoder.decodeInto(encoded, 0, encoded.length, decoded, 0, SAMPLES);
        return decoded;
    }

    /**
     * Widening, differences and StreamVByte one after the other.
     *
     * @return the end, for the sake of the effect
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int encodeTwoPasses() {
        for (int i = 0; i < SAMPLES; i++) {
            widened[i] = samples[i];
        }
        DeltaZigzag.encode(widened, 0, SAMPLES, widened, 0);
        return StreamVByte.encode(widened, 0, SAMPLES, room, 0);
    }

    /**
     * StreamVByte, sums and narrowing one after the other.
     *
     * @return the values, for the sake of the effect
     * @throws CorruptDataException never
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public short[] decodeTwoPasses() throws CorruptDataException {
        StreamVByte.decode(encoded, 0, encoded.length, widened, 0, SAMPLES);
        DeltaZigzag.decode(widened, 0, SAMPLES, widened, 0);
        for (int i = 0; i < SAMPLES; i++) {
            decoded[i] = (short) widened[i];
        }
        return decoded;
    }

    /**
     * One value and one byte at a time.
     *
     * @return the end, for the sake of the effect
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int encodePlainly() {
        int data = (SAMPLES + 3) / 4;
        int previous = 0;
        int codes = 0;
        for (int i = 0; i < SAMPLES; i++) {
            int difference = samples[i] - previous;
            previous = samples[i];
            int value = (difference << 1) ^ (difference >> 31);
            int code = 0;
            room[data++] = (byte) value;
            while ((value >>>= 8) != 0) {
                room[data++] = (byte) value;
                code++;
            }
            codes |= code << (2 * (i & 3));
            if ((i & 3) == 3) {
                room[i >>> 2] = (byte) codes;
                codes = 0;
            }
        }
        return data;
    }

    /**
     * One value and one byte at a time.
     *
     * @return the values, for the sake of the effect
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public short[] decodePlainly() {
        int data = (SAMPLES + 3) / 4;
        int previous = 0;
        for (int i = 0; i < SAMPLES; i++) {
            int code = (encoded[i >>> 2] >>> (2 * (i & 3))) & 3;
            int value = 0;
            for (int k = 0; k <= code; k++) {
                value |= (encoded[data++] & 0xFF) << (8 * k);
            }
            previous += (value >>> 1) ^ -(value & 1);
            decoded[i] = (short) previous;
        }
        return decoded;
    }

    /**
     * The whole pipeline.
     *
     * @return the length, for the sake of the effect
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int encodeColumn() {
        out.clear();
        return encoder.append(samples, 0, SAMPLES, out);
    }

    /**
     * The whole pipeline backwards.
     *
     * @return the values, for the sake of the effect
     * @throws CorruptDataException never
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public short[] decodeColumn() throws CorruptDataException {
        return decoder.decode(frame, 0, frame.length, SAMPLES, Long.MAX_VALUE);
    }
}
