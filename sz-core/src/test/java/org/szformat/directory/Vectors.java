package org.szformat.directory;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.szformat.json.JsonSyntaxException;
import org.szformat.json.JsonValue;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Directories that pysz wrote, and what they hold. */
final class Vectors {
    static final List<String> CASES = List.of("reads", "reads_chunk_4_threads", "types", "attributes");

    private final JsonValue.Obj json;

    private Vectors(JsonValue.Obj json) {
        this.json = json;
    }

    static Path directory(String name) {
        try {
            return Path.of(Vectors.class.getResource("/vectors/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static Vectors of(String name) throws IOException, JsonSyntaxException {
        return new Vectors(JsonValue.parseObject(Files.readString(Path.of(directory(name) + ".json"))));
    }

    Header header() {
        return Header.of((JsonValue.Obj) json.get("header"));
    }

    Schema schema() {
        Schema.Builder schema = Schema.builder();
        for (Field.Kind kind : Field.Kind.values()) {
            String list = kind == Field.Kind.ATTRIBUTE ? "attributes" : "datasets";
            for (JsonValue pair : items(json.get(list))) {
                schema.add(
                        kind,
                        text(items(pair).get(0)),
                        ValueType.of(text(items(pair).get(1))));
            }
        }
        return schema.build();
    }

    List<Record> records() {
        Schema schema = schema();
        return items(json.get("records")).stream()
                .map(values -> record(schema, (JsonValue.Obj) values))
                .toList();
    }

    private static Record record(Schema schema, JsonValue.Obj values) {
        RecordBuilder record = Record.builder(schema);
        for (Field field : schema.fields()) {
            JsonValue value = values.get(field.name());
            if (field.isText()) {
                record.set(field, text(value));
            } else if (field.isAttribute() && field.type().isInteger()) {
                record.set(field, Long.parseLong(value.toString()));
            } else if (field.isAttribute()) {
                record.setBits(field, littleEndian(text(value)));
            } else {
                record.setStored(field, array(field.type(), items(value)));
            }
        }
        return record.build();
    }

    private static Object array(ValueType type, List<JsonValue> values) {
        int n = values.size();
        ByteBuffer bytes = ByteBuffer.allocate(n * 16).order(ByteOrder.LITTLE_ENDIAN);
        for (JsonValue value : values) {
            if (type.isInteger()) {
                bytes.putLong(Long.parseLong(value.toString()));
            } else {
                bytes.put(HexFormat.of().parseHex(text(value)));
            }
        }
        bytes.flip();
        switch (type) {
            case I16, U16, F16: {
                short[] array = new short[n];
                for (int i = 0; i < n; i++) {
                    array[i] = type == ValueType.F16 ? bytes.getShort() : (short) bytes.getLong();
                }
                return array;
            }
            case I32, U32: {
                int[] array = new int[n];
                for (int i = 0; i < n; i++) {
                    array[i] = (int) bytes.getLong();
                }
                return array;
            }
            case F32: {
                float[] array = new float[n];
                bytes.asFloatBuffer().get(array);
                return array;
            }
            case F64: {
                double[] array = new double[n];
                bytes.asDoubleBuffer().get(array);
                return array;
            }
            default: {
                Float80[] array = new Float80[n];
                for (int i = 0; i < n; i++) {
                    long significand = bytes.getLong();
                    array[i] = new Float80((short) bytes.getLong(), significand);
                }
                return Float80Array.of(array);
            }
        }
    }

    private static long littleEndian(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        long bits = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            bits = bits << 8 | bytes[i] & 0xFF;
        }
        return bits;
    }

    private static List<JsonValue> items(JsonValue array) {
        return ((JsonValue.Array) array).items();
    }

    private static String text(JsonValue value) {
        return ((JsonValue.Text) value).value();
    }
}
