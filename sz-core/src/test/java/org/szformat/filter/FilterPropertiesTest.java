package org.szformat.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Layout;
import org.szformat.layout.Chunk;
import org.szformat.layout.ChunkEncoder;
import org.szformat.layout.ColumnStatistics;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.number.Float16;
import org.szformat.number.Float80;
import org.szformat.record.AttributeText;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Comparisons of values of all types with numbers of all kinds, against exact decimals. */
class FilterPropertiesTest {
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");
    private static final int ROWS_OF_CHUNK = 3;

    @TempDir
    Path temp;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Schema schema = schema();

    private static Schema schema() {
        Schema.Builder schema = Schema.builder();
        for (ValueType type : ValueType.values()) {
            if (type != ValueType.S) {
                schema.attribute("a" + type, type);
            }
        }
        return schema.build();
    }

    @Test
    void comparisonsAreExactAndNoChunkWithAHitIsSkipped() throws Exception {
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            records.add(record(i / ROWS_OF_CHUNK));
        }
        Path path = temp.resolve("values.sz");
        try (LayoutWriter writer =
                        Layouts.of(Layout.CONTAINER).create(path, schema, Header.empty(), WriteOptions.defaults());
                ChunkEncoder encoder = writer.newEncoder()) {
            for (int from = 0; from < records.size(); from += ROWS_OF_CHUNK) {
                writer.write(encoder.encode(records.subList(from, from + ROWS_OF_CHUNK)));
            }
            writer.finish(writer.header());
        }
        int skipped = 0;
        int hits = 0;
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            List<Chunk> chunks = file.chunks();
            List<Batch> batches = new ArrayList<>();
            List<List<ColumnStatistics>> statistics = new ArrayList<>();
            for (Chunk chunk : chunks) {
                batches.add(file.readBatch(chunk, Projection.all(schema)));
                statistics.add(file.statistics(chunk));
            }
            for (int i = 0; i < 500; i++) {
                Comparison a = comparison(records);
                Comparison b = comparison(records);
                boolean negated = random.nextBoolean();
                boolean both = random.nextBoolean();
                String text = (negated ? "!" : "") + "(" + a + (both ? " && " : " || ") + b + ")";
                Filter filter = Filter.parse(text, schema);
                for (Chunk chunk : chunks) {
                    boolean any = false;
                    Batch batch = batches.get(chunk.number());
                    BitSet selected = filter.select(batch);
                    for (int row = 0; row < chunk.records(); row++) {
                        Record record = records.get((int) chunk.firstRow() + row);
                        Boolean expected = kleene(a.expected(record), b.expected(record), both);
                        boolean hit = expected != null && expected != negated;
                        String message = "seed " + seed + ": " + text + " on " + record;
                        assertEquals(hit, filter.test(record), message);
                        assertEquals(hit, selected.get(row), message);
                        any |= hit;
                        hits += hit ? 1 : 0;
                    }
                    if (!filter.couldMatch(statistics.get(chunk.number()))) {
                        assertTrue(!any, "seed " + seed + ": " + text + " skips " + chunk);
                        skipped++;
                    }
                }
            }
        }
        assertTrue(skipped > 1_000, "seed " + seed + ": only " + skipped + " chunks were skipped");
        assertTrue(hits > 1_000, "seed " + seed + ": only " + hits + " hits");
    }

    @Test
    void anyTextIsAFilterOrAFault() {
        List<String> words = List.of(
                "aI8",
                "aF128",
                "aU64",
                "==",
                "!=",
                "<",
                ">=",
                "=",
                "in",
                "(",
                ")",
                ",",
                "..",
                "&&",
                "||",
                "!",
                "not",
                "is",
                "missing",
                "nan",
                "inf",
                "-inf",
                "1",
                "-2.5",
                "1e9",
                "0xF",
                "1..2",
                "'a'",
                "`aI8`",
                "length",
                "matches",
                "contains",
                "\u0000",
                "\ud800",
                "é",
                "\"",
                "'",
                "\\",
                "+",
                "-",
                ".",
                "#",
                "0x",
                "1e",
                "5.");
        int filters = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(9);
            for (int word = 0; word < length; word++) {
                text.append(words.get(random.nextInt(words.size()))).append(random.nextInt(4) == 0 ? "" : " ");
            }
            try {
                Filter filter = Filter.parse(text.toString(), schema);
                filters += filter.fields().isEmpty() ? 0 : 1;
            } catch (FilterSyntaxException e) {
                assertTrue(e.position() >= 0 && e.position() <= text.length(), "seed " + seed + ": " + text);
                assertTrue(e.excerpt().endsWith("^"), "seed " + seed + ": " + text);
            }
        }
        assertTrue(filters > 10, "seed " + seed + ": only " + filters + " were filters");
    }

    private static Boolean kleene(Boolean a, Boolean b, boolean both) {
        if (a != null && a != both || b != null && b != both) {
            return !both;
        }
        return a == null || b == null ? null : (Boolean) both;
    }

    /** A comparison and what it should say. */
    private record Comparison(Field field, String operator, String literal, Object bound) {
        static Comparison of(Field field, String operator, String literal) {
            return new Comparison(field, operator, literal, rounded(field, literal));
        }

        Boolean expected(Record record) {
            if (record.isMissing(field)) {
                return null;
            }
            Object value = exact(record, field);
            if (value.equals("NaN")) {
                return operator.equals("!=");
            }
            int order = order(value, bound);
            return switch (operator) {
                case "==" -> order == 0;
                case "!=" -> order != 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                default -> order >= 0;
            };
        }

        /** The literal, which stands for the nearest value of a floating-point field if it is no integer literal. */
        private static Object rounded(Field field, String literal) {
            if (literal.endsWith("inf")) {
                return literal.startsWith("-") ? "-Infinity" : "Infinity";
            }
            BigDecimal exact = new BigDecimal(literal);
            if (literal.matches("-?[0-9]+") || field.type().isInteger()) {
                return exact;
            }
            Object nearest = field.type() == ValueType.F128
                    ? exact(Float80.parse(literal))
                    : exact(field.type(), AttributeText.parseBits(field.type(), literal));
            boolean isFaithful = nearest instanceof BigDecimal value && value.signum() == exact.signum();
            return isFaithful ? nearest : exact;
        }

        private static int order(Object a, Object b) {
            return a instanceof BigDecimal x && b instanceof BigDecimal y
                    ? x.compareTo(y)
                    : Double.compare(infinite(a), infinite(b));
        }

        private static double infinite(Object value) {
            return value instanceof String text ? Double.parseDouble(text) : 0;
        }

        @Override
        public String toString() {
            return field.name() + " " + operator + " " + literal;
        }
    }

    /** A value as a decimal, or as the word for what is none. */
    private static Object exact(Record record, Field field) {
        return field.type() == ValueType.F128
                ? exact((Float80) record.stored(field))
                : exact(field.type(), record.bits(field));
    }

    private static Object exact(Float80 value) {
        return value.isFinite() ? value.toBigDecimal() : value.toString();
    }

    private static Object exact(ValueType type, long bits) {
        if (type.isInteger()) {
            BigInteger value = BigInteger.valueOf(bits);
            return new BigDecimal(type == ValueType.U64 && bits < 0 ? value.add(BigInteger.ONE.shiftLeft(64)) : value);
        }
        double value = switch (type) {
            case F16 -> Float16.toFloat((short) bits);
            case F32 -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
        return Double.isFinite(value) ? new BigDecimal(value) : Double.toString(value);
    }

    private Comparison comparison(List<Record> records) {
        Field field = schema.field(random.nextInt(schema.size()));
        Record record = records.get(random.nextInt(records.size()));
        String literal = switch (random.nextInt(8)) {
            case 0 -> "" + (random.nextInt(9) - 4);
            case 1 -> random.nextInt(5) - 2 + ".5";
            case 2 -> random.nextBoolean() ? "inf" : "-inf";
            case 3 ->
                List.of("1e-400", "-1e-5000", "1e39", "70000.0", "-1e310", "1e5000", "0.1", "-0.0")
                        .get(random.nextInt(8));
            case 4 ->
                new BigInteger("9007199254740992")
                        .shiftLeft(random.nextInt(12))
                        .add(BigInteger.valueOf(random.nextInt(3) - 1))
                        .toString();
            default -> near(record, field);
        };
        return Comparison.of(field, COMPARISONS.get(random.nextInt(COMPARISONS.size())), literal);
    }

    /** A value that there is, or one a little beside it. */
    private String near(Record record, Field field) {
        if (record.isMissing(field) || !(exact(record, field) instanceof BigDecimal value)) {
            return "1";
        }
        if (random.nextInt(3) == 0 && field.type().isFloat()) {
            return AttributeText.shortest(record, field);
        }
        BigDecimal moved = switch (random.nextInt(4)) {
            case 0 -> value.add(BigDecimal.ONE);
            case 1 -> value.subtract(new BigDecimal("0.5"));
            default -> value;
        };
        String text = moved.toPlainString();
        return text.length() > 6_000 ? "1" : text;
    }

    /** Records of one chunk are of about the same size, so that bounds are narrow. */
    private Record record(int chunk) {
        RecordBuilder record = Record.builder(schema);
        SplittableRandom scale = new SplittableRandom(chunk);
        for (Field field : schema.fields()) {
            ValueType type = field.type();
            int kind = scale.nextInt(4);
            if (random.nextInt(8) == 0) {
                record.setMissing(field);
            } else if (type.isInteger()) {
                long small = random.nextInt(5) - (type.isSigned() ? 2 : 0);
                long center = kind == 0 ? type.maxValue() - 5 : kind == 1 ? type.minValue() + 5 : kind * 10L;
                record.setBits(field, center + small);
            } else if (type == ValueType.F128) {
                record.setStored(field, extended(kind));
            } else if (random.nextInt(6) == 0) {
                record.set(
                        field,
                        new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -0.0, 0.0}
                                [random.nextInt(5)]);
            } else {
                record.set(field, (random.nextInt(9) - 4) * new double[] {0.1, 1, 1000.7, 0x1p-20}[kind]);
            }
        }
        return record.build();
    }

    private Float80 extended(int kind) {
        int exponent = switch (random.nextInt(6)) {
            case 0 -> random.nextInt(0x8000);
            case 1 -> 0x7FFF;
            case 2 -> random.nextInt(2);
            default -> 0x3FFF + kind;
        };
        long significand = random.nextInt(4) == 0 ? Long.MIN_VALUE : Long.MIN_VALUE | random.nextLong();
        significand = random.nextInt(10) == 0 ? random.nextLong() : significand;
        return new Float80((short) (exponent | (random.nextBoolean() ? 0x8000 : 0)), significand);
    }
}
