package org.szformat.cli;

import java.util.Locale;

/** How messages say things that many of them say. */
final class Wording {
    private Wording() {}

    /** A number of things: {@code 1 record}, {@code 2 records}. */
    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%d %s%s", number, what, number == 1 ? "" : "s");
    }
}
