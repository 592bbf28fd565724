package org.szformat.cli;

import java.util.List;
import java.util.Locale;
import org.szformat.schema.Header;

/** The header of a file for people: keys and their values. */
enum HeaderText {
    /** All of every value. */
    FULL,
    /** The beginning of long values. */
    SHORT;

    /** So many characters of a value are shown. */
    private static final int SHOWN = 100;

    /** A title, and a line for each key. */
    String of(Header header) {
        return "\nheader\n"
                + TextTable.of(
                        header.asMap().entrySet().stream()
                                .map(entry -> List.of(
                                        entry.getKey(), shown(entry.getValue().toString())))
                                .toList(),
                        "  ");
    }

    private String shown(String value) {
        int length = value.codePointCount(0, value.length());
        if (this == FULL || length <= SHOWN) {
            return value;
        }
        return value.substring(0, value.offsetByCodePoints(0, SHOWN))
                + String.format(Locale.ROOT, " … (%,d characters, --full)", length);
    }
}
