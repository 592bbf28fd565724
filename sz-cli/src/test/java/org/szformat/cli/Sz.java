package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.szformat.json.JsonSyntaxException;
import org.szformat.json.JsonValue;

/** The command, run in this process. */
final class Sz {
    /** What came of it. */
    record Result(int exitCode, String out, String err) {
        Result done() {
            assertEquals("", err);
            assertEquals(Main.OK, exitCode);
            return this;
        }

        /** The data is bad or the work failed: one line says so. */
        Result failed(String... parts) {
            assertEquals(Main.FAILED, exitCode, this::toString);
            assertEquals(1, err.lines().count(), err);
            return says(parts);
        }

        Result refused(String... parts) {
            assertEquals(Main.USAGE, exitCode, this::toString);
            assertEquals(2, err.lines().count(), err);
            assertTrue(err.lines().toList().get(1).matches("Try 'sz .*--help'\\."), err);
            assertEquals("", out);
            return says(parts);
        }

        private Result says(String... parts) {
            assertTrue(err.startsWith("sz: "), err);
            for (String part : parts) {
                assertTrue(err.contains(part), () -> "'" + err + "' does not say '" + part + "'");
            }
            return this;
        }

        List<String> lines() {
            return out.lines().toList();
        }

        List<JsonValue.Obj> json() {
            return out.lines().map(Sz::parse).toList();
        }
    }

    private Sz() {}

    static Result run(Object... args) {
        return runWithInput("", args);
    }

    static Result runWithInput(String input, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Main.run(
                Arrays.stream(args).map(Object::toString).toArray(String[]::new),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                err);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static JsonValue.Obj parse(String json) {
        try {
            return JsonValue.parseObject(json);
        } catch (JsonSyntaxException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    /** A file of the test vectors. */
    static Path vector(String name) {
        try {
            return Path.of(Objects.requireNonNull(Sz.class.getResource("/vectors/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A copy of a vector that may be spoilt. */
    static Path copyOf(String vector, Path folder) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(vector + ".sz"));
        for (String part : List.of("index", "dat")) {
            Files.copy(vector(vector).resolve(part), copy.resolve(part));
        }
        return copy;
    }

    static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
