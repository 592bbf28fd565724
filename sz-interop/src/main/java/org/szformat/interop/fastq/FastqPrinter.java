package org.szformat.interop.fastq;

import java.io.IOException;
import java.util.Objects;
import org.szformat.interop.text.RecordPrinter;
import org.szformat.interop.text.TextOutput;
import org.szformat.record.Attributes;
import org.szformat.schema.Field;

/** Prints reads, each on four lines. */
final class FastqPrinter implements RecordPrinter {
    private final TextOutput out;
    private final FastqFields fields;
    private final FastqLosses losses;

    FastqPrinter(TextOutput out, FastqFields fields, FastqLosses losses) {
        this.out = out;
        this.fields = fields;
        this.losses = losses;
    }

    @Override
    public void printHeader() {
        // FASTQ has none.
    }

    @Override
    public void print(Attributes row) throws IOException {
        if (fields.whole() != null) {
            printWhole(row, fields.whole());
        } else {
            printParts(row, Objects.requireNonNull(fields.sequence()), Objects.requireNonNull(fields.quality()));
        }
    }

    private void printParts(Attributes row, Field sequenceField, Field qualityField) throws IOException {
        if (row.isMissing(sequenceField)) {
            losses.addRead();
            return;
        }
        if (row.isMissing(qualityField)) {
            throw refused(row, qualityField, "no qualities for its bases");
        }
        String id = row.key();
        check(
                row,
                Objects.requireNonNull(fields.id()),
                id,
                !id.isEmpty() && hasNone(id, " \t\r\n"),
                "an ID of one word");
        String sequence = (String) row.stored(sequenceField);
        String quality = (String) row.stored(qualityField);
        check(row, sequenceField, sequence, sequence.chars().allMatch(Bases::isBase), "letters, '-', '.' or '*'");
        check(row, qualityField, quality, quality.chars().allMatch(Bases::isQuality), "characters from '!' to '~'");
        if (sequence.length() != quality.length()) {
            throw refused(row, qualityField, quality.length() + " qualities for " + sequence.length() + " bases");
        }
        out.append('@').write(id);
        Field commentField = fields.comment();
        if (commentField != null && !row.isMissing(commentField)) {
            String comment = (String) row.stored(commentField);
            check(row, commentField, comment, hasNone(comment, "\r\n"), "one line");
            out.write(comment.startsWith("\t") ? "" : " ");
            out.write(comment);
        }
        out.write("\n");
        out.write(sequence);
        out.write("\n+\n");
        out.write(quality);
        out.write("\n");
    }

    private void printWhole(Attributes row, Field field) throws IOException {
        if (row.isMissing(field)) {
            losses.addRead();
            return;
        }
        String read = (String) row.stored(field);
        if (read.isEmpty()) {
            losses.addRead();
            return;
        }
        String[] lines = read.split("\r?\n", -1);
        int end = lines.length;
        while (end > 4 && lines[end - 1].isEmpty()) {
            end--;
        }
        boolean isRead = end == 4
                && lines[0].startsWith("@")
                && lines[2].startsWith("+")
                && lines[1].length() == lines[3].length();
        if (!isRead) {
            throw refused(row, field, "no read of four lines");
        }
        for (int i = 0; i < end; i++) {
            out.write(lines[i]);
            out.write("\n");
        }
    }

    private static boolean hasNone(String text, String characters) {
        return text.chars().noneMatch(c -> characters.indexOf(c) >= 0);
    }

    private static void check(Attributes row, Field field, String value, boolean fits, String expected) {
        if (!fits) {
            String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
            throw refused(row, field, "'" + shown + "', where FASTQ takes " + expected);
        }
    }

    private static IllegalArgumentException refused(Attributes row, Field field, String found) {
        String id = row.schema().key().isPresent() ? " of record '" + row.key() + "'" : "";
        return new IllegalArgumentException(field + id + ": found " + found);
    }
}
