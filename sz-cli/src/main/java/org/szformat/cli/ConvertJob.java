package org.szformat.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.szformat.interop.convert.Input;

/**
 * One output and what goes into it.
 *
 * @param inputs in the order in which their records come
 * @param out where they go; {@code -} is the standard output
 */
record ConvertJob(List<Input> inputs, Path out) {
    /** How large the inputs are, as far as that can be told. */
    long bytes() {
        return inputs.stream().mapToLong(input -> size(input.path())).sum();
    }

    private static long size(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                return Files.size(path);
            }
            try (Stream<Path> parts = Files.list(path)) {
                return parts.mapToLong(ConvertJob::size).sum();
            }
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** The inputs, as messages name them. */
    String inputNames() {
        return inputs.size() == 1
                ? inputs.get(0).path().toString()
                : inputs.get(0).path() + " and " + Wording.count(inputs.size() - 1L, "other");
    }
}
