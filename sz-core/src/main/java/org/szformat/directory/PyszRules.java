package org.szformat.directory;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.codec.ColumnCodec;
import org.szformat.record.Record;
import org.szformat.schema.Field;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** What pysz can hold: its types, its names, its text, and the one form that each type has in {@code dat}. */
final class PyszRules {
    private static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");
    private static final Set<String> COLUMNS = Set.of("LENGTH", "OFFSET");

    private PyszRules() {}

    static boolean holds(ValueType type) {
        return switch (type) {
            case I8, U8, I64, U64 -> false;
            default -> true;
        };
    }

    /** Whether COUNT is given for datasets of a type. */
    static boolean isCounted(ValueType type) {
        return type.isInteger();
    }

    /** The codec of a dataset; pysz uses zstd level 3, and reads any. */
    static ColumnCodec codec(ValueType type, int level) {
        String values = switch (type) {
            case I16, I32 -> "delta-zigzag, svb";
            case U16, U32 -> "svb";
            default -> "plain";
        };
        return ColumnCodec.parse(values + ", zstd(" + level + ")");
    }

    /** Level 1 is no larger than level 3 on StreamVByte bytes, and faster; text and floats gain from level 3. */
    static ColumnCodec defaultCodec(ValueType type) {
        return codec(type, type.isInteger() ? 1 : 3);
    }

    /**
     * Checks a schema.
     *
     * @throws IllegalArgumentException when pysz could not read it; the message names the field
     */
    static void check(Schema schema) {
        Set<String> names = new HashSet<>();
        for (Field field : schema.fields()) {
            if (!holds(field.type())) {
                throw new IllegalArgumentException(field + ": a directory cannot hold " + field.type()
                        + "; it holds S I16 I32 U16 U32 F16 F32 F64 F128, or widen the field");
            }
            String read = Normalizer.normalize(field.name(), Normalizer.Form.NFKC);
            String fault = names.add(read) ? nameFault(field.name(), read) : "Python reads as another field's";
            if (fault != null) {
                throw new IllegalArgumentException(field + ": found a name that " + fault
                        + "; a directory's names are Python identifiers without a leading underscore");
            }
        }
    }

    /**
     * What is wrong with a name.
     *
     * @param read what Python makes of it
     */
    private static @Nullable String nameFault(String name, String read) {
        if (name.startsWith("_")) {
            return "begins with an underscore";
        }
        if (KEYWORDS.contains(name)) {
            return "is a Python keyword";
        }
        if (COLUMNS.contains(name)) {
            return "is a column of the index";
        }
        return isIdentifier(name) && isIdentifier(read) ? null : "is no identifier";
    }

    private static boolean isIdentifier(String name) {
        return Character.isUnicodeIdentifierStart(name.codePointAt(0))
                && name.codePoints().skip(1).allMatch(PyszRules::isIdentifierPart);
    }

    private static boolean isIdentifierPart(int codePoint) {
        return Character.isUnicodeIdentifierPart(codePoint) && !Character.isIdentifierIgnorable(codePoint);
    }

    /**
     * Checks a record of a schema that {@link #check(Schema)} has passed.
     *
     * @throws IllegalArgumentException when the index could not hold it; the message names the field and the record
     */
    static void check(Record record) {
        Schema schema = record.schema();
        for (Field field : schema.fields()) {
            if (record.isMissing(field)) {
                throw refuse(record, field, "a missing value", "a value: a directory cannot hold missing ones");
            }
            if (field.isAttribute() && field.isText()) {
                checkText(record, field, (String) record.stored(field));
            }
        }
    }

    private static void checkText(Record record, Field field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t' || c == '\n' || c == '\r') {
                String name = c == '\t' ? "a tab" : c == '\n' ? "a line feed" : "a carriage return";
                throw refuse(record, field, name + " at char " + i, "text without tabs and line ends");
            }
        }
        boolean lastCell = field.position() == record.schema().size() - 1;
        if (lastCell && (text.isEmpty() || isPythonSpace(text.charAt(text.length() - 1)))) {
            throw refuse(
                    record,
                    field,
                    text.isEmpty() ? "an empty string" : "white space at the end",
                    "text that pysz does not strip from the end of a line");
        }
    }

    private static boolean isPythonSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    private static IllegalArgumentException refuse(Record record, Field field, String found, String expected) {
        String id = record.schema()
                .key()
                .map(key -> " of record '" + record.key() + "'")
                .orElse("");
        return new IllegalArgumentException(field + id + ": found " + found + "; expected " + expected);
    }
}
