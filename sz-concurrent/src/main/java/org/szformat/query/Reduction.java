package org.szformat.query;

import java.util.Set;
import org.szformat.schema.Schema;

/**
 * How records are reduced to a result: a state for every chunk, filled by one thread, and the states merged in the order of
 * the chunks. {@link Reductions} has many; this is for one's own.
 *
 * <pre>{@code
 * // The number of records whose signal is clipped.
 * record Clipped(String field) implements Reduction<AtomicLong, Long> {
 *     public Set<String> fields() { return Set.of(field); }
 *     public AtomicLong newState(Schema schema) { return new AtomicLong(); }
 *     public void accumulate(AtomicLong state, Rows rows) {
 *         BatchColumn column = rows.batch().column(field);
 *         for (int i = 0; i < rows.count(); i++) {
 *             if (isClipped((short[]) column.stored(rows.row(i)))) {
 *                 state.incrementAndGet();
 *             }
 *         }
 *     }
 *     public void merge(AtomicLong state, AtomicLong next) { state.addAndGet(next.get()); }
 *     public Long finish(AtomicLong state) { return state.get(); }
 * }
 * }</pre>
 *
 * <p>A reduction is used by many threads at once; a state by one at a time, and what one thread did to it the next sees.
 *
 * @param <A> the state, of which memory holds one for each worker and a few more
 * @param <R> the result
 */
public interface Reduction<A, R> {
    /** The names of the fields that it looks at; others are neither read nor decoded. */
    Set<String> fields();

    /**
     * An empty state.
     *
     * @param schema that has these fields
     * @throws IllegalArgumentException when one of them is of a type that cannot be reduced so
     */
    A newState(Schema schema);

    /** Takes records into a state. */
    void accumulate(A state, Rows rows);

    /** Takes all that the next state has into a state; the next one is not used again. */
    void merge(A state, A next);

    /** What the state of all records comes to; called once. */
    R finish(A state);
}
