package org.szformat.cli;

import java.util.Locale;
import org.szformat.interop.convert.ConversionResult;

/** How messages say things that many of them say. */
final class Wording {
    private Wording() {}

    /** A number of things: {@code 1 record}, {@code 2 records}. */
    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%d %s%s", number, what, number == 1 ? "" : "s");
    }

    /** What of an input was passed over: {@code 2 damaged records skipped}. */
    static String skipped(ConversionResult.DamagedInput input) {
        return (input.lost() > 0 ? count(input.lost(), "damaged record") : count(input.places(), "damaged part"))
                + " skipped";
    }
}
