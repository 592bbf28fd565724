package org.szformat.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.szformat.SzFormatException;
import org.szformat.index.IndexTable;
import org.szformat.json.JsonSyntaxException;
import org.szformat.layout.ReadOptions;
import org.szformat.number.Float80;
import org.szformat.record.AttributeText;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Reads {@code index}: header, schema, and every record's attributes and place, each checked. */
final class IndexFileReader {
    /** How much of a faulty cell a message repeats. */
    private static final int QUOTED_CHARS = 60;

    private final Path file;
    private final LineReader lines;
    private final long datBytes;
    private final Header header;
    private final Schema schema;
    private final IndexTable.Builder table;
    private final RecordLocations locations;
    private int cell;
    private int cellFrom;
    private int cellTo;

    /**
     * What the file says.
     *
     * @param fault why its last line is not taken for one; nothing when all are
     */
    record Contents(Header header, Schema schema, IndexTable table, RecordLocations locations, Optional<String> fault) {

        /** Gives a record those attributes of a row that its schema has. */
        void copyAttributes(long row, Schema target, RecordBuilder record) {
            for (Field to : target.attributes()) {
                Field from = target.equals(schema) ? to : schema.field(to.name());
                record.copy(table.row(row), from, to);
            }
        }
    }

    private IndexFileReader(Path file, LineReader lines, long datBytes, ReadOptions options) throws IOException {
        this.file = file;
        this.lines = lines;
        this.datBytes = datBytes;
        this.header = readHeader();
        this.schema = readSchema(options.key());
        this.table = IndexTable.builder(schema);
        this.locations = new RecordLocations(schema.datasets().size());
    }

    /** A reader of the same line on its own, whose records are its own too. */
    private IndexFileReader(IndexFileReader like) {
        this.file = like.file;
        this.lines = like.lines;
        this.datBytes = like.datBytes;
        this.header = like.header;
        this.schema = like.schema;
        this.table = IndexTable.builder(schema);
        this.locations = new RecordLocations(schema.datasets().size());
    }

    /**
     * Reads a file whole. A last line that has no end and is no record is what a writer left that died: the file ends
     * before it.
     *
     * @param file the file {@code index}
     * @param datBytes the length of the file {@code dat} beside it
     */
    static Contents read(Path file, long datBytes, ReadOptions options) throws IOException {
        try (LineReader lines = new LineReader(file, options.limits().maxLineBytes())) {
            IndexFileReader reader = new IndexFileReader(file, lines, datBytes, options);
            Optional<String> fault = Optional.empty();
            while (fault.isEmpty() && lines.next()) {
                fault = lines.isEnded() ? Optional.empty() : reader.tornBy();
                if (fault.isEmpty()) {
                    reader.readRecord();
                }
            }
            return new Contents(reader.header, reader.schema, reader.table.build(), reader.locations, fault);
        }
    }

    /** Why a line without an end is no record; nothing when it is one. */
    private Optional<String> tornBy() throws IOException {
        try {
            new IndexFileReader(this).readRecord();
            return Optional.empty();
        } catch (SzFormatException e) {
            return Optional.of(e.place() + ", which has no end: found " + e.found() + "; expected " + e.expected());
        }
    }

    private Header readHeader() throws IOException {
        if (!lines.next()) {
            throw fault("an empty file", "'#' and the header as a line of JSON");
        }
        String line = text(lines.from(), lines.to());
        int json = 0;
        while (json < line.length() && line.charAt(json) == '#') {
            json++;
        }
        try {
            return Header.parse(line.substring(json));
        } catch (JsonSyntaxException e) {
            throw new SzFormatException(
                    file,
                    "line 1, column " + (json + e.column()),
                    String.valueOf(e.getMessage()),
                    "'#' and the header as a JSON object",
                    e);
        }
    }

    private Schema readSchema(Optional<String> key) throws IOException {
        if (!lines.next()) {
            throw new SzFormatException(file, "line 2", "the end of the file", "the names of the columns");
        }
        String[] names = text(lines.from(), lines.to()).stripTrailing().split("\t", -1);
        if (names.length < 2 || !names[0].equals("LENGTH") || !names[1].equals("OFFSET")) {
            throw fault(
                    "'" + quoted(String.join("\t", names)) + "'", "LENGTH, OFFSET and name:A|D:TYPE, tab-separated");
        }
        Schema.Builder builder = Schema.builder();
        boolean datasetsBegan = false;
        for (int i = 2; i < names.length; i++) {
            String[] parts = names[i].split(":", -1);
            boolean isDataset = parts.length == 3 && parts[1].equals("D");
            if (parts.length != 3 || !isDataset && !parts[1].equals("A")) {
                throw fault("the column '" + quoted(names[i]) + "'", "name:A:TYPE or name:D:TYPE");
            }
            if (datasetsBegan && !isDataset) {
                throw fault("the attribute '" + quoted(names[i]) + "' after a dataset", "attributes before datasets");
            }
            datasetsBegan = isDataset;
            builder.add(isDataset ? Field.Kind.DATASET : Field.Kind.ATTRIBUTE, parts[0], type(names[i], parts[2]));
        }
        return build(builder, key);
    }

    private Schema build(Schema.Builder builder, Optional<String> key) throws SzFormatException {
        Schema declared;
        try {
            declared = builder.build();
        } catch (IllegalArgumentException e) {
            throw new SzFormatException(
                    file, "line 2", String.valueOf(e.getMessage()), "columns that make a schema", e);
        }
        key.ifPresent(builder::key);
        return key.isPresent() ? builder.build() : declared;
    }

    private ValueType type(String column, String name) throws SzFormatException {
        for (ValueType type : ValueType.values()) {
            if (type.name().equals(name) && PyszRules.holds(type)) {
                return type;
            }
        }
        throw fault(
                "the unknown type '" + quoted(name) + "' in the column '" + quoted(column) + "'",
                "one of S I16 I32 U16 U32 F16 F32 F64 F128");
    }

    private void readRecord() throws IOException {
        if (table.size() == IndexTable.MAX_ROWS) {
            throw fault("one more record", "at most " + IndexTable.MAX_ROWS + " in one directory");
        }
        requireCells();
        cell = 0;
        cellTo = lines.from() - 1;
        nextCell();
        long length = readNumber("LENGTH", Long.MAX_VALUE);
        nextCell();
        long offset = readNumber("OFFSET", Long.MAX_VALUE);
        if (offset > datBytes || length > datBytes - offset) {
            throw fault(
                    "a record of " + length + " bytes at offset " + offset,
                    "one within the " + datBytes + " bytes of " + DirectoryProvider.DAT);
        }
        for (Field field : schema.attributes()) {
            nextCell();
            readAttribute(field);
        }
        locations.addOffset(offset);
        long frames = 0;
        for (Field field : schema.datasets()) {
            nextCell();
            frames += readFrame(field);
        }
        if (frames != length) {
            throw fault("frames of " + frames + " bytes together", "the record's LENGTH of " + length);
        }
        table.endRow();
    }

    private void requireCells() throws SzFormatException {
        byte[] buffer = lines.buffer();
        int tabs = 0;
        for (int i = lines.from(); i < lines.to(); i++) {
            byte b = buffer[i];
            tabs += b == '\t' ? 1 : 0;
            if (b == '\r') {
                throw fault("a carriage return at byte " + (i - lines.from() + 1), "a line without one");
            }
        }
        int expected = 2 + schema.size();
        if (tabs + 1 != expected) {
            throw fault((tabs + 1) + (tabs == 0 ? " cell" : " cells"), expected + " cells, tab-separated");
        }
    }

    private void nextCell() {
        cell++;
        cellFrom = cellTo + 1;
        cellTo = cellFrom;
        byte[] buffer = lines.buffer();
        while (cellTo < lines.to() && buffer[cellTo] != '\t') {
            cellTo++;
        }
    }

    private long readNumber(String what, long max) throws SzFormatException {
        return parseNumber(what, cellFrom, cellTo, max);
    }

    private long parseNumber(String what, int from, int to, long max) throws SzFormatException {
        byte[] buffer = lines.buffer();
        long value = 0;
        boolean valid = to > from && to - from <= 18;
        for (int i = from; valid && i < to; i++) {
            int digit = buffer[i] - '0';
            valid = digit >= 0 && digit <= 9;
            value = value * 10 + digit;
        }
        if (!valid || value > max) {
            throw fault(
                    what + " '" + quoted(lenientText(from, to)) + "' in cell " + cell,
                    "a whole number from 0" + (max == Long.MAX_VALUE ? "" : " to " + max));
        }
        return value;
    }

    private void readAttribute(Field field) throws IOException {
        if (field.isText()) {
            requireUtf8(cellFrom, cellTo);
            table.addText(field, lines.buffer(), cellFrom, cellTo);
            return;
        }
        String text = text(cellFrom, cellTo);
        try {
            if (field.type() == ValueType.F128) {
                table.addExtended(field, Float80.parse(text));
            } else {
                table.addBits(field, AttributeText.parseBits(field.type(), text));
            }
        } catch (NumberFormatException e) {
            throw new SzFormatException(
                    file,
                    "line " + lines.number() + ", cell " + cell + ", " + field,
                    "'" + quoted(text) + "'",
                    field.type().isInteger()
                            ? "an integer from " + field.type().minValue() + " to "
                                    + field.type().maxValue()
                            : "a number",
                    e);
        }
    }

    private long readFrame(Field field) throws SzFormatException {
        byte[] buffer = lines.buffer();
        int colon = cellFrom;
        while (colon < cellTo && buffer[colon] != ':') {
            colon++;
        }
        boolean counted = PyszRules.isCounted(field.type());
        if (colon == cellTo || !counted && colon + 1 != cellTo) {
            throw fault(
                    "'" + quoted(lenientText(cellFrom, cellTo)) + "' in cell " + cell + ", " + field,
                    counted ? "BYTES:COUNT" : "BYTES: without a count");
        }
        int bytes = (int) parseNumber("BYTES of " + field, cellFrom, colon, Integer.MAX_VALUE);
        int count = counted
                ? (int) parseNumber("COUNT of " + field, colon + 1, cellTo, Integer.MAX_VALUE)
                : RecordLocations.NO_COUNT;
        locations.addFrame(bytes, count);
        return bytes;
    }

    private void requireUtf8(int from, int to) throws SzFormatException {
        byte[] buffer = lines.buffer();
        for (int i = from; i < to; i++) {
            if (buffer[i] < 0) {
                text(from, to);
                return;
            }
        }
    }

    private String text(int from, int to) throws SzFormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(lines.buffer(), from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SzFormatException(file, "line " + lines.number(), "bytes that are not UTF-8", "UTF-8 text", e);
        }
    }

    private String lenientText(int from, int to) {
        return new String(lines.buffer(), from, to - from, StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        String shown = text.length() <= QUOTED_CHARS ? text : text.substring(0, QUOTED_CHARS) + "…";
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    private SzFormatException fault(String found, String expected) {
        return new SzFormatException(file, "line " + Math.max(1, lines.number()), found, expected);
    }
}
