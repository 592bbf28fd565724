package org.szformat.exchange;

import java.util.OptionalLong;
import org.szformat.SzFormatException;

/**
 * Damage of a file that was passed over. Immutable.
 *
 * @param which what is lost, or where it was: {@code records 3 to 5 (read_id a to c)}, {@code line 12}
 * @param fault what is wrong
 * @param records how many records are lost, where that is known
 */
public record Damage(String which, String fault, OptionalLong records) {
    /** Damage that costs nobody knows how many records. */
    public static Damage of(SzFormatException fault) {
        return new Damage(
                fault.place(), "found " + fault.found() + "; expected " + fault.expected(), OptionalLong.empty());
    }

    /** Damage that costs one record. */
    public static Damage ofRecord(SzFormatException fault) {
        return new Damage(
                fault.place(), "found " + fault.found() + "; expected " + fault.expected(), OptionalLong.of(1));
    }
}
