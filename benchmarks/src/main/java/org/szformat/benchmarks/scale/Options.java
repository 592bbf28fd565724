package org.szformat.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of a main program: {@code --name value} pairs, of which it must know every name. */
final class Options {
    private final Map<String, String> values = new LinkedHashMap<>();

    Options(String[] arguments, String... known) {
        List<String> names = Arrays.asList(known);
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!names.contains(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "found '" + arguments[i] + "'; options are --" + String.join(" VALUE, --", known) + " VALUE");
            }
            values.put(name, arguments[i + 1]);
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    int integer(String name, int otherwise) {
        return text(name).map(value -> Integer.parseInt(value.replace("_", ""))).orElse(otherwise);
    }

    /** A comma-separated list of numbers. */
    int[] integers(String name, String otherwise) {
        return Arrays.stream(text(name).orElse(otherwise).split(",", -1))
                .mapToInt(value -> Integer.parseInt(value.replace("_", "")))
                .toArray();
    }

    /** The {@code --dir} that was given, or a new directory: in memory where there is {@code /dev/shm}. */
    Path directory() throws IOException {
        if (text("dir").isPresent()) {
            return Files.createDirectories(Path.of(text("dir").get()));
        }
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "sz-scale")
                : Files.createTempDirectory("sz-scale");
    }
}
