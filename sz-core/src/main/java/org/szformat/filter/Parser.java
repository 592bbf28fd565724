package org.szformat.filter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.szformat.filter.Token.Kind;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** Parses a filter's text by recursive descent, a method for a rule of the grammar. For one text. */
final class Parser {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_PATTERN = 1_000;
    private static final Set<String> COMPARISONS = Set.of("==", "=", "!=", "<", "<=", ">", ">=");
    private static final Set<String> TEXT_TESTS = Set.of("starts_with", "ends_with", "contains", "matches");
    private static final String TESTS =
            "a comparison, 'in', 'is missing', 'is nan', 'starts_with', 'ends_with', " + "'contains' or 'matches'";

    private final String text;
    private final Schema schema;
    private final List<Token> tokens;
    private int at;
    private int depth;

    private Parser(String text, Schema schema) {
        this.text = text;
        this.schema = schema;
        this.tokens = Lexer.tokens(text);
    }

    static Condition parse(String text, Schema schema) {
        Parser parser = new Parser(text, schema);
        Condition condition = parser.either();
        if (parser.peek().kind() != Kind.END) {
            throw parser.fault(parser.peek(), "found " + parser.peek(), "expected '&&', '||' or the end");
        }
        return condition;
    }

    private Condition either() {
        List<Condition> parts = new ArrayList<>(List.of(both()));
        while (accept("||") || accept("or")) {
            parts.add(both());
        }
        return joined(parts, 0, parts.size(), Condition.Either::new);
    }

    private Condition both() {
        List<Condition> parts = new ArrayList<>(List.of(negation()));
        while (accept("&&") || accept("and")) {
            parts.add(negation());
        }
        return joined(parts, 0, parts.size(), Condition.Both::new);
    }

    /** A balanced tree, so that no number of parts makes a deep one. */
    private static Condition joined(List<Condition> parts, int from, int to, BinaryOperator<Condition> join) {
        if (to - from == 1) {
            return parts.get(from);
        }
        int middle = (from + to) >>> 1;
        return join.apply(joined(parts, from, middle, join), joined(parts, middle, to, join));
    }

    private Condition negation() {
        Token start = peek();
        if (++depth > MAX_DEPTH) {
            throw fault(start, "parentheses and negations are nested", "at most " + MAX_DEPTH + " deep is allowed");
        }
        try {
            if (accept("!") || accept("not")) {
                return negation().negated();
            } else if (accept("(")) {
                Condition inner = either();
                expect(")", "'&&', '||' or ')'");
                return inner;
            }
            return condition();
        } finally {
            depth--;
        }
    }

    private Condition condition() {
        Token first = peek();
        if (first.kind() == Kind.STRING || isNumber(first)) {
            next();
            Token comparison = next();
            if (!COMPARISONS.contains(comparison.text()) || comparison.kind() != Kind.SYMBOL) {
                throw fault(comparison, "found " + comparison, "expected a comparison with a field");
            }
            Operand operand = operand();
            return comparison(operand, mirrored(comparison.text()), first);
        }
        Operand operand = operand();
        Token test = next();
        if (test.kind() == Kind.SYMBOL && COMPARISONS.contains(test.text())) {
            return comparison(operand, test.text().equals("=") ? "==" : test.text(), next());
        } else if (test.is("is")) {
            boolean isNegated = accept("not");
            Condition condition = is(operand);
            return isNegated ? condition.negated() : condition;
        } else if (test.is("not")) {
            return named(operand, next()).negated();
        }
        return named(operand, test);
    }

    private static String mirrored(String comparison) {
        return switch (comparison) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            case "=" -> "==";
            default -> comparison;
        };
    }

    private Operand operand() {
        Token name = next();
        if (name.is("length") && accept("(")) {
            Token argument = next();
            Field field = field(argument);
            expect(")", "')'");
            if (field.isAttribute() && !field.isText()) {
                throw fault(argument, field + " has no length", "datasets and strings have one");
            }
            return new Operand(field, true);
        }
        return new Operand(field(name), false);
    }

    private Field field(Token name) {
        if (!name.isField()) {
            throw fault(name, "found " + name, "expected the name of a field");
        }
        return schema.find(name.text()).orElseThrow(() -> unknown(name));
    }

    private FilterSyntaxException unknown(Token name) {
        List<String> names = schema.fields().stream().map(Field::name).toList();
        String nearest = NearestName.of(name.text(), names);
        return fault(
                name,
                "unknown field '" + name.text() + "'",
                "there are " + String.join(", ", names) + (nearest.isEmpty() ? "" : "; is '" + nearest + "' meant?"));
    }

    private Condition is(Operand operand) {
        Token word = next();
        if (word.is("missing")) {
            return new MissingCondition(operand.field(), true);
        } else if (word.is("nan") || word.text().equalsIgnoreCase("nan")) {
            if (operand.isLength()
                    || operand.field().isDataset()
                    || !operand.field().type().isFloat()) {
                throw fault(word, operand.field() + " is never NaN", "floating-point attributes can be");
            }
            return operand.hasOneOf(operand.space().numbers()).negated();
        }
        throw fault(word, "found " + word, "expected 'missing', 'nan' or 'not' and one of these");
    }

    private Condition named(Operand operand, Token test) {
        if (test.is("in")) {
            return in(operand);
        } else if (test.kind() == Kind.NAME && TEXT_TESTS.contains(test.text())) {
            Token value = next();
            if (!operand.isText()) {
                throw fault(test, operand + " is no text", "'" + test.text() + "' is for text");
            } else if (value.kind() != Kind.STRING) {
                throw fault(value, "found " + value, "expected a text in quotes");
            }
            return new TextCondition(
                    operand.field(),
                    test.text().equals("matches")
                            ? TextCondition.matches(pattern(value))
                            : TextCondition.comparison(test.text(), value.text()));
        }
        throw fault(test, "found " + test, "expected " + TESTS);
    }

    private Pattern pattern(Token value) {
        if (value.text().length() > MAX_PATTERN) {
            throw fault(value, "the pattern is longer than " + MAX_PATTERN + " characters", "");
        }
        try {
            return Pattern.compile(value.text());
        } catch (PatternSyntaxException e) {
            throw fault(value, "the pattern is wrong: " + e.getDescription(), "at its character " + (e.getIndex() + 1));
        }
    }

    private Condition comparison(Operand operand, String comparison, Token value) {
        requireComparable(operand, value);
        if (operand.isText()) {
            return new TextCondition(operand.field(), TextCondition.comparison(comparison, string(operand, value)));
        }
        return operand.hasOneOf(operand.space().where(comparison, number(operand, value)));
    }

    private void requireComparable(Operand operand, Token value) {
        Field field = operand.field();
        if (!operand.isLength() && field.isDataset() && !field.isText()) {
            throw fault(value, field + " has no single value", "its length has: length(" + field.name() + ")");
        }
    }

    private String string(Operand operand, Token value) {
        if (value.kind() != Kind.STRING) {
            throw fault(value, operand.field() + " holds text and is compared with " + value, "write text in quotes");
        }
        return value.text();
    }

    private NumberLiteral number(Operand operand, Token value) {
        if (value.is("nan")) {
            throw fault(value, "nothing equals NaN", "write 'is nan' or 'is not nan'");
        } else if (!isNumber(value)) {
            throw fault(value, operand + " is a number and is compared with " + value, "expected a number");
        }
        NumberLiteral number = NumberLiteral.parse(value.text());
        if (number == null) {
            throw fault(value, value + " is no number", "numbers are such as 12, -0.5, 1e9, 0x1F, inf");
        }
        return number;
    }

    private static boolean isNumber(Token value) {
        return value.kind() == Kind.NUMBER || value.is("inf");
    }

    private Condition in(Operand operand) {
        expect("(", "'(' and values, such as in (1, 3, 10..20)");
        requireComparable(operand, peek());
        Set<String> texts = new HashSet<>();
        List<Predicate<String>> textRanges = new ArrayList<>();
        List<KeySet> keys = new ArrayList<>();
        do {
            Token low = next();
            boolean isRange = accept("..");
            Token high = isRange ? next() : low;
            if (!operand.isText()) {
                KeySpace space = operand.space();
                KeySet from = space.where(isRange ? ">=" : "==", number(operand, low));
                KeySet to = space.where("<=", number(operand, high));
                keys.add(intersection(from, to));
            } else if (isRange) {
                textRanges.add(TextCondition.comparison(">=", string(operand, low))
                        .and(TextCondition.comparison("<=", string(operand, high))));
            } else {
                texts.add(string(operand, low));
            }
        } while (accept(","));
        expect(")", "',', '..' or ')'");
        if (!operand.isText()) {
            return operand.hasOneOf(KeySet.union(keys));
        }
        return new TextCondition(
                operand.field(),
                value -> texts.contains(value) || textRanges.stream().anyMatch(range -> range.test(value)));
    }

    /** What two sets of one range at most have in common. */
    private static KeySet intersection(KeySet from, KeySet to) {
        if (to.ranges().isEmpty()) {
            return KeySet.EMPTY;
        }
        KeySet.Range range = to.ranges().get(0);
        return from.within(range.low(), range.high());
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    private boolean accept(String word) {
        if (peek().is(word)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String symbol, String expected) {
        if (!accept(symbol)) {
            throw fault(peek(), "found " + peek(), "expected " + expected);
        }
    }

    private FilterSyntaxException fault(Token token, String found, String more) {
        return new FilterSyntaxException(text, token.position(), found, more);
    }
}
