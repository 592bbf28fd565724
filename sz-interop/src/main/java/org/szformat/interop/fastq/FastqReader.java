package org.szformat.interop.fastq;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.interop.text.TextBlock;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;

/** Parses the reads of a block. Confined to one thread. */
final class FastqReader {
    private static final int MOST_SHOWN = 40;

    private final TextBlock block;
    private final byte[] bytes;
    private final Schema schema;
    private final Field id;
    private final Field comment;
    private final Field sequence;
    private final Field quality;

    /** Where the next line begins, and its number. */
    private int at;

    private long line;

    /** Where the line at hand begins and ends. */
    private int from;

    private int to;

    /** Where text lies, on one line or several. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Part(byte[] bytes, int from, int to, int lines) {
        int length() {
            return to - from;
        }

        String text() {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }

    FastqReader(TextBlock block, Schema schema) {
        this.block = block;
        this.bytes = block.bytes();
        this.schema = schema;
        this.line = block.firstLine() - 1;
        this.id = schema.field(FastqFormat.READ_ID);
        this.comment = schema.field(FastqFormat.COMMENT);
        this.sequence = schema.field(FastqFormat.SEQUENCE);
        this.quality = schema.field(FastqFormat.QUALITY);
    }

    List<Record> all() throws SzFormatException {
        List<Record> records = new ArrayList<>();
        for (Record record = next(); record != null; record = next()) {
            records.add(record);
        }
        return records;
    }

    List<Record> sound(Consumer<Damage> damages) {
        List<Record> records = new ArrayList<>();
        while (true) {
            int before = at;
            long lineBefore = line;
            try {
                Record record = next();
                if (record == null) {
                    return records;
                }
                records.add(record);
            } catch (SzFormatException e) {
                damages.accept(Damage.of(e));
                at = before;
                line = lineBefore;
                skipToNextRead();
            }
        }
    }

    /** To the first line behind the next one that looks like the beginning of a read. */
    private void skipToNextRead() {
        advance();
        boolean found = false;
        while (!found && at < bytes.length) {
            int begin = at;
            long number = line;
            advance();
            boolean isHead = from < to && bytes[from] == '@';
            int next = at;
            long nextNumber = line;
            if (isHead && advance() && advance()) {
                found = from < to && bytes[from] == '+';
            }
            at = found ? begin : next;
            line = found ? number : nextNumber;
        }
    }

    private boolean advance() {
        if (at >= bytes.length) {
            return false;
        }
        from = at;
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        at = Math.min(bytes.length, end + 1);
        to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
        line++;
        return true;
    }

    private @Nullable Record next() throws SzFormatException {
        do {
            if (!advance()) {
                return null;
            }
        } while (from == to);
        if (bytes[from] != '@') {
            throw fault("line " + line, "'" + shown(from, to) + "'", "@ and the ID of a read");
        }
        long first = line;
        String head = head();
        int space = endOfId(head);
        String name = head.substring(0, space);
        String place = "line " + first + ", read " + name;
        if (name.isEmpty()) {
            throw fault("line " + first, "no ID behind the @", "an ID");
        }
        Part bases = bases(place, head);
        Part qualities = qualities(place, bases);
        RecordBuilder record = Record.builder(schema).set(id, name);
        if (space == head.length()) {
            record.setMissing(comment);
        } else {
            record.set(comment, head.substring(head.charAt(space) == ' ' ? space + 1 : space));
        }
        return record.set(sequence, bases.text()).set(quality, qualities.text()).build();
    }

    private static int endOfId(String head) {
        int end = 0;
        while (end < head.length() && head.charAt(end) != ' ' && head.charAt(end) != '\t') {
            end++;
        }
        return end;
    }

    private String head() throws SzFormatException {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\r') {
                throw fault("line " + line, "a carriage return in the middle", "line ends of one newline each");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from + 1, to - from - 1))
                    .toString();
        } catch (CharacterCodingException e) {
            throw fault("line " + line, "bytes that are no UTF-8", "an ID in UTF-8");
        }
    }

    /** Reads bases and the line with the + behind them. */
    private Part bases(String place, String head) throws SzFormatException {
        Part bases = new Part(bytes, at, at, 0);
        while (advance()) {
            if (from < to && bytes[from] == '+') {
                checkRepeat(place, head);
                return bases;
            }
            check(place, "base", true);
            bases = joined(bases);
        }
        throw fault(place, "the end of the file after " + bases.length() + " bases", "+ and as many qualities");
    }

    private void checkRepeat(String place, String head) throws SzFormatException {
        boolean isRepeat =
                to - from == 1 || new String(bytes, from + 1, to - from - 1, StandardCharsets.UTF_8).equals(head);
        if (!isRepeat) {
            throw fault(place, "'" + shown(from, to) + "'", "+ alone or with the same text as behind the @");
        }
    }

    private Part qualities(String place, Part bases) throws SzFormatException {
        Part qualities = new Part(bytes, at, at, 0);
        do {
            if (!advance()) {
                if (bases.length() == 0) {
                    return qualities;
                }
                throw fault(
                        place,
                        "the end of the file after " + qualities.length() + " qualities",
                        bases.length() + ", as there are bases");
            }
            check(place, "quality", false);
            qualities = joined(qualities);
        } while (bases.lines() > 1 && qualities.length() < bases.length());
        if (qualities.length() != bases.length()) {
            throw fault(place, qualities.length() + " qualities", bases.length() + ", as there are bases");
        }
        return qualities;
    }

    private Part joined(Part before) {
        if (before.lines() == 0) {
            return new Part(bytes, from, to, 1);
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream(2 * before.length() + to - from);
        joined.write(before.bytes(), before.from(), before.length());
        joined.write(bytes, from, to - from);
        return new Part(joined.toByteArray(), 0, joined.size(), before.lines() + 1);
    }

    private void check(String place, String what, boolean base) throws SzFormatException {
        for (int i = from; i < to; i++) {
            if (base ? !Bases.isBase(bytes[i]) : !Bases.isQuality(bytes[i])) {
                throw fault(
                        place + ", line " + line,
                        "the byte 0x" + Integer.toHexString(bytes[i] & 0xFF) + " as " + what + " " + (i - from),
                        base ? "letters, '-', '.' or '*'" : "characters from '!' to '~'");
            }
        }
    }

    private String shown(int begin, int end) {
        int shown = Math.min(end, begin + MOST_SHOWN);
        return new String(bytes, begin, shown - begin, StandardCharsets.UTF_8) + (shown < end ? "…" : "");
    }

    private SzFormatException fault(String place, String found, String expected) {
        return new SzFormatException(block.file(), place, found, expected);
    }
}
