package org.szformat.rewrite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.filter.Filter;
import org.szformat.layout.RecordFile;
import org.szformat.merge.ConflictException;
import org.szformat.merge.DuplicatePolicy;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.spill.IdHash;
import org.szformat.spill.TupleSort;
import org.szformat.transfer.ChunkDecisions;
import org.szformat.transfer.RowDecisions;
import org.szformat.transfer.RowScan;
import org.szformat.transfer.Settings;
import org.szformat.transfer.Sources;
import org.szformat.transfer.Tally;

/**
 * Finds the records whose ID another one has, and decides on them, in memory that does not depend on how many there are.
 *
 * <p>All IDs that are kept are sorted by their {@link IdHash}, and so those of one ID come together. A new ID is the old one
 * with {@code _2}, {@code _3} and so on behind it; for that none has to be looked up, every ID of that form is sorted as a
 * number that is taken too, together with what it is a number of.
 */
final class Duplicates {
    private static final int MOST_NAMED = 5;
    private static final long ROW = Long.MIN_VALUE;
    private static final int MOST_DIGITS = 9;

    private final Settings settings;
    private final Sources sources;
    private final Field key;
    private final TupleSort ids;
    private final TupleSort decisions;
    private final IdHash hash = new IdHash();
    private final List<long[]> pairs = new ArrayList<>();
    private long kept;
    private long dropped;
    private long repeated;

    private Duplicates(Settings settings, Sources sources, Path folder) {
        this.settings = settings;
        this.sources = sources;
        this.key = sources.schema()
                .key()
                .orElseThrow(() -> new IllegalArgumentException(
                        settings.sources.get(0) + ": has no key, so that there are no duplicates to find"));
        this.ids = new TupleSort(3, folder, settings.memory / 2);
        this.decisions = new TupleSort(2, folder, settings.memory / 4);
    }

    /**
     * Goes over the IDs of all records that are kept.
     *
     * @param sources as they were looked at
     * @param folder where temporary files go
     * @param tally is told how far it is
     * @throws IllegalArgumentException when records have no IDs, or some are there twice and that is refused
     */
    static RowDecisions find(Settings settings, Sources sources, @Nullable Filter filter, Path folder, Tally tally)
            throws IOException, InterruptedException {
        Duplicates duplicates = new Duplicates(settings, sources, folder);
        try {
            duplicates.scan(filter, tally);
            return new SortedDecisions(duplicates.decisions, duplicates.dropped);
        } catch (IOException | InterruptedException | RuntimeException e) {
            duplicates.decisions.close();
            throw e;
        } finally {
            duplicates.ids.close();
        }
    }

    private void scan(@Nullable Filter filter, Tally tally) throws IOException, InterruptedException {
        new RowScan(settings, sources, Set.of(key.name()), filter, tally)
                .forEach((row, record) -> add(row, record.key()));
        decide();
        if (settings.duplicates == DuplicatePolicy.REFUSE && repeated > 0) {
            throw new ConflictException(ConflictException.Conflict.IDS, refusal());
        }
    }

    private void add(long row, String id) throws IOException {
        hash.of(id);
        ids.add(hash.high(), hash.low(), ROW | row);
        kept++;
        if (settings.duplicates == DuplicatePolicy.SUFFIX) {
            int bar = id.lastIndexOf('_');
            int number = bar < 0 ? 0 : number(id, bar + 1);
            if (number > 1) {
                hash.of(id.substring(0, bar));
                ids.add(hash.high(), hash.low(), number);
            }
        }
    }

    /** The number that stands behind an ID; 0 when what stands there is none, or is not written as we do. */
    private static int number(String id, int from) {
        if (from == id.length() || id.length() - from > MOST_DIGITS || id.charAt(from) == '0') {
            return 0;
        }
        int number = 0;
        for (int i = from; i < id.length(); i++) {
            char digit = id.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }

    private void decide() throws IOException {
        TupleSort.Cursor sorted = ids.sorted();
        boolean isBegun = false;
        long high = 0;
        long low = 0;
        BitSet taken = new BitSet();
        long last = -1;
        int number = 1;
        while (sorted.next()) {
            if (!isBegun || sorted.at(0) != high || sorted.at(1) != low) {
                isBegun = true;
                high = sorted.at(0);
                low = sorted.at(1);
                taken.clear();
                last = -1;
                number = 1;
            }
            long payload = sorted.at(2);
            if (payload >= 0) {
                // No number beyond the count of records is ever given.
                if (payload <= kept + 1) {
                    taken.set((int) payload);
                }
                continue;
            }
            long row = payload & ~ROW;
            if (last >= 0) {
                number = taken.nextClearBit(number + 1);
                repeat(last, row, number);
            }
            last = row;
        }
    }

    private void repeat(long before, long row, int number) throws IOException {
        repeated++;
        switch (settings.duplicates) {
            case REFUSE -> {
                if (pairs.size() < MOST_NAMED) {
                    pairs.add(new long[] {before, row});
                }
            }
            case FIRST -> drop(row);
            case LAST -> drop(before);
            case SUFFIX -> decisions.add(row, number);
            case KEEP -> {}
        }
    }

    private void drop(long row) throws IOException {
        decisions.add(row, ChunkDecisions.DROP);
        dropped++;
    }

    private String refusal() throws IOException {
        List<String> named = new ArrayList<>();
        for (long[] pair : pairs) {
            Place first = place(pair[0]);
            Place second = place(pair[1]);
            named.add("'" + first.id() + "' in "
                    + (first.path().equals(second.path())
                            ? first.path() + " twice"
                            : first.path() + " and in " + second.path()));
        }
        long more = repeated - pairs.size();
        return "IDs are there more than once: " + String.join("; ", named)
                + (more == 0 ? "" : "; and " + more + " more");
    }

    private record Place(Path path, String id) {}

    private Place place(long row) throws IOException {
        long before = 0;
        Iterator<Long> records = sources.records().iterator();
        for (Path path : sources.paths()) {
            long rows = records.next();
            if (row - before < rows) {
                try (RecordFile file = Sources.open(path)) {
                    Projection projection = Projection.of(file.schema(), Set.of(key.name()));
                    return new Place(path, file.read(row - before, projection).key());
                }
            }
            before += rows;
        }
        throw new IllegalStateException("there is no row " + row);
    }
}
