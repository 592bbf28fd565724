package org.szformat.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.filter.Filter;
import org.szformat.layout.Chunk;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.selection.RecordSelection;

/** Goes once over some fields of all records of the sources, in order, before they are copied. */
public final class RowScan {
    private final Sources sources;
    private final Schema wanted;
    private final @Nullable Filter filter;
    private final @Nullable RecordSelection selection;
    private final boolean skipsDamage;
    private final Tally tally;

    /** Is shown records. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * One that is kept.
         *
         * @param row counted over all sources
         * @param record of at least the fields that are wanted
         */
        void visit(long row, Record record) throws IOException;

        /** One of which it cannot be told whether it is kept, since it is damaged and damage is passed over. */
        default void damaged(long row) throws IOException {}
    }

    /**
     * A scan of what a rewriting keeps.
     *
     * @param names of the fields that are wanted
     * @param filter as the rewriting applies it
     * @param tally is told how far it is
     */
    public RowScan(Settings settings, Sources sources, Collection<String> names, @Nullable Filter filter, Tally tally) {
        this.tally = tally;
        this.sources = sources;
        this.filter = filter;
        this.selection = settings.selection;
        this.skipsDamage = settings.skipsDamage;
        Set<String> read = new LinkedHashSet<>(names);
        if (filter != null) {
            read.addAll(filter.fields());
        }
        this.wanted = sources.schema().select(read);
    }

    public void forEach(Visitor visitor) throws IOException, InterruptedException {
        long before = 0;
        Iterator<Long> records = sources.records().iterator();
        for (Path path : sources.paths()) {
            long rows = records.next();
            try (RecordFile file = Sources.open(path)) {
                forEach(file, rows, before, visitor);
            }
            before += rows;
        }
    }

    private void forEach(RecordFile file, long count, long before, Visitor visitor)
            throws IOException, InterruptedException {
        RecordSelection.Rows rows = selection == null ? row -> true : selection.of(file, before);
        List<String> names = wanted.fields().stream().map(Field::name).toList();
        Projection projection = Sources.projection(file.schema(), names);
        SchemaMapping mapping = new SchemaMapping(projection.target(), wanted);
        for (Chunk chunk : file.chunks()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            tally.advance(chunk.storedBytes());
            tally.report();
            if (chunk.firstRow() < count
                    && rows.mayContainAny(chunk)
                    && (filter == null || filter.couldMatch(file.statistics(chunk)))) {
                visit(file, chunk, projection, mapping, rows, before, visitor);
            }
        }
    }

    private void visit(
            RecordFile file,
            Chunk chunk,
            Projection projection,
            SchemaMapping mapping,
            RecordSelection.Rows rows,
            long before,
            Visitor visitor)
            throws IOException {
        List<Record> all;
        try {
            all = file.read(chunk, projection);
        } catch (SzFormatException e) {
            if (!skipsDamage) {
                throw e;
            }
            visitSound(file, chunk, projection, mapping, rows, before, visitor);
            return;
        }
        long row = chunk.firstRow();
        for (Record record : mapping.apply(all)) {
            visit(row++, record, rows, before, visitor);
        }
    }

    private void visitSound(
            RecordFile file,
            Chunk chunk,
            Projection projection,
            SchemaMapping mapping,
            RecordSelection.Rows rows,
            long before,
            Visitor visitor)
            throws IOException {
        for (long row = chunk.firstRow(); row < chunk.firstRow() + chunk.records(); row++) {
            Record record;
            try {
                record = file.read(row, projection);
            } catch (SzFormatException e) {
                if (rows.contains(row)) {
                    visitor.damaged(before + row);
                }
                continue;
            }
            visit(row, mapping.apply(List.of(record)).get(0), rows, before, visitor);
        }
    }

    private void visit(long row, Record record, RecordSelection.Rows rows, long before, Visitor visitor)
            throws IOException {
        if (rows.contains(row) && (filter == null || filter.test(record))) {
            visitor.visit(before + row, record);
        }
    }
}
