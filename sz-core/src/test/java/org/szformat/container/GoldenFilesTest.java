package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.record.Record;

/**
 * Files that a version wrote, and that every later one must read. They are never written again: a new version adds a
 * folder. {@link #write} makes them, from records that depend on nothing but their seed; {@code chunk-table-first} has its
 * tables in the other order that the format allows.
 */
class GoldenFilesTest {
    private static final int SEED = 20;
    private static final int CHUNK = 4;

    @TempDir
    Path temp;

    private static List<Record> records() {
        return new RandomRecords(SEED, RandomRecords.EVERYTHING, 50, 0.15).next(9);
    }

    private static Path golden(String version, String byteCodec) throws Exception {
        return Path.of(GoldenFilesTest.class
                .getResource("/golden/" + version + "/" + byteCodec + ".sz")
                .toURI());
    }

    private static void write(Path path, String byteCodec) throws Exception {
        Containers.write(path, records(), CHUNK, RoundTripTest.compressedBy(RandomRecords.EVERYTHING, byteCodec));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd(1)", "lz4", "bz2", "blosc", "none", "chunk-table-first"})
    void whatVersion1_0WroteReadsBack(String byteCodec) throws Exception {
        try (RecordFile file = Layouts.open(golden("1.0", byteCodec), ReadOptions.defaults())) {
            assertTrue(file.isComplete());
            assertEquals(records(), Containers.byRow(file));
            assertEquals(records(), Containers.byChunk(file));
            file.verifyStructure();
        }
    }

    @Test
    void uncompressedFilesAreWrittenTheSame() throws Exception {
        Path path = temp.resolve("none.sz");
        write(path, "none");
        assertEquals(-1, Files.mismatch(golden("1.0", "none"), path));
    }
}
