package org.szformat.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.szformat.concurrent.CompressedFile;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** Reads that take a while to be written anew, and processes of the command that can be killed meanwhile. */
final class CrashFixture {
    private static final int SAMPLES = 2_500;
    private static final Schema SCHEMA = Schema.builder()
            .attribute("read_id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .dataset("raw_signal", ValueType.I16)
            .build();

    private CrashFixture() {}

    /** Writes reads whose channels are from 0 to one less than so many, in turn. */
    static void write(Path file, int records, int channels) throws Exception {
        Random random = new Random(7);
        try (CompressedFile.Writer writer = CompressedFile.create(file, SCHEMA)) {
            for (int i = 0; i < records; i++) {
                short[] signal = new short[SAMPLES];
                for (int k = 0; k < SAMPLES; k++) {
                    signal[k] = (short) random.nextInt(1 << 10);
                }
                writer.put(Record.builder(SCHEMA)
                        .set("read_id", "read-" + i)
                        .set("channel", i % channels)
                        .set("raw_signal", signal)
                        .build());
            }
        }
    }

    /** Starts the command in a process of so many megabytes of heap, whose complaints go to a file. */
    static Process start(int heapMegabytes, Path complaints, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(complaints.toFile())
                .start();
    }

    /** What a process complained of. */
    static String text(Path complaints) {
        try {
            return Files.readString(complaints, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
