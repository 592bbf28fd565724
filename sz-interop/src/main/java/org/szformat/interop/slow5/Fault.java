package org.szformat.interop.slow5;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.szformat.SzFormatException;
import org.szformat.codec.CorruptDataException;

/** What is wrong with a record or a header, before it is known in which file that is. */
final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String field;
    private final String found;
    private final String expected;

    Fault(@Nullable String field, String found, String expected) {
        super(found, null, false, false);
        this.field = field;
        this.found = found;
        this.expected = expected;
    }

    /** What a decoder of the library found in the bytes of a field. */
    static Fault of(String field, CorruptDataException e) {
        return new Fault(field, e.what() + " with " + e.found() + " at byte " + e.position(), e.expected());
    }

    SzFormatException in(Path file, String place) {
        return new SzFormatException(file, field == null ? place : place + ", field " + field, found, expected);
    }

    /** Text of a file, fit for one line of a message. */
    static String quote(String text) {
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
