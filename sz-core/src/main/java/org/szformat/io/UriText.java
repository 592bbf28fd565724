package org.szformat.io;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text that users write, and names of files, as what URIs can hold (RFC 3986). */
public final class UriText {
    private static final String ILLEGAL = " \"#<>\\^`{|}[]";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UriText() {}

    /** The same text with what URIs cannot hold as {@code %XX}; what is escaped already stays so. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            boolean isLoosePercent = point == '%' && !isEscape(text, i);
            if (point <= ' ' || point >= 0x7F || isLoosePercent || ILLEGAL.indexOf(point) >= 0) {
                for (byte part : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append('%').append(HEX.toHexDigits(part));
                }
            } else {
                escaped.appendCodePoint(point);
            }
            i += Character.charCount(point);
        }
        return escaped.toString();
    }

    private static boolean isEscape(String text, int at) {
        return at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }
}
