package org.szformat.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.szformat.schema.Schema;

/** Several reductions in one pass. */
record AllOf(List<Reduction<?, ?>> reductions) implements Reduction<List<AllOf.Part<?, ?>>, Results> {

    /** A reduction and its state. */
    record Part<A, R>(Reduction<A, R> reduction, A state) {
        static <A, R> Part<A, R> of(Reduction<A, R> reduction, Schema schema) {
            return new Part<>(reduction, reduction.newState(schema));
        }

        void accumulate(Rows rows) {
            reduction.accumulate(state, rows);
        }

        @SuppressWarnings("unchecked") // parts at the same place are of the same reduction
        void merge(Part<?, ?> next) {
            reduction.merge(state, (A) next.state);
        }

        R finish() {
            return reduction.finish(state);
        }
    }

    @Override
    public Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        reductions.forEach(reduction -> fields.addAll(reduction.fields()));
        return fields;
    }

    @Override
    public List<Part<?, ?>> newState(Schema schema) {
        List<Part<?, ?>> parts = new ArrayList<>();
        for (Reduction<?, ?> reduction : reductions) {
            parts.add(Part.of(reduction, schema));
        }
        return parts;
    }

    @Override
    public void accumulate(List<Part<?, ?>> state, Rows rows) {
        state.forEach(part -> part.accumulate(rows));
    }

    @Override
    public void merge(List<Part<?, ?>> state, List<Part<?, ?>> next) {
        for (int i = 0; i < state.size(); i++) {
            state.get(i).merge(next.get(i));
        }
    }

    @Override
    public Results finish(List<Part<?, ?>> state) {
        Map<Reduction<?, ?>, Object> results = new HashMap<>();
        for (Part<?, ?> part : state) {
            results.put(part.reduction(), Objects.requireNonNull(part.finish()));
        }
        return new Results(results);
    }
}
