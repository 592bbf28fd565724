package org.szformat.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.kernel.Kernels;
import org.szformat.kernel.ShortKernels;
import org.szformat.kernel.ShortKernels.Sign;

/** How the Vector API is reached, in processes of their own since it cannot be left again. */
class VectorProviderTest {

    private static final String LATE = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";
    private static final String FROM_THE_START = "--add-modules=jdk.incubator.vector";

    @TempDir
    Path folder;

    /** What the processes run. */
    static final class Probe {
        public static void main(String[] arguments) {
            System.out.println(Kernels.describe());
            VectorProvider provider = new VectorProvider();
            if (arguments.length > 0) {
                ShortKernels kernels = provider.load();
                short[] values = new short[1000];
                byte[] bytes = new byte[1000];
                Arrays.fill(values, 500, 1000, (short) 7);
                kernels.encode(values, 1, 999, Sign.SIGNED, bytes, 1);
                kernels.decode(bytes, 1, 999, Sign.SIGNED, values, 1);
                System.out.println(bytes[500] + " " + values[499] + " " + values[999]);
            }
        }
    }

    private record Result(String out, String err, int code) {}

    private Result run(List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_TOOL") || name.startsWith("JDK_JAVA"));
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Result(
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8),
                process.exitValue());
    }

    @Test
    void loadedLateItPrintsNothing() throws Exception {
        assertEquals(
                new Result("plain Java, after 512 Mi values Vector API\n14 0 7\n", "", 0), run(List.of(LATE), "load"));
    }

    @Test
    void loadedFromTheStartItIsFound() throws Exception {
        Result result = run(List.of(FROM_THE_START), "load");
        assertEquals("plain Java, after 512 Mi values Vector API\n14 0 7\n", result.out);
        assertEquals(0, result.code);
    }

    @Test
    void whereItCannotBeHadItIsNotOffered() throws Exception {
        assertEquals(new Result("plain Java\n", "", 0), run(List.of()));
        Result result = run(List.of(), "load");
        assertEquals(1, result.code);
        assertTrue(result.err.contains("UnsupportedOperationException"), result.err);
    }

    @Test
    void whereItIsNotWantedItIsNotOffered() throws Exception {
        assertEquals(new Result("plain Java\n", "", 0), run(List.of(LATE, "-Dsz.kernels=plain")));
    }
}
