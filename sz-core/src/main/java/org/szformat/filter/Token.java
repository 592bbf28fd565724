package org.szformat.filter;

/**
 * A word of a filter's text.
 *
 * @param kind what it is
 * @param text as it stands there; of strings and quoted names, what the quotes hold, without escapes
 * @param position where it begins
 */
record Token(Kind kind, String text, int position) {
    enum Kind {
        NAME,
        QUOTED_NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    boolean is(String word) {
        return (kind == Kind.NAME || kind == Kind.SYMBOL) && text.equals(word);
    }

    boolean isField() {
        return kind == Kind.NAME || kind == Kind.QUOTED_NAME;
    }

    /** As messages name it. */
    @Override
    public String toString() {
        return switch (kind) {
            case END -> "the end";
            case STRING -> "the text \"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
            default -> "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
        };
    }
}
