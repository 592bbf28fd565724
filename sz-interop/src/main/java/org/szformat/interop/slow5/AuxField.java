package org.szformat.interop.slow5;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * An auxiliary field, as the last two lines of a header declare it.
 *
 * @param name its name
 * @param type its type, or that of its values
 * @param shape whether it is one value or several
 * @param labels of an enumeration, its labels, by number; else empty
 */
record AuxField(String name, Slow5Type type, Shape shape, List<String> labels) {
    /** The number that stands for a missing value, and so the most labels there can be. */
    static final int MAX_LABELS = 255;

    /** Whether a field is one value or several. */
    enum Shape {
        SCALAR,
        ARRAY
    }

    AuxField {
        labels = List.copyOf(labels);
    }

    static AuxField scalar(String name, Slow5Type type) {
        return new AuxField(name, type, Shape.SCALAR, List.of());
    }

    static AuxField array(String name, Slow5Type type) {
        return new AuxField(name, type, Shape.ARRAY, List.of());
    }

    static AuxField text(String name) {
        return array(name, Slow5Type.CHAR);
    }

    /** Reads a type as a header writes it: {@code char*}, {@code enum{a,b}}. */
    static AuxField parse(String name, String text) throws Fault {
        int brace = text.indexOf('{');
        String head = brace < 0 ? text : text.substring(0, brace);
        boolean array = head.endsWith("*");
        String primitive = array ? head.substring(0, head.length() - 1) : head;
        for (Slow5Type type : Slow5Type.values()) {
            if (type.typeName().equals(primitive) && (type == Slow5Type.ENUM) == brace >= 0) {
                List<String> labels = brace < 0 ? List.of() : labels(name, text, brace);
                return new AuxField(name, type, array ? Shape.ARRAY : Shape.SCALAR, labels);
            }
        }
        throw new Fault(
                name,
                "the type " + Fault.quote(text),
                "one of "
                        + String.join(
                                " ",
                                Arrays.stream(Slow5Type.values())
                                        .map(Slow5Type::typeName)
                                        .toList()) + ", with * for arrays, and labels in braces for enum");
    }

    private static List<String> labels(String name, String text, int brace) throws Fault {
        String expected = "labels of letters, digits and underscores, not beginning with a digit, each once, as in"
                + " enum{unknown,partial}";
        if (!text.endsWith("}")) {
            throw new Fault(name, "the type " + Fault.quote(text), expected);
        }
        List<String> labels =
                List.of(text.substring(brace + 1, text.length() - 1).split(",", -1));
        HashSet<String> seen = new HashSet<>();
        for (String label : labels) {
            if (!isLabel(label) || !seen.add(label)) {
                throw new Fault(
                        name, (isLabel(label) ? "a second label " : "the label ") + Fault.quote(label), expected);
            }
        }
        if (labels.size() > MAX_LABELS) {
            throw new Fault(name, labels.size() + " labels", "at most " + MAX_LABELS);
        }
        return labels;
    }

    static boolean isLabel(String text) {
        return text.matches("[A-Za-z_][A-Za-z0-9_]*");
    }

    boolean isArray() {
        return shape == Shape.ARRAY;
    }

    /** Whether its value is a string: an array of chars. */
    boolean isText() {
        return isArray() && type == Slow5Type.CHAR;
    }

    boolean isEnum() {
        return type == Slow5Type.ENUM;
    }

    /** Its type as a header writes it. */
    String typeText() {
        String head = type.typeName() + (isArray() ? "*" : "");
        return isEnum() ? head + "{" + String.join(",", labels) + "}" : head;
    }
}
