package org.szformat.split;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.szformat.spill.IdHash;

/**
 * Makes parts of file names of values, so that two values never give one name: what file systems do not allow, or give a
 * meaning to, becomes <code>%</code> and two hexadecimal digits for each byte of its UTF-8; a missing value becomes
 * {@code ~missing}, an empty one {@code ~empty}. A name that is there already, in whatever case, gets {@code ~2} and so on
 * before its extension.
 */
final class FileNames {
    private static final int LONGEST = 120;
    private static final String FORBIDDEN = "%~/\\:*?\"<>|";
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");

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
        boolean isDevice = DEVICES.contains(value.toLowerCase(Locale.ROOT));
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

    /** A name, changed if it was given before. */
    String unique(String name) {
        String candidate = name;
        int dot = name.lastIndexOf('.');
        int end = dot > name.lastIndexOf('/') + 1 ? dot : name.length();
        for (int number = 2; !given.add(candidate.toLowerCase(Locale.ROOT)); number++) {
            candidate = name.substring(0, end) + '~' + number + name.substring(end);
        }
        return candidate;
    }
}
