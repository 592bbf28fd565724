package org.szformat.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.number.Float16;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** The reductions against plain loops over decimals, and the same everywhere. */
class ReductionsTest {
    private static final double[] RANKS = {0, 0.01, 0.25, 0.5, 0.9, 1};
    private static final double[] EDGES = {-1e300, -50.5, -3, 0, 0.5, 7, 100, 255, 1e19, 1e200};

    @TempDir
    Path temp;

    private final long seed = System.nanoTime();
    private final List<Record> records = Samples.records(seed, 300);

    @Test
    void numbersAreThoseOfPlainLoops() throws Exception {
        Query query = Query.of(Samples.SCHEMA, records);
        for (Field field : Samples.SCHEMA.fields()) {
            if (!field.isText()) {
                check(field, query);
            }
        }
    }

    private void check(Field field, Query query) throws Exception {
        String message = "seed " + seed + ": " + field;
        List<Object> values = new ArrayList<>();
        int missing = 0;
        for (Record record : records) {
            if (record.isMissing(field)) {
                missing++;
            } else {
                addValues(values, field, record);
            }
        }
        long nans = values.stream().filter(value -> value.equals("NaN")).count();
        values.removeIf(value -> value.equals("NaN"));
        boolean isInfinite = values.stream().anyMatch(String.class::isInstance);
        double[] sorted =
                values.stream().mapToDouble(ReductionsTest::toDouble).sorted().toArray();

        NumberSummary summary = query.reduce(Reductions.summary(field.name()));
        assertEquals(values.size(), summary.count(), message);
        assertEquals(missing, summary.missing(), message);
        assertEquals(nans, summary.nans(), message);
        assertEquals(sorted[0], summary.min().orElseThrow().toDouble() + 0.0, message);
        assertEquals(sorted[sorted.length - 1], summary.max().orElseThrow().toDouble() + 0.0, message);
        if (isInfinite) {
            assertEquals(Double.NaN, summary.variance().orElseThrow(), message);
        } else {
            BigDecimal n = BigDecimal.valueOf(values.size());
            BigDecimal sum = BigDecimal.ZERO;
            for (Object value : values) {
                sum = sum.add((BigDecimal) value);
            }
            BigDecimal squares = BigDecimal.ZERO;
            for (Object value : values) {
                BigDecimal apart = ((BigDecimal) value).multiply(n).subtract(sum);
                squares = squares.add(apart.multiply(apart));
            }
            MathContext digits = new MathContext(60, RoundingMode.DOWN);
            assertEquals(rounded(sum), summary.sum(), message);
            assertEquals(rounded(sum.divide(n, digits)), summary.mean().orElseThrow(), message);
            BigDecimal divisor = n.multiply(n).multiply(n.subtract(BigDecimal.ONE));
            assertEquals(
                    rounded(squares.divide(divisor, digits)), summary.variance().orElseThrow(), message);
        }

        Quantiles quantiles = query.reduce(Reductions.quantiles(field.name(), RANKS));
        for (double rank : RANKS) {
            int place = (int) Math.max(1, Math.ceil(rank * sorted.length));
            assertEquals(sorted[place - 1], quantiles.at(rank).orElseThrow() + 0.0, message);
        }
        assertEquals(0, quantiles.rankError());

        Histogram histogram = query.reduce(Reductions.histogram(field.name(), EDGES));
        long[] bins = new long[EDGES.length + 1];
        for (Object value : values) {
            bins[bin(value)]++;
        }
        assertEquals(bins[0], histogram.below(), message);
        assertEquals(bins[EDGES.length], histogram.above(), message);
        assertEquals(
                Arrays.toString(Arrays.copyOfRange(bins, 1, EDGES.length)),
                Arrays.toString(histogram.counts()),
                message);
        assertEquals(nans, histogram.nans(), message);
        assertEquals(missing, histogram.missing(), message);
    }

    private static int bin(Object value) {
        int reached = 0;
        for (double edge : EDGES) {
            reached += compare(value, edge) >= 0 ? 1 : 0;
        }
        return reached == EDGES.length && compare(value, EDGES[reached - 1]) == 0 ? reached - 1 : reached;
    }

    private static int compare(Object value, double edge) {
        return value instanceof BigDecimal decimal
                ? decimal.compareTo(new BigDecimal(edge))
                : Double.compare(toDouble(value), edge);
    }

    /** Decimals are cut, not rounded, to far more digits than a double has. */
    private static double rounded(BigDecimal value) {
        return Float80.fromBigDecimal(value).toDouble() == value.doubleValue()
                ? value.doubleValue()
                : Double.parseDouble(value.toString());
    }

    private static double toDouble(Object value) {
        return value instanceof BigDecimal decimal ? decimal.doubleValue() : Double.parseDouble((String) value);
    }

    private static void addValues(List<Object> values, Field field, Record record) {
        if (field.isAttribute()) {
            values.add(
                    field.type() == ValueType.F128
                            ? exact((Float80) record.stored(field))
                            : exact(field.type(), record.bits(field)));
            return;
        }
        Object array = record.stored(field);
        for (int i = 0; i < record.length(field); i++) {
            if (array instanceof Float80Array extended) {
                values.add(exact(extended.get(i)));
            } else if (array instanceof float[] floats) {
                values.add(exact(field.type(), Float.floatToRawIntBits(floats[i])));
            } else if (array instanceof double[] doubles) {
                values.add(exact(field.type(), Double.doubleToRawLongBits(doubles[i])));
            } else {
                long bits = ((Number) java.lang.reflect.Array.get(array, i)).longValue();
                boolean isSigned = field.type().isSigned() || field.type().width() == 8;
                values.add(exact(
                        field.type(),
                        isSigned ? bits : bits & (1L << 8 * field.type().width()) - 1));
            }
        }
    }

    private static Object exact(Float80 value) {
        return value.isFinite() ? value.toBigDecimal() : value.toString();
    }

    private static Object exact(ValueType type, long bits) {
        if (type.isInteger()) {
            return new BigDecimal(
                    type == ValueType.U64 ? new BigInteger(Long.toUnsignedString(bits)) : BigInteger.valueOf(bits));
        }
        double value = switch (type) {
            case F16 -> Float16.toFloat((short) bits);
            case F32 -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
        return Double.isFinite(value) ? new BigDecimal(value) : Double.toString(value);
    }

    @Test
    void theSameForAnyNumberOfThreadsAndFilesAndInMemory() throws Exception {
        List<Reduction<?, ?>> all = new ArrayList<>();
        for (Field field : Samples.SCHEMA.fields()) {
            if (field.isText()) {
                all.add(Reductions.text(field.name()));
            } else {
                all.add(Reductions.summary(field.name()));
                all.add(Reductions.quantiles(field.name(), RANKS));
                all.add(Reductions.histogram(field.name(), EDGES));
            }
            if (field.isDataset()) {
                all.add(Reductions.lengths(field.name()));
            }
        }
        all.add(Reductions.count());
        String filter = "aU16 > 20 || length(dI16) > 3";
        Query inMemory = Query.of(Samples.SCHEMA, records);
        String expected = results(inMemory, all);
        String expectedHits = results(inMemory.where(filter), all);
        String expectedGroups = groups(inMemory);

        Path whole = Samples.write(temp.resolve("whole.sz"), records, 7, Layout.CONTAINER);
        Path first = Samples.write(temp.resolve("first.sz"), records.subList(0, 110), 50, Layout.CONTAINER);
        Path second = Samples.write(temp.resolve("second.sz"), records.subList(110, 300), 1, Layout.CONTAINER);
        try (CompressedFile.Reader one = CompressedFile.open(whole);
                CompressedFile.Reader left = CompressedFile.open(first);
                CompressedFile.Reader right = CompressedFile.open(second)) {
            for (int threads = 1; threads <= 8; threads++) {
                String message = "seed " + seed + ", " + threads + " threads";
                for (Query query : List.of(one.query(), Query.over(List.of(left, right)))) {
                    Query own = query.threads(threads);
                    assertEquals(expected, results(own, all), message);
                    assertEquals(expectedHits, results(own.where(filter), all), message);
                    assertEquals(expectedGroups, groups(own), message);
                }
            }
        }
    }

    private static String results(Query query, List<Reduction<?, ?>> all) throws Exception {
        Results results = query.reduce(Reductions.all(all));
        StringBuilder text = new StringBuilder();
        for (Reduction<?, ?> reduction : all) {
            text.append(results.of(reduction)).append('\n');
        }
        return text.toString();
    }

    private static String groups(Query query) throws Exception {
        return "" + query.reduce(Reductions.groupBy("aF32", 300, Reductions.summary("dF64")))
                + query.reduce(Reductions.groupBy("aS", 300, Reductions.text("dS")))
                + query.reduce(Reductions.groupBy("aF128", 300, Reductions.count()))
                + query.reduce(Reductions.groupBy("aU64", 300, Reductions.quantiles("dU16", 0.5)));
    }

    @Test
    void groupsArePartsOfTheWhole() throws Exception {
        Query query = Query.of(Samples.SCHEMA, records);
        SortedMap<Scalar, NumberSummary> groups =
                query.reduce(Reductions.groupBy("group", 5, Reductions.summary("dI32")));
        assertEquals(5, groups.size());
        for (var group : groups.entrySet()) {
            NumberSummary alone = query.where("group == " + group.getKey()).reduce(Reductions.summary("dI32"));
            assertEquals(alone.toString(), group.getValue().toString());
        }
        var e = assertThrows(
                GroupLimitException.class, () -> query.reduce(Reductions.groupBy("group", 4, Reductions.count())));
        assertTrue(e.getMessage().contains("'group' has more than 4"), e.getMessage());
    }

    @Test
    void textIsCounted() throws Exception {
        Set<String> distinct = new HashSet<>();
        long missing = 0;
        int longest = 0;
        Field field = Samples.SCHEMA.field("aS");
        for (Record record : records) {
            if (record.isMissing(field)) {
                missing++;
            } else {
                distinct.add(record.getText("aS"));
                longest = Math.max(longest, record.getText("aS").length());
            }
        }
        TextSummary text = Query.of(Samples.SCHEMA, records).reduce(Reductions.text("aS"));
        assertEquals(distinct.size(), text.distinct());
        assertEquals(missing, text.missing());
        assertEquals(300 - missing, text.count());
        assertEquals(longest, text.maxLength().orElseThrow());
    }

    @Test
    void quantilesOfManyAreWithinTheirError() throws Exception {
        Schema schema = Schema.builder().dataset("d", ValueType.F64).build();
        SplittableRandom random = new SplittableRandom(seed);
        List<Record> many = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            double[] values = random.doubles(100).toArray();
            values[0] = Double.NaN;
            many.add(Record.builder(schema).set("d", values).build());
        }
        Quantiles quantiles = Query.of(schema, many).reduce(Reductions.quantiles("d", 0.01, 0.5, 0.99));
        assertEquals(3_000, quantiles.nans());
        assertEquals(297_000, quantiles.count());
        assertTrue(quantiles.rankError() > 0 && quantiles.rankError() < 0.004, "" + quantiles.rankError());
        for (double rank : quantiles.ranks()) {
            // The ranks of uniform numbers are the numbers; four times the error is as good as impossible.
            assertEquals(rank, quantiles.at(rank).orElseThrow(), 4 * quantiles.rankError() + 0.005, "seed " + seed);
        }
    }

    @Test
    void nothingIsWithoutBounds() throws Exception {
        Query none = Query.of(Samples.SCHEMA, List.of());
        NumberSummary summary = none.reduce(Reductions.summary("dF32"));
        assertEquals(0, summary.count());
        assertEquals(0, summary.sum());
        assertTrue(summary.min().isEmpty()
                && summary.mean().isEmpty()
                && summary.variance().isEmpty());
        assertTrue(none.reduce(Reductions.quantiles("aI8", 0.5)).at(0.5).isEmpty());
        assertTrue(none.reduce(Reductions.quantiles("aF64", 0.5)).at(0.5).isEmpty());
        assertTrue(none.reduce(Reductions.text("aS")).minLength().isEmpty());
        assertEquals(
                0, none.reduce(Reductions.groupBy("aS", 1, Reductions.count())).size());
        NumberSummary one = Query.of(Samples.SCHEMA, records.subList(0, 1)).reduce(Reductions.summary("group"));
        assertTrue(one.variance().isEmpty());
    }

    @Test
    void whatCannotBeReducedIsRefused() {
        Query query = Query.of(Samples.SCHEMA, records);
        for (Reduction<?, ?> wrong : List.of(
                Reductions.summary("aS"),
                Reductions.lengths("aI8"),
                Reductions.text("aI8"),
                Reductions.quantiles("dS", 0.5),
                Reductions.groupBy("dS", 5, Reductions.count()),
                Reductions.groupBy("aS", 5, Reductions.mean("dS")),
                Reductions.sum("nothing"))) {
            assertThrows(IllegalArgumentException.class, () -> query.reduce(wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> Reductions.histogram("aI8", 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Reductions.histogram("aI8", 1));
        assertThrows(IllegalArgumentException.class, () -> Reductions.quantiles("aI8", Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Reductions.groupBy("aI8", 0, Reductions.count()));
    }

    @Test
    void sumsThatDoublesCannotHold() throws Exception {
        Schema schema = Schema.builder()
                .dataset("d", ValueType.F64)
                .dataset("u", ValueType.U64)
                .build();
        double[] cancelling = {1e300, 1, -1e300, 1e-300, Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE};
        long[] huge = {-1, -1, -1};
        Query query = Query.of(
                schema,
                List.of(Record.builder(schema)
                        .set("d", cancelling)
                        .set("u", huge)
                        .build()));
        assertEquals(Double.MAX_VALUE, query.reduce(Reductions.sum("d")));
        assertEquals(3 * 0x1p64, query.reduce(Reductions.sum("u")));
        assertEquals(0, query.reduce(Reductions.variance("u")).orElseThrow());
        assertEquals(
                "18446744073709551615",
                query.reduce(Reductions.max("u")).orElseThrow().toString());
    }
}
