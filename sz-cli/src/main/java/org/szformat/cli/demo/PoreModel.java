package org.szformat.cli.demo;

import java.util.SplittableRandom;

/** The current that each run of bases in the pore lets through, as made-up constants of a plausible spread. Immutable. */
final class PoreModel {
    /** How many bases are in the pore at once. */
    static final int BASES = 5;

    private static final int KMERS = 1 << 2 * BASES;
    private static final double MEAN_PICOAMPERES = 90;
    private static final double SPREAD_PICOAMPERES = 13;
    private static final double LEAST_NOISE = 1.1;
    private static final double NOISE_SPREAD = 0.9;

    private final double[] levels = new double[KMERS];
    private final double[] noises = new double[KMERS];

    PoreModel(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int kmer = 0; kmer < KMERS; kmer++) {
            levels[kmer] = MEAN_PICOAMPERES + SPREAD_PICOAMPERES * Noise.next(random);
            noises[kmer] = LEAST_NOISE + NOISE_SPREAD * random.nextDouble();
        }
    }

    /** The bases in the pore, two bits each, when one more has gone in. */
    static int next(int kmer, int base) {
        return (kmer << 2 | base) & (KMERS - 1);
    }

    /** The mean current in picoamperes. */
    double level(int kmer) {
        return levels[kmer];
    }

    /** The standard deviation of the current in picoamperes. */
    double noise(int kmer) {
        return noises[kmer];
    }
}
