package org.szformat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.digest.RecordDigest;

/**
 * A process that replaces a file by a rewritten one is killed at a random moment. The file is the old or the new one, to the
 * byte; what else lies there is recognised and removed by the next run.
 */
@Timeout(value = 1_800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RechunkCrashTest {
    private static final int RECORDS = 1_500;

    /** What is done to the file: it is compressed anew, and regrouped in so little memory that the disk is needed. */
    private static final List<List<String>> WAYS = List.of(
            List.of("--level", "9"), List.of("--group-by", "channel", "--sort-by", "read_id", "--compressor", "lz4"));

    @TempDir
    Path temp;

    private Path folder;
    private Path file;
    private byte[] old;
    private RecordDigest digest;
    private final List<byte[]> rewritten = new ArrayList<>();
    private final List<Long> millis = new ArrayList<>();

    /** What a round came to. */
    private record Outcome(boolean killed, boolean isNew, boolean left) {}

    @BeforeEach
    void writeAndCalibrate() throws Exception {
        folder = Files.createDirectory(temp.resolve("folder"));
        file = folder.resolve("reads.sz");
        CrashFixture.write(file, RECORDS, 50);
        old = Files.readAllBytes(file);
        digest = RecordDigest.of(file, 2);
        for (List<String> way : WAYS) {
            Process process = start(way);
            awaitBegin(process);
            long begin = System.nanoTime();
            assertTrue(process.waitFor(120, TimeUnit.SECONDS));
            millis.add((System.nanoTime() - begin) / 1_000_000);
            assertEquals(0, process.exitValue(), this::complaints);
            assertEquals(List.of("reads.sz"), Sz.names(folder));
            rewritten.add(Files.readAllBytes(file));
            assertEquals(digest, RecordDigest.of(file, 2));
            Files.write(file, old);
        }
    }

    @Test
    void someKills() throws Exception {
        kill(5, 1);
    }

    @Test
    @Tag("long")
    void fiftyKills() throws Exception {
        List<Outcome> outcomes = kill(50, 1_000);
        System.out.printf(
                "%d kills: %d in time; %d files old, %d new; %d left something behind%n",
                outcomes.size(),
                outcomes.stream().filter(Outcome::killed).count(),
                outcomes.stream().filter(outcome -> !outcome.isNew()).count(),
                outcomes.stream().filter(Outcome::isNew).count(),
                outcomes.stream().filter(Outcome::left).count());
    }

    /** So many kills that came in time; a process that has ended before, when there is less to do than before, does not count. */
    private List<Outcome> kill(int times, long firstSeed) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        int kills = 0;
        for (long seed = firstSeed; kills < times; seed++) {
            assertTrue(seed < firstSeed + 10L * times, () -> "too few were killed in time: " + outcomes);
            try {
                outcomes.add(round(new Random(seed), (int) (seed % WAYS.size())));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
            kills += outcomes.get(outcomes.size() - 1).killed() ? 1 : 0;
        }
        assertTrue(outcomes.stream().anyMatch(Outcome::left), outcomes::toString);
        return outcomes;
    }

    private Outcome round(Random random, int way) throws Exception {
        Files.write(file, old);
        Process process = start(WAYS.get(way));
        boolean killed;
        try {
            awaitBegin(process);
            long begin = System.nanoTime();
            long delay = random.nextInt((int) Math.max(1, millis.get(way)));
            killed = !process.waitFor(delay, TimeUnit.MILLISECONDS);
            if (!killed) {
                millis.set(way, (System.nanoTime() - begin) / 1_000_000);
            }
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        }
        byte[] found = Files.readAllBytes(file);
        boolean isNew = Arrays.equals(rewritten.get(way), found);
        assertTrue(isNew || Arrays.equals(old, found), "neither the old nor the new file");
        assertEquals(digest, RecordDigest.of(file, 2));
        List<String> names = Sz.names(folder);
        names.forEach(name -> assertTrue(name.equals("reads.sz") || name.startsWith(".reads.sz."), name));
        Sz.run("rechunk", file, "--replace", "--compressor", "zstd").done();
        assertEquals(List.of("reads.sz"), Sz.names(folder));
        assertEquals(digest, RecordDigest.of(file, 2));
        return new Outcome(killed, isNew, names.size() > 1);
    }

    private Process start(List<String> way) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("rechunk", file.toString(), "--replace"));
        arguments.addAll(way);
        return CrashFixture.start(40, temp.resolve("complaints"), arguments);
    }

    private String complaints() {
        return CrashFixture.text(temp.resolve("complaints"));
    }

    /** Returns when there is something besides the file, or the process has ended. */
    private void awaitBegin(Process process) throws InterruptedException {
        while (process.isAlive() && Sz.names(folder).size() < 2) {
            Thread.sleep(2);
        }
    }
}
