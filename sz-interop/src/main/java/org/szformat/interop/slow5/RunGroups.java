package org.szformat.interop.slow5;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.szformat.interop.slow5.Slow5Header.Attribute;
import org.szformat.json.JsonValue;
import org.szformat.schema.Header;

/**
 * The runs of a header as read groups.
 *
 * @param ids the run IDs, in the order of the groups; empty when the header has no runs
 * @param attributes what is said of the groups
 */
record RunGroups(List<String> ids, List<Attribute> attributes) {
    private static final String RUN_ID = "run_id";

    /**
     * The groups of a header. Those that came from SLOW5 files come first, in the order that they had there, as do
     * attributes; the others are sorted. A run that did not come from one and has no attribute {@code run_id} gets its ID
     * as that. Objects within a run's become attributes of their members' names.
     *
     * @throws IllegalArgumentException when SLOW5 cannot hold an attribute
     */
    static RunGroups of(Header header, FileNotes notes) {
        Map<String, JsonValue> runs =
                header.get(ReadLayout.RUNS).orElse(null) instanceof JsonValue.Obj object ? object.members() : Map.of();
        Set<String> ids = new LinkedHashSet<>(notes.groups());
        Set<String> noted = Set.copyOf(ids);
        ids.retainAll(runs.keySet());
        ids.addAll(runs.keySet());
        List<Map<String, String>> texts = new ArrayList<>();
        Set<String> unordered = new TreeSet<>();
        for (String id : ids) {
            Map<String, String> run = new LinkedHashMap<>();
            flatten(id, runs.get(id), run);
            if (!noted.contains(id)) {
                run.putIfAbsent(RUN_ID, id);
            }
            run.forEach((name, value) -> requireClean(id, name, value));
            texts.add(run);
            unordered.addAll(run.keySet());
        }
        Set<String> names = new LinkedHashSet<>(notes.attributes());
        names.removeIf(name -> name.isEmpty() || firstBad(name) >= 0);
        names.addAll(unordered);
        List<Attribute> attributes = new ArrayList<>();
        for (String name : texts.isEmpty() ? Set.<String>of() : names) {
            List<@Nullable String> values = new ArrayList<>();
            texts.forEach(run -> values.add(run.get(name)));
            attributes.add(new Attribute(name, values));
        }
        return new RunGroups(List.copyOf(ids), attributes);
    }

    private static void flatten(String id, @Nullable JsonValue value, Map<String, String> into) {
        if (!(value instanceof JsonValue.Obj object)) {
            return;
        }
        Map<String, JsonValue.Obj> inner = new HashMap<>();
        object.members().forEach((name, member) -> {
            if (member instanceof JsonValue.Obj nested) {
                inner.put(name, nested);
            } else if (!(member instanceof JsonValue.Null)) {
                into.put(name, member instanceof JsonValue.Text text ? text.value() : member.toString());
            }
        });
        for (String name : object.members().keySet()) {
            JsonValue.Obj nested = inner.get(name);
            if (nested != null) {
                Map<String, String> members = new LinkedHashMap<>();
                flatten(id, nested, members);
                members.forEach((member, text) -> {
                    String other = into.putIfAbsent(member, text);
                    if (other != null && !other.equals(text)) {
                        into.put(name + "_" + member, text);
                    }
                });
            }
        }
    }

    private static void requireClean(String id, String name, String value) {
        for (String text : List.of(name, value)) {
            int bad = firstBad(text);
            if (bad >= 0) {
                throw new IllegalArgumentException("the attribute " + Fault.quote(name) + " of the run "
                        + Fault.quote(id) + " has a " + Texts.nameOf(text.charAt(bad)) + ", which SLOW5 cannot hold");
            }
        }
        if (name.isEmpty() || value.equals(Slow5Header.MISSING)) {
            throw new IllegalArgumentException("the run " + Fault.quote(id) + " has an attribute " + Fault.quote(name)
                    + " of value " + Fault.quote(value) + ", which SLOW5 cannot hold");
        }
    }

    /** Where text has a character that headers cannot hold, or −1. */
    private static int firstBad(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("\t\n\r\0".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
