package org.szformat.concurrent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs a class of these tests until it ends. */
final class Child {
    private static final long PATIENCE_SECONDS = 300;

    /** What became of it. */
    record Result(int exitCode, String said, String complaints) {}

    private Child() {}

    /** Runs {@code main} of a class with a heap of so many MiB; what it says goes to files in a directory. */
    static Result run(Path directory, int heapMiB, Class<?> main, String... arguments) throws Exception {
        Path said = directory.resolve("said");
        Path complaints = directory.resolve("complaints");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMiB + "m",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(complaints.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(main.getSimpleName() + " hangs: " + read(said) + read(complaints));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), read(said), read(complaints));
    }

    private static String read(Path path) throws IOException {
        return Files.readString(path);
    }
}
