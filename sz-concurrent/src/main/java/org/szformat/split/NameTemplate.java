package org.szformat.split;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A file name with places for values: {@code {run_id}_{channel}.sz}. <code>{{</code> and <code>}}</code> are braces. */
final class NameTemplate {
    /** A place, or text that stays. */
    private record Part(String text, boolean isPlace) {}

    private final String text;
    private final List<Part> parts = new ArrayList<>();

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when braces do not match, or what it names leads out of the folder
     */
    NameTemplate(String text) {
        this.text = text;
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isDoubled = i + 1 < text.length() && text.charAt(i + 1) == c;
            if (c != '{' && c != '}') {
                literal.append(c);
            } else if (isDoubled) {
                literal.append(c);
                i++;
            } else {
                int end = text.indexOf('}', i);
                if (c == '}' || end < 0 || end == i + 1) {
                    throw new IllegalArgumentException("the template '" + text + "' has a brace at character " + (i + 1)
                            + " that is no part of a {name}; {{ and }} stand for braces");
                }
                parts.add(new Part(literal.toString(), false));
                literal.setLength(0);
                parts.add(new Part(text.substring(i + 1, end), true));
                i = end;
            }
        }
        parts.add(new Part(literal.toString(), false));
        requireInside(filled(name -> "x"));
    }

    private void requireInside(String name) {
        for (String step : name.split("/", -1)) {
            if (step.isEmpty() || step.equals(".") || step.equals("..")) {
                throw new IllegalArgumentException("the template '" + text + "' gives no name of a file in the folder");
            }
        }
    }

    /** The names of its places, in order; one may come several times. */
    List<String> places() {
        return parts.stream().filter(Part::isPlace).map(Part::text).toList();
    }

    /** The name with values in the places. */
    String filled(UnaryOperator<String> value) {
        StringBuilder name = new StringBuilder();
        for (Part part : parts) {
            name.append(part.isPlace() ? value.apply(part.text()) : part.text());
        }
        return name.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
