package org.szformat.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.digest.RecordDigest;
import org.szformat.layout.Chunk;
import org.szformat.record.Record;

/**
 * The README's example: light curves that were written epoch by epoch and are read object by object. What is read of the
 * file is counted where it is read.
 */
@Timeout(600)
class LightCurvesTest {
    private static final int OBJECTS = 1_000;
    private static final int EPOCHS = 200;
    private static final Comparator<Record> BY_EPOCH = Comparator.comparingDouble(record -> record.getReal("epoch"));

    @TempDir
    Path temp;

    private Path epochs;
    private Path objects;

    @BeforeEach
    void regroup() throws Exception {
        epochs = temp.resolve("epochs.sz");
        objects = temp.resolve("objects.sz");
        ReadmeExamplesTest.regroup(epochs, objects);
    }

    /** What was read of a file. */
    private static final class Reads implements FaultyFiles.Hook {
        private final List<long[]> ranges = new ArrayList<>();

        @Override
        public void before(String operation) {}

        @Override
        public void afterRead(long position, int bytes) {
            ranges.add(new long[] {position, position + bytes});
        }

        long bytes() {
            return ranges.stream().mapToLong(range -> range[1] - range[0]).sum();
        }

        boolean touches(long from, long to) {
            return ranges.stream().anyMatch(range -> range[0] < to && range[1] > from);
        }
    }

    /** What reading one object's curve touches, the file being open. */
    private record Touched(int chunks, int blocks, int reads, long bytes) {}

    private static Touched touched(Path file) throws IOException {
        Reads reads = new Reads();
        try (CompressedFile.Reader reader = CompressedFile.open(new FaultyFiles(reads).path(file))) {
            List<Chunk> chunks = reader.file().chunks();
            reads.ranges.clear();
            assertEquals(EPOCHS, reader.getAll("object-17").size());
            int touchedChunks = 0;
            int touchedBlocks = 0;
            byte[] bytes = Files.readAllBytes(file);
            for (Chunk chunk : chunks) {
                long end = chunk.offset() + chunk.storedBytes();
                touchedChunks += reads.touches(chunk.offset(), end) ? 1 : 0;
                for (long[] block : blocks(bytes, chunk.offset(), end)) {
                    touchedBlocks += reads.touches(block[0], block[1]) ? 1 : 0;
                }
            }
            return new Touched(touchedChunks, touchedBlocks, reads.ranges.size(), reads.bytes());
        }
    }

    /** The zstd frames of a chunk, each of which is a block. */
    private static List<long[]> blocks(byte[] file, long from, long to) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<long[]> blocks = new ArrayList<>();
        for (int at = (int) from; at < to; ) {
            if ((bytes.getInt(at) & 0xFFFFFFF0) == 0x184D2A50) {
                at += 8 + bytes.getInt(at + 4);
            } else {
                int length = (int) Zstd.findFrameCompressedSize(file, at, (int) to - at);
                assertTrue(length > 0, "no frame at " + at);
                blocks.add(new long[] {at, at + length});
                at += length;
            }
        }
        return blocks;
    }

    @Test
    void oneObjectIsReadFromAllChunksBeforeAndOneAfter() throws Exception {
        Touched before = touched(epochs);
        Touched after = touched(objects);
        System.out.println("before: " + before + " of " + Files.size(epochs) + " bytes");
        System.out.println("after:  " + after + " of " + Files.size(objects) + " bytes");
        assertEquals(EPOCHS, before.chunks());
        assertEquals(1, after.chunks());
        assertTrue(after.blocks() < before.blocks(), before + ", " + after);
        assertTrue(after.reads() < before.reads(), before + ", " + after);
        assertTrue(after.bytes() < before.bytes(), before + ", " + after);
    }

    /** Every object is in one chunk. */
    @Test
    void noObjectIsCut() throws Exception {
        try (CompressedFile.Reader reader = CompressedFile.open(objects)) {
            Set<String> seen = new TreeSet<>();
            for (Chunk chunk : reader.file().chunks()) {
                Set<String> here = new TreeSet<>();
                for (long row = chunk.firstRow(); row < chunk.firstRow() + chunk.records(); row++) {
                    here.add(reader.get(row).key());
                }
                here.forEach(object -> assertTrue(seen.add(object), object));
            }
            assertEquals(OBJECTS, seen.size());
        }
    }

    @Test
    void everyCurveIsUnchanged() throws Exception {
        assertEquals(RecordDigest.of(epochs, 2), RecordDigest.of(objects, 2));
        Map<String, List<Record>> curves = new HashMap<>();
        try (CompressedFile.Reader before = CompressedFile.open(epochs);
                CompressedFile.Reader after = CompressedFile.open(objects)) {
            before.stream()
                    .forEach(record -> curves.computeIfAbsent(record.key(), object -> new ArrayList<>())
                            .add(record));
            assertEquals(OBJECTS, curves.size());
            assertEquals((long) OBJECTS * EPOCHS, after.size());
            for (Map.Entry<String, List<Record>> curve : curves.entrySet()) {
                curve.getValue().sort(BY_EPOCH);
                assertEquals(curve.getValue(), after.getAll(curve.getKey()));
            }
        }
    }
}
