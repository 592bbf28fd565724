package org.szformat.interop.slow5;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.interop.ReadFields;
import org.szformat.interop.slow5.FileNotes.Noted;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** How records from here become a file's: its header, and for each auxiliary field the field that has its values. */
final class WriteLayout {
    /** How enumerations are written. */
    enum Enums {
        LABELLED,
        TEXT
    }

    private final Schema schema;
    private final Slow5Header header;
    private final List<String> warnings;
    private final Map<String, Integer> groups;
    private final Field readId;
    private final @Nullable Field runId;
    private final List<Field> scaling;
    private final Field rawSignal;
    private final List<WriteColumn> columns;

    private WriteLayout(
            Schema schema, Slow5Header header, RunGroups runs, List<String> warnings, List<WriteColumn> columns) {
        this.schema = schema;
        this.header = header;
        this.warnings = List.copyOf(warnings);
        this.groups = new HashMap<>();
        for (String id : runs.ids()) {
            groups.put(id, groups.size());
        }
        this.readId = schema.field(ReadFields.READ_ID.fieldName());
        this.runId = schema.find(ReadFields.RUN_ID.fieldName())
                .filter(field -> !runs.ids().isEmpty())
                .orElse(null);
        this.scaling = CommonFields.SCALING.stream()
                .map(common -> schema.field(common.fieldName()))
                .toList();
        this.rawSignal = schema.field(ReadFields.RAW_SIGNAL.fieldName());
        this.columns = List.copyOf(columns);
    }

    /**
     * Plans a file.
     *
     * @throws IllegalArgumentException when SLOW5 cannot hold such records
     */
    static WriteLayout of(Schema schema, Header header, Enums enums) {
        requirePrimary(schema);
        List<String> warnings = new ArrayList<>();
        for (String key : header.asMap().keySet()) {
            if (!key.equals(ReadLayout.RUNS) && !key.equals(FileNotes.KEY)) {
                warnings.add("the header's '" + key + "' is not written: SLOW5 has a place for runs only");
            }
        }
        FileNotes notes = FileNotes.of(header);
        RunGroups runs = RunGroups.of(header, notes);
        Field runId = schema.find(ReadFields.RUN_ID.fieldName()).orElse(null);
        if (runId != null && !(runId.isAttribute() && runId.isText())) {
            throw new IllegalArgumentException(
                    runId + " cannot say which run a read belongs to; that takes an" + " attribute of type S");
        }
        if (runs.ids().isEmpty() && runId != null) {
            warnings.add("run_id is not written: the header has no runs, so that all reads are of read group 0");
        } else if (runs.ids().size() > 1 && runId == null) {
            throw new IllegalArgumentException("the header has " + runs.ids().size()
                    + " runs, and no attribute run_id says which of them a read belongs to");
        }
        List<WriteColumn> columns = columns(schema, notes, enums);
        Slow5Header file = new Slow5Header(
                Slow5Version.WRITTEN,
                Math.max(1, runs.ids().size()),
                runs.attributes(),
                columns.stream().map(WriteColumn::aux).toList());
        return new WriteLayout(schema, file, runs, warnings, columns);
    }

    private static void requirePrimary(Schema schema) {
        List<String> missing = new ArrayList<>();
        for (ReadFields common : ReadFields.values()) {
            if (!CommonFields.isPrimary(common) || common == ReadFields.RUN_ID) {
                continue;
            }
            Field field = schema.find(common.fieldName()).orElse(null);
            if (field == null) {
                missing.add(common.fieldName());
            } else if (field.isDataset() != common.isDataset() || !isSuitable(common, field.type())) {
                throw new IllegalArgumentException(field + " cannot be SLOW5's " + common.fieldName() + "; that takes "
                        + (common.isDataset() ? "a dataset" : "an attribute") + " of type " + common.type());
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "SLOW5 needs fields that the records do not have: " + String.join(", ", missing));
        }
    }

    private static boolean isSuitable(ReadFields common, ValueType type) {
        return common.type() == type
                || CommonFields.SCALING.contains(common) && (type == ValueType.F32 || isSmallInteger(type));
    }

    /** Whether every integer of a type is a double. */
    private static boolean isSmallInteger(ValueType type) {
        return type.isInteger() && type.width() < Long.BYTES;
    }

    private static List<WriteColumn> columns(Schema schema, FileNotes notes, Enums enums) {
        List<WriteColumn> columns = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (ReadFields common : ReadFields.values()) {
            if (CommonFields.isPrimary(common)) {
                done.add(common.fieldName());
            }
        }
        for (Noted noted : notes.fields()) {
            Field field = schema.find(noted.field()).orElse(null);
            if (field != null && WriteColumn.fits(noted.aux(), field) && done.add(field.name())) {
                columns.add(new WriteColumn(declared(noted.aux(), enums), field));
            }
        }
        for (Field field : schema.fields()) {
            if (done.add(field.name())) {
                AuxField common = CommonFields.declare(field);
                columns.add(new WriteColumn(declared(common == null ? natural(field) : common, enums), field));
            }
        }
        Set<String> names = new HashSet<>(Slow5Header.PRIMARY_NAMES);
        for (WriteColumn column : columns) {
            if (!names.add(column.aux().name())) {
                throw new IllegalArgumentException(column.field() + " would be a second field '"
                        + column.aux().name() + "' of SLOW5; leave it out or rename it");
            }
        }
        return columns;
    }

    private static AuxField declared(AuxField aux, Enums enums) {
        return aux.isEnum() && !aux.isArray() && enums == Enums.TEXT ? AuxField.text(aux.name()) : aux;
    }

    private static AuxField natural(Field field) {
        if (field.isText()) {
            return AuxField.text(field.name());
        }
        Slow5Type type = Slow5Type.of(field.type());
        if (type == null) {
            throw new IllegalArgumentException(field + ": SLOW5 has no such type; leave the field out");
        }
        return field.isDataset() ? AuxField.array(field.name(), type) : AuxField.scalar(field.name(), type);
    }

    Schema schema() {
        return schema;
    }

    Slow5Header header() {
        return header;
    }

    List<String> warnings() {
        return warnings;
    }

    List<WriteColumn> columns() {
        return columns;
    }

    /** The ID, which files can hold. */
    String readId(Record record) {
        if (record.isMissing(readId)) {
            throw new IllegalArgumentException("read_id is missing; SLOW5 takes no record without one");
        }
        String id = (String) record.stored(readId);
        if (id.startsWith("#") || id.startsWith("@")) {
            throw new IllegalArgumentException(
                    "read_id is " + Fault.quote(id) + "; SLOW5 takes none that begin with # or @");
        }
        WriteColumn.requireClean(readId, id);
        return id;
    }

    int group(Record record) {
        if (runId == null) {
            return 0;
        }
        Integer group = record.isMissing(runId) ? null : groups.get((String) record.stored(runId));
        if (group == null) {
            throw new IllegalArgumentException(runId + ": found "
                    + (record.isMissing(runId) ? "no value" : Fault.quote((String) record.stored(runId)))
                    + "; expected a key of the header's runs");
        }
        return group;
    }

    /** One of digitisation, offset, range and sampling rate, by its place among these; NaN where it is missing. */
    double scaling(Record record, int index) {
        Field field = scaling.get(index);
        if (record.isMissing(field)) {
            return Double.NaN;
        }
        long bits = record.bits(field);
        return switch (field.type()) {
            case F64 -> Double.longBitsToDouble(bits);
            case F32 -> Float.intBitsToFloat((int) bits);
            default -> bits;
        };
    }

    short[] signal(Record record) {
        return record.isMissing(rawSignal) ? new short[0] : (short[]) record.stored(rawSignal);
    }
}
