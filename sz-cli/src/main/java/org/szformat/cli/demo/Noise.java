package org.szformat.cli.demo;

import java.util.SplittableRandom;

/** Nearly normal random numbers, at the cost of one random integer. */
final class Noise {
    private static final int PIECES = 4;
    private static final double MEAN = PIECES * 65535 / 2.0;
    private static final double DEVIATION = Math.sqrt(PIECES * 65536.0 * 65536.0 / 12);

    private Noise() {}

    /** A number of mean 0 and standard deviation 1: the sum of four evenly spread ones. */
    static double next(SplittableRandom random) {
        long bits = random.nextLong();
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum - MEAN) / DEVIATION;
    }
}
