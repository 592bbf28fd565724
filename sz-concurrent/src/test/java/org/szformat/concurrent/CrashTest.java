package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.layout.Durability;
import org.szformat.layout.RepairableLayout;
import org.szformat.record.Record;

/**
 * A process that writes is killed at a random moment. What its last flush covered is in the file, whole and in order, and
 * nothing is in it that was not put; the file can be repaired and written on.
 */
@Timeout(value = 1_800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashTest {
    private static final int MIN_DELAY = 20;
    private static final int MAX_DELAY = 800;

    /** The records of files that are appended to; they are those of one more producer. */
    private static final int BASE = 200;

    @TempDir
    Path temp;

    /** What a round came to. */
    private record Outcome(boolean complete, long covered, long found, long cutBytes, long fileBytes) {}

    @Test
    void twentyKills() throws Exception {
        kill(20, 1);
    }

    @Test
    @Tag("long")
    void twoHundredKills() throws Exception {
        List<Outcome> outcomes = kill(200, 1_000);
        System.out.printf(
                "%d kills: %d files incomplete, %d of them cut within a frame; at most %d bytes, cut by at most %d; %d"
                        + " records covered, %d found%n",
                outcomes.size(),
                outcomes.stream().filter(outcome -> !outcome.complete()).count(),
                outcomes.stream().filter(outcome -> outcome.cutBytes() > 0).count(),
                outcomes.stream().mapToLong(Outcome::fileBytes).max().orElse(0),
                outcomes.stream().mapToLong(Outcome::cutBytes).max().orElse(0),
                outcomes.stream().mapToLong(Outcome::covered).sum(),
                outcomes.stream().mapToLong(Outcome::found).sum());
    }

    private List<Outcome> kill(int times, long firstSeed) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + times; seed++) {
            try {
                outcomes.add(round(seed));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
        long incomplete =
                outcomes.stream().filter(outcome -> !outcome.complete()).count();
        assertTrue(incomplete >= times * 3 / 4, incomplete + " were killed in time");
        return outcomes;
    }

    private Outcome round(long seed) throws Exception {
        Path path = temp.resolve("reads.sz");
        Files.deleteIfExists(path);
        boolean appends = seed % 2 == 0;
        int base = appends ? BASE : 0;
        if (appends) {
            try (CompressedFile.Writer writer = CompressedFile.create(path, Reads.SCHEMA)) {
                for (int number = 0; number < base; number++) {
                    writer.put(CrashVictim.record(CrashVictim.PRODUCERS, number));
                }
            }
        }
        // Some live until the file is closed.
        int records = seed % 10 == 9 ? 200 : 100_000;
        Durability durability = seed % 5 == 0 ? Durability.SYNC : Durability.PROCESS;
        List<String> said = runAndKill(
                path,
                new Random(seed).nextInt(MAX_DELAY - MIN_DELAY + 1) + MIN_DELAY,
                Long.toString(seed),
                appends ? "append" : "create",
                durability.toString(),
                Integer.toString(records));

        boolean complete;
        long size;
        long bytes = Files.size(path);
        long[] covered = covered(said, records);
        int[] next;
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            size = reader.size();
            complete = reader.isComplete();
            assertEquals(complete, reader.incompleteness().isEmpty());
            assertTrue(complete || !said.contains(CrashVictim.CLOSED), "closed, but incomplete");
            assertFalse(complete && size < base + CrashVictim.PRODUCERS * records, "complete too early");
            next = check(reader, base, covered);
        }
        RepairableLayout.Repair repair = CompressedFile.repair(path);
        assertEquals(size, repair.records());
        assertEquals(complete, repair.reason().isEmpty());
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            assertTrue(reader.isComplete());
            assertEquals(size, reader.size());
            assertArrayEquals(next, check(reader, base, covered));
        }
        appendAndCheck(path, base, next);
        return new Outcome(complete, base + sum(covered), size, repair.cutBytes(), bytes);
    }

    /** Runs a victim, and kills it some time after it has said something; returns all the lines that it said. */
    private List<String> runAndKill(Path path, long delayMillis, String... options) throws Exception {
        Path said = temp.resolve("said");
        Path complaints = temp.resolve("complaints");
        Files.deleteIfExists(said);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CrashVictim.class.getName(),
                path.toString()));
        command.addAll(List.of(options));
        Process victim = new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(complaints.toFile())
                .start();
        try {
            while (Files.size(said) == 0) {
                assertTrue(victim.isAlive(), () -> "the victim ended: " + read(complaints));
                Thread.sleep(2);
            }
            Thread.sleep(delayMillis);
            assertTrue(victim.isAlive(), () -> "the victim ended: " + read(complaints));
        } finally {
            victim.destroyForcibly();
            assertTrue(victim.waitFor(60, TimeUnit.SECONDS));
        }
        assertEquals("", read(complaints));
        String all = read(said);
        return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The most that was covered of each producer's records. */
    private static long[] covered(List<String> said, int records) {
        long[] covered = new long[CrashVictim.PRODUCERS];
        for (String line : said) {
            String[] counts = line.split(" ");
            for (int producer = 0; producer < covered.length; producer++) {
                long count = line.equals(CrashVictim.CLOSED) ? records : Long.parseLong(counts[producer]);
                covered[producer] = Math.max(covered[producer], count);
            }
        }
        return covered;
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** That the file has what was there before, and then of each producer its first records, each whole, in its order. */
    private static int[] check(CompressedFile.Reader reader, int base, long[] covered) throws IOException {
        int[] next = new int[CrashVictim.PRODUCERS + 1];
        Iterator<Record> records = reader.stream().iterator();
        long row = 0;
        for (; records.hasNext(); row++) {
            Record record = records.next();
            int producer = row < base ? CrashVictim.PRODUCERS : Reads.producer(record);
            assertEquals(CrashVictim.record(producer, next[producer]), record);
            if (row % 97 == 0) {
                assertEquals(List.of(record), reader.getAll(record.key()));
            }
            next[producer]++;
        }
        assertEquals(reader.size(), row);
        assertEquals(base, next[CrashVictim.PRODUCERS]);
        for (int producer = 0; producer < covered.length; producer++) {
            assertTrue(
                    next[producer] >= covered[producer],
                    next[producer] + " records of producer " + producer + ", of which a flush covered "
                            + covered[producer]);
            assertTrue(reader.get(Reads.id(producer, next[producer])).isEmpty());
        }
        return next;
    }

    /** Each producer goes on where it was cut short. */
    private static void appendAndCheck(Path path, int base, int[] next) throws Exception {
        long[] more = new long[CrashVictim.PRODUCERS];
        try (CompressedFile.Writer writer = CompressedFile.append(path)) {
            for (int producer = 0; producer < more.length; producer++) {
                writer.put(CrashVictim.record(producer, next[producer]));
                more[producer] = next[producer] + 1L;
            }
        }
        try (CompressedFile.Reader reader = CompressedFile.open(path)) {
            assertTrue(reader.isComplete());
            check(reader, base, more);
        }
    }
}
