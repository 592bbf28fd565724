package org.szformat.interop.jsonl;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.interop.text.ColumnGuess;
import org.szformat.interop.text.TextBlock;
import org.szformat.schema.Schema;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Finds from all lines which fields there are. Confined to one thread. */
final class SchemaGuess {
    private static final String REMEDY = "values of one type for each field; a schema tells which";

    private final Path file;
    private final Map<String, ColumnGuess> columns = new LinkedHashMap<>();
    private final Map<String, Long> seen = new LinkedHashMap<>();
    private long objects;
    private @Nullable SzFormatException conflict;
    private @Nullable SzFormatException damage;

    SchemaGuess(Path file) {
        this.file = file;
    }

    /** Looks at lines; those that are damaged are told when they are read, and passed over here. */
    void add(TextBlock block) throws SzFormatException {
        Lines lines = new Lines(block);
        boolean more = true;
        while (more) {
            try {
                more = lines.next(parser -> add(parser, lines));
            } catch (SzFormatException e) {
                if (e == conflict) {
                    throw e;
                }
                damage = damage == null ? e : damage;
            }
        }
    }

    private SzFormatException conflict(Lines lines, String name, String found, String expected) {
        conflict = lines.fault(name, found, expected, null);
        return conflict;
    }

    private void add(JsonParser parser, Lines lines) throws SzFormatException {
        objects++;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String name = parser.currentName();
            ColumnGuess column = columns.computeIfAbsent(name, any -> new ColumnGuess());
            seen.merge(name, 1L, Long::sum);
            addValue(column, name, parser, parser.nextToken(), lines);
        }
    }

    private void addValue(ColumnGuess column, String name, JsonParser parser, JsonToken token, Lines lines)
            throws SzFormatException {
        switch (token) {
            case VALUE_NULL -> column.addMissing();
            case VALUE_STRING -> addString(column, name, parser.getString(), lines);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (column.hasText() || column.hasArrays()) {
                    throw conflict(lines, name, "a number, where lines before have none", REMEDY);
                }
                addNumber(column, name, parser, lines);
            }
            case START_ARRAY -> addArray(column, name, parser, lines);
            default ->
                throw conflict(
                        lines,
                        name,
                        token == JsonToken.START_OBJECT ? "an object" : "true or false",
                        "a string, a number, an array of numbers or null");
        }
    }

    private void addString(ColumnGuess column, String name, String value, Lines lines) throws SzFormatException {
        boolean isWord = value.equals("NaN") || value.equals("Infinity") || value.equals("-Infinity");
        if (isWord && !column.hasText()) {
            column.addNumber(value);
        } else if (column.hasNumbers() || column.hasArrays()) {
            throw conflict(lines, name, "a string, where lines before have none", REMEDY);
        } else {
            column.addText(value);
        }
    }

    private void addNumber(ColumnGuess column, String name, JsonParser parser, Lines lines) throws SzFormatException {
        String text = parser.getString();
        if (!column.addNumber(text)) {
            throw conflict(
                    lines,
                    name,
                    "the number " + (text.length() > 40 ? text.substring(0, 40) + "…" : text),
                    "an integer of 64 bits or a decimal that a double holds; a schema with F128 or S takes others");
        }
    }

    private void addArray(ColumnGuess column, String name, JsonParser parser, Lines lines) throws SzFormatException {
        if (column.hasText() || column.hasNumbers() && !column.hasArrays()) {
            throw conflict(lines, name, "an array, where lines before have none", REMEDY);
        }
        column.addArray();
        boolean isEmpty = true;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            isEmpty = false;
            if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT) {
                column.addInteger(parser.getIntValue());
            } else if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
                addNumber(column, name, parser, lines);
            } else if (token != JsonToken.VALUE_STRING || !column.addNumber(parser.getString())) {
                throw conflict(lines, name, "an array of something else than numbers", "numbers");
            }
        }
        if (isEmpty) {
            column.addEmpty();
        }
    }

    Schema schema() throws SzFormatException {
        if (columns.isEmpty() && damage != null) {
            throw damage;
        }
        seen.forEach((name, lines) -> {
            if (lines < objects) {
                Objects.requireNonNull(columns.get(name)).addMissing();
            }
        });
        try {
            return ColumnGuess.schemaOf(columns);
        } catch (IllegalArgumentException e) {
            throw new SzFormatException(
                    file, "lines", String.valueOf(e.getMessage()), "objects whose members are fields", e);
        }
    }
}
