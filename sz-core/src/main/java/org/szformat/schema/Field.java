package org.szformat.schema;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One field of a schema.
 *
 * @param name what it is called: 1 to {@value #MAX_NAME_BYTES} bytes of UTF-8 without control characters or unpaired
 *     surrogates, unique in its schema
 * @param kind attribute or dataset
 * @param type the type of its value or values
 * @param position its place among all fields of its schema, attributes first, from 0
 */
public record Field(String name, Kind kind, ValueType type, int position) {
    /** The longest name, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 255;

    /** What a field is to its record. */
    public enum Kind {
        /** A scalar, which every index table has a column for. */
        ATTRIBUTE,
        /** An array or a string, whose length differs from record to record. */
        DATASET
    }

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when the name breaks its rules
     */
    public Field {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(type);
        checkName(name);
    }

    /** Whether it is an attribute. */
    public boolean isAttribute() {
        return kind == Kind.ATTRIBUTE;
    }

    /** Whether it is a dataset. */
    public boolean isDataset() {
        return kind == Kind.DATASET;
    }

    /** Whether its value is one string. */
    public boolean isText() {
        return type == ValueType.S;
    }

    /** As messages name it: {@code dataset raw_signal (I16)}. */
    @Override
    public String toString() {
        return (isAttribute() ? "attribute " : "dataset ") + name + " (" + type + ")";
    }

    private static void checkName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a field's name is empty");
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                throw new IllegalArgumentException("the field name '" + name.replaceAll("\\p{Cntrl}", "?")
                        + "' has a control character at position " + i);
            }
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException("the field name '" + name + "' has an unpaired surrogate");
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("the field name '" + name.substring(0, 20) + "…' has " + bytes
                    + " bytes of UTF-8; at most " + MAX_NAME_BYTES + " are allowed");
        }
    }
}
