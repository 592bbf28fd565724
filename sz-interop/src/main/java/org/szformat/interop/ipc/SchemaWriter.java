package org.szformat.interop.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.DictionaryKind;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.LargeBinary;
import org.apache.arrow.flatbuf.LargeList;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Struct_;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** Schemas as FlatBuffers. */
final class SchemaWriter {
    private final FlatBufferBuilder builder;

    private SchemaWriter(FlatBufferBuilder builder) {
        this.builder = builder;
    }

    static int write(FlatBufferBuilder builder, ArrowSchema schema) {
        SchemaWriter writer = new SchemaWriter(builder);
        int fields = Schema.createFieldsVector(builder, writer.fields(schema.fields()));
        int metadata = Schema.createCustomMetadataVector(builder, writer.metadata(schema.metadata()));
        Schema.startSchema(builder);
        Schema.addEndianness(builder, Endianness.Little);
        Schema.addFields(builder, fields);
        Schema.addCustomMetadata(builder, metadata);
        return Schema.endSchema(builder);
    }

    private int[] fields(List<ArrowField> fields) {
        return fields.stream().mapToInt(this::field).toArray();
    }

    private int field(ArrowField field) {
        int name = builder.createString(field.name());
        int type = type(field.type());
        int children = Field.createChildrenVector(builder, fields(field.children()));
        int metadata =
                field.metadata().isEmpty() ? 0 : Field.createCustomMetadataVector(builder, metadata(field.metadata()));
        ArrowField.DictionaryIndex index = field.dictionary();
        int dictionary = index == null
                ? 0
                : DictionaryEncoding.createDictionaryEncoding(
                        builder, index.id(), type(index.type()), false, DictionaryKind.DenseArray);
        Field.startField(builder);
        Field.addName(builder, name);
        Field.addNullable(builder, field.nullable());
        Field.addTypeType(builder, typeOf(field.type()));
        Field.addType(builder, type);
        Field.addDictionary(builder, dictionary);
        Field.addChildren(builder, children);
        Field.addCustomMetadata(builder, metadata);
        return Field.endField(builder);
    }

    private int[] metadata(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .mapToInt(entry -> KeyValue.createKeyValue(
                        builder, builder.createString(entry.getKey()), builder.createString(entry.getValue())))
                .toArray();
    }

    private static byte typeOf(ArrowType type) {
        return switch (type.kind()) {
            case SIGNED, UNSIGNED -> Type.Int;
            case FLOAT -> Type.FloatingPoint;
            case BOOL -> Type.Bool;
            case TIMESTAMP -> Type.Timestamp;
            case FIXED_BINARY -> Type.FixedSizeBinary;
            case UTF8 -> Type.Utf8;
            case LARGE_BINARY -> Type.LargeBinary;
            case LIST -> Type.List;
            case LARGE_LIST -> Type.LargeList;
            case MAP -> Type.Map;
            case STRUCT -> Type.Struct_;
            case VIEW, OTHER -> throw unwritten(type);
        };
    }

    private int type(ArrowType type) {
        return switch (type.kind()) {
            case SIGNED -> Int.createInt(builder, type.width(), true);
            case UNSIGNED -> Int.createInt(builder, type.width(), false);
            case FLOAT ->
                FloatingPoint.createFloatingPoint(builder, (short) Integer.numberOfTrailingZeros(type.width() / 16));
            case BOOL -> {
                Bool.startBool(builder);
                yield Bool.endBool(builder);
            }
            case TIMESTAMP -> {
                int zone = type.detail().isEmpty() ? 0 : builder.createString(type.detail());
                yield Timestamp.createTimestamp(builder, TimeUnit.MILLISECOND, zone);
            }
            case FIXED_BINARY -> FixedSizeBinary.createFixedSizeBinary(builder, type.width());
            case UTF8 -> {
                Utf8.startUtf8(builder);
                yield Utf8.endUtf8(builder);
            }
            case LARGE_BINARY -> {
                LargeBinary.startLargeBinary(builder);
                yield LargeBinary.endLargeBinary(builder);
            }
            case LIST -> {
                org.apache.arrow.flatbuf.List.startList(builder);
                yield org.apache.arrow.flatbuf.List.endList(builder);
            }
            case LARGE_LIST -> {
                LargeList.startLargeList(builder);
                yield LargeList.endLargeList(builder);
            }
            case MAP -> org.apache.arrow.flatbuf.Map.createMap(builder, false);
            case STRUCT -> {
                Struct_.startStruct_(builder);
                yield Struct_.endStruct_(builder);
            }
            case VIEW, OTHER -> throw unwritten(type);
        };
    }

    private static IllegalArgumentException unwritten(ArrowType type) {
        return new IllegalArgumentException("columns of type " + type + " are not written");
    }
}
