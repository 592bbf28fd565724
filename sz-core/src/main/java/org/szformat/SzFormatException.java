package org.szformat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file does not hold what its format demands. It names the file, the place, what was found there and what was
 * expected; nothing that a file contains is reported in another way.
 *
 * <pre>{@code
 * try (CompressedFile.Reader reader = CompressedFile.open(path)) {
 *     reader.get(0);
 * } catch (SzFormatException e) {
 *     System.err.println(e.place() + " of " + e.file() + " is damaged: " + e.found());
 * }
 * }</pre>
 */
public class SzFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String place;
    private final String found;
    private final String expected;

    /**
     * Describes one fault.
     *
     * @param file the file at fault
     * @param place where in it: {@code "line 12"}, {@code "offset 4096, record 17 (read_id a0b1), field raw_signal"}
     * @param found what stands there
     * @param expected what should, with what can be done about it where something can
     */
    public SzFormatException(Path file, String place, String found, String expected) {
        this(file, place, found, expected, null);
    }

    /**
     * Describes one fault that another exception led to.
     *
     * @param file the file at fault
     * @param place where in it
     * @param found what stands there
     * @param expected what should
     * @param cause the exception that showed the fault
     */
    public SzFormatException(Path file, String place, String found, String expected, @Nullable Throwable cause) {
        super(file + ": " + place + ": found " + found + "; expected " + expected, cause);
        this.file = Objects.requireNonNull(file).toString();
        this.place = place;
        this.found = found;
        this.expected = expected;
    }

    /** The file at fault, as it was named when it was opened. */
    public String file() {
        return file;
    }

    /** Where in the file. */
    public String place() {
        return place;
    }

    /** What stands there. */
    public String found() {
        return found;
    }

    /** What should stand there. */
    public String expected() {
        return expected;
    }
}
