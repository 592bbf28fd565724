package org.szformat.selection;

import org.szformat.layout.Chunk;

/**
 * Rows of one source that follow on one another.
 *
 * @param from the first
 * @param to the one behind the last
 */
record RowRange(long from, long to) implements RecordSelection.Rows {
    @Override
    public boolean contains(long row) {
        return from <= row && row < to;
    }

    @Override
    public boolean mayContainAny(Chunk chunk) {
        return chunk.firstRow() < to && from < chunk.firstRow() + chunk.records();
    }
}
