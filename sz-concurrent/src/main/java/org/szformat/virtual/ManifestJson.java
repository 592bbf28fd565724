package org.szformat.virtual;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.szformat.SzFormatException;
import org.szformat.json.JsonValue;

/** Takes what must be there from a JSON object of a manifest, and says what is wrong with it. */
final class ManifestJson {
    private final Path file;
    private final String place;
    private final JsonValue.Obj object;

    private ManifestJson(Path file, String place, JsonValue.Obj object) {
        this.file = file;
        this.place = place;
        this.object = object;
    }

    static ManifestJson of(Path file, String place, JsonValue value) throws SzFormatException {
        if (value instanceof JsonValue.Obj object) {
            return new ManifestJson(file, place, object);
        }
        throw new SzFormatException(file, place, "JSON that is no object", "an object");
    }

    boolean has(String name) {
        return object.get(name) != null;
    }

    long number(String name, long min, long max) throws SzFormatException {
        if (object.get(name) instanceof JsonValue.Num number) {
            return number(name, number, min, max);
        }
        throw fault("no number '" + name + "'", "one");
    }

    private long number(String name, JsonValue.Num number, long min, long max) throws SzFormatException {
        try {
            long value = Long.parseLong(number.text());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw fault("'" + name + "' = " + number.text(), "an integer from " + min + " to " + max);
    }

    String text(String name) throws SzFormatException {
        if (object.get(name) instanceof JsonValue.Text text) {
            return text.value();
        }
        throw fault("no text '" + name + "'", "one");
    }

    long hexadecimal(String name) throws SzFormatException {
        String text = text(name);
        try {
            return Long.parseUnsignedLong(text, 16);
        } catch (NumberFormatException e) {
            throw fault("'" + name + "' = '" + text + "'", "16 hexadecimal digits");
        }
    }

    List<JsonValue> list(String name) throws SzFormatException {
        if (object.get(name) instanceof JsonValue.Array array) {
            return array.items();
        }
        throw fault("no list '" + name + "'", "one");
    }

    long[] numbers(String name, long min, long max) throws SzFormatException {
        List<JsonValue> items = list(name);
        long[] numbers = new long[items.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(items.get(i) instanceof JsonValue.Num number)) {
                throw fault("other things than numbers in '" + name + "'", "numbers");
            }
            numbers[i] = number(name, number, min, max);
        }
        return numbers;
    }

    Map<String, String> texts(String name) throws SzFormatException {
        if (!(object.get(name) instanceof JsonValue.Obj members)) {
            throw fault("no object '" + name + "'", "one");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> member : members.members().entrySet()) {
            if (!(member.getValue() instanceof JsonValue.Text text)) {
                throw fault("other things than text in '" + name + "'", "text");
            }
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text.value())) {
                throw fault("an unpaired surrogate in '" + name + "'", "text that can be written as UTF-8");
            }
            texts.put(member.getKey(), text.value());
        }
        return texts;
    }

    SzFormatException fault(String found, String expected) {
        return new SzFormatException(file, place, found, expected);
    }
}
