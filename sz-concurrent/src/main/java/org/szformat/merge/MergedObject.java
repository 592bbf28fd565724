package org.szformat.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.szformat.json.JsonValue;

/**
 * Many JSON objects made one, member by member, as deep as they are objects: what all that have a member agree on, and, apart
 * from it, all values of the members that they do not agree on. Confined to one thread.
 */
final class MergedObject {
    private final Map<String, Member> members = new LinkedHashMap<>();

    /** All that is said of one member. */
    private static final class Member {
        final Set<JsonValue> values = new LinkedHashSet<>();
        final MergedObject inner = new MergedObject();
        boolean isObject = true;
        boolean isListed;

        void add(JsonValue value) {
            if (values.add(value)) {
                if (value instanceof JsonValue.Obj object) {
                    inner.add(object);
                } else {
                    isObject = false;
                }
            }
        }

        boolean isAgreed() {
            return isObject ? inner.isAgreed() : all().size() == 1;
        }

        boolean isMerged() {
            return isObject && (isListed || !values.isEmpty());
        }

        /** What was listed of objects is one more value where others are no objects. */
        List<JsonValue> all() {
            List<JsonValue> all = new ArrayList<>(values);
            if (isListed) {
                all.add(inner.differing());
            }
            return all;
        }
    }

    /** Adds the members of an object. */
    void add(JsonValue.Obj object) {
        object.members().forEach(this::add);
    }

    /** Adds a member. */
    void add(String name, JsonValue value) {
        members.computeIfAbsent(name, any -> new Member()).add(value);
    }

    /** Adds what {@link #differing} gave of others: arrays of values, and objects of such. */
    void addDiffering(JsonValue.Obj lists) {
        lists.members().forEach((name, all) -> {
            Member member = members.computeIfAbsent(name, any -> new Member());
            if (all instanceof JsonValue.Obj nested) {
                member.inner.addDiffering(nested);
                member.isListed = true;
            } else if (all instanceof JsonValue.Array array) {
                array.items().forEach(member::add);
            }
        });
    }

    /** Whether a value is of the form that {@link #differing} gives. */
    static boolean isDiffering(JsonValue value) {
        return value instanceof JsonValue.Obj object
                && object.members().values().stream()
                        .allMatch(member -> member instanceof JsonValue.Array || isDiffering(member));
    }

    private boolean isAgreed() {
        return members.values().stream().allMatch(Member::isAgreed);
    }

    /** The members that have one value wherever they are, in the order in which they came. */
    JsonValue.Obj agreed() {
        Map<String, JsonValue> agreed = new LinkedHashMap<>();
        members.forEach((name, member) -> {
            if (member.isMerged()) {
                JsonValue.Obj object = member.inner.agreed();
                if (!object.members().isEmpty() || member.inner.isAgreed()) {
                    agreed.put(name, object);
                }
            } else if (member.all().size() == 1) {
                agreed.put(name, member.all().get(0));
            }
        });
        return JsonValue.of(agreed);
    }

    /** Of the others all values, as arrays, in the order in which they came; of objects, those of their members. */
    JsonValue.Obj differing() {
        Map<String, JsonValue> differing = new LinkedHashMap<>();
        members.forEach((name, member) -> {
            if (member.isMerged()) {
                JsonValue.Obj object = member.inner.differing();
                if (!object.members().isEmpty()) {
                    differing.put(name, object);
                }
            } else if (member.all().size() > 1) {
                differing.put(name, JsonValue.of(member.all()));
            }
        });
        return JsonValue.of(differing);
    }

    /** The names of what {@link #differing} has, those of members of objects behind the object's and a point. */
    static List<String> names(JsonValue.Obj differing) {
        List<String> names = new ArrayList<>();
        differing.members().forEach((name, value) -> {
            if (value instanceof JsonValue.Obj object) {
                names(object).forEach(member -> names.add(name + '.' + member));
            } else {
                names.add(name);
            }
        });
        return names;
    }
}
