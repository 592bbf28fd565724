package org.szformat.interop.parquet;

import java.io.ByteArrayOutputStream;

/**
 * Repetition or definition levels of a page: runs in Parquet's hybrid of run lengths and packed bits, of which run
 * lengths alone are used.
 */
final class Levels {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int level;
    private int count;

    /** Adds a level so many times. */
    void add(int added, int times) {
        if (added != level) {
            flush();
            level = added;
        }
        count += times;
    }

    private void flush() {
        if (count > 0) {
            // A run's header is its length, with a lowest bit of 0, in groups of seven bits.
            for (long header = 2L * count; ; header >>>= 7) {
                if (header < 0x80) {
                    out.write((int) header);
                    break;
                }
                out.write((int) (header & 0x7F | 0x80));
            }
            // Levels are 0 to 2, so one byte.
            out.write(level);
        }
        count = 0;
    }

    /** All runs. */
    byte[] finish() {
        flush();
        return out.toByteArray();
    }
}
