package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.concurrent.CompressedFile;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** What only shows in a process of its own: locales, real pipes, little memory. */
class ChildProcessTest {
    @TempDir
    Path folder;

    private static ProcessBuilder sz(List<String> jvmOptions, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(Arrays.asList(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("JAVA_TOOL"));
        builder.environment().put("LANG", "C");
        return builder;
    }

    private static Sz.Result finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Sz.Result(process.exitValue(), out, err);
    }

    @Test
    void theLocaleChangesNothing() throws Exception {
        String file = Sz.vector("attributes").toString();
        for (String[] args : new String[][] {
            {"view", file, "--format", "JSONL"},
            {"info", file},
            {"help", "view"}
        }) {
            for (String language : List.of("tr", "hi")) {
                List<String> options =
                        List.of("-Duser.language=" + language, "-Duser.country=XX", "-Duser.extensions=u-nu-deva");
                Sz.Result child = finish(sz(options, args).start()).done();
                assertEquals(Sz.run((Object[]) args).done().out(), child.out());
            }
        }
    }

    /** With the launcher's own options, the Vector API is there when it is wanted, and nobody hears of it. */
    @Test
    void vectorsAreSwitchedOnInSilence() throws Exception {
        assumeTrue(Runtime.version().feature() <= 25, "the launcher leaves it to later Javas");
        assumeTrue(ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent(), "no Vector API");
        List<String> options = Pattern.compile("--add-exports=\\S+")
                .matcher(Files.readString(Path.of("src/main/dist/bin/sz")))
                .results()
                .map(MatchResult::group)
                .toList();
        Sz.Result child = finish(sz(options, "--version").start()).done();
        assertTrue(child.out().endsWith("Vector API\n"), child.out());
        assertEquals("", child.err());
        Sz.Result without = finish(sz(List.of(), "--version").start()).done();
        assertTrue(without.out().endsWith("plain Java\n"), without.out());
    }

    @Test
    void aRealPipe() throws Exception {
        Sz.run("demo", "-o", folder, "--reads", 60).done();
        Process process =
                sz(List.of(), "view", folder.resolve("reads.sz").toString()).start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertTrue(out.readLine().startsWith("read_id\t"));
        }
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals("", err);
        assertEquals(0, process.exitValue());
    }

    @Test
    void aLongSignalNeedsLittleMemory() throws Exception {
        Schema schema = Schema.builder()
                .attribute("read_id", ValueType.S)
                .dataset("raw_signal", ValueType.I16)
                .build();
        short[] signal = new short[2_000_000];
        Random random = new Random(3);
        for (int i = 0; i < signal.length; i++) {
            signal[i] = (short) random.nextInt(1 << 16);
        }
        Path file = folder.resolve("long.sz");
        try (CompressedFile.Writer writer = CompressedFile.create(file, schema)) {
            for (int i = 0; i < 4; i++) {
                writer.put(Record.builder(schema)
                        .set("read_id", "r" + i)
                        .set("raw_signal", signal)
                        .build());
            }
        }
        Path text = folder.resolve("long.jsonl");
        Process process = sz(List.of("-Xmx64m"), "view", file.toString(), "-o", text.toString(), "-t", "2")
                .start();
        finish(process).done();
        String expected = Arrays.toString(toInts(signal)).replace(" ", "");
        List<String> lines = Files.readAllLines(text);
        assertEquals(4, lines.size());
        assertTrue(lines.stream().allMatch(line -> line.endsWith("\"raw_signal\":" + expected + "}")));
    }

    private static int[] toInts(short[] values) {
        int[] wide = new int[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    @Test
    void interruptedWorkLeavesNothing() throws Exception {
        Path in = folder.resolve("in");
        Sz.run("demo", "-o", in, "--reads", 600).done();
        Path out = Files.createDirectory(folder.resolve("out"));
        Process process = sz(
                        List.of(),
                        "convert",
                        in.resolve("reads.sz").toString(),
                        out.resolve("reads.sz").toString(),
                        "--level",
                        "22")
                .start();
        while (process.isAlive() && Sz.names(out).isEmpty()) {
            Thread.sleep(5);
        }
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue());
        assertEquals(List.of(), Sz.names(out));
    }
}
