package org.szformat.query;

import java.util.Map;

/**
 * What several reductions came to that went over the records together.
 *
 * <pre>{@code
 * Reduction<?, Long> reads = Reductions.count();
 * Reduction<?, NumberSummary> signal = Reductions.summary("raw_signal");
 * Results results = query.reduce(Reductions.all(reads, signal));
 * System.out.println(results.of(reads) + " reads, mean " + results.of(signal).mean());
 * }</pre>
 *
 * <p>Immutable, if the results are.
 */
public final class Results {
    private final Map<Reduction<?, ?>, Object> results;

    Results(Map<Reduction<?, ?>, Object> results) {
        this.results = Map.copyOf(results);
    }

    /**
     * The result of one of them.
     *
     * @throws IllegalArgumentException when it is none of them
     */
    @SuppressWarnings("unchecked") // the map was filled by reductions, each under itself
    public <R> R of(Reduction<?, R> reduction) {
        Object result = results.get(reduction);
        if (result == null) {
            throw new IllegalArgumentException(reduction + " is none of the reductions that were made");
        }
        return (R) result;
    }
}
