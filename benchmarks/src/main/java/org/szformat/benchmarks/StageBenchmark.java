package org.szformat.benchmarks;

import java.io.IOException;
import java.util.Arrays;
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
import org.openjdk.jmh.annotations.Warmup;
import org.szformat.codec.CorruptDataException;
import org.szformat.codec.DeltaZigzag;
import org.szformat.codec.StreamVByte;
import org.szformat.kernel.Kernels;
import org.szformat.kernel.ShortKernels;
import org.szformat.kernel.ShortKernels.Sign;

/**
 * The single stages of the signal codecs, in samples per microsecond (millions of samples per second), by one thread:
 * differences and StreamVByte of {@code int[]}, and the kernels of {@code short[]}. The codecs made up of them, and
 * compressors, are in {@link SignalCodecBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StageBenchmark {

    private static final int SAMPLES = 1 << 17;

    /** Where the samples come from: real reads or made up, or a file. */
    @Param(Signals.ANY)
    public String signal = "";

    private final int[] values = new int[SAMPLES];
    private final int[] zigzags = new int[SAMPLES];
    private final int[] decoded = new int[SAMPLES];
    private final short[] decodedShorts = new short[SAMPLES];
    private final byte[] bytes = new byte[SAMPLES];
    private final byte[] room = new byte[StreamVByte.maxEncodedLength(SAMPLES)];
    private short[] samples = new short[0];
    private byte[] encoded = new byte[0];
    private ShortKernels kernels = ShortKernels.plain();

    /**
     * Gets the samples, and encodes them.
     *
     * @throws IOException if the file cannot be read
     */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        System.out.println("# kernels: " + Kernels.choose());
        kernels = Kernels.forValues(SAMPLES);
        samples = Signals.of(signal, SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            values[i] = samples[i];
        }
        DeltaZigzag.encode(values, 0, SAMPLES, zigzags, 0);
        encoded = Arrays.copyOf(room, StreamVByte.encode(zigzags, 0, SAMPLES, room, 0));
        kernels.encode(samples, 1, SAMPLES - 1, Sign.SIGNED, bytes, 1);
    }

    /**
     * Differences.
     *
     * @return the results, for the sake of the effect
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int[] deltaZigzagEncode() {
        DeltaZigzag.encode(values, 0, SAMPLES, decoded, 0);
        return decoded;
    }

    /**
     * Sums.
     *
     * @return the results, for the sake of the effect
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int[] deltaZigzagDecode() {
        DeltaZigzag.decode(zigzags, 0, SAMPLES, decoded, 0);
        return decoded;
    }

    /**
     * StreamVByte.
     *
     * @return the end, for the sake of the effect
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int streamVByteEncode() {
        return StreamVByte.encode(zigzags, 0, SAMPLES, room, 0);
    }

    /**
     * StreamVByte.
     *
     * @return the results, for the sake of the effect
     * @throws CorruptDataException never
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public int[] streamVByteDecode() throws CorruptDataException {
        StreamVByte.decode(encoded, 0, encoded.length, decoded, 0, SAMPLES);
        return decoded;
    }

    /**
     * Differences of one byte.
     *
     * @return the results, for the sake of the effect
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public byte[] kernelEncode() {
        kernels.encode(samples, 1, SAMPLES - 1, Sign.SIGNED, bytes, 1);
        return bytes;
    }

    /**
     * Sums of differences of one byte.
     *
     * @return the results, for the sake of the effect
     */
    @Benchmark
    @OperationsPerInvocation(SAMPLES)
    public short[] kernelDecode() {
        kernels.decode(bytes, 1, SAMPLES - 1, Sign.SIGNED, decodedShorts, 1);
        return decodedShorts;
    }
}
