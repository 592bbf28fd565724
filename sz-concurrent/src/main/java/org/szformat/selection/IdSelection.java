package org.szformat.selection;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.szformat.layout.RecordFile;

/**
 * The records of the IDs in a list, exactly, however long it is: few IDs are looked up in the sources' indexes, and chunks
 * without any of them are not read; many are sorted beside the sources' IDs, by the first 128 bits of their SHA-256, with
 * temporary files for what does not fit into memory. Besides that it takes a bit for each record of a source.
 *
 * <pre>{@code
 * try (IdSelection wanted = IdSelection.of(Path.of("ids.txt"), folder)) {
 *     Rewrite.from(reads).keeping(wanted).to(subset, OnExisting.REFUSE);
 *     System.out.println(wanted.report().missing() + " IDs are not there");
 * }
 * }</pre>
 *
 * <p>For one rewriting at a time.
 */
public final class IdSelection implements RecordSelection, Closeable {
    private static final int FEW = 1 << 14;

    /**
     * What became of the list.
     *
     * @param listed how many IDs it has, each counted once
     * @param repeated how often an ID is listed that was listed before
     * @param missing how many IDs no source has
     * @param firstMissing the first {@value #MOST_NAMED} of these, in the order of the list
     */
    public record Report(long listed, long repeated, long missing, List<String> firstMissing) {
        /** How many IDs are named. */
        public static final int MOST_NAMED = 20;

        /** Copies the list. */
        public Report {
            firstMissing = List.copyOf(firstMissing);
        }
    }

    private final ListedIds ids;

    private IdSelection(ListedIds ids) {
        this.ids = ids;
    }

    /**
     * The IDs in a file of text, one a line; empty lines are passed over. It may be read several times.
     *
     * @param list UTF-8
     * @param temporaryFolder where temporary files go when the list is long
     * @throws IOException when it cannot be read, or is no UTF-8
     */
    public static IdSelection of(Path list, Path temporaryFolder) throws IOException {
        return new IdSelection(listed(IdSource.ofLines(list), temporaryFolder, FEW));
    }

    /** The IDs of a collection, which must not change. */
    public static IdSelection of(Iterable<String> ids, Path temporaryFolder) throws IOException {
        return of(ids, temporaryFolder, FEW);
    }

    /** With another bound of what few are, for tests. */
    static IdSelection of(Iterable<String> ids, Path temporaryFolder, int few) throws IOException {
        return new IdSelection(listed(IdSource.of(ids), temporaryFolder, few));
    }

    private static ListedIds listed(IdSource ids, Path folder, int most) throws IOException {
        Map<String, Boolean> few = new LinkedHashMap<>();
        long[] repeated = new long[1];
        ids.forEach(id -> {
            if (few.putIfAbsent(id, false) != null) {
                repeated[0]++;
            }
            return few.size() <= most;
        });
        return few.size() <= most ? new FewIds(few, repeated[0]) : new ManyIds(ids, folder);
    }

    @Override
    public Rows of(RecordFile source, long rowsBefore) throws IOException {
        if (source.schema().key().isEmpty()) {
            throw new IllegalArgumentException(source.path() + ": has no key, so that no record has an ID");
        }
        return ids.in(source);
    }

    /** What became of the list in the sources that were looked at so far. */
    public Report report() throws IOException {
        return ids.report();
    }

    @Override
    public void close() throws IOException {
        ids.close();
    }
}
