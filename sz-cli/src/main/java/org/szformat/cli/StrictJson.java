package org.szformat.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.szformat.json.JsonValue;

/** JSON that every parser reads: what headers hold of Python's {@code NaN} and {@code Infinity} becomes strings. */
final class StrictJson {
    private StrictJson() {}

    /** The value with those numbers in it, at any depth, as strings. */
    static JsonValue of(JsonValue value) {
        if (value instanceof JsonValue.Num number && isWord(number.text())) {
            return JsonValue.of(number.text());
        } else if (value instanceof JsonValue.Array array) {
            return JsonValue.of(array.items().stream().map(StrictJson::of).toList());
        } else if (value instanceof JsonValue.Obj object) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            object.members().forEach((name, member) -> members.put(name, of(member)));
            return JsonValue.of(members);
        }
        return value;
    }

    private static boolean isWord(String number) {
        return number.endsWith("N") || number.endsWith("y");
    }
}
