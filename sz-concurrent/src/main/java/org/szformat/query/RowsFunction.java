package org.szformat.query;

import java.io.IOException;

/**
 * What is made of the chosen rows of a chunk. Called by several threads at once.
 *
 * <pre>{@code
 * try (Stream<Integer> hits = query.map(Rows::count)) {
 *     System.out.println(hits.mapToInt(Integer::intValue).max());
 * }
 * }</pre>
 *
 * @param <T> the result
 */
@FunctionalInterface
public interface RowsFunction<T> {
    /**
     * Computes a result, which is not null.
     *
     * @param rows the chosen rows of a chunk, at least one
     * @throws IOException when the work cannot go on
     * @throws InterruptedException when the thread was interrupted, as it is when the work is to stop
     */
    T apply(Rows rows) throws IOException, InterruptedException;
}
