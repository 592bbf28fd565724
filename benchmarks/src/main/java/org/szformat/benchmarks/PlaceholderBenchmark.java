package org.szformat.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.szformat.Placeholder;

/** Holds the place of the benchmarks until they are there. */
public class PlaceholderBenchmark {

    /**
     * Compresses and restores.
     *
     * @return the same bytes
     */
    @Benchmark
    public byte[] roundTrip() {
        return Placeholder.roundTrip(new byte[4096]);
    }
}
