package org.szformat.spill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.crew.Crew;
import org.szformat.layout.OnExisting;
import org.szformat.staging.StagedPath;

final class SpillSortTest {
    @TempDir
    Path temp;

    /** A process may have a few hundred files open, and a sort of much data in little memory has thousands of runs. */
    @Test
    void runsShareFiles() throws Exception {
        Path openFiles = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(openFiles));
        int runs = 300;
        try (StagedPath staged = StagedPath.forSz(temp.resolve("sorted.sz"), OnExisting.REFUSE);
                SpillFolder folder = new SpillFolder(staged);
                Crew crew = new Crew("sz-test", 1);
                SpillSort sort = new SpillSort(crew, folder, 1 << 14)) {
            EntryBuffer entries = new EntryBuffer(1 << 15);
            for (long run = runs; run > 0; run--) {
                entries.clear();
                entries.beginKey();
                entries.putOrdered(run);
                entries.beginPayload();
                entries.room(1 << 14).put(new byte[1 << 14]);
                entries.endEntry();
                sort.add(entries);
            }
            assertTrue(openIn(openFiles, temp.toRealPath()) < runs / 10);
            SpillSort.Cursor sorted = sort.sorted();
            for (long run = 1; run <= runs; run++) {
                assertTrue(sorted.next());
                assertEquals(run, SpillRun.bigEndian(sorted.bytes(), sorted.keyFrom()));
            }
            assertFalse(sorted.next());
        }
    }

    private static long openIn(Path openFiles, Path folder) throws IOException {
        try (Stream<Path> all = Files.list(openFiles)) {
            return all.filter(each -> leadsInto(each, folder)).count();
        }
    }

    private static boolean leadsInto(Path open, Path folder) {
        try {
            return Files.readSymbolicLink(open).startsWith(folder);
        } catch (IOException e) {
            return false; // Closed meanwhile.
        }
    }

    /** More than can be merged at once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void manyRuns(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> expected = new ArrayList<>();
        try (StagedPath staged = StagedPath.forSz(temp.resolve("sorted.sz"), OnExisting.REFUSE);
                SpillFolder folder = new SpillFolder(staged);
                Crew crew = new Crew("sz-test", 2);
                SpillSort sort = new SpillSort(crew, folder, 3 * RunCursor.MEMORY)) {
            for (int block = 0; block < 400; block++) {
                EntryBuffer entries = new EntryBuffer(100);
                for (int i = random.nextInt(60); i > 0; i--) {
                    byte[] key = new byte[random.nextInt(12)];
                    for (int k = 0; k < key.length; k++) {
                        key[k] = (byte) (random.nextInt(3) - 1);
                    }
                    entries.beginKey();
                    entries.room(key.length).put(key);
                    entries.putOrdered(expected.size());
                    entries.beginPayload();
                    byte[] payload = new byte[random.nextInt(300) == 0 ? 100_000 : random.nextInt(40)];
                    entries.room(payload.length).put(payload);
                    entries.endEntry();
                    byte[] whole = Arrays.copyOf(key, key.length + 8);
                    for (int k = 0; k < 8; k++) {
                        whole[key.length + k] = (byte) ((long) expected.size() >>> 8 * (7 - k));
                    }
                    expected.add(whole);
                }
                sort.add(entries);
            }
            expected.sort(Arrays::compareUnsigned);
            SpillSort.Cursor sorted = sort.sorted();
            for (byte[] key : expected) {
                assertTrue(sorted.next(), () -> "seed " + seed);
                assertArrayEquals(
                        key,
                        Arrays.copyOfRange(sorted.bytes(), sorted.keyFrom(), sorted.keyFrom() + sorted.keyLength()),
                        () -> "seed " + seed);
            }
            assertTrue(!sorted.next(), () -> "seed " + seed);
        }
        try (Stream<Path> left = Files.list(temp)) {
            assertEquals(0, left.count());
        }
    }
}
