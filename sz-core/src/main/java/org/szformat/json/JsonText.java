package org.szformat.json;

import java.util.Iterator;
import java.util.Map;
import org.szformat.number.FloatText;

/** Values to text, in the form of Python's {@code json.dumps}. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(JsonValue value) {
        JsonText text = new JsonText();
        text.append(value);
        return text.out.toString();
    }

    static String ofDouble(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return FloatText.numpy(value);
    }

    private void append(JsonValue value) {
        if (value instanceof JsonValue.Text text) {
            append(text.value());
        } else if (value instanceof JsonValue.Array array) {
            append(array);
        } else if (value instanceof JsonValue.Obj object) {
            append(object);
        } else {
            out.append(value);
        }
    }

    private void append(JsonValue.Array array) {
        out.append('[');
        Iterator<JsonValue> items = array.items().iterator();
        while (items.hasNext()) {
            append(items.next());
            out.append(items.hasNext() ? ", " : "");
        }
        out.append(']');
    }

    private void append(JsonValue.Obj object) {
        out.append('{');
        Iterator<Map.Entry<String, JsonValue>> members =
                object.members().entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonValue> member = members.next();
            append(member.getKey());
            out.append(": ");
            append(member.getValue());
            out.append(members.hasNext() ? ", " : "");
        }
        out.append('}');
    }

    private void append(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (c >= ' ' && c <= '~') {
                        out.append(c);
                    } else {
                        appendEscaped(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private void appendEscaped(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((c >> shift) & 0xF, 16));
        }
    }
}
