package org.szformat.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.concurrent.CompressedFile;
import org.szformat.concurrent.FaultyFiles;
import org.szformat.layout.OnExisting;
import org.szformat.query.Samples;
import org.szformat.record.Record;

/** Sources that are replaced, and whatever may hinder that. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplacingTest {
    private static final List<Record> RECORDS = Samples.records(3, 90);

    private static final class MadeUp extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    Path temp;

    private Path source() throws Exception {
        Path path = temp.resolve("source.sz");
        Files.deleteIfExists(path);
        return Samples.write(path, RECORDS, 30, Layout.CONTAINER);
    }

    private void assertAlone(Path file) throws IOException {
        try (Stream<Path> all = Files.list(temp)) {
            assertEquals(Set.of(file), Set.copyOf(all.toList()));
        }
    }

    /** Each call of the file system fails in turn, once or from then on. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void faultsLeaveTheOldOneOrTheNew(boolean forEver) throws Exception {
        byte[] before = Files.readAllBytes(source());
        byte[] after = Files.readAllBytes(
                Rewrite.from(source()).compressor("lz4").replace().target());
        int fault = 0;
        for (boolean failed = true; failed; fault++) {
            Path source = source();
            int number = fault;
            AtomicInteger calls = new AtomicInteger();
            FaultyFiles files = new FaultyFiles(operation -> {
                int call = calls.getAndIncrement();
                if (call == number || forEver && call > number) {
                    throw new MadeUp();
                }
            });
            try {
                Rewrite.from(files.path(source)).compressor("lz4").threads(1).replace();
                failed = calls.get() > number;
            } catch (IOException e) {
                assertTrue(has(e, MadeUp.class), e::toString);
            }
            byte[] now = Files.readAllBytes(source);
            assertTrue(Arrays.equals(before, now) || Arrays.equals(after, now), "fault " + number);
            Rewrite.from(source).compressor("none").replace();
            assertEquals(RECORDS, Contents.read(source), "fault " + number);
            assertAlone(source);
        }
        assertTrue(fault > 20, "faults: " + fault);
    }

    private static boolean has(Throwable e, Class<?> type) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (type.isInstance(each) || Arrays.stream(each.getSuppressed()).anyMatch(type::isInstance)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void sourceThatIsBeingWrittenIsRefused() throws Exception {
        Path source = source();
        try (CompressedFile.Writer writer = CompressedFile.append(source)) {
            IOException e = assertThrows(
                    IOException.class,
                    () -> Rewrite.from(source).compressor("lz4").replace());
            assertTrue(e.getMessage().contains("is being written"), e::toString);
            writer.put(RECORDS.get(0));
        }
        assertEquals(91, Contents.read(source).size());
        assertAlone(source);
    }

    @Test
    void sourceThatIsNotCompleteIsRefused() throws Exception {
        Path source = source();
        byte[] cut = Arrays.copyOf(Files.readAllBytes(source), (int) Files.size(source) - 20);
        Files.write(source, cut);
        IOException e = assertThrows(
                IOException.class, () -> Rewrite.from(source).compressor("lz4").replace());
        assertTrue(e.getMessage().contains("repair"), e::toString);
        assertArrayEquals(cut, Files.readAllBytes(source));
        assertAlone(source);
        RewriteResult copied = Rewrite.from(source).to(temp.resolve("copy.sz"), OnExisting.REFUSE);
        assertEquals(90, copied.records());
        assertTrue(copied.warnings().get(0).contains("incomplete"), copied::toString);
    }

    @Test
    void severalSourcesAreRefused() throws Exception {
        Path source = source();
        assertThrows(
                IllegalArgumentException.class,
                () -> Rewrite.from(source, source).replace());
    }

    @Test
    void interruptEndsIt() throws Exception {
        Path source = source();
        byte[] before = Files.readAllBytes(source);
        for (int threads : new int[] {1, 3}) {
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedException.class,
                    () -> Rewrite.from(source)
                            .threads(threads)
                            .compressor("lz4")
                            .replace());
            assertFalse(Thread.interrupted());
            assertArrayEquals(before, Files.readAllBytes(source));
            assertAlone(source);
        }
    }

    @Test
    @Tag("long")
    void diskThatIsFull() throws Exception {
        Path disk = Files.createDirectory(temp.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()), "mounting is not allowed");
        try {
            List<Record> many = Samples.records(5, 3000);
            Path source = Samples.write(disk.resolve("source.sz"), many, 500, Layout.CONTAINER);
            byte[] before = Files.readAllBytes(source);
            assertTrue(before.length > 1 << 19, "too small: " + before.length);
            for (Rewrite rewrite : List.of(
                    Rewrite.from(source).compressor("none"),
                    Rewrite.from(source).sortBy("aI64"))) {
                IOException e = assertThrows(IOException.class, rewrite::replace);
                assertTrue(e.getMessage().contains("No space left"), e::toString);
                assertArrayEquals(before, Files.readAllBytes(source));
                try (Stream<Path> left = Files.list(disk)) {
                    assertEquals(List.of(source), left.toList());
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
