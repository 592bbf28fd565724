package org.szformat.query;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.szformat.record.BatchColumn;
import org.szformat.schema.Schema;

/** A state for each value of an attribute. */
record GroupBy<A, R>(String field, int limit, Reduction<A, R> each)
        implements Reduction<GroupBy.States<A>, SortedMap<Scalar, R>> {

    /** The states of the groups. */
    record States<A>(Schema schema, Map<Scalar, A> groups) {}

    /** Places in {@link Rows}. */
    private static final class Places {
        private int[] places = new int[4];
        private int count;

        void add(int place) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
            }
            places[count++] = place;
        }
    }

    @Override
    public Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>(each.fields());
        fields.add(field);
        return fields;
    }

    @Override
    public States<A> newState(Schema schema) {
        if (schema.field(field).isDataset()) {
            throw new IllegalArgumentException("groups are made by an attribute, not by " + schema.field(field));
        }
        each.newState(schema);
        return new States<>(schema, new HashMap<>());
    }

    @Override
    public void accumulate(States<A> state, Rows rows) {
        BatchColumn column = rows.batch().column(field);
        Map<Scalar, Places> places = new LinkedHashMap<>();
        for (int i = 0; i < rows.count(); i++) {
            places.computeIfAbsent(Scalar.ofRow(column, rows.row(i)), key -> new Places())
                    .add(i);
            requireFew(places.size());
        }
        places.forEach((key, own) -> {
            A group = state.groups().computeIfAbsent(key, absent -> each.newState(state.schema()));
            requireFew(state.groups().size());
            each.accumulate(group, rows.at(own.places, own.count));
        });
    }

    private void requireFew(int groups) {
        if (groups > limit) {
            throw new GroupLimitException(field, limit);
        }
    }

    @Override
    public void merge(States<A> state, States<A> next) {
        next.groups().forEach((key, group) -> {
            A own = state.groups().putIfAbsent(key, group);
            if (own != null) {
                each.merge(own, group);
            }
        });
        requireFew(state.groups().size());
    }

    @Override
    public SortedMap<Scalar, R> finish(States<A> state) {
        SortedMap<Scalar, R> results = new TreeMap<>();
        state.groups().forEach((key, group) -> results.put(key, each.finish(group)));
        return Collections.unmodifiableSortedMap(results);
    }
}
