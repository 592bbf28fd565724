package org.szformat.interop.fastq;

import org.szformat.interop.text.RecordBoundary;

/**
 * Finds the ends of reads. Bases on one line have their qualities on one line; wrapped ones have as many lines as it takes
 * for as many qualities. Between reads, lines that begin none are passed over, to be told as faults where they are parsed.
 */
final class FastqBoundary implements RecordBoundary {
    private enum State {
        BETWEEN,
        BASES,
        QUALITIES
    }

    private State state = State.BETWEEN;
    private long bases;
    private long qualities;
    private int baseLines;
    private long lineLength;
    private byte first;
    private boolean endsWithReturn;

    @Override
    public int lastEnd(byte[] buffer, int from, int to) {
        int end = -1;
        int at = from;
        while (at < to) {
            int newline = at;
            while (newline < to && buffer[newline] != '\n') {
                newline++;
            }
            if (newline > at) {
                first = lineLength == 0 ? buffer[at] : first;
                lineLength += newline - at;
                endsWithReturn = buffer[newline - 1] == '\r';
            }
            if (newline < to) {
                if (endsRead(endsWithReturn ? lineLength - 1 : lineLength)) {
                    end = newline + 1;
                }
                lineLength = 0;
                endsWithReturn = false;
            }
            at = newline + 1;
        }
        return end;
    }

    /** Takes a line; tells whether a read, or what lies between two, ends with it. */
    private boolean endsRead(long length) {
        switch (state) {
            case BETWEEN -> {
                if (length == 0 || first != '@') {
                    return true;
                }
                state = State.BASES;
                bases = 0;
                baseLines = 0;
                qualities = 0;
                return false;
            }
            case BASES -> {
                if (length > 0 && first == '+') {
                    state = State.QUALITIES;
                } else {
                    bases += length;
                    baseLines++;
                }
                return false;
            }
            case QUALITIES -> {
                qualities += length;
                if (baseLines <= 1 || qualities >= bases) {
                    state = State.BETWEEN;
                }
                return state == State.BETWEEN;
            }
        }
        throw new AssertionError(state);
    }
}
