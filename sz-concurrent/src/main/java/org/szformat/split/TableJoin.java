package org.szformat.split;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.filter.Filter;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.spill.IdHash;
import org.szformat.spill.TupleSort;
import org.szformat.split.SplitTable.Unclear;
import org.szformat.transfer.RowScan;
import org.szformat.transfer.Settings;
import org.szformat.transfer.Sources;
import org.szformat.transfer.Tally;

/**
 * Joins the rows of a table with the records of the sources. Both are sorted by the {@link IdHash} of their IDs, and what is
 * said of the records by row again, so that memory depends neither on the number of rows nor on that of records.
 */
final class TableJoin implements Closeable {
    private static final long ROW = Long.MIN_VALUE;
    private static final int UNLISTED = -1;
    private static final int MOST_NAMED = 5;
    private static final List<String> ID_COLUMNS = List.of("parent_read_id", "read_id");

    /** Is told of the records, in order. */
    interface Visitor {
        /**
         * One of them.
         *
         * @param row counted over all sources
         * @param values what the table says of it, in the order of the columns; of several lines, or none
         * @param record of the attributes that were asked for; null when none were
         */
        void visit(long row, List<List<String>> values, @Nullable Record record) throws IOException;

        /** One that is damaged, and passed over. */
        void damaged(long row) throws IOException;
    }

    private final Settings settings;
    private final Sources sources;
    private final Tally tally;
    private final SplitTable table;
    private final List<String> columns;
    private final @Nullable Filter filter;
    private final Field key;
    private final TupleSort ids;
    private final TupleSort byRow;
    private final Map<List<String>, Integer> numbers = new LinkedHashMap<>();
    private final List<List<String>> categories = new ArrayList<>();
    private final List<List<Integer>> sets = new ArrayList<>();
    private final Map<List<Integer>, Integer> setNumbers = new HashMap<>();
    private final List<String> refused = new ArrayList<>();
    private long rows;
    private long repeated;
    private long ambiguous;
    private long ambiguousRecords;
    private long absent;
    private long unlisted;

    /**
     * Reads the table and the IDs of all records.
     *
     * @param columns those whose values count
     * @param filter which records count; null when all do
     */
    TableJoin(
            Settings settings,
            Sources sources,
            SplitTable table,
            List<String> columns,
            @Nullable Filter filter,
            Path folder,
            Tally tally)
            throws IOException, InterruptedException {
        this.settings = settings;
        this.sources = sources;
        this.tally = tally;
        this.table = table;
        this.columns = columns;
        this.filter = filter;
        this.key = sources.schema()
                .key()
                .orElseThrow(() -> new IllegalArgumentException(
                        settings.sources.get(0) + ": has no key, so that a table cannot tell of its records"));
        this.ids = new TupleSort(3, folder, settings.memory / 2);
        this.byRow = new TupleSort(2, folder, settings.memory / 4);
        try {
            readTable();
            IdHash hash = new IdHash();
            new RowScan(settings, sources, Set.of(key.name()), filter, tally).forEach(new RowScan.Visitor() {
                @Override
                public void visit(long row, Record record) throws IOException {
                    hash.of(record.key());
                    ids.add(hash.high(), hash.low(), ROW | row);
                }

                @Override
                public void damaged(long row) throws IOException {
                    byRow.add(row, SplitTargets.UNREADABLE);
                }
            });
            join();
            ids.close();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void readTable() throws IOException {
        try (DelimitedTable in = DelimitedTable.open(table.path())) {
            table.columns().forEach(column -> column(in, column));
            int[] at = columns.stream().mapToInt(column -> column(in, column)).toArray();
            int id = column(in, idColumn(in));
            IdHash hash = new IdHash();
            while (in.next()) {
                rows++;
                String[] values = new String[at.length];
                for (int i = 0; i < at.length; i++) {
                    values[i] = in.cell(at[i]);
                }
                int number = category(List.of(values));
                hash.of(in.cell(id));
                ids.add(hash.high(), hash.low(), number);
            }
        }
    }

    private String idColumn(DelimitedTable in) {
        return table.idColumn()
                .or(() -> ID_COLUMNS.stream().filter(in.names()::contains).findFirst())
                .orElseThrow(() -> new SplitTableException(
                        Set.of(SplitTableException.Fault.ID_COLUMN),
                        table.path() + ": has no column " + String.join(" or ", ID_COLUMNS)
                                + "; name the one that has the IDs, of " + String.join(", ", in.names())));
    }

    private int column(DelimitedTable in, String name) {
        int at = in.names().indexOf(name);
        if (at < 0 || at != in.names().lastIndexOf(name)) {
            throw new IllegalArgumentException(table.path() + ": has " + (at < 0 ? "no column" : "several columns")
                    + " '" + name + "'; there are " + String.join(", ", in.names()));
        }
        return at;
    }

    private int category(List<String> values) throws SzFormatException {
        Integer known = numbers.get(values);
        if (known != null) {
            return known;
        }
        if (categories.size() == Split.MAX_PARTS) {
            throw new SzFormatException(
                    table.path(),
                    "columns " + String.join(", ", columns),
                    "more than " + Split.MAX_PARTS + " different values",
                    "fewer, since each is a file");
        }
        numbers.put(values, categories.size());
        categories.add(values);
        return categories.size() - 1;
    }

    private void join() throws IOException {
        TupleSort.Cursor sorted = ids.sorted();
        List<Integer> listed = new ArrayList<>();
        boolean isBegun = false;
        boolean isPresent = false;
        long high = 0;
        long low = 0;
        while (sorted.next()) {
            if (!isBegun || sorted.at(0) != high || sorted.at(1) != low) {
                endId(listed, isPresent);
                isBegun = true;
                isPresent = false;
                listed.clear();
                high = sorted.at(0);
                low = sorted.at(1);
            }
            long payload = sorted.at(2);
            if (payload >= 0) {
                int number = (int) payload;
                if (listed.isEmpty() || listed.get(listed.size() - 1) != number) {
                    listed.add(number);
                } else {
                    repeated++;
                }
                continue;
            }
            isPresent = true;
            byRow.add(payload & ~ROW, code(listed));
        }
        endId(listed, isPresent);
    }

    private void endId(List<Integer> listed, boolean isPresent) {
        ambiguous += listed.size() > 1 ? 1 : 0;
        absent += !listed.isEmpty() && !isPresent ? 1 : 0;
    }

    private int code(List<Integer> listed) {
        if (listed.isEmpty()) {
            unlisted++;
            return UNLISTED;
        }
        if (listed.size() == 1) {
            return listed.get(0);
        }
        ambiguousRecords++;
        return setNumbers.computeIfAbsent(List.copyOf(listed), any -> {
            sets.add(any);
            return UNLISTED - sets.size();
        });
    }

    /**
     * Goes over all records, in order.
     *
     * @param attributes those that are wanted beside what the table says
     * @throws SplitTableException when something is not clear of some that must be
     */
    void forEachRow(List<String> attributes, Visitor visitor) throws IOException, InterruptedException {
        boolean refuses = unlisted > 0 && table.whenMissing() == Unclear.REFUSE
                || ambiguousRecords > 0 && table.whenMulti() == Unclear.REFUSE;
        Codes codes = new Codes(byRow.sorted());
        if (refuses || !attributes.isEmpty()) {
            Set<String> names = new LinkedHashSet<>(attributes);
            names.add(key.name());
            new RowScan(settings, sources, names, filter, tally).forEach(new RowScan.Visitor() {
                @Override
                public void visit(long row, Record record) throws IOException {
                    TableJoin.this.visit(row, codes.of(row), record, visitor);
                }

                @Override
                public void damaged(long row) throws IOException {
                    visitor.damaged(row);
                }
            });
        } else {
            while (codes.next()) {
                visit(codes.row(), codes.code(), null, visitor);
            }
        }
        if (refuses) {
            throw refusal();
        }
    }

    /** What the table says of rows, in their order. */
    private static final class Codes {
        private final TupleSort.Cursor cursor;

        Codes(TupleSort.Cursor cursor) {
            this.cursor = cursor;
        }

        boolean next() throws IOException {
            return cursor.next();
        }

        long row() {
            return cursor.at(0);
        }

        int code() {
            return (int) cursor.at(1);
        }

        /** The code of a row behind the one that it is at. */
        int of(long row) throws IOException {
            boolean hasNext = cursor.next();
            while (hasNext && row() < row) {
                hasNext = cursor.next();
            }
            if (!hasNext || row() > row) {
                throw new IOException("row " + row + " was damaged before and is not now; a source is being written");
            }
            return code();
        }
    }

    private void visit(long row, int code, @Nullable Record record, Visitor visitor) throws IOException {
        if (code == SplitTargets.UNREADABLE) {
            visitor.damaged(row);
            return;
        }
        Unclear unclear = code >= 0 ? Unclear.EACH : code == UNLISTED ? table.whenMissing() : table.whenMulti();
        switch (unclear) {
            case REFUSE -> {
                if (record != null && refused.size() < MOST_NAMED) {
                    refused.add("'" + record.key() + "'");
                }
            }
            case LEAVE_OUT -> visitor.visit(row, List.of(), record);
            case NAMED ->
                visitor.visit(row, List.of(named(code == UNLISTED ? table.missingName() : table.multiName())), record);
            case EACH -> visitor.visit(row, values(code), record);
        }
    }

    private List<List<String>> values(int code) {
        if (code >= 0) {
            return List.of(categories.get(code));
        }
        return sets.get(UNLISTED - 1 - code).stream().map(categories::get).toList();
    }

    private List<String> named(String name) {
        return columns.stream().map(any -> name).toList();
    }

    private SplitTableException refusal() {
        Set<SplitTableException.Fault> faults = EnumSet.noneOf(SplitTableException.Fault.class);
        List<String> reasons = new ArrayList<>();
        if (unlisted > 0 && table.whenMissing() == Unclear.REFUSE) {
            faults.add(SplitTableException.Fault.UNLISTED);
            reasons.add(unlisted + (unlisted == 1 ? " record is" : " records are") + " not listed");
        }
        if (ambiguousRecords > 0 && table.whenMulti() == Unclear.REFUSE) {
            faults.add(SplitTableException.Fault.AMBIGUOUS);
            reasons.add(ambiguousRecords + (ambiguousRecords == 1 ? " record is" : " records are")
                    + " listed with different values");
        }
        return new SplitTableException(
                faults,
                table.path() + ": " + String.join("; ", reasons) + "; first of them " + String.join(", ", refused)
                        + "; it must be said where they go");
    }

    SplitResult.TableReport report() {
        return new SplitResult.TableReport(rows, repeated, ambiguous, ambiguousRecords, absent, unlisted);
    }

    /** Where records that are not clear come to lie with others. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        boolean namesMissing = unlisted > 0 && table.whenMissing() == Unclear.NAMED;
        boolean namesMulti = ambiguousRecords > 0 && table.whenMulti() == Unclear.NAMED;
        if (namesMissing && numbers.containsKey(named(table.missingName()))) {
            warnings.add("records that are not listed are with those that are listed as '" + table.missingName() + "'");
        }
        if (namesMulti && numbers.containsKey(named(table.multiName()))) {
            warnings.add("records that are listed with different values are with those that are listed as '"
                    + table.multiName() + "'");
        }
        if (namesMissing && namesMulti && table.missingName().equals(table.multiName())) {
            warnings.add("records that are not listed are with those that are listed with different values");
        }
        return warnings;
    }

    @Override
    public void close() throws IOException {
        ids.close();
        byRow.close();
    }
}
