package org.szformat.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.szformat.json.JsonValue;
import org.szformat.query.NumberSummary;
import org.szformat.query.Quantiles;
import org.szformat.query.Reduction;
import org.szformat.query.Reductions;
import org.szformat.query.Results;
import org.szformat.query.Scalar;
import org.szformat.query.TextSummary;
import org.szformat.schema.Field;
import org.szformat.schema.ValueType;

/** What is computed of fields, and how it is shown. */
final class FieldStatistics {
    private static final MathContext DIGITS = new MathContext(7);
    private static final double[] RANKS = {0.01, 0.25, 0.5, 0.75, 0.99};

    /** The reductions of one field; those that do not fit its type are null. */
    private record Parts(
            Field field,
            @Nullable Reduction<?, NumberSummary> numbers,
            @Nullable Reduction<?, Quantiles> quantiles,
            @Nullable Reduction<?, NumberSummary> lengths,
            @Nullable Reduction<?, TextSummary> text) {
        static Parts of(Field field) {
            String name = field.name();
            return new Parts(
                    field,
                    field.isText() ? null : Reductions.summary(name),
                    field.isText() ? null : Reductions.quantiles(name, RANKS),
                    field.isDataset() ? Reductions.lengths(name) : null,
                    field.isText() ? Reductions.text(name) : null);
        }

        void addTo(List<Reduction<?, ?>> all) {
            for (Reduction<?, ?> part : Arrays.asList(numbers, quantiles, lengths, text)) {
                if (part != null) {
                    all.add(part);
                }
            }
        }
    }

    private final List<Parts> parts;
    private final Reduction<?, Long> records = Reductions.count();

    FieldStatistics(List<Field> fields) {
        this.parts = fields.stream().map(Parts::of).toList();
    }

    /** All there is to compute, in one pass. */
    Reduction<?, Results> reduction() {
        List<Reduction<?, ?>> all = new ArrayList<>();
        all.add(records);
        parts.forEach(part -> part.addTo(all));
        return Reductions.all(all);
    }

    JsonValue json(Results results) {
        return StrictJson.of(JsonValue.of(members(results)));
    }

    JsonValue json(String by, SortedMap<Scalar, Results> groups) {
        long total = 0;
        List<JsonValue> all = new ArrayList<>();
        for (Map.Entry<Scalar, Results> group : groups.entrySet()) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put("value", json(group.getKey()));
            members.putAll(members(group.getValue()));
            all.add(JsonValue.of(members));
            total += group.getValue().of(records);
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("records", JsonValue.of(total));
        members.put("by", JsonValue.of(by));
        members.put("groups", JsonValue.of(all));
        return StrictJson.of(JsonValue.of(members));
    }

    private Map<String, JsonValue> members(Results results) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("records", JsonValue.of(results.of(records)));
        members.put(
                "fields",
                JsonValue.of(parts.stream().map(part -> json(part, results)).toList()));
        return members;
    }

    private static JsonValue json(Parts part, Results results) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("name", JsonValue.of(part.field().name()));
        members.put("kind", JsonValue.of(part.field().isAttribute() ? "attribute" : "dataset"));
        members.put("type", JsonValue.of(part.field().type().name()));
        if (part.text() != null) {
            TextSummary text = results.of(part.text());
            members.put("count", JsonValue.of(text.count()));
            members.put("missing", JsonValue.of(text.missing()));
            members.put("distinct", JsonValue.of(text.distinct()));
            members.put("min_length", json(text.minLength()));
            members.put("max_length", json(text.maxLength()));
        }
        if (part.numbers() != null && part.quantiles() != null) {
            addNumbers(members, results.of(part.numbers()), results.of(part.quantiles()));
        }
        if (part.lengths() != null) {
            NumberSummary lengths = results.of(part.lengths());
            Map<String, JsonValue> own = new LinkedHashMap<>();
            own.put("min", json(lengths.min()));
            own.put("max", json(lengths.max()));
            own.put("mean", json(lengths.mean()));
            members.put("arrays", JsonValue.of(lengths.count()));
            members.put("lengths", JsonValue.of(own));
        }
        return JsonValue.of(members);
    }

    private static void addNumbers(Map<String, JsonValue> members, NumberSummary numbers, Quantiles quantiles) {
        members.put("count", JsonValue.of(numbers.count()));
        members.put("missing", JsonValue.of(numbers.missing()));
        members.put("nan", JsonValue.of(numbers.nans()));
        members.put("min", json(numbers.min()));
        members.put("max", json(numbers.max()));
        members.put("mean", json(numbers.mean()));
        members.put("stddev", json(numbers.stddev()));
        Map<String, JsonValue> ranks = new LinkedHashMap<>();
        for (double rank : RANKS) {
            ranks.put(String.valueOf(rank), json(quantiles.at(rank)));
        }
        members.put("quantiles", JsonValue.of(ranks));
        members.put("quantile_rank_error", JsonValue.of(quantiles.rankError()));
    }

    private static JsonValue json(Optional<Scalar> value) {
        return value.map(FieldStatistics::json).orElse(JsonValue.NULL);
    }

    private static JsonValue json(Scalar value) {
        if (value.isMissing()) {
            return JsonValue.NULL;
        }
        boolean isQuoted = value.type() == ValueType.S || value.type() == ValueType.F128;
        return isQuoted ? JsonValue.of(value.toString()) : new JsonValue.Num(value.toString());
    }

    private static JsonValue json(OptionalDouble value) {
        return value.isEmpty() ? JsonValue.NULL : JsonValue.of(value.getAsDouble());
    }

    private static JsonValue json(OptionalInt value) {
        return value.isEmpty() ? JsonValue.NULL : JsonValue.of(value.getAsInt());
    }

    String text(Results results) {
        StringBuilder text =
                new StringBuilder(TextTable.of(List.of(List.of("records", String.valueOf(results.of(records)))), ""));
        addTables(text, List.of(), List.of(new Group(List.of(), results)));
        return text.toString();
    }

    String text(String by, SortedMap<Scalar, Results> groups) {
        List<List<String>> counts = new ArrayList<>();
        counts.add(List.of(by, "records"));
        List<Group> all = new ArrayList<>();
        groups.forEach((value, results) -> {
            counts.add(List.of(value.toString(), String.valueOf(results.of(records))));
            all.add(new Group(List.of(value.toString()), results));
        });
        StringBuilder text = new StringBuilder(TextTable.of(counts, ""));
        addTables(text, List.of(by), all);
        return text.toString();
    }

    /** Results, and the cells that lines of them begin with. */
    private record Group(List<String> cells, Results results) {}

    private void addTables(StringBuilder text, List<String> by, List<Group> groups) {
        List<List<String>> numbers = new ArrayList<>();
        List<List<String>> texts = new ArrayList<>();
        List<List<String>> arrays = new ArrayList<>();
        for (Parts part : parts) {
            List<String> names =
                    List.of(part.field().name(), part.field().type().name());
            for (Group group : groups) {
                Results results = group.results();
                if (part.numbers() != null && part.quantiles() != null) {
                    numbers.add(
                            row(group.cells(), names, cells(results.of(part.numbers()), results.of(part.quantiles()))));
                }
                if (part.text() != null) {
                    texts.add(row(group.cells(), names, cells(results.of(part.text()))));
                }
                if (part.lengths() != null) {
                    arrays.add(row(group.cells(), names, lengthCells(results.of(part.lengths()))));
                }
            }
        }
        add(text, "numbers", by, "count missing nan min max mean stddev 1% 25% 50% 75% 99%", numbers);
        add(text, "text", by, "count missing distinct shortest longest", texts);
        add(text, "arrays", by, "count missing shortest mean longest", arrays);
    }

    private static void add(StringBuilder text, String title, List<String> by, String head, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            rows.add(0, row(by, List.of("field", "type"), List.of(head.split(" "))));
            text.append('\n').append(title).append('\n').append(TextTable.of(rows, "  "));
        }
    }

    private static List<String> row(List<String> group, List<String> names, List<String> values) {
        List<String> row = new ArrayList<>(names);
        row.addAll(group);
        row.addAll(values);
        return row;
    }

    private static List<String> cells(NumberSummary numbers, Quantiles quantiles) {
        List<String> cells = new ArrayList<>(List.of(
                String.valueOf(numbers.count()),
                String.valueOf(numbers.missing()),
                String.valueOf(numbers.nans()),
                cell(numbers.min()),
                cell(numbers.max()),
                cell(numbers.mean()),
                cell(numbers.stddev())));
        for (double rank : RANKS) {
            cells.add(cell(quantiles.at(rank)));
        }
        return cells;
    }

    private static List<String> cells(TextSummary text) {
        return List.of(
                String.valueOf(text.count()),
                String.valueOf(text.missing()),
                String.valueOf(text.distinct()),
                cell(text.minLength()),
                cell(text.maxLength()));
    }

    private static List<String> lengthCells(NumberSummary lengths) {
        return List.of(
                String.valueOf(lengths.count()),
                String.valueOf(lengths.missing()),
                cell(lengths.min()),
                cell(lengths.mean()),
                cell(lengths.max()));
    }

    private static String cell(Optional<Scalar> value) {
        return value.map(Scalar::toString).orElse("-");
    }

    private static String cell(OptionalInt value) {
        return value.isEmpty() ? "-" : String.valueOf(value.getAsInt());
    }

    /** With seven digits, or all before the point. */
    private static String cell(OptionalDouble value) {
        if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
            return value.isEmpty() ? "-" : String.valueOf(value.getAsDouble());
        }
        BigDecimal exact = new BigDecimal(value.getAsDouble());
        int whole = exact.precision() - exact.scale();
        boolean isLong = whole > DIGITS.getPrecision() && whole < 16;
        BigDecimal rounded =
                (isLong ? exact.setScale(0, RoundingMode.HALF_EVEN) : exact.round(DIGITS)).stripTrailingZeros();
        boolean isShort = rounded.scale() < 12 && rounded.precision() - rounded.scale() < 16;
        return isShort ? rounded.toPlainString() : rounded.toString();
    }
}
