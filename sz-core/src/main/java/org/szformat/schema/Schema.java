package org.szformat.schema;

import it.unimi.dsi.fastutil.objects.Object2IntMap;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.szformat.number.Float80Array;

/**
 * The fields that every record of a file has: attributes first, then datasets, each in the order in which they were
 * declared; and which of them is the key.
 *
 * <pre>{@code
 * Schema schema = Schema.builder()
 *         .attribute("read_id", ValueType.S)
 *         .attribute("channel", ValueType.U16)
 *         .dataset("raw_signal", ValueType.I16)
 *         .build();
 * Handle<short[]> rawSignal = schema.shorts("raw_signal");
 * }</pre>
 *
 * <p>The methods {@link #text}, {@link #integer}, {@link #real}, {@link #shorts} and so on resolve a name once to a
 * typed {@link Handle}, by which values are then reached without a look-up.
 *
 * <p>Immutable, so safe for use by many threads. Two schemas are equal when their fields and keys are.
 */
public final class Schema {
    private final List<Field> fields;
    private final List<Field> attributes;
    private final List<Field> datasets;
    private final int keyPosition;
    private final Object2IntMap<String> positions;

    private Schema(List<Field> fields, int keyPosition) {
        this.fields = List.copyOf(fields);
        int attributeCount = (int) fields.stream().filter(Field::isAttribute).count();
        this.attributes = this.fields.subList(0, attributeCount);
        this.datasets = this.fields.subList(attributeCount, fields.size());
        this.keyPosition = keyPosition;
        Object2IntOpenHashMap<String> map = new Object2IntOpenHashMap<>(fields.size());
        map.defaultReturnValue(-1);
        for (Field field : fields) {
            map.put(field.name(), field.position());
        }
        this.positions = map;
    }

    /** Begins a schema of no fields. */
    public static Builder builder() {
        return new Builder();
    }

    /** All fields: attributes, then datasets. Unmodifiable. */
    public List<Field> fields() {
        return fields;
    }

    /** The attributes, in order. Unmodifiable. */
    public List<Field> attributes() {
        return attributes;
    }

    /** The datasets, in order. Unmodifiable. */
    public List<Field> datasets() {
        return datasets;
    }

    /** The number of fields. */
    public int size() {
        return fields.size();
    }

    /** The field at a position from 0 to {@link #size()} − 1. */
    public Field field(int position) {
        return fields.get(position);
    }

    /**
     * The field of that name.
     *
     * @throws IllegalArgumentException when there is none; the message lists those there are
     */
    public Field field(String name) {
        int position = positions.getInt(name);
        if (position < 0) {
            throw new IllegalArgumentException("there is no field '" + name + "'; there are " + names());
        }
        return fields.get(position);
    }

    /** The field of that name, if there is one. */
    public Optional<Field> find(String name) {
        int position = positions.getInt(name);
        return position < 0 ? Optional.empty() : Optional.of(fields.get(position));
    }

    /** The string attribute that identifies a record, if there is one. */
    public Optional<Field> key() {
        return keyPosition < 0 ? Optional.empty() : Optional.of(fields.get(keyPosition));
    }

    /** Whether {@code field} is the key. */
    public boolean isKey(Field field) {
        return field.position() == keyPosition;
    }

    /**
     * A schema of fewer fields: those named, in this schema's order; the key stays one if it is among them, and
     * otherwise there is none.
     *
     * @throws IllegalArgumentException when a name is no field of this schema
     */
    public Schema select(Collection<String> names) {
        names.forEach(this::field);
        Set<String> wanted = new HashSet<>(names);
        Builder builder = builder().withoutKey();
        for (Field field : fields) {
            if (wanted.contains(field.name())) {
                builder.add(field.kind(), field.name(), field.type());
                if (isKey(field)) {
                    builder.key(field.name());
                }
            }
        }
        return builder.build();
    }

    /**
     * A handle on a string attribute or dataset.
     *
     * @throws IllegalArgumentException when the field is not there or not of type S
     */
    public Handle<String> text(String name) {
        return Handle.of(this, field(name), String.class);
    }

    /**
     * A handle on an integer attribute. A U64's value is its 64 bits.
     *
     * @throws IllegalArgumentException when the field is not there or no integer attribute
     */
    public IntegerHandle integer(String name) {
        return new IntegerHandle(this, field(name));
    }

    /**
     * A handle on a floating-point attribute; an F128 is rounded to the nearest {@code double}.
     *
     * @throws IllegalArgumentException when the field is not there or no floating-point attribute
     */
    public RealHandle real(String name) {
        return new RealHandle(this, field(name));
    }

    /**
     * A handle on an I8 or U8 dataset: the record's own array.
     *
     * @throws IllegalArgumentException when the field is not there or of another type
     */
    public Handle<byte[]> bytes(String name) {
        return Handle.of(this, field(name), byte[].class);
    }

    /**
     * A handle on an I16, U16 or F16 dataset: the record's own array, of the values' bits.
     *
     * @throws IllegalArgumentException when the field is not there or of another type
     */
    public Handle<short[]> shorts(String name) {
        return Handle.of(this, field(name), short[].class);
    }

    /**
     * A handle on an integer dataset as {@code int[]}: an I32 or U32 dataset's own array of bits, or a widened copy of
     * an I8, U8, I16 or U16 dataset.
     *
     * @throws IllegalArgumentException when the field is not there or of another type
     */
    public Handle<int[]> ints(String name) {
        return Handle.of(this, field(name), int[].class);
    }

    /**
     * A handle on an integer dataset as {@code long[]}: an I64 or U64 dataset's own array of bits, or a widened copy of
     * a narrower one.
     *
     * @throws IllegalArgumentException when the field is not there or of another type
     */
    public Handle<long[]> longs(String name) {
        return Handle.of(this, field(name), long[].class);
    }

    /**
     * A handle on a dataset as {@code float[]}: an F32 dataset's own array, or a widened copy of an F16 dataset.
     *
     * @throws IllegalArgumentException when the field is not there or of another type
     */
    public Handle<float[]> floats(String name) {
        return Handle.of(this, field(name), float[].class);
    }

    /**
     * A handle on a floating-point dataset as {@code double[]}: an F64 dataset's own array, a widened copy of an F16 or
     * F32 dataset, or a rounded copy of an F128 dataset.
     *
     * @throws IllegalArgumentException when the field is not there or of another type
     */
    public Handle<double[]> doubles(String name) {
        return Handle.of(this, field(name), double[].class);
    }

    /**
     * A handle on an F128 dataset: the record's own array.
     *
     * @throws IllegalArgumentException when the field is not there or of another type
     */
    public Handle<Float80Array> float80s(String name) {
        return Handle.of(this, field(name), Float80Array.class);
    }

    private String names() {
        return fields.stream().map(Field::name).collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Schema schema && keyPosition == schema.keyPosition && fields.equals(schema.fields);
    }

    @Override
    public int hashCode() {
        return 31 * fields.hashCode() + keyPosition;
    }

    @Override
    public String toString() {
        return fields.stream()
                .map(field -> field.name() + ":" + (field.isAttribute() ? "A:" : "D:") + field.type()
                        + (isKey(field) ? " (key)" : ""))
                .collect(Collectors.joining(", ", "Schema[", "]"));
    }

    /** Collects fields into a schema. Not thread-safe. */
    public static final class Builder {
        private record Declared(Field.Kind kind, String name, ValueType type) {}

        private final List<Declared> declared = new ArrayList<>();
        private @Nullable String key;
        private boolean defaultKey = true;

        private Builder() {}

        /** Declares an attribute. */
        public Builder attribute(String name, ValueType type) {
            return add(Field.Kind.ATTRIBUTE, name, type);
        }

        /** Declares a dataset. */
        public Builder dataset(String name, ValueType type) {
            return add(Field.Kind.DATASET, name, type);
        }

        /** Declares a field of the given kind. */
        public Builder add(Field.Kind kind, String name, ValueType type) {
            declared.add(new Declared(kind, Objects.requireNonNull(name), Objects.requireNonNull(type)));
            return this;
        }

        /** Makes a string attribute the key, in place of the first one. */
        public Builder key(String name) {
            key = Objects.requireNonNull(name);
            return this;
        }

        /** Declares that records have no key, so that none can be found by ID. */
        public Builder withoutKey() {
            key = null;
            defaultKey = false;
            return this;
        }

        /**
         * The schema.
         *
         * @throws IllegalArgumentException when there is no field, a name breaks the rules of {@link Field} or is given
         *     twice, or the key is no string attribute
         */
        public Schema build() {
            if (declared.isEmpty()) {
                throw new IllegalArgumentException("a schema needs at least one field");
            }
            List<Field> fields = new ArrayList<>(declared.size());
            Set<String> names = new HashSet<>();
            for (Field.Kind kind : Field.Kind.values()) {
                for (Declared field : declared) {
                    if (field.kind() == kind) {
                        if (!names.add(field.name())) {
                            throw new IllegalArgumentException("the field name '" + field.name()
                                    + "' is given twice; names are unique over attributes and datasets together");
                        }
                        fields.add(new Field(field.name(), kind, field.type(), fields.size()));
                    }
                }
            }
            return new Schema(fields, keyPosition(fields));
        }

        private int keyPosition(List<Field> fields) {
            for (Field field : fields) {
                boolean candidate = field.isAttribute() && field.isText();
                if (key == null && defaultKey && candidate) {
                    return field.position();
                }
                if (field.name().equals(key)) {
                    if (!candidate) {
                        throw new IllegalArgumentException("the key must be a string attribute, not " + field);
                    }
                    return field.position();
                }
            }
            if (key != null) {
                throw new IllegalArgumentException("the key '" + key + "' is no field of the schema");
            }
            return -1;
        }
    }
}
