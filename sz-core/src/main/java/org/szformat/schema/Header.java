package org.szformat.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.json.JsonSyntaxException;
import org.szformat.json.JsonValue;

/**
 * What is said of a whole file: keys and JSON values, in order. The key {@code runs}, where there is one, maps a run
 * ID to that run's metadata.
 *
 * <pre>{@code
 * Header header = Header.empty()
 *         .with("sample", JsonValue.of("HG002"))
 *         .with("sampling_rate", JsonValue.of(4000));
 * }</pre>
 *
 * <p>Immutable, so safe for use by many threads.
 */
public final class Header {
    private static final Header EMPTY = new Header(JsonValue.of(Map.of()));

    private final JsonValue.Obj values;

    private Header(JsonValue.Obj values) {
        this.values = values;
    }

    /** A header of no keys. */
    public static Header empty() {
        return EMPTY;
    }

    /** A header of the members of a JSON object. */
    public static Header of(JsonValue.Obj values) {
        return new Header(values);
    }

    /**
     * A header from the text of a JSON object.
     *
     * @throws JsonSyntaxException when the text is not JSON, or JSON but no object
     */
    public static Header parse(String json) throws JsonSyntaxException {
        return new Header(JsonValue.parseObject(json));
    }

    /** The same header with a key added at its end, or with that key's value changed in its place. */
    public Header with(String key, JsonValue value) {
        Map<String, JsonValue> members = new LinkedHashMap<>(values.members());
        members.put(key, value);
        return new Header(JsonValue.of(members));
    }

    /** The same header without a key; the same when it has none of that name. */
    public Header without(String key) {
        Map<String, JsonValue> members = new LinkedHashMap<>(values.members());
        members.remove(key);
        return new Header(JsonValue.of(members));
    }

    /** The value of a key, if it is there. */
    public Optional<JsonValue> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Keys and values in order. Unmodifiable. */
    public Map<String, JsonValue> asMap() {
        return values.members();
    }

    /** The header as one JSON object. */
    public JsonValue.Obj asJson() {
        return values;
    }

    /** Equal when the other has the same keys with the same values, in whatever order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Header header && values.equals(header.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values);
    }

    /** The header as one line of JSON. */
    @Override
    public String toString() {
        return values.toString();
    }
}
