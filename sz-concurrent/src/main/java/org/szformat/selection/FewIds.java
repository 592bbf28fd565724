package org.szformat.selection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;

/** IDs that are looked up in the indexes of the files. */
final class FewIds implements ListedIds {
    private final Map<String, Boolean> found;
    private final long repeated;

    /**
     * None looked up yet.
     *
     * @param found the IDs, in order, each with whether it was found; kept up
     */
    FewIds(Map<String, Boolean> found, long repeated) {
        this.found = found;
        this.repeated = repeated;
    }

    @Override
    public RecordSelection.Rows in(RecordFile source) throws IOException {
        List<String> ids = new ArrayList<>(found.keySet());
        List<long[]> each = source.rows(ids);
        for (int i = 0; i < ids.size(); i++) {
            if (each.get(i).length > 0) {
                found.put(ids.get(i), true);
            }
        }
        return new SortedRows(
                each.stream().flatMapToLong(Arrays::stream).sorted().toArray());
    }

    @Override
    public IdSelection.Report report() {
        List<String> missing = new ArrayList<>();
        found.forEach((id, wasFound) -> {
            if (!wasFound) {
                missing.add(id);
            }
        });
        return new IdSelection.Report(
                found.size(),
                repeated,
                missing.size(),
                missing.subList(0, Math.min(missing.size(), IdSelection.Report.MOST_NAMED)));
    }

    private static final class SortedRows implements RecordSelection.Rows {
        private final long[] rows;

        SortedRows(long[] rows) {
            this.rows = rows;
        }

        @Override
        public boolean contains(long row) {
            return Arrays.binarySearch(rows, row) >= 0;
        }

        @Override
        public boolean mayContainAny(Chunk chunk) {
            int at = Arrays.binarySearch(rows, chunk.firstRow());
            int next = at >= 0 ? at : -at - 1;
            return next < rows.length && rows[next] < chunk.firstRow() + chunk.records();
        }
    }
}
