package org.szformat.interop.fastq;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.szformat.exchange.FormatOptions;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/**
 * Which fields of records make a FASTQ read.
 *
 * @param whole whole reads; then the others are not needed
 * @param unused the names of all fields that are not written
 */
record FastqFields(
        @Nullable Field id,
        @Nullable Field comment,
        @Nullable Field sequence,
        @Nullable Field quality,
        @Nullable Field whole,
        List<String> unused) {

    static FastqFields of(Schema schema, FormatOptions options) {
        Optional<Field> sequence = chosen(schema, options, FastqFormat.SEQUENCE);
        Optional<Field> quality = chosen(schema, options, FastqFormat.QUALITY);
        if (sequence.isPresent()
                && quality.isPresent()
                && options.get(FastqFormat.FASTQ).isEmpty()) {
            Field id = schema.key()
                    .orElseThrow(() ->
                            new IllegalArgumentException("FASTQ needs an ID for each read; the records have no key"));
            Optional<Field> comment = text(schema, FastqFormat.COMMENT);
            List<Field> used = new ArrayList<>(List.of(id, sequence.get(), quality.get()));
            comment.ifPresent(used::add);
            return new FastqFields(id, comment.orElse(null), sequence.get(), quality.get(), null, others(schema, used));
        }
        Field whole = chosen(schema, options, FastqFormat.FASTQ)
                .or(() -> schema.fields().stream()
                        .filter(field -> field.isText() && field.name().equalsIgnoreCase(FastqFormat.FASTQ))
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("FASTQ takes bases and qualities from the texts '"
                        + FastqFormat.SEQUENCE + "' and '" + FastqFormat.QUALITY + "', or whole reads from the text '"
                        + FastqFormat.FASTQ + "'; there are neither. Options of the format name others"));
        List<Field> used = new ArrayList<>(List.of(whole));
        schema.key().ifPresent(used::add);
        return new FastqFields(schema.key().orElse(null), null, null, null, whole, others(schema, used));
    }

    private static List<String> others(Schema schema, List<Field> used) {
        return schema.fields().stream()
                .filter(field -> !used.contains(field))
                .map(Field::name)
                .toList();
    }

    /** The field that an option names, or the one that is called as the option. */
    private static Optional<Field> chosen(Schema schema, FormatOptions options, String option) {
        Optional<String> named = options.get(option);
        if (named.isEmpty()) {
            return text(schema, option);
        }
        return Optional.of(text(schema, named.get())
                .orElseThrow(() -> new IllegalArgumentException(
                        "the option " + option + " is '" + named.get() + "', which is no text of the records")));
    }

    private static Optional<Field> text(Schema schema, String name) {
        return schema.find(name).filter(Field::isText);
    }
}
