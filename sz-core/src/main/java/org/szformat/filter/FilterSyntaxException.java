package org.szformat.filter;

/**
 * A text is no filter on the fields at hand. The message says what was found, where, and what was expected.
 *
 * <pre>{@code
 * try {
 *     Filter.parse("chanel == 12", schema);
 * } catch (FilterSyntaxException e) {
 *     System.err.println(e.getMessage()); // unknown field 'chanel' at column 1; there are read_id, channel; …
 *     System.err.println(e.excerpt());    // the text, and below it a caret at the column
 * }
 * }</pre>
 */
public final class FilterSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int EXCERPT_BEFORE = 50;
    private static final int EXCERPT = 76;

    private final String text;
    private final int position;

    FilterSyntaxException(String text, int position, String found, String more) {
        super(found + " at column " + (position + 1) + (more.isEmpty() ? "" : "; " + more));
        this.text = text;
        this.position = position;
    }

    /** Where in the text the fault shows: an index in chars, from 0 to the length of the text. */
    public int position() {
        return position;
    }

    /** The filter, or the part of a long one around the fault, and on a second line a caret below the fault. */
    public String excerpt() {
        int from = Math.max(0, position - EXCERPT_BEFORE);
        int to = Math.min(text.length(), from + EXCERPT);
        String before = from > 0 ? "…" : "";
        String line = text.substring(from, to).replaceAll("\\p{Cc}", " ");
        int indent = before.length() + text.codePointCount(from, position);
        return before + line + (to < text.length() ? "…" : "") + "\n" + " ".repeat(indent) + "^";
    }
}
