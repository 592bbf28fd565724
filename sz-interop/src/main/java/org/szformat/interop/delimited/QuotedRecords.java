package org.szformat.interop.delimited;

import org.szformat.interop.text.RecordBoundary;

/** Records end at line ends outside of quotes; a quote opens only at the beginning of a cell. */
final class QuotedRecords implements RecordBoundary {
    private enum State {
        CELL_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final byte delimiter;
    private State state = State.CELL_START;

    QuotedRecords(char delimiter) {
        this.delimiter = (byte) delimiter;
    }

    @Override
    public int lastEnd(byte[] buffer, int from, int to) {
        int end = -1;
        State now = state;
        for (int i = from; i < to; i++) {
            byte b = buffer[i];
            if (now == State.QUOTED) {
                if (b == '"') {
                    now = State.QUOTE_IN_QUOTED;
                }
            } else if (b == '\n') {
                end = i + 1;
                now = State.CELL_START;
            } else if (b == delimiter || b == '\r') {
                now = State.CELL_START;
            } else if (b == '"' && now != State.PLAIN) {
                now = State.QUOTED;
            } else {
                now = State.PLAIN;
            }
        }
        state = now;
        return end;
    }
}
