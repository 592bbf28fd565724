package org.szformat.rewrite;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Decisions on rows, sorted by row. */
final class SortedDecisions implements RowDecisions {
    private final TupleSort sort;
    private final long dropped;
    private final TupleSort.Cursor decisions;
    private boolean hasNext;

    /**
     * Takes over what is sorted, and closes it.
     *
     * @param sort of rows, each once, and the decisions on them
     */
    SortedDecisions(TupleSort sort, long dropped) throws IOException {
        this.sort = sort;
        this.dropped = dropped;
        this.decisions = sort.sorted();
        this.hasNext = decisions.next();
    }

    @Override
    public @Nullable ChunkDecisions of(long row, int records) throws IOException {
        ChunkDecisions some = null;
        while (hasNext && decisions.at(0) < row + records) {
            if (decisions.at(0) >= row) {
                some = some == null ? new ChunkDecisions(records) : some;
                some.set((int) (decisions.at(0) - row), (int) decisions.at(1));
            }
            hasNext = decisions.next();
        }
        return some;
    }

    @Override
    public long dropped() {
        return dropped;
    }

    @Override
    public void close() throws IOException {
        sort.close();
    }
}
