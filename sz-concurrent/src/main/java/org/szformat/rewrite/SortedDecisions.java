package org.szformat.rewrite;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.szformat.spill.TupleSort;
import org.szformat.transfer.ChunkDecisions;
import org.szformat.transfer.RowDecisions;

/** Decisions on rows, sorted by row. */
final class SortedDecisions implements RowDecisions {
    private final TupleSort sort;
    private final long dropped;

    /**
     * Takes over what is sorted, and closes it.
     *
     * @param sort of rows, each once, and the decisions on them
     */
    SortedDecisions(TupleSort sort, long dropped) {
        this.sort = sort;
        this.dropped = dropped;
    }

    @Override
    public Cursor cursor() throws IOException {
        return new SortedCursor(sort.sorted());
    }

    @Override
    public long dropped() {
        return dropped;
    }

    @Override
    public void close() throws IOException {
        sort.close();
    }

    private static final class SortedCursor implements Cursor {
        private final TupleSort.Cursor decisions;
        private boolean hasNext;

        SortedCursor(TupleSort.Cursor decisions) throws IOException {
            this.decisions = decisions;
            this.hasNext = decisions.next();
        }

        @Override
        public @Nullable ChunkDecisions of(long row, int records) throws IOException {
            ChunkDecisions some = null;
            while (hasNext && decisions.at(0) < row + records) {
                some = some == null ? new ChunkDecisions(records) : some;
                some.set((int) (decisions.at(0) - row), (int) decisions.at(1));
                hasNext = decisions.next();
            }
            return some;
        }
    }
}
