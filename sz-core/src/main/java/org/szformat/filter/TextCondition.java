package org.szformat.filter;

import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.szformat.layout.ColumnStatistics;
import org.szformat.record.Attributes;
import org.szformat.record.Batch;
import org.szformat.record.BatchColumn;
import org.szformat.schema.Field;

/** A string attribute or dataset is as some test says, or is not. */
final class TextCondition extends Condition.OnField {
    private final Predicate<String> test;

    TextCondition(Field field, Predicate<String> test) {
        super(field);
        this.test = test;
    }

    /** The test that a comparison with a text is. */
    static Predicate<String> comparison(String operator, String other) {
        return switch (operator) {
            case "==" -> other::equals;
            case "!=" -> text -> !text.equals(other);
            case "<" -> text -> compare(text, other) < 0;
            case "<=" -> text -> compare(text, other) <= 0;
            case ">" -> text -> compare(text, other) > 0;
            case ">=" -> text -> compare(text, other) >= 0;
            case "starts_with" -> text -> text.startsWith(other);
            case "ends_with" -> text -> text.endsWith(other);
            case "contains" -> text -> text.contains(other);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    /** Whether the whole text matches. */
    static Predicate<String> matches(Pattern pattern) {
        return text -> {
            try {
                return pattern.matcher(text).matches();
            } catch (StackOverflowError e) {
                throw new IllegalStateException(
                        "matching '" + pattern + "' with a text of " + text.length()
                                + " characters takes more stack than there is; write it without repeated groups",
                        e);
            }
        };
    }

    /** Orders by code point, as the bytes of UTF-8 are ordered; {@code String.compareTo} differs beyond U+FFFF. */
    static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean bothOrNone = Character.isSurrogate(x) == Character.isSurrogate(y);
                return bothOrNone ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    @Override
    public boolean test(Attributes row) {
        Field own = in(row);
        return !row.isMissing(own) && test.test((String) row.stored(own));
    }

    @Override
    public BitSet select(Batch batch, BitSet among) {
        BatchColumn column = in(batch);
        BitSet hits = new BitSet(batch.rows());
        for (int row = among.nextSetBit(0); row >= 0; row = among.nextSetBit(row + 1)) {
            if (!column.isMissing(row) && test.test((String) column.stored(row))) {
                hits.set(row);
            }
        }
        return hits;
    }

    @Override
    public boolean couldMatch(List<ColumnStatistics> statistics) {
        return true;
    }

    @Override
    public Condition negated() {
        return new TextCondition(field(), test.negate());
    }
}
