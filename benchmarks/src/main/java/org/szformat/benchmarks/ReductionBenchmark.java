package org.szformat.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.szformat.query.Query;
import org.szformat.query.Reduction;
import org.szformat.query.Reductions;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Values per second of reductions by one thread, of records in memory: nothing is read or decoded. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ReductionBenchmark {
    private static final int VALUES = 1 << 20;

    /** What the dataset holds. */
    @Param({"I16", "I32", "F32", "F64"})
    public ValueType type = ValueType.I16;

    /** What is computed. */
    @Param({"summary", "quantiles", "histogram"})
    public String reduction = "summary";

    private Query query = Query.of(Schema.builder().dataset("d", ValueType.I16).build(), List.of());
    private Reduction<?, ?> reducing = Reductions.count();

    /** Makes the values: a signal of some 400 levels. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(1);
        int[] values = random.ints(VALUES, 300, 700).toArray();
        Schema schema = Schema.builder().dataset("d", type).build();
        RecordBuilder record = Record.builder(schema);
        float[] floats = new float[VALUES];
        double[] doubles = new double[VALUES];
        for (int i = 0; i < VALUES; i++) {
            floats[i] = values[i] / 7f;
            doubles[i] = values[i] / 7.0;
        }
        switch (type) {
            case F32 -> record.set("d", floats);
            case F64 -> record.set("d", doubles);
            default -> record.set("d", values);
        }
        query = Query.of(schema, List.of(record.build())).threads(1);
        reducing = switch (reduction) {
            case "summary" -> Reductions.summary("d");
            case "quantiles" -> Reductions.quantiles("d", 0.5);
            default -> Reductions.uniformHistogram("d", 0, 10, 100);
        };
    }

    /** A pass over all values. */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public Object reduce() throws Exception {
        return query.reduce(reducing);
    }
}
