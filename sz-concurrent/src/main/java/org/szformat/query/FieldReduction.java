package org.szformat.query;

import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/**
 * A reduction of one field.
 *
 * @param name what it is called
 * @param field the field
 * @param state makes a state for it
 * @param adder takes rows into a state
 * @param merger takes a state into another
 * @param finisher makes the result
 */
record FieldReduction<A, R>(
        String name,
        String field,
        Function<Field, A> state,
        BiConsumer<A, Rows> adder,
        BiConsumer<A, A> merger,
        Function<A, R> finisher)
        implements Reduction<A, R> {
    @Override
    public Set<String> fields() {
        return Set.of(field);
    }

    @Override
    public A newState(Schema schema) {
        return state.apply(schema.field(field));
    }

    @Override
    public void accumulate(A own, Rows rows) {
        adder.accept(own, rows);
    }

    @Override
    public void merge(A own, A next) {
        merger.accept(own, next);
    }

    @Override
    public R finish(A own) {
        return finisher.apply(own);
    }

    /** The same with something made of the result. */
    <T> FieldReduction<A, T> then(String newName, Function<R, T> function) {
        return new FieldReduction<>(newName, field, state, adder, merger, finisher.andThen(function));
    }

    @Override
    public String toString() {
        return name + "(" + field + ")";
    }
}
