package org.szformat.cli.demo;

import org.szformat.Layout;

/**
 * How much a demonstration does.
 *
 * @param layout how the file lies on disk
 * @param reads how many reads; at least 1
 * @param producers how many threads make and put them; at least 1
 * @param threads how many threads encode and decode; at least 1
 * @param seed what the reads are made from
 */
public record DemoSettings(Layout layout, int reads, int producers, int threads, long seed) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public DemoSettings {
        requirePositive("reads", reads);
        requirePositive("producers", producers);
        requirePositive("threads", threads);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
        }
    }
}
