package org.szformat.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** IDs that were asked for and are not there: the first of them by name, the others counted. */
final class MissingIds {
    private static final int NAMED = 20;

    private final Set<String> named = new LinkedHashSet<>();
    private long more;

    void add(String id) {
        if (named.size() < NAMED) {
            named.add(id);
        } else if (!named.contains(id)) {
            more++;
        }
    }

    boolean isEmpty() {
        return named.isEmpty();
    }

    /** Which they are: {@code there are no records 'a', 'b' and 3 more}. */
    @Override
    public String toString() {
        return named.stream()
                .map(id -> "'" + id + "'")
                .collect(Collectors.joining(
                        ", ",
                        named.size() == 1 ? "there is no record " : "there are no records ",
                        more == 0 ? "" : " and " + more + " more"));
    }
}
