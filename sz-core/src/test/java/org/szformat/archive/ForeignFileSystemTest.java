package org.szformat.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.szformat.Layout;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/** Files of a provider that is not ours, whose channels are read by one thread at a time: the JDK's, of ZIP files. */
@Timeout(600)
class ForeignFileSystemTest {
    private static final List<Record> READS = SmallFiles.reads(2, 60);

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(
            value = Layout.class,
            names = {"CONTAINER", "DIRECTORY"})
    void manyThreadsReadTheOriginals(Layout layout) throws Exception {
        Path local = SmallFiles.write(temp.resolve("reads"), layout, READS);
        URI uri = URI.create("jar:" + temp.resolve("z.zip").toUri());
        try (FileSystem system = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
            Path copy = system.getPath("/folder/reads");
            Files.createDirectory(copy.getParent());
            try (Stream<Path> files = Files.walk(local)) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(local.relativize(file).toString()));
                }
            }
            assertEquals(READS, SmallFiles.readAll(copy));
            readByManyThreads(copy);
        }
    }

    private static void readByManyThreads(Path path) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            List<Future<Record>> read = new ArrayList<>();
            for (int row = 0; row < READS.size(); row++) {
                int number = row;
                read.add(threads.submit(() -> {
                    if (number % 7 == 0) {
                        Thread.currentThread().interrupt();
                    }
                    Record record = file.read(number, Projection.all(file.schema()));
                    assertEquals(number % 7 == 0, Thread.interrupted());
                    return record;
                }));
            }
            for (int row = 0; row < READS.size(); row++) {
                assertEquals(READS.get(row), read.get(row).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
