package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.concurrent.CompressedFile;
import org.szformat.digest.RecordDigest;

/**
 * A process that splits a file, or merges some, is killed at a random moment: what has a final name is whole, and the next
 * run removes all else.
 */
@Timeout(value = 1_800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SplitCrashTest {
    private static final int RECORDS = 1_200;

    @TempDir
    Path temp;

    private Path source;

    @BeforeEach
    void write() throws Exception {
        source = temp.resolve("reads.sz");
        CrashFixture.write(source, RECORDS, 90);
    }

    private List<String> split(Path folder) {
        return List.of("split", source.toString(), "-d", folder.toString(), "-f", "--by", "channel");
    }

    private List<String> merge(Path folder) {
        return List.of(
                "merge",
                source.toString(),
                source.toString(),
                "-o",
                folder.resolve("all.sz").toString(),
                "-f",
                "--on-duplicate",
                "suffix");
    }

    @Test
    void someKills() throws Exception {
        killed(3, 1, false);
    }

    @Test
    @Tag("long")
    void manyKills() throws Exception {
        killed(25, 1_000, true);
    }

    private void killed(int times, long firstSeed, boolean isTold) throws Exception {
        for (boolean splits : new boolean[] {true, false}) {
            Path folder = Files.createDirectory(temp.resolve(splits ? "split" : "merge"));
            List<String> arguments = splits ? split(folder) : merge(folder);
            long millis = -System.nanoTime() / 1_000_000;
            Process whole = start(arguments);
            assertTrue(whole.waitFor(120, TimeUnit.SECONDS));
            millis += System.nanoTime() / 1_000_000;
            assertEquals(0, whole.exitValue(), this::complaints);
            Map<String, RecordDigest> expected = digests(folder);
            assertEquals(splits ? 90 : 1, expected.size());
            assertEquals(List.copyOf(expected.keySet()), sorted(folder));
            int kills = 0;
            int left = 0;
            int partly = 0;
            for (long seed = firstSeed; kills < times; seed++) {
                assertTrue(seed < firstSeed + 10L * times, "too few were killed in time");
                for (String name : sorted(folder)) {
                    Files.delete(folder.resolve(name));
                }
                Process process = start(arguments);
                try {
                    kills += process.waitFor(new Random(seed).nextLong(millis / 3, millis), TimeUnit.MILLISECONDS)
                            ? 0
                            : 1;
                } finally {
                    process.destroyForcibly();
                    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
                }
                Map<String, RecordDigest> found = digests(folder);
                found.forEach((name, digest) -> assertEquals(expected.get(name), digest, name));
                left += sorted(folder).size() > found.size() ? 1 : 0;
                partly += !found.isEmpty() && found.size() < expected.size() ? 1 : 0;
                Sz.Result again = Sz.run(arguments.toArray());
                assertEquals(Main.OK, again.exitCode(), again::toString);
                assertEquals(expected, digests(folder), "seed " + seed);
                assertEquals(List.copyOf(expected.keySet()), sorted(folder), "seed " + seed);
            }
            assertTrue(left > 0, "nothing was ever left behind");
            if (isTold) {
                System.out.printf(
                        "%s: %d kills; %d left something behind, %d some of the files%n",
                        arguments.get(0), kills, left, partly);
            }
        }
    }

    private static List<String> sorted(Path folder) {
        return Sz.names(folder).stream().sorted().toList();
    }

    /** Of all files that have final names; each of them has to be whole. */
    private static Map<String, RecordDigest> digests(Path folder) throws Exception {
        Map<String, RecordDigest> digests = new TreeMap<>();
        for (String name : Sz.names(folder)) {
            if (!name.startsWith(".")) {
                try (CompressedFile.Reader reader = CompressedFile.open(folder.resolve(name))) {
                    assertTrue(reader.isComplete(), name);
                    digests.put(name, RecordDigest.of(reader, 1));
                }
            }
        }
        return digests;
    }

    private Process start(List<String> arguments) throws IOException {
        return CrashFixture.start(64, temp.resolve("complaints"), arguments);
    }

    private String complaints() {
        return CrashFixture.text(temp.resolve("complaints"));
    }
}
