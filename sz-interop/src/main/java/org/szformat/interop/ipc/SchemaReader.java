package org.szformat.interop.ipc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.flatbuf.UnionMode;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;

/**
 * Schemas from FlatBuffers. Damaged ones can lead in circles, so depth and number of fields are limited.
 *
 * <p>Throws runtime exceptions where the bytes end early; {@link TableBytes#parse} is for that.
 */
final class SchemaReader {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_FIELDS = 10_000;
    private static final int MAX_METADATA = 10_000;

    private final TableBytes table;
    private final long offset;
    private int fields;
    private int entries;

    private SchemaReader(TableBytes table, long offset) {
        this.table = table;
        this.offset = offset;
    }

    static ArrowSchema read(TableBytes table, long offset, @Nullable Schema schema) throws SzFormatException {
        if (schema == null) {
            throw table.fault(offset, "no schema", "one");
        }
        if (schema.endianness() != Endianness.Little) {
            throw table.fault(offset, "values in big-endian order", "little-endian order");
        }
        SchemaReader reader = new SchemaReader(table, offset);
        List<ArrowField> columns = new ArrayList<>();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            columns.add(reader.field(schema.fields(i), 0));
        }
        return new ArrowSchema(columns, reader.metadata(schema.customMetadataLength(), schema::customMetadata));
    }

    private ArrowField field(@Nullable Field field, int depth) throws SzFormatException {
        if (field == null || depth > MAX_DEPTH || ++fields > MAX_FIELDS) {
            throw table.fault(
                    offset,
                    field == null ? "a field that is missing" : "a schema that does not end",
                    "at most " + MAX_FIELDS + " fields, " + MAX_DEPTH + " deep");
        }
        String name = field.name() == null ? "" : field.name();
        List<ArrowField> children = new ArrayList<>();
        for (int i = 0; i < field.childrenLength(); i++) {
            children.add(field(field.children(i), depth + 1));
        }
        ArrowType type = type(field, name);
        int wanted = type.isOneOf(ArrowType.Kind.LIST, ArrowType.Kind.LARGE_LIST, ArrowType.Kind.MAP) ? 1 : -1;
        if (wanted >= 0 && children.size() != wanted) {
            throw table.fault(
                    offset, "the list '" + name + "' with " + children.size() + " kinds of items", "one kind");
        }
        return new ArrowField(
                name,
                type,
                field.nullable(),
                children,
                dictionary(field.dictionary(), name),
                metadata(field.customMetadataLength(), field::customMetadata));
    }

    private ArrowField.@Nullable DictionaryIndex dictionary(@Nullable DictionaryEncoding encoding, String name)
            throws SzFormatException {
        if (encoding == null) {
            return null;
        }
        Int type = encoding.indexType();
        ArrowType index = type == null ? ArrowType.signed(32) : integer(type, name);
        return new ArrowField.DictionaryIndex(encoding.id(), index);
    }

    private ArrowType type(Field field, String name) throws SzFormatException {
        return switch (field.typeType()) {
            case Type.Int -> integer((Int) require(field.type(new Int()), name), name);
            case Type.FloatingPoint ->
                floating(((FloatingPoint) require(field.type(new FloatingPoint()), name)).precision(), name);
            case Type.Bool -> ArrowType.BOOL;
            case Type.Utf8 -> ArrowType.UTF8;
            case Type.LargeBinary -> ArrowType.LARGE_BINARY;
            case Type.FixedSizeBinary ->
                fixedBinary(((FixedSizeBinary) require(field.type(new FixedSizeBinary()), name)).byteWidth(), name);
            case Type.List -> ArrowType.LIST;
            case Type.LargeList -> new ArrowType(ArrowType.Kind.LARGE_LIST, 0, "");
            case Type.Map -> ArrowType.MAP;
            case Type.Struct_ -> ArrowType.STRUCT;
            case Type.Timestamp -> timestamp((Timestamp) require(field.type(new Timestamp()), name));
            case Type.Binary, Type.LargeUtf8, Type.ListView, Type.LargeListView -> other(field, 3);
            case Type.Date, Type.Time, Type.Interval, Type.Duration, Type.Decimal -> other(field, 2);
            case Type.Utf8View, Type.BinaryView -> new ArrowType(ArrowType.Kind.VIEW, 0, Type.name(field.typeType()));
            case Type.Union ->
                other(field, ((Union) require(field.type(new Union()), name)).mode() == UnionMode.Dense ? 2 : 1);
            case Type.FixedSizeList -> other(field, 1);
            case Type.Null, Type.RunEndEncoded -> other(field, 0);
            default ->
                throw table.fault(
                        offset,
                        "the column '" + name + "' of a type that is not known (" + field.typeType() + ")",
                        "a type of Arrow's columnar format 1.5");
        };
    }

    private static ArrowType other(Field field, int buffers) {
        return new ArrowType(ArrowType.Kind.OTHER, buffers, Type.name(field.typeType()));
    }

    private static ArrowType timestamp(Timestamp type) {
        if (type.unit() != TimeUnit.MILLISECOND) {
            return new ArrowType(ArrowType.Kind.OTHER, 2, "Timestamp");
        }
        return ArrowType.milliseconds(type.timezone() == null ? "" : type.timezone());
    }

    private ArrowType floating(short precision, String name) throws SzFormatException {
        if (precision < 0 || precision > 2) {
            throw table.fault(offset, "the column '" + name + "' of floats of precision " + precision, "0, 1 or 2");
        }
        return ArrowType.floating(16 << precision);
    }

    private ArrowType fixedBinary(int bytes, String name) throws SzFormatException {
        if (bytes < 0) {
            throw table.fault(offset, "the column '" + name + "' of " + bytes + " bytes a value", "at least 0");
        }
        return ArrowType.fixedBinary(bytes);
    }

    private ArrowType integer(Int type, String name) throws SzFormatException {
        int bits = type.bitWidth();
        if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
            throw table.fault(offset, "the column '" + name + "' of integers of " + bits + " bits", "8, 16, 32 or 64");
        }
        return type.isSigned() ? ArrowType.signed(bits) : ArrowType.unsigned(bits);
    }

    private Object require(@Nullable Object type, String name) throws SzFormatException {
        if (type == null) {
            throw table.fault(offset, "the column '" + name + "' without its type", "one");
        }
        return type;
    }

    private interface Entries {
        @Nullable
        KeyValue at(int index);
    }

    private Map<String, String> metadata(int length, Entries source) throws SzFormatException {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 0; i < length; i++) {
            KeyValue entry = source.at(i);
            if (entry == null || ++entries > MAX_METADATA) {
                throw table.fault(offset, "metadata that do not end", "at most " + MAX_METADATA + " keys");
            }
            metadata.put(entry.key() == null ? "" : entry.key(), entry.value() == null ? "" : entry.value());
        }
        return metadata;
    }
}
