package org.szformat.merge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.szformat.json.JsonValue;
import org.szformat.schema.Header;

/**
 * Makes one header of those of many files, and loses nothing of what they say:
 *
 * <ul>
 *   <li>a key that has one value wherever it is there keeps it;
 *   <li>the value of a key that has several is no longer one of the whole file: the key moves to the object under
 *       {@value #DIFFERING}, as the array of all its values, in the order in which they came;
 *   <li>{@value #RUNS} is united; a run of which two files say different things is refused, or keeps what was said first,
 *       and what others say goes to the object under {@value #CONFLICTS}, as an array.
 * </ul>
 *
 * <pre>{@code
 * HeaderMerge merge = new HeaderMerge(RunPolicy.REFUSE_CONFLICTS);
 * merge.add(first.path(), first.header());
 * merge.add(second.path(), second.header());
 * Header header = merge.header();
 * }</pre>
 *
 * <p>Confined to one thread.
 */
public final class HeaderMerge {
    /** The header key under which runs are, by their IDs. */
    public static final String RUNS = "runs";
    /** The header key under which values are that files do not agree on. */
    public static final String DIFFERING = "differing";
    /** The header key under which that is which later files say of runs differently. */
    public static final String CONFLICTS = "run_conflicts";

    private final RunPolicy policy;
    private final Map<String, JsonValue> values = new LinkedHashMap<>();
    private final Map<String, JsonValue> runs = new LinkedHashMap<>();
    private final Map<String, Path> runOrigins = new LinkedHashMap<>();
    private final Map<String, Set<JsonValue>> differing = new LinkedHashMap<>();
    private final Map<String, Set<JsonValue>> conflicts = new LinkedHashMap<>();
    private final Set<String> inputDifferences = new TreeSet<>();

    /** No header yet. */
    public HeaderMerge(RunPolicy policy) {
        this.policy = policy;
    }

    /**
     * Adds the header of a file.
     *
     * @param path how messages name it, if there is a file
     * @throws IllegalArgumentException when it says other things of a run than one before, and that is refused
     */
    public void add(@Nullable Path path, Header header) {
        header.asMap().forEach((key, value) -> {
            if (key.equals(RUNS) && value instanceof JsonValue.Obj object) {
                object.members().forEach((id, run) -> addRun(path, id, run));
            } else if (key.equals(DIFFERING) && isListed(value)) {
                ((JsonValue.Obj) value).members().forEach((name, all) -> addListed(differing, name, all));
            } else if (key.equals(CONFLICTS) && isListed(value)) {
                ((JsonValue.Obj) value).members().forEach((id, all) -> addListed(conflicts, id, all));
            } else {
                addValue(key, value);
            }
        });
    }

    private static boolean isListed(JsonValue value) {
        return value instanceof JsonValue.Obj object
                && object.members().values().stream().allMatch(JsonValue.Array.class::isInstance);
    }

    private static void addListed(Map<String, Set<JsonValue>> lists, String name, JsonValue all) {
        lists.computeIfAbsent(name, any -> new LinkedHashSet<>()).addAll(((JsonValue.Array) all).items());
    }

    private void addValue(String key, JsonValue value) {
        JsonValue before = values.putIfAbsent(key, value);
        if (before != null && !before.equals(value)) {
            Set<JsonValue> all = differing.computeIfAbsent(key, any -> new LinkedHashSet<>());
            all.add(before);
            all.add(value);
            inputDifferences.add(key);
        }
    }

    private void addRun(@Nullable Path path, String id, JsonValue run) {
        JsonValue before = runs.putIfAbsent(id, run);
        if (path != null) {
            runOrigins.putIfAbsent(id, path);
        }
        if (before == null || before.equals(run)) {
            return;
        }
        if (policy == RunPolicy.REFUSE_CONFLICTS) {
            throw new IllegalArgumentException(path + ": says of run '" + id + "' other things than "
                    + runOrigins.get(id) + ": " + difference(before, run));
        }
        conflicts.computeIfAbsent(id, any -> new LinkedHashSet<>()).add(run);
    }

    private static String difference(JsonValue before, JsonValue run) {
        if (before instanceof JsonValue.Obj a && run instanceof JsonValue.Obj b) {
            Set<String> keys = new LinkedHashSet<>(a.members().keySet());
            keys.addAll(b.members().keySet());
            for (String key : keys) {
                JsonValue first = a.get(key);
                JsonValue second = b.get(key);
                if (first == null || !first.equals(second)) {
                    return key + " is " + (second == null ? "missing" : second) + ", was "
                            + (first == null ? "missing" : first);
                }
            }
        }
        return run + ", was " + before;
    }

    /** The header of all. */
    public Header header() {
        Map<String, JsonValue> all = new LinkedHashMap<>(values);
        all.keySet().removeAll(differing.keySet());
        if (!runs.isEmpty()) {
            all.put(RUNS, JsonValue.of(runs));
        }
        putLists(all, DIFFERING, differing);
        putLists(all, CONFLICTS, conflicts);
        return Header.of(JsonValue.of(all));
    }

    private static void putLists(Map<String, JsonValue> all, String name, Map<String, Set<JsonValue>> lists) {
        if (!lists.isEmpty()) {
            Map<String, JsonValue> arrays = new LinkedHashMap<>();
            lists.forEach((key, items) -> arrays.put(key, JsonValue.of(List.copyOf(items))));
            all.put(name, JsonValue.of(arrays));
        }
    }

    /** What people should know of it. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (!inputDifferences.isEmpty()) {
            warnings.add("the inputs' headers have different values of " + String.join(", ", inputDifferences)
                    + "; all are kept under the header's key " + DIFFERING);
        }
        if (!conflicts.isEmpty()) {
            warnings.add("the inputs say different things of the runs " + String.join(", ", conflicts.keySet())
                    + "; the first counts, the others are kept under the header's key " + CONFLICTS);
        }
        return warnings;
    }
}
