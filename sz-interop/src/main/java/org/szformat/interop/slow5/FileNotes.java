package org.szformat.interop.slow5;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.json.JsonValue;
import org.szformat.merge.HeaderMerge;
import org.szformat.schema.Header;

/**
 * What of a SLOW5 file neither schema nor {@code runs} hold, so that it can be written again as it was: the header's
 * key {@code slow5}.
 *
 * @param version the version of the file
 * @param attributes the names of the groups' attributes, in order
 * @param groups the run IDs of the groups, in order
 * @param fields the auxiliary fields, in order
 */
record FileNotes(String version, List<String> attributes, List<String> groups, List<Noted> fields) {
    static final String KEY = "slow5";

    private static final String VERSION = "version";
    private static final String ATTRIBUTES = "attributes";
    private static final String GROUPS = "groups";
    private static final String FIELDS = "fields";
    private static final String NAME = "name";
    private static final String TYPE = "type";
    private static final String FIELD = "field";

    /**
     * An auxiliary field and the name of the field here that holds its values.
     *
     * @param aux the auxiliary field
     * @param field the name here
     */
    record Noted(AuxField aux, String field) {}

    FileNotes {
        attributes = List.copyOf(attributes);
        groups = List.copyOf(groups);
        fields = List.copyOf(fields);
    }

    static FileNotes none() {
        return new FileNotes("", List.of(), List.of(), List.of());
    }

    JsonValue toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(VERSION, JsonValue.of(version));
        members.put(ATTRIBUTES, texts(attributes));
        members.put(GROUPS, texts(groups));
        List<JsonValue> declared = new ArrayList<>();
        for (Noted noted : fields) {
            Map<String, JsonValue> field = new LinkedHashMap<>();
            field.put(NAME, JsonValue.of(noted.aux().name()));
            field.put(TYPE, JsonValue.of(noted.aux().typeText()));
            field.put(FIELD, JsonValue.of(noted.field()));
            declared.add(JsonValue.of(field));
        }
        members.put(FIELDS, JsonValue.of(declared));
        return JsonValue.of(members);
    }

    private static JsonValue texts(List<String> texts) {
        return JsonValue.of(texts.stream().map(JsonValue::of).toList());
    }

    /**
     * The notes in a header; none where there are none that can be understood. Lists that merged files do not agree on
     * are united; fields that they declare with different types are left out.
     */
    static FileNotes of(Header header) {
        String version = text(member(header.get(KEY), VERSION));
        return new FileNotes(
                version == null ? "" : version,
                texts(list(header, ATTRIBUTES)),
                texts(list(header, GROUPS)),
                fields(list(header, FIELDS)));
    }

    private static @Nullable JsonValue member(Optional<JsonValue> value, String name) {
        return value.orElse(null) instanceof JsonValue.Obj object ? object.get(name) : null;
    }

    /** The items of a list, or of all lists that merged files had in its place, each of them once. */
    private static Set<JsonValue> list(Header header, String name) {
        Set<JsonValue> items = new LinkedHashSet<>();
        if (member(header.get(KEY), name) instanceof JsonValue.Array one) {
            items.addAll(one.items());
        }
        Optional<JsonValue> differing = Optional.ofNullable(member(header.get(HeaderMerge.DIFFERING), KEY));
        if (member(differing, name) instanceof JsonValue.Array all) {
            for (JsonValue each : all.items()) {
                if (each instanceof JsonValue.Array array) {
                    items.addAll(array.items());
                }
            }
        }
        return items;
    }

    private static List<Noted> fields(Set<JsonValue> items) {
        Map<String, Noted> byName = new LinkedHashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (JsonValue item : items) {
            Noted noted = item instanceof JsonValue.Obj field
                    ? noted(text(field.get(NAME)), text(field.get(TYPE)), text(field.get(FIELD)))
                    : null;
            if (noted != null && byName.putIfAbsent(noted.aux().name(), noted) != null) {
                ambiguous.add(noted.aux().name());
            }
        }
        byName.keySet().removeAll(ambiguous);
        return List.copyOf(byName.values());
    }

    private static @Nullable Noted noted(@Nullable String name, @Nullable String type, @Nullable String field) {
        if (name == null || type == null || field == null) {
            return null;
        }
        try {
            return new Noted(AuxField.parse(HeaderParser.requireName(name), type), field);
        } catch (Fault e) {
            return null;
        }
    }

    private static List<String> texts(Set<JsonValue> items) {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : items) {
            String text = text(item);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static @Nullable String text(@Nullable JsonValue value) {
        return value instanceof JsonValue.Text text ? text.value() : null;
    }
}
