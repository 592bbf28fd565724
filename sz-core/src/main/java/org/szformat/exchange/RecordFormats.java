package org.szformat.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import org.szformat.SzFormatException;

/**
 * The formats of other programs that there are.
 *
 * <pre>{@code
 * RecordFormat blow5 = RecordFormats.named("blow5").orElseThrow();
 * Optional<RecordFormat> format = RecordFormats.of(path);
 * }</pre>
 */
public final class RecordFormats {
    private static final List<RecordFormat> ALL =
            ServiceLoader.load(RecordFormat.class, RecordFormats.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .sorted(Comparator.comparing(RecordFormat::name))
                    .toList();

    private RecordFormats() {}

    /** All formats, by name. */
    public static List<RecordFormat> all() {
        return ALL;
    }

    /** The format of a name, if there is one. */
    public static Optional<RecordFormat> named(String name) {
        return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
    }

    /** The format that a file's name tells: the one with the longest extension that it ends with. */
    public static Optional<RecordFormat> byExtension(Path path) {
        Path last = path.getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        RecordFormat best = null;
        int length = 0;
        for (RecordFormat format : ALL) {
            for (String extension : format.extensions()) {
                if (extension.length() > length && name.endsWith("." + extension)) {
                    best = format;
                    length = extension.length();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * The format of a file, by its content, else by its name.
     *
     * @return nothing when neither tells one
     * @throws IOException when it cannot be read
     */
    public static Optional<RecordFormat> of(Path path) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(RecordFormat.HEAD_BYTES);
        }
        for (RecordFormat format : ALL) {
            if (format.recognises(head)) {
                return Optional.of(format);
            }
        }
        return byExtension(path);
    }

    /**
     * Opens a file whose format is found by its content, else by its name.
     *
     * @throws SzFormatException when no format is found, or the file is damaged
     * @throws IOException when it cannot be read
     */
    public static RecordSource open(Path path, FormatOptions options) throws IOException {
        RecordFormat format = of(path).orElseThrow(() -> new SzFormatException(
                path, "offset 0", "bytes of no known format", "a file of one of the formats " + readable()));
        return format.open(path, options);
    }

    private static String readable() {
        return String.join(
                ", ",
                ALL.stream()
                        .filter(format -> format.abilities().contains(RecordFormat.Ability.READ))
                        .map(RecordFormat::name)
                        .toList());
    }
}
