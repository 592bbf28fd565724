package org.szformat.interop.slow5;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.interop.ReadFields;
import org.szformat.interop.slow5.CommonFields.Channels;
import org.szformat.interop.slow5.FileNotes.Noted;
import org.szformat.json.JsonValue;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;

/**
 * How a file's records become records here: the schema, the header, and for each auxiliary field the field that holds
 * its values.
 */
final class ReadLayout {
    static final String RUNS = "runs";

    private static final String RUN_ID_ATTRIBUTE = "run_id";
    private static final String NAME_TAKEN_PREFIX = "aux_";

    private final Schema schema;
    private final Header header;
    private final List<String> runIds;
    private final List<ReadColumn> columns;
    private final Field readId;
    private final Field runId;
    private final Field[] scaling;
    private final Field rawSignal;
    private final Set<Field> skipped;

    private ReadLayout(
            Schema schema, Header header, List<String> runIds, List<ReadColumn> columns, Set<Field> skipped) {
        this.schema = schema;
        this.header = header;
        this.runIds = runIds;
        this.columns = columns;
        this.readId = field(ReadFields.READ_ID);
        this.runId = field(ReadFields.RUN_ID);
        this.scaling = CommonFields.SCALING.stream().map(this::field).toArray(Field[]::new);
        this.rawSignal = field(ReadFields.RAW_SIGNAL);
        this.skipped = skipped;
    }

    /** The same, but some datasets are passed over, and missing in all records. */
    ReadLayout without(Set<Field> datasets) {
        return new ReadLayout(schema, header, runIds, columns, Set.copyOf(datasets));
    }

    static ReadLayout of(Slow5Header file, Channels channels) {
        List<Noted> noted = names(file.fields());
        Schema schema = schema(noted, channels);
        List<String> runIds = runIds(file);
        List<ReadColumn> columns = new ArrayList<>();
        for (Noted one : noted) {
            columns.add(new ReadColumn(one.aux(), schema.field(one.field())));
        }
        FileNotes notes = new FileNotes(
                file.version().toString(),
                file.attributes().stream().map(Slow5Header.Attribute::name).toList(),
                runIds,
                noted);
        Header header = Header.empty().with(RUNS, runs(file, runIds)).with(FileNotes.KEY, notes.toJson());
        return new ReadLayout(schema, header, runIds, List.copyOf(columns), Set.of());
    }

    /** The names here: the common ones, else those of the file unless these are taken. */
    private static List<Noted> names(List<AuxField> fields) {
        Set<String> taken = new HashSet<>();
        for (ReadFields common : ReadFields.values()) {
            taken.add(common.fieldName());
        }
        fields.forEach(aux -> taken.add(aux.name()));
        List<Noted> noted = new ArrayList<>();
        for (AuxField aux : fields) {
            ReadFields common = CommonFields.of(aux);
            String name = common == null ? aux.name() : common.fieldName();
            if (common == null && isCommonName(name)) {
                do {
                    name = NAME_TAKEN_PREFIX + name;
                } while (!taken.add(name));
            }
            noted.add(new Noted(aux, name));
        }
        return noted;
    }

    private static boolean isCommonName(String name) {
        for (ReadFields common : ReadFields.values()) {
            if (common.fieldName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The common fields in their order, whatever the file's, so that files differ in no more than they must. */
    private static Schema schema(List<Noted> noted, Channels channels) {
        Map<String, Noted> common = new LinkedHashMap<>();
        noted.stream().filter(one -> isCommonName(one.field())).forEach(one -> common.put(one.field(), one));
        Schema.Builder schema = Schema.builder();
        for (ReadFields field : ReadFields.values()) {
            Noted one = common.get(field.fieldName());
            if (one != null) {
                schema.attribute(field.fieldName(), CommonFields.typeOf(one.aux(), channels));
            } else if (CommonFields.isPrimary(field)) {
                field.addTo(schema);
            }
        }
        for (Noted one : noted) {
            if (!common.containsKey(one.field())) {
                Field.Kind kind = CommonFields.isDataset(one.aux()) ? Field.Kind.DATASET : Field.Kind.ATTRIBUTE;
                schema.add(kind, one.field(), CommonFields.typeOf(one.aux(), channels));
            }
        }
        return schema.build();
    }

    /**
     * The IDs of the groups' runs: the attribute {@code run_id} where it is there and no other group has the same, else
     * with the number of the group behind it; {@code group-N} where it is missing.
     */
    private static List<String> runIds(Slow5Header file) {
        List<@Nullable String> given = new ArrayList<>();
        for (int group = 0; group < file.groups(); group++) {
            given.add(null);
        }
        for (Slow5Header.Attribute attribute : file.attributes()) {
            if (attribute.name().equals(RUN_ID_ATTRIBUTE)) {
                given = new ArrayList<>(attribute.values());
            }
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String id : given) {
            if (id != null) {
                counts.merge(id, 1, Integer::sum);
            }
        }
        Set<String> taken = new HashSet<>(counts.keySet());
        List<String> ids = new ArrayList<>();
        for (int group = 0; group < file.groups(); group++) {
            String id = given.get(group);
            if (id == null || id.isEmpty() || counts.getOrDefault(id, 0) > 1) {
                id = id == null || id.isEmpty() ? "group-" + group : id + "#" + group;
                while (!taken.add(id)) {
                    id += "#" + group;
                }
            }
            ids.add(id);
        }
        return List.copyOf(ids);
    }

    private static JsonValue runs(Slow5Header file, List<String> ids) {
        Map<String, JsonValue> runs = new LinkedHashMap<>();
        for (int group = 0; group < ids.size(); group++) {
            Map<String, JsonValue> run = new LinkedHashMap<>();
            for (Slow5Header.Attribute attribute : file.attributes()) {
                String value = attribute.values().get(group);
                if (value != null) {
                    run.put(attribute.name(), JsonValue.of(value));
                }
            }
            runs.put(ids.get(group), JsonValue.of(run));
        }
        return JsonValue.of(runs);
    }

    private Field field(ReadFields common) {
        return schema.field(common.fieldName());
    }

    Schema schema() {
        return schema;
    }

    Header header() {
        return header;
    }

    List<ReadColumn> columns() {
        return columns;
    }

    void setReadId(RecordBuilder record, String id) throws Fault {
        String name = ReadFields.READ_ID.fieldName();
        if (id.startsWith("#") || id.startsWith("@")) {
            throw new Fault(name, Fault.quote(id), "an ID that does not begin with # or @, as lines of the header do");
        }
        record.set(readId, ReadColumn.requireClean(name, id));
    }

    void setGroup(RecordBuilder record, long group) throws Fault {
        if (group < 0 || group >= runIds.size()) {
            throw new Fault("read_group", "" + group, "0 to " + (runIds.size() - 1) + ", as the header has groups");
        }
        record.set(runId, runIds.get((int) group));
    }

    /** Sets one of digitisation, offset, range and sampling rate, by its place among these. */
    void setScaling(RecordBuilder record, int index, double value) {
        record.setBits(scaling[index], Double.doubleToRawLongBits(value));
    }

    /** Whether the values of a column are passed over. */
    boolean skips(ReadColumn column) {
        return skipped.contains(column.field());
    }

    /** Whether signals are passed over. */
    boolean skipsSignal() {
        return skipped.contains(rawSignal);
    }

    void setSignal(RecordBuilder record, short[] signal) {
        record.setStored(rawSignal, signal);
    }

    void skipSignal(RecordBuilder record) {
        record.setMissing(rawSignal);
    }
}
