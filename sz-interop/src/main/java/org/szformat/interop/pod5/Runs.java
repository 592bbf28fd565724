package org.szformat.interop.pod5;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.interop.ipc.ArrowField;
import org.szformat.interop.ipc.ArrowType;
import org.szformat.interop.ipc.BatchLayout;
import org.szformat.interop.ipc.Column;
import org.szformat.interop.ipc.ColumnLayout;
import org.szformat.interop.ipc.IpcTable;
import org.szformat.json.JsonValue;

/** The runs of a file that is read. Immutable once made. */
final class Runs {
    /**
     * What reads take from their run.
     *
     * @param digitisation how many levels the converter tells apart
     * @param samplingRate samples per second
     */
    record Run(int digitisation, int samplingRate) {}

    private final Map<String, Run> byId = new HashMap<>();
    private final Map<String, JsonValue> described = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Set<String> toldAgain = new LinkedHashSet<>();

    private Runs() {}

    /** From the run info table. */
    static Runs of(IpcTable table) throws IOException {
        Runs runs = new Runs();
        requireIds(table, table.schema().fields());
        for (int batch = 0; batch < table.batches(); batch++) {
            BatchLayout layout = table.layout(batch);
            List<Column> columns = new ArrayList<>();
            for (ColumnLayout column : layout.columns()) {
                columns.add(table.load(column));
            }
            for (int row = 0; row < layout.rows(); row++) {
                runs.add(columns, row);
            }
        }
        return runs;
    }

    /** From the dictionary of the reads table, where files had them before there was a table. */
    static Runs ofDictionary(IpcTable reads) throws IOException {
        Runs runs = new Runs();
        ArrowField field = reads.schema().find(ReadColumn.RUN_INFO);
        if (field != null && field.type().kind() == ArrowType.Kind.STRUCT) {
            requireIds(reads, field.children());
            for (Column.Cell cell : reads.dictionary(field)) {
                if (cell.column().isNull(cell.row())) {
                    continue;
                }
                List<Column> members = new ArrayList<>();
                for (int i = 0; i < field.children().size(); i++) {
                    members.add(cell.column().child(i));
                }
                runs.add(members, cell.row());
            }
        }
        return runs;
    }

    private static void requireIds(IpcTable table, List<ArrowField> columns) throws SzFormatException {
        String id = RunInfoColumn.ACQUISITION_ID.column();
        if (columns.stream().noneMatch(column -> column.name().equals(id))) {
            throw table.bytes().fault(table.bytes().start(), "runs without a column '" + id + "'", "one");
        }
    }

    private void add(List<Column> columns, int row) throws SzFormatException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (Column column : columns) {
            String name = column.field().name();
            JsonValue value = value(column, row);
            if (value == null) {
                if (!leftOut.contains(name)) {
                    leftOut.add(name);
                }
            } else if (members.put(name, value) != null) {
                throw column.fault("a second column", "one of that name");
            }
        }
        Column first = columns.get(0);
        if (!(members.get(RunInfoColumn.ACQUISITION_ID.column()) instanceof JsonValue.Text id)) {
            throw first.fault("no acquisition_id in row " + row, "one");
        }
        add(first, id.value(), JsonValue.of(members), run(first, id.value(), members));
    }

    /** Of runs of one ID, the first is that of its reads, as in ONT's library; they may differ in what reads do not take. */
    private void add(Column column, String id, JsonValue told, Run run) throws SzFormatException {
        JsonValue before = described.putIfAbsent(id, told);
        Run known = byId.putIfAbsent(id, run);
        if (known != null && !known.equals(run)) {
            throw column.fault(
                    "a second run '" + id + "', of " + run.digitisation() + " levels at " + run.samplingRate() + " Hz",
                    known.digitisation() + " levels at " + known.samplingRate() + " Hz, as the first has");
        }
        if (before != null && !before.equals(told)) {
            toldAgain.add(id);
        }
    }

    private static Run run(Column column, String id, Map<String, JsonValue> members) throws SzFormatException {
        long min = number(column, id, members, RunInfoColumn.ADC_MIN);
        long max = number(column, id, members, RunInfoColumn.ADC_MAX);
        if (max < min || max - min >= Integer.MAX_VALUE) {
            throw column.fault("run '" + id + "' with adc_min " + min + " and adc_max " + max, "a range");
        }
        return new Run((int) (max - min + 1), number(column, id, members, RunInfoColumn.SAMPLE_RATE));
    }

    private static int number(Column first, String id, Map<String, JsonValue> members, RunInfoColumn column)
            throws SzFormatException {
        if (members.get(column.column()) instanceof JsonValue.Num number) {
            return (int) number.toDouble();
        }
        throw first.fault("run '" + id + "' without " + column.column(), "a number");
    }

    /** The value as JSON, or null when the column is of a type that runs have not. */
    private static @Nullable JsonValue value(Column column, int row) throws SzFormatException {
        ArrowType type = column.field().type();
        boolean known = type.isOneOf(
                ArrowType.Kind.UTF8,
                ArrowType.Kind.TIMESTAMP,
                ArrowType.Kind.SIGNED,
                ArrowType.Kind.UNSIGNED,
                ArrowType.Kind.BOOL,
                ArrowType.Kind.MAP);
        if (!known) {
            return null;
        }
        return column.isNull(row) ? JsonValue.NULL : value(type, column.cell(row));
    }

    private static @Nullable JsonValue value(ArrowType type, Column.Cell cell) throws SzFormatException {
        Column column = cell.column();
        int row = cell.row();
        if (column.isNull(row)) {
            return JsonValue.NULL;
        }
        return switch (type.kind()) {
            case UTF8 -> JsonValue.of(column.text(row));
            case TIMESTAMP ->
                JsonValue.of(Instant.ofEpochMilli(column.integer(row)).toString());
            case BOOL -> column.integer(row) == 0 ? JsonValue.FALSE : JsonValue.TRUE;
            case UNSIGNED -> new JsonValue.Num(Long.toUnsignedString(column.integer(row)));
            case MAP -> map(column, row);
            default -> JsonValue.of(column.integer(row));
        };
    }

    private static @Nullable JsonValue map(Column column, int row) throws SzFormatException {
        Column entries = column.child(0);
        ArrowField field = entries.field();
        boolean texts = field.dictionary() == null
                && field.children().size() == 2
                && field.children().stream().allMatch(child -> child.type().kind() == ArrowType.Kind.UTF8);
        if (!texts) {
            return null;
        }
        int from = (int) column.from(row);
        int to = column.listEnd(row);
        Map<String, JsonValue> members = new LinkedHashMap<>();
        List<JsonValue> pairs = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String key = entries.child(0).text(i);
            JsonValue value = entries.child(1).isNull(i)
                    ? JsonValue.NULL
                    : JsonValue.of(entries.child(1).text(i));
            members.put(key, value);
            pairs.add(JsonValue.of(List.of(JsonValue.of(key), value)));
        }
        boolean plain = members.size() == pairs.size() && !members.containsValue(JsonValue.NULL);
        return plain ? JsonValue.of(members) : JsonValue.of(pairs);
    }

    /** What reads take from a run, or null when there is none of that ID. */
    @Nullable
    Run find(String id) {
        return byId.get(id);
    }

    /** The runs as the header's {@code runs} has them. */
    JsonValue.Obj described() {
        return JsonValue.of(described);
    }

    /** The IDs of runs that later rows tell otherwise. */
    Set<String> toldAgain() {
        return toldAgain;
    }

    /** The columns that were left out, since runs have no values of their types. */
    List<String> leftOut() {
        return leftOut;
    }
}
