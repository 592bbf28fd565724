package org.szformat.interop.pod5;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.interop.ReadFields;
import org.szformat.interop.ipc.ArrowType;
import org.szformat.interop.ipc.BatchLayout;
import org.szformat.interop.ipc.Column;
import org.szformat.interop.ipc.ColumnLayout;
import org.szformat.interop.ipc.IpcTable;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** A batch of the reads table, in memory. Immutable, so safe for use by many threads. */
final class ReadBatch {
    private final int rows;
    private final ReadSchema fields;
    private final Runs runs;
    private final Column ids;
    private final Column signal;
    private final @Nullable Column samples;
    private final Map<ReadColumn, Source> sources;
    private final List<Column> extras;

    /**
     * Where the values of a field come from.
     *
     * @param column the column
     * @param member of which of its structs' members, or null for the column's own values
     */
    private record Source(Column column, @Nullable String member) {
        Column.Cell cell(int row) throws SzFormatException {
            if (member == null || column.isNull(row)) {
                return valueOf(column, row);
            }
            Column.Cell struct = column.cell(row);
            Column child = struct.column().child(member);
            if (child == null) {
                throw column.fault("no member '" + member + "'", "one");
            }
            return valueOf(child, struct.row());
        }
    }

    /** Where a value lies: of numbers in the dictionary, where there is one; texts look there by themselves. */
    private static Column.Cell valueOf(Column column, int row) throws SzFormatException {
        boolean here = column.isNull(row) || column.field().type().kind() == ArrowType.Kind.UTF8;
        return here ? new Column.Cell(column, row) : column.cell(row);
    }

    private ReadBatch(
            int rows,
            ReadSchema fields,
            Runs runs,
            Column ids,
            Column signal,
            @Nullable Column samples,
            Map<ReadColumn, Source> sources,
            List<Column> extras) {
        this.rows = rows;
        this.fields = fields;
        this.runs = runs;
        this.ids = ids;
        this.signal = signal;
        this.samples = samples;
        this.sources = sources;
        this.extras = extras;
    }

    static ReadBatch load(IpcTable table, int batch, ReadSchema fields, Runs runs) throws IOException {
        BatchLayout layout = table.layout(batch);
        Map<ReadColumn, Source> sources = new EnumMap<>(ReadColumn.class);
        for (ReadColumn column : ReadColumn.values()) {
            int index = table.schema().indexOf(column.column());
            if (index >= 0 && table.schema().fields().get(index).type().kind() != ArrowType.Kind.STRUCT) {
                sources.put(column, new Source(load(table, layout, index), null));
            } else if (table.schema().find(column.oldColumn()) != null) {
                int old = table.schema().indexOf(column.oldColumn());
                sources.put(column, new Source(load(table, layout, old), column.oldMember()));
            }
        }
        List<Column> extras = new ArrayList<>();
        for (ReadSchema.Extra extra : fields.extras()) {
            extras.add(load(table, layout, extra.index()));
        }
        int samples = table.schema().indexOf(ReadColumn.NUM_SAMPLES);
        return new ReadBatch(
                layout.rows(),
                fields,
                runs,
                load(table, layout, table.schema().indexOf(ReadColumn.READ_ID)),
                load(table, layout, table.schema().indexOf(ReadColumn.SIGNAL)),
                samples < 0 ? null : load(table, layout, samples),
                sources,
                extras);
    }

    private static Column load(IpcTable table, BatchLayout layout, int index) throws IOException {
        ColumnLayout column = layout.columns().get(index);
        return table.load(column);
    }

    int rows() {
        return rows;
    }

    /** Where the read's ID begins in {@link #idBytes}. */
    int idOffset(int row) throws SzFormatException {
        if (ids.isNull(row)) {
            throw ids.fault("null in row " + row, "a read's ID");
        }
        return ids.byteOffset(row);
    }

    byte[] idBytes() {
        return ids.bytes();
    }

    /** The rows of the signal table that a read's signal lies in, in order. */
    long[] signalRows(int row) throws SzFormatException {
        int from = (int) signal.from(row);
        int to = signal.listEnd(row);
        Column items = signal.child(0);
        long[] list = new long[to - from];
        for (int i = from; i < to; i++) {
            if (items.isNull(i)) {
                throw signal.fault("null in the list of row " + row, "rows of the signal table");
            }
            list[i - from] = items.integer(i);
        }
        return list;
    }

    /** The length that the table gives for a read's signal, or −1 when it gives none. */
    long samples(int row) {
        return samples == null || samples.isNull(row) ? -1 : samples.integer(row);
    }

    /** A read as a record; its signal comes from elsewhere. */
    Record record(int row, short[] samples) throws SzFormatException {
        return attributes(row).set(ReadFields.RAW_SIGNAL.fieldName(), samples).build();
    }

    /** A read as a record whose signal is missing. */
    Record recordWithoutSignal(int row) throws SzFormatException {
        return attributes(row).setMissing(ReadFields.RAW_SIGNAL.fieldName()).build();
    }

    private RecordBuilder attributes(int row) throws SzFormatException {
        Schema schema = fields.schema();
        RecordBuilder builder = Record.builder(schema);
        builder.set(ReadFields.READ_ID.fieldName(), Uuids.text(idBytes(), idOffset(row)));
        Column.Cell run = cell(ReadColumn.RUN_ID, row);
        String runId = run == null || run.column().isNull(run.row())
                ? ""
                : run.column().text(run.row());
        Runs.Run known = runs.find(runId);
        if (known == null) {
            throw ids.fault(
                    "the read '" + Uuids.text(idBytes(), idOffset(row)) + "' of the run '" + runId + "'",
                    "a run that the run info table has");
        }
        builder.set(ReadFields.DIGITISATION.fieldName(), (double) known.digitisation());
        builder.set(ReadFields.SAMPLING_RATE.fieldName(), (double) known.samplingRate());
        for (ReadColumn column : ReadColumn.values()) {
            set(builder, column, schema.field(column.fieldName()), row, known);
        }
        for (int i = 0; i < extras.size(); i++) {
            setExtra(builder, extras.get(i), schema.field(fields.extras().get(i).name()), row);
        }
        return builder;
    }

    private Column.@Nullable Cell cell(ReadColumn column, int row) throws SzFormatException {
        Source source = sources.get(column);
        return source == null ? null : source.cell(row);
    }

    private void set(RecordBuilder builder, ReadColumn column, Field field, int row, Runs.Run run)
            throws SzFormatException {
        Column.Cell cell = cell(column, row);
        if (cell == null && field.type().isFloat()) {
            builder.set(field, Double.NaN);
        } else if (cell == null || cell.column().isNull(cell.row())) {
            builder.setMissing(field);
        } else if (field.isText()) {
            builder.set(field, cell.column().text(cell.row()));
        } else if (field.type() == ValueType.F64) {
            double value = cell.column().single(cell.row());
            builder.set(field, column == ReadColumn.SCALE ? value * run.digitisation() : value);
        } else if (field.type() == ValueType.F32) {
            builder.setBits(field, Float.floatToRawIntBits(cell.column().single(cell.row())));
        } else {
            builder.setBits(field, cell.column().integer(cell.row()));
        }
    }

    private static void setExtra(RecordBuilder builder, Column column, Field field, int row) throws SzFormatException {
        Column.Cell cell = valueOf(column, row);
        if (cell.column().isNull(cell.row())) {
            builder.setMissing(field);
        } else if (field.isText()) {
            builder.set(field, cell.column().text(cell.row()));
        } else {
            builder.setBits(field, cell.column().integer(cell.row()));
        }
    }
}
