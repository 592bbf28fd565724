package org.szformat.json;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON value. Objects keep the order of their members; numbers keep their text, so that {@code 1e+16},
 * {@code 1.0} and integers of any length come out as they went in. As in Python, {@code NaN}, {@code Infinity} and
 * {@code -Infinity} are numbers.
 *
 * <p>{@code toString} gives the text that Python's {@code json.dumps} gives: one line, {@code ", "} and
 * {@code ": "} as separators, everything outside ASCII escaped.
 *
 * <pre>{@code
 * JsonValue value = JsonValue.parse("{\"sample\": \"HG002\", \"sampling_rate\": 4000}");
 * if (value instanceof JsonValue.Obj object
 *         && object.get("sampling_rate") instanceof JsonValue.Num rate) {
 *     System.out.println(rate.toDouble());
 * }
 * }</pre>
 *
 * <p>All values may be shared between threads.
 */
public sealed interface JsonValue {

    /** The value {@code null}. */
    JsonValue NULL = new Null();

    /** The value {@code true}. */
    JsonValue TRUE = new Bool(true);

    /** The value {@code false}. */
    JsonValue FALSE = new Bool(false);

    /**
     * Parses one JSON value, which must be all there is in the text.
     *
     * @param text JSON; nested at most 500 deep, numbers of at most 10,000
     *     characters; where a member is given twice, the last one counts
     * @throws JsonSyntaxException when the text is not JSON, with the column at which that shows
     */
    static JsonValue parse(String text) throws JsonSyntaxException {
        return JsonParser.parse(text);
    }

    /**
     * Parses a JSON object, which must be all there is in the text.
     *
     * @param text as {@link #parse} takes it
     * @throws JsonSyntaxException when the text is not JSON, or JSON of another kind
     */
    static Obj parseObject(String text) throws JsonSyntaxException {
        if (parse(text) instanceof Obj object) {
            return object;
        }
        throw new JsonSyntaxException("JSON, but not an object", 1);
    }

    /** A string as a JSON value. */
    static Text of(String text) {
        return new Text(text);
    }

    /** An integer as a JSON value. */
    static Num of(long value) {
        return new Num(Long.toString(value));
    }

    /** A floating-point number as a JSON value, in Python's text form: {@code 0.1}, {@code 1e-05}, {@code NaN}. */
    static Num of(double value) {
        return new Num(JsonText.ofDouble(value));
    }

    /** A list of values as a JSON array. */
    static Array of(List<? extends JsonValue> items) {
        return new Array(List.copyOf(items));
    }

    /** Members in their map's order as a JSON object. */
    static Obj of(Map<String, ? extends JsonValue> members) {
        return new Obj(new LinkedHashMap<>(members));
    }

    /** {@code null}. */
    record Null() implements JsonValue {
        @Override
        public String toString() {
            return "null";
        }
    }

    /**
     * {@code true} or {@code false}.
     *
     * @param value which of the two
     */
    record Bool(boolean value) implements JsonValue {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /**
     * A number, kept as it was written.
     *
     * @param text a JSON number, or {@code NaN}, {@code Infinity}, {@code -Infinity}
     */
    record Num(String text) implements JsonValue {
        /**
         * Checks the text.
         *
         * @throws IllegalArgumentException when it is not the text of a number
         */
        public Num {
            if (!JsonParser.isNumber(text)) {
                throw new IllegalArgumentException("'" + text + "' is not a JSON number");
            }
        }

        /** The nearest {@code double}; numbers out of its range become infinite. */
        public double toDouble() {
            return Double.parseDouble(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A string.
     *
     * @param value any string, unpaired surrogates included
     */
    record Text(String value) implements JsonValue {
        /** Checks for null. */
        public Text {
            Objects.requireNonNull(value);
        }

        @Override
        public String toString() {
            return JsonText.of(this);
        }
    }

    /**
     * An array.
     *
     * @param items its values; unmodifiable
     */
    record Array(List<JsonValue> items) implements JsonValue {
        /** Copies the list. */
        public Array {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return JsonText.of(this);
        }
    }

    /**
     * An object. Two are equal when they have the same members with the same values, in whatever order.
     *
     * @param members its members in order; unmodifiable; their names without unpaired surrogates
     */
    record Obj(Map<String, JsonValue> members) implements JsonValue {
        /**
         * Copies the map.
         *
         * @throws IllegalArgumentException when a name has an unpaired surrogate
         */
        public Obj {
            members.forEach((name, value) -> {
                Objects.requireNonNull(value);
                if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
                    throw new IllegalArgumentException("the name " + JsonValue.of(name) + " has an unpaired surrogate");
                }
            });
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The member of that name, or null when there is none. */
        public @Nullable JsonValue get(String name) {
            return members.get(name);
        }

        @Override
        public String toString() {
            return JsonText.of(this);
        }
    }
}
