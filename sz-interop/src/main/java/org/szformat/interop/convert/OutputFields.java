package org.szformat.interop.convert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.szformat.interop.ReadFields;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * Which fields are put out, and what they are made of.
 *
 * <pre>{@code
 * OutputFields fields = OutputFields.all(reader.schema())
 *         .select(List.of("read_id", "raw_signal"))
 *         .inPicoamperes()
 *         .with(DerivedField.DURATION);
 * RecordMapping mapping = fields.from(reader.schema());
 * }</pre>
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class OutputFields {
    /** What a field is made of: a field of the input of its name, unless it is derived or calibrated. */
    record Column(
            Field.Kind kind,
            String name,
            ValueType type,
            @Nullable DerivedField derived,
            boolean calibrated) {}

    private final Schema input;
    private final List<Column> columns;
    private final Schema schema;

    private OutputFields(Schema input, List<Column> columns) {
        this.input = input;
        this.columns = List.copyOf(columns);
        Schema.Builder builder = Schema.builder().withoutKey();
        for (Column column : columns) {
            builder.add(column.kind(), column.name(), column.type());
            if (input.key().filter(key -> key.name().equals(column.name())).isPresent()) {
                builder.key(column.name());
            }
        }
        this.schema = builder.build();
    }

    /** All fields of a schema, as they are. */
    public static OutputFields all(Schema schema) {
        return new OutputFields(
                schema,
                schema.fields().stream()
                        .map(field -> new Column(field.kind(), field.name(), field.type(), null, false))
                        .toList());
    }

    /**
     * Of these fields only some, in their order.
     *
     * @throws IllegalArgumentException when a name is none of them, or none is given
     */
    public OutputFields select(Collection<String> names) {
        names.forEach(schema::field);
        Set<String> wanted = Set.copyOf(names);
        return new OutputFields(
                input,
                columns.stream()
                        .filter(column -> wanted.contains(column.name()))
                        .toList());
    }

    /**
     * The same with a derived field, which comes behind the attributes.
     *
     * @throws IllegalArgumentException when the input has not the fields that it follows from, or one of its name
     */
    public OutputFields with(DerivedField derived) {
        if (!derived.isDerivableFrom(input)) {
            throw new IllegalArgumentException(derived.fieldName() + " follows from "
                    + String.join(" and ", derived.needs()) + ", of which at least one is missing here");
        }
        List<Column> more = new ArrayList<>(columns);
        more.add(new Column(Field.Kind.ATTRIBUTE, derived.fieldName(), ValueType.F64, derived, false));
        return new OutputFields(input, more);
    }

    /**
     * The same with the signal in picoamperes, as F32. It is missing in records whose calibration is missing.
     *
     * @throws IllegalArgumentException when the signal is not put out, or the input has not the fields that it takes
     */
    public OutputFields inPicoamperes() {
        String signal = ReadFields.RAW_SIGNAL.fieldName();
        if (schema.find(signal).isEmpty() || Calibration.of(input).isEmpty()) {
            throw new IllegalArgumentException("picoamperes follow from " + signal + " (I16) and the attributes "
                    + String.join(", ", Calibration.needs()) + ", of which at least one is missing here");
        }
        return new OutputFields(
                input,
                columns.stream()
                        .map(column -> column.name().equals(signal)
                                ? new Column(column.kind(), signal, ValueType.F32, null, true)
                                : column)
                        .toList());
    }

    /** The schema of what is put out. */
    public Schema schema() {
        return schema;
    }

    /** The names of the input's fields that are needed for it. */
    public Set<String> needed() {
        Set<String> needed = new LinkedHashSet<>();
        for (Column column : columns) {
            if (column.derived() != null) {
                needed.addAll(column.derived().needs());
            } else {
                needed.add(column.name());
                needed.addAll(column.calibrated() ? Calibration.needs() : List.of());
            }
        }
        return needed;
    }

    /**
     * How records of a schema become such output.
     *
     * @param source has the input's fields, of the same types, or some of them; those that it lacks are missing in all
     *     records
     */
    public RecordMapping from(Schema source) {
        return new RecordMapping(source, schema, columns);
    }

    @Override
    public String toString() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", ", "OutputFields[", "]"));
    }
}
