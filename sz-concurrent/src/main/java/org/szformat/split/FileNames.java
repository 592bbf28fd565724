package org.szformat.split;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.szformat.spill.IdHash;

/**
 * Makes parts of file names of values, so that two values never give one name: what file systems do not allow, or give a
 * meaning to, becomes <code>%</code> and two hexadecimal digits for each byte of its UTF-8; a missing value becomes
 * {@code ~missing}, an empty one {@code ~empty}. A name that is there already, in whatever case and with accents composed or
 * not, gets {@code ~2} and so on before its extension.
 */
final class FileNames {
    private static final int LONGEST = 120;
    private static final String FORBIDDEN = "%~/\\:*?\"<>|";

    /** What Windows takes for a device, whatever follows behind a dot. */
    private static final Pattern DEVICE = Pattern.compile(
            "(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\\..*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Set<String> given = new HashSet<>();

    /** A value as a part of a name. */
    static String safe(@Nullable String value) {
        if (value == null) {
            return "~missing";
        }
        if (value.isEmpty()) {
            return "~empty";
        }
        StringBuilder name = new StringBuilder();
        boolean isDevice = DEVICE.matcher(value).matches();
        for (int at = 0; at < value.length(); ) {
            int c = value.codePointAt(at);
            int next = at + Character.charCount(c);
            boolean isEdge = (at == 0 || next == value.length()) && (c == '.' || c == ' ') || at == 0 && isDevice;
            if (isEdge || FORBIDDEN.indexOf(c) >= 0 || Character.isISOControl(c)) {
                for (byte part : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(part));
                }
            } else {
                name.appendCodePoint(c);
            }
            at = next;
        }
        if (name.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return name.toString();
        }
        int end = LONGEST / 4;
        if (Character.isHighSurrogate(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(0, end)
                + '~'
                + HexFormat.of().toHexDigits(new IdHash().of(value).high());
    }

    /** What names have in common that are one to some file system. */
    private static String folded(String name) {
        String oneCase = name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(oneCase, Normalizer.Form.NFD);
    }

    /** A name, changed if it was given before. */
    String unique(String name) {
        String candidate = name;
        int dot = name.lastIndexOf('.');
        int end = dot > name.lastIndexOf('/') + 1 ? dot : name.length();
        for (int number = 2; !given.add(folded(candidate)); number++) {
            candidate = name.substring(0, end) + '~' + number + name.substring(end);
        }
        return candidate;
    }
}
