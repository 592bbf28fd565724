package org.szformat.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.szformat.record.BatchColumn;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * The reductions that are asked for most: of numeric attributes, of all values of numeric datasets, of the lengths of
 * datasets, and of strings.
 *
 * <pre>{@code
 * double mean = query.reduce(Reductions.mean("raw_signal")).orElseThrow();
 * SortedMap<Scalar, Long> reads = query.reduce(Reductions.groupBy("channel", 4096, Reductions.count()));
 * }</pre>
 *
 * <p>Missing values and NaN are left out and counted. All results but those of {@link #quantiles} and the number of distinct
 * strings are exact, or those of exact arithmetic rounded once; so they are the same for any number of threads, for one
 * file, several, or records in memory, and whatever the chunks are.
 *
 * <p>All throw, when a query begins, an {@link IllegalArgumentException} for a field that is not of a fitting type.
 */
public final class Reductions {
    /** The most groups there may be. */
    public static final int MAX_GROUPS = 1 << 24;

    private Reductions() {}

    /** How many records there are. */
    public static Reduction<?, Long> count() {
        return new Count();
    }

    private record Count() implements Reduction<AtomicLong, Long> {
        @Override
        public Set<String> fields() {
            return Set.of();
        }

        @Override
        public AtomicLong newState(Schema schema) {
            return new AtomicLong();
        }

        @Override
        public void accumulate(AtomicLong state, Rows rows) {
            state.addAndGet(rows.count());
        }

        @Override
        public void merge(AtomicLong state, AtomicLong next) {
            state.addAndGet(next.get());
        }

        @Override
        public Long finish(AtomicLong state) {
            return state.get();
        }
    }

    /** Count, bounds, sum, mean and variance of a numeric attribute, or of all values of a numeric dataset. */
    public static Reduction<?, NumberSummary> summary(String field) {
        return moments(field);
    }

    private static FieldReduction<Moments, NumberSummary> moments(String field) {
        return new FieldReduction<>(
                "summary",
                field,
                found -> new Moments(number(found)),
                (state, rows) -> ValueScan.scan(rows, field, state),
                Moments::merge,
                Moments::finish);
    }

    /** The sum; 0 of no values. */
    public static Reduction<?, Double> sum(String field) {
        return moments(field).then("sum", NumberSummary::sum);
    }

    /** The least value, if there is any. */
    public static Reduction<?, Optional<Scalar>> min(String field) {
        return moments(field).then("min", NumberSummary::min);
    }

    /** The greatest value, if there is any. */
    public static Reduction<?, Optional<Scalar>> max(String field) {
        return moments(field).then("max", NumberSummary::max);
    }

    /** The arithmetic mean, if there is a value. */
    public static Reduction<?, OptionalDouble> mean(String field) {
        return moments(field).then("mean", NumberSummary::mean);
    }

    /** The sample variance, if there are two values. */
    public static Reduction<?, OptionalDouble> variance(String field) {
        return moments(field).then("variance", NumberSummary::variance);
    }

    /** The sample standard deviation, if there are two values. */
    public static Reduction<?, OptionalDouble> stddev(String field) {
        return moments(field).then("stddev", NumberSummary::stddev);
    }

    /**
     * The {@link #summary} of the lengths of a dataset's arrays, or of its strings in chars; its count is the number of
     * arrays.
     */
    public static Reduction<?, NumberSummary> lengths(String dataset) {
        return new FieldReduction<>(
                "lengths",
                dataset,
                found -> {
                    require(found.isDataset(), found, "it is no dataset");
                    return new Moments(ValueType.I32);
                },
                (state, rows) -> addLengths(state, rows, rows.batch().column(dataset)),
                Moments::merge,
                Moments::finish);
    }

    private static void addLengths(Moments state, Rows rows, BatchColumn column) {
        long[] lengths = new long[rows.count()];
        int count = 0;
        for (int i = 0; i < lengths.length; i++) {
            int row = rows.row(i);
            if (!column.isMissing(row)) {
                lengths[count++] = column.length(row);
            }
        }
        state.addMissing(lengths.length - count);
        for (int from = 0; from < count; from += ValueSink.BLOCK) {
            state.integers(lengths, from, Math.min(count, from + ValueSink.BLOCK));
        }
    }

    /** Number, lengths and distinct ones of the strings of an attribute or dataset. */
    public static Reduction<?, TextSummary> text(String field) {
        return new FieldReduction<>(
                "text",
                field,
                found -> {
                    require(found.isText(), found, "it holds no text");
                    return new TextCounts();
                },
                (state, rows) -> state.add(rows, rows.batch().column(field)),
                TextCounts::merge,
                TextCounts::finish);
    }

    /**
     * Quantiles of a numeric attribute, or of all values of a numeric dataset; {@link Quantiles} says how exact.
     *
     * @param ranks each from 0 to 1
     * @throws IllegalArgumentException when one is not, or none is given
     */
    public static Reduction<?, Quantiles> quantiles(String field, double... ranks) {
        double[] own = ranks.clone();
        if (own.length == 0 || Arrays.stream(own).anyMatch(rank -> !(rank >= 0 && rank <= 1))) {
            throw new IllegalArgumentException("ranks are " + Arrays.toString(own) + "; each must be from 0 to 1");
        }
        return new FieldReduction<ValueSink, Quantiles>(
                "quantiles",
                field,
                found -> SmallCounts.fits(number(found))
                        ? new SmallCounts(found.type())
                        : new SketchedValues(found.type()),
                (state, rows) -> ValueScan.scan(rows, field, state),
                (state, next) -> {
                    if (state instanceof SmallCounts counts) {
                        counts.merge((SmallCounts) next);
                    } else {
                        ((SketchedValues) state).merge((SketchedValues) next);
                    }
                },
                state -> state instanceof SmallCounts counts
                        ? counts.quantiles(own)
                        : ((SketchedValues) state).quantiles(own));
    }

    /**
     * How many values of a numeric attribute or dataset lie between edges.
     *
     * @param edges finite, ascending, at least two
     * @throws IllegalArgumentException when they are not
     */
    public static Reduction<?, Histogram> histogram(String field, double... edges) {
        double[] own = edges.clone();
        for (int i = 0; i < own.length; i++) {
            if (!Double.isFinite(own[i]) || i > 0 && own[i - 1] >= own[i]) {
                throw new IllegalArgumentException("edge " + i + " is " + own[i] + "; edges must be finite and ascend");
            }
        }
        if (own.length < 2) {
            throw new IllegalArgumentException("a histogram needs two edges");
        }
        return new FieldReduction<ValueSink, Histogram>(
                "histogram",
                field,
                found -> SmallCounts.fits(number(found))
                        ? new SmallCounts(found.type())
                        : new BinCounts(found.type(), own),
                (state, rows) -> ValueScan.scan(rows, field, state),
                (state, next) -> {
                    if (state instanceof SmallCounts counts) {
                        counts.merge((SmallCounts) next);
                    } else {
                        ((BinCounts) state).merge((BinCounts) next);
                    }
                },
                state -> (state instanceof SmallCounts counts ? bins(counts, own) : (BinCounts) state).finish());
    }

    /**
     * A histogram of bins of one width.
     *
     * @param from the first edge
     * @param width of each bin, more than 0
     * @param bins how many, at least 1
     * @throws IllegalArgumentException when there are no such edges
     */
    public static Reduction<?, Histogram> uniformHistogram(String field, double from, double width, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins is " + bins + "; there must be at least 1");
        }
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = from + i * width;
        }
        return histogram(field, edges);
    }

    private static BinCounts bins(SmallCounts counts, double[] edges) {
        BinCounts bins = new BinCounts(ValueType.F64, edges);
        counts.forEach(bins::add);
        bins.addMissing(counts.missing());
        bins.addNans(counts.nans());
        return bins;
    }

    /**
     * A reduction for each value of an attribute, and for the records that have none. All NaNs are one group, and so are −0
     * and 0.
     *
     * @param attribute of any type
     * @param limit the most groups, 1 to {@link #MAX_GROUPS}; each has a state in memory, of every chunk that is being
     *     worked on too. More of them fail the query with a {@link GroupLimitException}
     * @param each what is done with each group
     * @throws IllegalArgumentException when the limit is out of that range
     */
    public static <R> Reduction<?, SortedMap<Scalar, R>> groupBy(String attribute, int limit, Reduction<?, R> each) {
        if (limit < 1 || limit > MAX_GROUPS) {
            throw new IllegalArgumentException("limit is " + limit + "; it must be 1 to " + MAX_GROUPS);
        }
        return new GroupBy<>(attribute, limit, each);
    }

    /** Several reductions that go over the records together, once. */
    public static Reduction<?, Results> all(Reduction<?, ?>... reductions) {
        return new AllOf(List.of(reductions));
    }

    /** As {@link #all(Reduction[])}. */
    public static Reduction<?, Results> all(List<? extends Reduction<?, ?>> reductions) {
        return new AllOf(List.copyOf(reductions));
    }

    private static ValueType number(Field field) {
        require(!field.isText(), field, "it holds no numbers");
        return field.type();
    }

    private static void require(boolean condition, Field field, String reason) {
        if (!condition) {
            throw new IllegalArgumentException(field + " cannot be reduced so: " + reason);
        }
    }
}
