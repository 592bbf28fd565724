package org.szformat.interop.fastq;

/** What may stand for a base, and for its quality. */
final class Bases {
    private static final int LEAST_QUALITY = '!';
    private static final int GREATEST_QUALITY = '~';

    private Bases() {}

    /** A letter, or what stands for a gap or nothing known. */
    static boolean isBase(int c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' || c == '.' || c == '*';
    }

    static boolean isQuality(int c) {
        return c >= LEAST_QUALITY && c <= GREATEST_QUALITY;
    }
}
