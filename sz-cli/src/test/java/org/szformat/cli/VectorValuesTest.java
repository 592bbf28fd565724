package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.json.JsonValue;
import org.szformat.number.Float16;
import org.szformat.number.Float80;
import org.szformat.record.AttributeText;
import org.szformat.schema.ValueType;

/** What is printed of files that pysz wrote is, read back, what pysz was given. */
class VectorValuesTest {
    private record Column(String name, ValueType type) {}

    @ParameterizedTest
    @ValueSource(strings = {"reads", "types", "attributes"})
    void jsonLines(String vector) throws Exception {
        JsonValue.Obj expected = Sz.parse(Files.readString(Sz.vector(vector + ".json")));
        List<JsonValue> records = ((JsonValue.Array) expected.get("records")).items();
        List<Column> columns = new ArrayList<>(columns(expected, "attributes"));
        columns.addAll(columns(expected, "datasets"));

        List<JsonValue.Obj> printed =
                Sz.run("view", Sz.vector(vector), "--format", "jsonl").done().json();

        assertEquals(records.size(), printed.size());
        for (int row = 0; row < records.size(); row++) {
            JsonValue.Obj record = (JsonValue.Obj) records.get(row);
            assertEquals(
                    columns.stream().map(Column::name).toList(),
                    List.copyOf(printed.get(row).members().keySet()));
            for (Column column : columns) {
                String place = "row " + row + ", " + column;
                assertValue(
                        column.type(),
                        record.get(column.name()),
                        printed.get(row).get(column.name()),
                        place);
            }
        }
    }

    private static List<Column> columns(JsonValue.Obj vector, String kind) {
        return ((JsonValue.Array) vector.get(kind))
                .items().stream()
                        .map(item -> ((JsonValue.Array) item).items())
                        .map(pair -> new Column(text(pair.get(0)), ValueType.of(text(pair.get(1)))))
                        .toList();
    }

    private static String text(JsonValue value) {
        return ((JsonValue.Text) value).value();
    }

    private static void assertValue(ValueType type, JsonValue expected, JsonValue printed, String place) {
        if (expected instanceof JsonValue.Array array) {
            List<JsonValue> values = ((JsonValue.Array) printed).items();
            assertEquals(array.items().size(), values.size(), place);
            for (int i = 0; i < values.size(); i++) {
                assertValue(type, array.items().get(i), values.get(i), place + ", index " + i);
            }
        } else if (type == ValueType.S) {
            assertEquals(text(expected), text(printed), place);
        } else if (type.isInteger()) {
            assertEquals(((JsonValue.Num) expected).text(), ((JsonValue.Num) printed).text(), place);
        } else {
            assertFloat(type, HexFormat.of().parseHex(text(expected)), printed, place);
        }
    }

    private static void assertFloat(ValueType type, byte[] expected, JsonValue printed, String place) {
        if (type == ValueType.F128) {
            Float80 value = Float80.fromBytes(expected, 0);
            assertEquals(value.isNaN() ? Float80.NAN : value, Float80.parse(text(printed)), place);
            return;
        }
        long bits = 0;
        for (int i = expected.length - 1; i >= 0; i--) {
            bits = bits << 8 | Byte.toUnsignedInt(expected[i]);
        }
        double value = toDouble(type, bits);
        if (Double.isFinite(value)) {
            assertEquals(bits, AttributeText.parseBits(type, ((JsonValue.Num) printed).text()), place);
        } else {
            assertEquals(Double.toString(value), text(printed), place);
        }
    }

    private static double toDouble(ValueType type, long bits) {
        return switch (type) {
            case F16 -> Float16.toFloat((short) bits);
            case F32 -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }
}
