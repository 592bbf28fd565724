package org.szformat.interop.pod5;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private Runs() {}

    /** From the run info table. */
    static Runs of(IpcTable table) throws IOException {
        Runs runs = new Runs();
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
            for (Column.Cell cell : reads.dictionary(field)) {
                List<Column> members = new ArrayList<>();
                for (int i = 0; i < field.children().size(); i++) {
                    members.add(cell.column().child(i));
                }
                runs.add(members, cell.row());
            }
        }
        return runs;
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
        JsonValue described = JsonValue.of(members);
        JsonValue before = this.described.putIfAbsent(id.value(), described);
        if (before != null && !before.equals(described)) {
            throw first.fault("another run '" + id.value() + "' in row " + row, "runs of different IDs");
        }
        byId.put(id.value(), run(first, id.value(), members));
    }

    private static Run run(Column column, String id, Map<String, JsonValue> members) throws SzFormatException {
        int min = number(column, id, members, RunInfoColumn.ADC_MIN);
        int max = number(column, id, members, RunInfoColumn.ADC_MAX);
        if (max < min) {
            throw column.fault("run '" + id + "' with adc_min " + min + " and adc_max " + max, "a range");
        }
        return new Run(max - min + 1, number(column, id, members, RunInfoColumn.SAMPLE_RATE));
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
        boolean texts = field.children().size() == 2
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

    /** The columns that were left out, since runs have no values of their types. */
    List<String> leftOut() {
        return leftOut;
    }
}
