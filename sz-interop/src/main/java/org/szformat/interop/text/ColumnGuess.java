package org.szformat.interop.text;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.szformat.interop.ReadFields;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * What the values of a column look like, and so which field holds all of them, where nothing tells its type:
 *
 * <ul>
 *   <li>integers make I64, or U64 where one is too large for it; decimals make F64, with integers among them up to
 *       2<sup>53</sup> and with {@code NaN} and infinities;
 *   <li>arrays make a dataset of I64 or F64 in the same way;
 *   <li>anything else makes S: a dataset where a text is longer than {@value #LONGEST_ATTRIBUTE} characters, else an
 *       attribute; so do columns of no values at all;
 *   <li>a column that is called as one of {@link ReadFields} gets that field's kind and type, if all values fit.
 * </ul>
 *
 * <p>Confined to one thread.
 */
public final class ColumnGuess {
    /** The longest text of an attribute, in characters. */
    static final int LONGEST_ATTRIBUTE = 1024;

    private static final long EXACT_DOUBLE = 1L << 53;

    private boolean text;
    private boolean empty;
    private boolean missing;
    private boolean integers;
    private boolean reals;
    private boolean specials;
    private boolean arrays;
    private boolean aboveSigned;
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;
    private int longest;

    /** A column of which nothing is known. */
    public ColumnGuess() {}

    /** A text that is nothing but text. */
    public void addText(String value) {
        text = true;
        longest = Math.max(longest, value.length());
    }

    /** No value. */
    public void addMissing() {
        missing = true;
    }

    /** Whether a record has no value here. */
    public boolean hasMissing() {
        return missing;
    }

    /** An empty value, of a text or an array. */
    public void addEmpty() {
        empty = true;
    }

    /** That what follows is an array's. */
    public void addArray() {
        arrays = true;
    }

    /** A cell of a table: a number, an array of numbers or a text. */
    public void addCell(String cell, String separator) {
        longest = Math.max(longest, cell.length());
        if (cell.isEmpty()) {
            empty = true;
        } else if (!text && !addNumber(cell)) {
            text = cell.indexOf(separator) < 0 || !addNumbers(cell, separator);
        }
    }

    private boolean addNumbers(String cell, String separator) {
        int from = 0;
        while (true) {
            int to = cell.indexOf(separator, from);
            if (!addNumber(cell.substring(from, to < 0 ? cell.length() : to))) {
                return false;
            }
            if (to < 0) {
                arrays = true;
                return true;
            }
            from = to + separator.length();
        }
    }

    /**
     * A number as text.
     *
     * @return false when it is none, or an integer of more than 64 bits; nothing is added then
     */
    public boolean addNumber(String number) {
        switch (ValueText.of(number)) {
            case INTEGER -> {
                if (number.charAt(0) != '-' && Long.parseUnsignedLong(number) < 0) {
                    integers = true;
                    aboveSigned = true;
                    greatest = Long.MAX_VALUE;
                } else {
                    addInteger(Long.parseLong(number));
                }
            }
            case REAL -> reals = true;
            case SPECIAL -> specials = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** An integer. */
    public void addInteger(long value) {
        integers = true;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
    }

    /** Whether there was a text that is nothing but text, or one too long for a number. */
    public boolean hasText() {
        return text;
    }

    /** Whether there was a number, other than those that are written as words. */
    public boolean hasNumbers() {
        return integers || reals;
    }

    /** Whether there was an array. */
    public boolean hasArrays() {
        return arrays;
    }

    /** Adds the field that holds all values to a schema. */
    void addTo(Schema.Builder schema, String name) {
        Optional<ReadFields> known = Arrays.stream(ReadFields.values())
                .filter(field -> field.fieldName().equals(name))
                .filter(this::fits)
                .findFirst();
        if (known.isPresent()) {
            known.get().addTo(schema);
        } else if (isNumeric()) {
            schema.add(arrays ? Field.Kind.DATASET : Field.Kind.ATTRIBUTE, name, numericType());
        } else {
            schema.add(longest > LONGEST_ATTRIBUTE ? Field.Kind.DATASET : Field.Kind.ATTRIBUTE, name, ValueType.S);
        }
    }

    /**
     * The schema of columns. Its key is the first string attribute, if every record has a value there; else there is none.
     *
     * @throws IllegalArgumentException when a name is none for a field
     */
    public static Schema schemaOf(Map<String, ColumnGuess> columns) {
        Schema.Builder builder = Schema.builder();
        columns.forEach((name, guess) -> guess.addTo(builder, name));
        Schema schema = builder.build();
        boolean hasKey = schema.key()
                .filter(key -> !Objects.requireNonNull(columns.get(key.name())).hasMissing())
                .isPresent();
        return hasKey ? schema : builder.withoutKey().build();
    }

    private boolean isNumeric() {
        boolean numbers = integers || reals || specials && arrays || arrays;
        boolean ambiguous = empty && !arrays;
        return numbers && !text && !ambiguous && (!isReal() || areIntegersExact()) && !(aboveSigned && least < 0);
    }

    private boolean isReal() {
        return reals || specials;
    }

    private boolean areIntegersExact() {
        return !integers || !aboveSigned && least >= -EXACT_DOUBLE && greatest <= EXACT_DOUBLE;
    }

    private ValueType numericType() {
        if (isReal()) {
            return ValueType.F64;
        }
        return aboveSigned ? ValueType.U64 : ValueType.I64;
    }

    private boolean fits(ReadFields field) {
        ValueType type = field.type();
        if (type == ValueType.S) {
            return !arrays && longest <= LONGEST_ATTRIBUTE;
        }
        if (text || empty && !field.isDataset() || arrays && !field.isDataset()) {
            return false;
        }
        if (type.isFloat()) {
            return areIntegersExact();
        }
        boolean none = !integers;
        boolean holds = type == ValueType.U64 ? least >= 0 : !aboveSigned && type.holds(least) && type.holds(greatest);
        return !isReal() && (none || holds);
    }
}
