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
 *   <li>of a key whose values are all objects, this goes for their members, and for members of these: what they agree on
 *       stays, and only what differs moves;
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
    private final MergedObject values = new MergedObject();
    private final MergedObject said = new MergedObject();
    private final Map<String, JsonValue> runs = new LinkedHashMap<>();
    private final Map<String, Path> runOrigins = new LinkedHashMap<>();
    private final Map<String, Set<JsonValue>> conflicts = new LinkedHashMap<>();

    /** No header yet. */
    public HeaderMerge(RunPolicy policy) {
        this.policy = policy;
    }

    /**
     * Adds the header of a file.
     *
     * @param path how messages name it, if there is a file
     * @throws ConflictException when it says other things of a run than one before, and that is refused
     */
    public void add(@Nullable Path path, Header header) {
        header.asMap().forEach((key, value) -> {
            if (key.equals(RUNS) && value instanceof JsonValue.Obj object) {
                object.members().forEach((id, run) -> addRun(path, id, run));
            } else if (key.equals(DIFFERING) && MergedObject.isDiffering(value)) {
                values.addDiffering((JsonValue.Obj) value);
            } else if (key.equals(CONFLICTS) && isListed(value)) {
                ((JsonValue.Obj) value).members().forEach(this::addListed);
            } else {
                values.add(key, value);
                said.add(key, value);
            }
        });
    }

    private static boolean isListed(JsonValue value) {
        return value instanceof JsonValue.Obj object
                && object.members().values().stream().allMatch(JsonValue.Array.class::isInstance);
    }

    private void addListed(String id, JsonValue all) {
        conflicts.computeIfAbsent(id, any -> new LinkedHashSet<>()).addAll(((JsonValue.Array) all).items());
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
            throw new ConflictException(
                    ConflictException.Conflict.RUNS,
                    path + ": says of run '" + id + "' other things than " + runOrigins.get(id) + ": "
                            + difference(before, run));
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
        Map<String, JsonValue> all = new LinkedHashMap<>(values.agreed().members());
        if (!runs.isEmpty()) {
            all.put(RUNS, JsonValue.of(runs));
        }
        JsonValue.Obj differing = values.differing();
        if (!differing.members().isEmpty()) {
            all.put(DIFFERING, differing);
        }
        if (!conflicts.isEmpty()) {
            Map<String, JsonValue> arrays = new LinkedHashMap<>();
            conflicts.forEach((id, others) -> arrays.put(id, JsonValue.of(List.copyOf(others))));
            all.put(CONFLICTS, JsonValue.of(arrays));
        }
        return Header.of(JsonValue.of(all));
    }

    /** What people should know of it. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        Set<String> differences = new TreeSet<>(MergedObject.names(said.differing()));
        if (!differences.isEmpty()) {
            warnings.add("the inputs' headers have different values of " + String.join(", ", differences)
                    + "; all are kept under the header's key " + DIFFERING);
        }
        if (!conflicts.isEmpty()) {
            warnings.add("the inputs say different things of the runs " + String.join(", ", conflicts.keySet())
                    + "; the first counts, the others are kept under the header's key " + CONFLICTS);
        }
        return warnings;
    }
}
