package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Layout;
import org.szformat.layout.Chunk;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;

/** What pysz wrote, from one layout to the other and back. */
class VectorsInContainersTest {
    @TempDir
    Path temp;

    private static Path vectors(String name) throws URISyntaxException {
        return Path.of(
                VectorsInContainersTest.class.getResource("/vectors/" + name).toURI());
    }

    private static void copy(RecordFile from, Layout layout, Path path) throws Exception {
        List<Record> records = Containers.byRow(from);
        try (LayoutWriter writer =
                Layouts.of(layout).create(path, from.schema(), from.header(), WriteOptions.defaults())) {
            Containers.add(writer, records, 5);
            writer.finish(writer.header());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reads", "reads_chunk_4_threads", "types", "attributes"})
    void directoriesComeThroughContainers(String name) throws Exception {
        Path container = temp.resolve("c.sz");
        Path directory = temp.resolve("d.sz");
        try (RecordFile original = Layouts.open(vectors(name), ReadOptions.defaults())) {
            copy(original, Layout.CONTAINER, container);
            try (RecordFile inside = Layouts.open(container, ReadOptions.defaults())) {
                assertEquals(original.schema(), inside.schema());
                assertEquals(original.header().toString(), inside.header().toString());
                assertEquals(Containers.byRow(original), Containers.byRow(inside));
                assertEquals(original.valueBytes(), inside.valueBytes());
                copy(inside, Layout.DIRECTORY, directory);
            }
            try (RecordFile back = Layouts.open(directory, ReadOptions.defaults())) {
                assertEquals(original.header().toString(), back.header().toString());
                assertEquals(Containers.byRow(original), Containers.byRow(back));
            }
        }
    }

    @Test
    void realReadsComeBackAndCostLittleBesidesTheirSignal() throws Exception {
        Path reads = Path.of("")
                .toAbsolutePath()
                .resolve("../../shared/reads/r9_promethion.sz")
                .normalize();
        assumeTrue(Files.isDirectory(reads), () -> reads + " is not here");
        Path container = temp.resolve("real.sz");
        try (RecordFile original = Layouts.open(reads, ReadOptions.defaults())) {
            copy(original, Layout.CONTAINER, container);
            try (ContainerFile inside = ContainerFile.open(container, ReadOptions.defaults())) {
                assertEquals(Containers.byRow(original), Containers.byChunk(inside));
                long signal = 0;
                for (Chunk chunk : inside.chunks()) {
                    signal += inside.ownBlockBytes(chunk);
                }
                long samples = original.valueBytes() / 2;
                System.out.printf(
                        "r9_promethion: signal %.3f bits a sample, %d bytes besides in %d records, header %d bytes%n",
                        8.0 * signal / samples,
                        Files.size(container) - signal,
                        inside.size(),
                        inside.header().toString().length());
            }
        }
    }
}
