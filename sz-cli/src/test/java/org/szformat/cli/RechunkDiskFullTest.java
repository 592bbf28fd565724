package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.concurrent.CompressedFile;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** There is no room for the new file: one line says so, the old one stays as it is, and nothing else is left. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RechunkDiskFullTest {
    private static final String[][] WAYS = {{}, {"--compressor", "lz4"}, {"--group-by", "channel"}};

    /** In blocks of 512 or 1024 bytes; native code of libraries, which is unpacked first, is smaller. */
    private static final String LIMIT = "ulimit -f 8000";

    @TempDir
    Path folder;

    private Path source;
    private byte[] before;

    @BeforeEach
    void write() throws Exception {
        source = Containers.write(folder.resolve("reads.sz"));
        before = Files.readAllBytes(source);
    }

    private static List<String> arguments(Path file, String[] how, String... more) {
        List<String> arguments = new ArrayList<>(List.of("rechunk", file.toString()));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of(how));
        return arguments;
    }

    /** Files of this process may not grow beyond some MiB, as if there were no more room. */
    @Test
    void filesThatCannotGrow() throws Exception {
        assumeTrue(run("sh", "-c", LIMIT), "no such limit");
        Path large = folder.resolve("large.sz");
        writeLarge(large);
        byte[] whole = Files.readAllBytes(large);
        Path parts = folder.resolve("parts");
        for (List<String> arguments : List.of(
                List.of(
                        "merge",
                        large.toString(),
                        "-o",
                        folder.resolve("new.sz").toString()),
                List.of("split", large.toString(), "-d", parts.toString(), "-n", "2"),
                List.of("split", large.toString(), "-d", parts.toString(), "--records", "29"))) {
            inALimitedProcess(arguments).failed("File too large");
            assertEquals(List.of("large.sz", "reads.sz"), Sz.names(folder));
        }
        for (String[] how : WAYS) {
            for (List<String> arguments : List.of(
                    arguments(large, how, folder.resolve("new.sz").toString()), arguments(large, how, "--replace"))) {
                inALimitedProcess(arguments).failed("File too large");
                assertEquals(List.of("large.sz", "reads.sz"), Sz.names(folder));
                assertArrayEquals(whole, Files.readAllBytes(large));
            }
        }
    }

    /** Noise, of more bytes than the limit. */
    private static void writeLarge(Path file) throws Exception {
        Schema schema = Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("channel", ValueType.U16)
                .dataset("raw_signal", ValueType.I32)
                .build();
        Random random = new Random(3);
        try (CompressedFile.Writer writer = CompressedFile.create(file, schema)) {
            for (int i = 0; i < 30; i++) {
                writer.put(Record.builder(schema)
                        .set("read_id", "read-" + i)
                        .set("channel", i % 3)
                        .set("raw_signal", random.ints(100_000).toArray())
                        .build());
            }
        }
    }

    private static Sz.Result inALimitedProcess(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                LIMIT + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Sz.Result(process.exitValue(), out, err);
    }

    @Test
    @Tag("long")
    void aDiskThatIsFull() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", disk.toString()), "mounting is not allowed");
        try {
            Path here = Files.copy(source, disk.resolve("here.sz"));
            for (String by : List.of("read_id", "channel")) {
                Sz.run("split", source, "-d", disk.resolve("parts"), "--by", by).failed("No space left on device");
                assertEquals(List.of("here.sz"), Sz.names(disk));
            }
            for (String[] how : WAYS) {
                for (List<String> arguments : List.of(
                        arguments(source, how, disk.resolve("new.sz").toString()), arguments(here, how, "--replace"))) {
                    Sz.run(arguments.toArray()).failed("No space left on device");
                    assertEquals(List.of("here.sz"), Sz.names(disk));
                    assertArrayEquals(before, Files.readAllBytes(source));
                    assertArrayEquals(before, Files.readAllBytes(here));
                }
            }
        } finally {
            assertTrue(run("umount", disk.toString()), "still mounted: " + disk);
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
