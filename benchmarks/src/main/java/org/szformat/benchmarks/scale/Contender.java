package org.szformat.benchmarks.scale;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A library that takes part in a {@link Comparison}: how the process that works with it is started.
 *
 * @param name of the library
 * @param command what is run; the operation, the corpus, the file, the threads and the passes are added
 * @param last what is added to the end of the command
 * @param operations what it can do
 */
record Contender(String name, List<String> command, List<String> last, Set<String> operations) {

    /** What one process did: its passes, in order, and the most memory it had. */
    record Outcome(List<Pass> passes, long peakKibibytes) {}

    /** One pass. */
    record Pass(double seconds, double processorSeconds, long records, long samples, long sum) {}

    boolean can(String operation) {
        return operations.contains(operation);
    }

    /** Runs an operation in a process of its own. */
    Outcome run(String operation, Path corpus, Path file, int threads, int passes, int ids)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(operation, corpus + "", file + "", threads + "", passes + ""));
        words.addAll(last);
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("IDS", ids + "");
        Process process = builder.start();
        List<Pass> done = new ArrayList<>();
        long peak = 0;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] parts = line.split(" ", -1);
                if (parts[0].equals("pass")) {
                    done.add(new Pass(
                            Double.parseDouble(parts[1]),
                            Double.parseDouble(parts[2]),
                            Long.parseLong(parts[3]),
                            Long.parseLong(parts[4]),
                            Long.parseLong(parts[5])));
                } else if (parts[0].equals("peak")) {
                    peak = Long.parseLong(parts[1]);
                }
            }
        }
        if (process.waitFor() != 0 || done.size() != passes) {
            throw new IOException(String.join(" ", words) + " failed");
        }
        return new Outcome(done, peak);
    }

    /** All bytes of a file, or of the files in a directory and of what stands beside it under its name. */
    static long storedBytes(Path file) throws IOException {
        if (!Files.isDirectory(file)) {
            return Files.size(file);
        }
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(file)) {
            for (Path each : files) {
                bytes += Files.size(each);
            }
        }
        return bytes;
    }
}
