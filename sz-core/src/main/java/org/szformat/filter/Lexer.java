package org.szformat.filter;

import java.util.ArrayList;
import java.util.List;
import org.szformat.filter.Token.Kind;

/** Cuts a filter's text into {@link Token}s. For one text. */
final class Lexer {
    private static final List<String> SYMBOLS =
            List.of("==", "!=", "<=", ">=", "&&", "||", "..", "=", "<", ">", "!", "(", ")", ",");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens, of which the last is the end. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.skipBlanks()) {
            lexer.tokens.add(lexer.next());
        }
        lexer.tokens.add(new Token(Kind.END, "", text.length()));
        return lexer.tokens;
    }

    private boolean skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private Token next() {
        int start = at;
        char c = text.charAt(at);
        if (c == '"' || c == '\'') {
            return new Token(Kind.STRING, quoted(c), start);
        } else if (c == '`') {
            return new Token(Kind.QUOTED_NAME, quoted(c), start);
        } else if (isNumber(c)) {
            return number();
        } else if (Character.isUnicodeIdentifierStart(text.codePointAt(at)) || c == '_') {
            skipName();
            return new Token(Kind.NAME, text.substring(start, at), start);
        }
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                return new Token(Kind.SYMBOL, symbol, start);
            }
        }
        String found = new String(Character.toChars(text.codePointAt(at)));
        throw fault(start, "found '" + found + "'", c == '&' || c == '|' ? "write '" + c + c + "'" : "");
    }

    private boolean isNumber(char c) {
        return isDigit(c) || c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)) || c == '-' || c == '+';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void skipName() {
        while (at < text.length() && isNamePart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
    }

    private static boolean isNamePart(int c) {
        return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    /** A sign, then {@code inf}, hexadecimal digits after {@code 0x}, or a decimal; two points in a row end it. */
    private Token number() {
        int start = at;
        if (text.charAt(at) == '-' || text.charAt(at) == '+') {
            at++;
        }
        if (text.startsWith("inf", at)) {
            skipName();
        } else if (text.startsWith("0x", at)) {
            skipName();
        } else {
            skipDigits();
            if (at < text.length() && text.charAt(at) == '.' && !text.startsWith("..", at)) {
                at++;
                skipDigits();
            }
            int mark = at;
            skipName();
            boolean hasExponent = at == mark + 1 && (text.charAt(mark) | 0x20) == 'e';
            if (hasExponent && at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                at++;
                skipName();
            }
        }
        return new Token(Kind.NUMBER, text.substring(start, at), start);
    }

    private void skipDigits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private String quoted(char quote) {
        int start = at++;
        StringBuilder content = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return content.toString();
            }
            content.append(c == '\\' ? escaped() : c);
        }
        throw fault(start, "the quote " + quote + " is not closed", "");
    }

    private char escaped() {
        int start = at - 1;
        char c = at < text.length() ? text.charAt(at++) : ' ';
        switch (c) {
            case '\\', '"', '\'', '`', '/' -> {
                return c;
            }
            case 'n' -> {
                return '\n';
            }
            case 'r' -> {
                return '\r';
            }
            case 't' -> {
                return '\t';
            }
            case 'u' -> {
                int end = Math.min(at + 4, text.length());
                String digits = text.substring(at, end);
                if (digits.matches("[0-9a-fA-F]{4}")) {
                    at = end;
                    return (char) Integer.parseInt(digits, 16);
                }
            }
            default -> {}
        }
        throw fault(
                start, "unknown escape", "known are \\\\ \\\" \\' \\` \\/ \\n \\r \\t and \\u with four hex digits");
    }

    private FilterSyntaxException fault(int position, String found, String more) {
        return new FilterSyntaxException(text, position, found, more);
    }
}
