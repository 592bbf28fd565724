package org.szformat.split;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files that records are split into, as they turn up, by the values that fill the places in their names. */
final class SplitTargets {
    /** Whose record goes nowhere. */
    static final int NOWHERE = -1;

    /** Whose record was damaged when it was to be decided where it goes. */
    static final int UNREADABLE = Integer.MIN_VALUE;

    /** One of the files. */
    static final class Target {
        private final List<@Nullable String> values;
        private long records;

        Target(List<@Nullable String> values) {
            this.values = values;
        }

        long records() {
            return records;
        }

        /** The value of a place. */
        @Nullable
        String value(int place) {
            return values.get(place);
        }
    }

    private final List<String> places;
    private final List<Target> targets = new ArrayList<>();
    private final Map<List<@Nullable String>, Integer> numbers = new HashMap<>();
    private final List<int[]> sets = new ArrayList<>();
    private final Map<List<Integer>, Integer> setNumbers = new HashMap<>();

    /**
     * None yet.
     *
     * @param places the names of the places that have values
     */
    SplitTargets(List<String> places) {
        this.places = List.copyOf(places);
    }

    List<String> places() {
        return places;
    }

    int size() {
        return targets.size();
    }

    Target get(int number) {
        return targets.get(number);
    }

    /** Counts a record to a target, which is new if the values are; gives its number. */
    int count(List<@Nullable String> values) {
        Integer number = numbers.get(values);
        if (number == null) {
            if (targets.size() == Split.MAX_PARTS) {
                throw new IllegalArgumentException("there would be more than " + Split.MAX_PARTS + " files, by "
                        + String.join(", ", places) + "; split by something that has fewer values");
            }
            number = targets.size();
            List<@Nullable String> own = new ArrayList<>(values);
            numbers.put(own, number);
            targets.add(new Target(own));
        }
        targets.get(number).records++;
        return number;
    }

    /** Takes back that a record was counted, since it is lost. */
    void lose(int route) {
        for (int target : of(route)) {
            targets.get(target).records--;
        }
    }

    /** The route to several targets, as {@link #of} takes it. */
    int set(List<Integer> several) {
        if (several.size() == 1) {
            return several.get(0);
        }
        return setNumbers.computeIfAbsent(List.copyOf(several), any -> {
            sets.add(several.stream().mapToInt(Integer::intValue).toArray());
            return NOWHERE - sets.size();
        });
    }

    /** The targets that a route leads to. */
    int[] of(int route) {
        if (route == NOWHERE || route == UNREADABLE) {
            return new int[0];
        }
        return route >= 0 ? new int[] {route} : sets.get(NOWHERE - 1 - route);
    }

    /**
     * The files of all.
     *
     * @param constants the values of places that have one everywhere
     */
    List<Path> paths(Path folder, NameTemplate template, Map<String, String> constants) {
        FileNames names = new FileNames();
        List<Path> paths = new ArrayList<>();
        for (Target target : targets) {
            String name = template.filled(place -> {
                int at = places.indexOf(place);
                return FileNames.safe(at >= 0 ? target.values.get(at) : constants.get(place));
            });
            paths.add(folder.resolve(names.unique(name)));
        }
        return paths;
    }

    /** The values of a target by the names of the places. */
    Map<String, String> valuesOf(int number) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < places.size(); i++) {
            String value = targets.get(number).value(i);
            values.put(places.get(i), value == null ? "missing" : value);
        }
        return values;
    }
}
