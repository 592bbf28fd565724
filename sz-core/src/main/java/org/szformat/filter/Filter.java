package org.szformat.filter;

import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.szformat.layout.ColumnStatistics;
import org.szformat.record.Attributes;
import org.szformat.record.Batch;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/**
 * Which records are wanted, as a text about their fields.
 *
 * <pre>{@code
 * Filter early = Filter.parse("channel in (1..256) && start_sample < 240000", reader.schema());
 * long[] rows = reader.index().rows(early::test);
 * }</pre>
 *
 * <h2>The language</h2>
 *
 * <pre>
 * filter     = both { ("||" | "or") both }
 * both       = negation { ("&amp;&amp;" | "and") negation }
 * negation   = ("!" | "not") negation | "(" filter ")" | condition
 * condition  = operand comparison value | value comparison operand
 *            | operand ["not"] "in" "(" item { "," item } ")"
 *            | operand "is" ["not"] ("missing" | "nan")
 *            | operand ["not"] ("starts_with" | "ends_with" | "contains" | "matches") string
 * operand    = field | "length" "(" field ")"
 * comparison = "==" | "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;="
 * item       = value | value ".." value
 * value      = string | number
 * number     = ["+" | "-"] ("inf" | "0x" hex digits | decimal, such as 12 .5 1e-5)
 * string     = text in "…" or '…'; escapes are \\ \" \' \` \/ \n \r \t and &#92;u with four hex digits
 * field      = a name of letters, digits and _ that begins with no digit, or any name in `…`
 * </pre>
 *
 * <p>{@code channel == 12 && offset < 0}, {@code end_reason in ("signal_positive", "unblock")},
 * {@code !(well is missing or read_id starts_with "00")}, {@code length(raw_signal) > 4000}.
 *
 * <h2>What it means</h2>
 *
 * <ul>
 *   <li><b>Numbers</b> compare exactly, whatever their types: no 64-bit integer is rounded, U64 is unsigned, −0 equals 0.
 *       Against a floating-point field, an integer literal is exact, and one with a point or an exponent stands for the
 *       nearest value of the field's type, so that what {@code sz view} printed finds its record; if that is infinite, or
 *       zero though the literal is not, it too is exact. What no value of the type equals is compared all the same:
 *       {@code channel < 12.5}, {@code channel < 1e9}.
 *   <li><b>Ranges</b> {@code a..b} include both ends.
 *   <li><b>NaN</b> is not less than, equal to or greater than anything; so only {@code !=} holds for it, {@code not in}
 *       and what else negates a comparison. {@code is nan} asks for it.
 *   <li><b>Missing</b> values are in no relation to anything: a condition on a missing value is neither true nor false,
 *       and its negation is not true either. {@code &&} and {@code ||} join such conditions as SQL does; a record is a hit
 *       when the whole is true. {@code is missing} asks for it.
 *   <li><b>Text</b> compares by code points, exactly. {@code matches} is for the whole of it, by a {@link
 *       java.util.regex.Pattern} of at most 1000 characters; some patterns take time that is exponential in the text's
 *       length.
 *   <li><b>{@code length(field)}</b> is the number of values of a dataset, or of chars of a string. To know it the dataset
 *       is read and decoded; attributes alone are cheaper. Datasets that are strings can be tested like string attributes.
 * </ul>
 *
 * <p>A text has at most {@value #MAX_LENGTH} characters; parentheses and negations nest at most 200 deep.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class Filter {
    /** The longest text, in chars. */
    public static final int MAX_LENGTH = 1 << 20;

    private final String text;
    private final Schema schema;
    private final Condition condition;
    private final Set<String> fields;
    private final boolean readsDatasets;

    private Filter(String text, Schema schema, Condition condition) {
        this.text = text;
        this.schema = schema;
        this.condition = condition;
        Set<Field> used = new LinkedHashSet<>();
        condition.forEachField(used::add);
        Set<String> names = new LinkedHashSet<>();
        used.forEach(field -> names.add(field.name()));
        this.fields = Collections.unmodifiableSet(names);
        this.readsDatasets = used.stream().anyMatch(Field::isDataset);
    }

    /**
     * A filter on the fields of a schema.
     *
     * @param text in the language above
     * @throws FilterSyntaxException when the text is no filter on these fields
     */
    public static Filter parse(String text, Schema schema) {
        if (text.length() > MAX_LENGTH) {
            throw new FilterSyntaxException(
                    text, MAX_LENGTH, "the filter is longer than " + MAX_LENGTH + " characters", "");
        }
        return new Filter(text, schema, Parser.parse(text, schema));
    }

    /** Its text. */
    public String text() {
        return text;
    }

    /** The schema whose fields it was parsed for. */
    public Schema schema() {
        return schema;
    }

    /** The names of the fields that it looks at. Unmodifiable. */
    public Set<String> fields() {
        return fields;
    }

    /** Whether it looks at datasets; then it cannot be evaluated on the rows of an index table. */
    public boolean readsDatasets() {
        return readsDatasets;
    }

    /**
     * Whether a row is a hit.
     *
     * @param row a record or, unless the filter {@linkplain #readsDatasets reads datasets}, a row of an index table; it has
     *     the fields that the filter looks at, of the same types, and possibly others
     * @throws IllegalArgumentException when it has not
     */
    public boolean test(Attributes row) {
        if (readsDatasets && !(row instanceof Record)) {
            throw new IllegalArgumentException("'" + text + "' looks at a dataset, which rows of an index have not");
        }
        return condition.test(row);
    }

    /**
     * The rows of a batch that are hits, evaluated column by column.
     *
     * @param batch that has the fields that the filter looks at, of the same types, and possibly others
     * @return a set of the caller's own
     * @throws IllegalArgumentException when it has not
     */
    public BitSet select(Batch batch) {
        BitSet all = new BitSet(batch.rows());
        all.set(0, batch.rows());
        return condition.select(batch, all);
    }

    /**
     * Whether a chunk could hold a hit, by what it says of its columns. When this is false, none of its records is one.
     *
     * @param statistics of the chunk; of fields that are not among them, anything is thought possible
     */
    public boolean couldMatch(List<ColumnStatistics> statistics) {
        return condition.couldMatch(statistics);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Filter filter && text.equals(filter.text) && schema.equals(filter.schema);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, schema);
    }

    @Override
    public String toString() {
        return text;
    }
}
