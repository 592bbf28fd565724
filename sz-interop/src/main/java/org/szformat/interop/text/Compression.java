package org.szformat.interop.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.szformat.exchange.FormatOption;
import org.szformat.exchange.FormatOptions;

/** How files of text are compressed. */
public enum Compression {
    /** They are not. */
    NONE,
    /** By gzip; each block of records is a member of its own, so that many threads can compress. */
    GZIP;

    /** The option of formats that chooses. */
    public static final FormatOption OPTION = new FormatOption(
            "compression",
            "none or gzip",
            "How the file is compressed; by default gzip where the file's name ends with .gz, else none.");

    /**
     * What was chosen; none if nothing was.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Compression of(FormatOptions options) {
        String chosen = options.get(OPTION.name()).orElse("none");
        return switch (chosen) {
            case "none" -> NONE;
            case "gzip" -> GZIP;
            default ->
                throw new IllegalArgumentException(
                        "the option compression is '" + chosen + "'; it must be none or gzip");
        };
    }

    byte[] compress(byte[] bytes) {
        if (this == NONE || bytes.length == 0) {
            return bytes;
        }
        ByteArrayOutputStream member = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return member.toByteArray();
    }
}
