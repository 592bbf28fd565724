package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.Layout;
import org.szformat.record.Record;

/** A file system that is full: a real one, where the tests may mount one, and the device that always is. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DiskFullTest {
    private static final int PRODUCERS = 4;

    @TempDir
    Path temp;

    private interface Action {
        void run(Path disk) throws Exception;
    }

    @Test
    void deviceThatIsFull() {
        Path device = Path.of("/dev/full");
        assumeTrue(Files.isWritable(device), "no such device");
        IOException e = assertThrows(IOException.class, () -> CompressedFile.create(device, Reads.SCHEMA));
        assertTrue(e.getMessage().contains("No space left"), e::toString);
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    @Tag("long")
    void everyProducerLearnsOfItAndWhatWasFlushedStays(Layout layout) throws Exception {
        onSmallDisk(disk -> {
            Path path = disk.resolve("reads");
            CompressedFile.Writer writer = CompressedFile.create(
                    path, Reads.SCHEMA, WriterOptions.defaults().withLayout(layout));
            int flushed = fill(writer);
            IOException e = assertThrows(IOException.class, writer::close);
            assertTrue(e.getMessage().contains("No space left"), e::toString);
            assertTrue(flushed > 0);
            assertTrue(read(path) >= flushed);
            if (layout == Layout.CONTAINER) {
                long kept = read(path);
                // What was cut off is room enough for the end of the file.
                assertEquals(kept, CompressedFile.repair(path).records());
                assertEquals(kept, read(path));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(value = Layout.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL")
    @Tag("long")
    void abortFreesTheDisk(Layout layout) throws Exception {
        onSmallDisk(disk -> {
            Path path = disk.resolve("reads");
            long before = Files.getFileStore(disk).getUsableSpace();
            CompressedFile.Writer writer = CompressedFile.create(
                    path, Reads.SCHEMA, WriterOptions.defaults().withLayout(layout));
            fill(writer);
            writer.abort();
            assertFalse(Files.exists(path));
            assertEquals(before, Files.getFileStore(disk).getUsableSpace());
        });
    }

    /** Puts until there is no room; how many records the last flush covered that succeeded. */
    private static int fill(CompressedFile.Writer writer) throws Exception {
        Queue<IOException> seen = new ConcurrentLinkedQueue<>();
        int flushed = 0;
        for (int round = 0; seen.isEmpty(); round++) {
            int number = round;
            Producers.run(PRODUCERS, producer -> () -> {
                try {
                    writer.put(CrashVictim.record(producer, number));
                } catch (IOException e) {
                    seen.add(e);
                }
                return null;
            });
            try {
                writer.flush();
                flushed = PRODUCERS * (round + 1);
            } catch (IOException e) {
                seen.add(e);
            }
        }
        Producers.run(PRODUCERS, producer -> () -> {
            seen.add(assertThrows(IOException.class, () -> writer.put(CrashVictim.record(producer, 0))));
            return null;
        });
        assertTrue(seen.size() > PRODUCERS);
        seen.forEach(e -> assertTrue(e.getMessage().contains("No space left"), e::toString));
        return flushed;
    }

    /** Reads all records, which are those of each producer in order; says how many there are. */
    private static long read(Path path) throws IOException {
        int[] next = new int[PRODUCERS];
        try (CompressedFile.Reader reader = CompressedFile.open(path);
                Stream<Record> records = reader.stream()) {
            records.forEach(record -> {
                int producer = Reads.producer(record);
                assertEquals(CrashVictim.record(producer, next[producer]++), record);
            });
            return reader.size();
        }
    }

    private void onSmallDisk(Action action) throws Exception {
        Path disk = Files.createDirectory(temp.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()), "mounting is not allowed");
        try {
            action.run(disk);
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
