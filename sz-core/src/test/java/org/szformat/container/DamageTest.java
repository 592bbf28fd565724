package org.szformat.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.szformat.Layout;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.layout.AppendableLayout;
import org.szformat.layout.Durability;
import org.szformat.layout.LayoutWriter;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.layout.RepairableLayout;
import org.szformat.layout.WriteOptions;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** What is left of small files that were cut or changed at every single byte. */
class DamageTest {
    private static final Schema SCHEMA = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("channel", ValueType.U16)
            .attribute("median", ValueType.F32)
            .dataset("signal", ValueType.I16)
            .dataset("fastq", ValueType.S)
            .build();
    private static final int CHUNK = 3;

    @TempDir
    Path temp;

    /** A small file, its records, and the lengths at which a cut of it is a finished file. */
    private record Sample(byte[] bytes, List<Record> records, List<Integer> finishedLengths) {}

    private Sample sample(String kind, String codec) throws IOException {
        Path path = temp.resolve(kind + codec + ".sz");
        List<Record> records = new RandomRecords(11, SCHEMA, 40, 0.2).next(8);
        WriteOptions options =
                codec.equals("zstd") ? WriteOptions.defaults() : RoundTripTest.compressedBy(SCHEMA, codec);
        List<Integer> finished = new ArrayList<>();
        if (kind.equals("appended")) {
            Containers.write(path, records.subList(0, 6), CHUNK, options);
            finished.add((int) Files.size(path));
            try (LayoutWriter writer = appendTo(path)) {
                Containers.add(writer, records.subList(6, 8), CHUNK);
                writer.finish(writer.header());
            }
        } else {
            try (LayoutWriter writer = Containers.create(path, SCHEMA, options)) {
                Containers.add(writer, records, CHUNK);
                if (kind.equals("finished")) {
                    writer.finish(writer.header());
                }
            }
        }
        byte[] bytes = Files.readAllBytes(path);
        if (!kind.equals("unfinished")) {
            finished.add(bytes.length);
        }
        return new Sample(bytes, records, finished);
    }

    private static LayoutWriter appendTo(Path path) throws IOException {
        return ((AppendableLayout) Layouts.of(Layout.CONTAINER))
                .append(path, ReadOptions.defaults(), Durability.PROCESS);
    }

    private static RepairableLayout.Repair repair(Path path) throws IOException {
        return ((RepairableLayout) Layouts.of(Layout.CONTAINER)).repair(path, ReadOptions.defaults());
    }

    private static void assertHolds(RecordFile file, List<Record> records) throws IOException {
        assertTrue(file.size() <= records.size());
        List<Record> prefix = records.subList(0, (int) file.size());
        assertEquals(prefix, Containers.byRow(file));
        assertEquals(prefix, Containers.byChunk(file));
        for (int row = 0; row < prefix.size(); row++) {
            assertEquals(row, file.rows(prefix.get(row).key())[0]);
            assertEquals(prefix.get(row).key(), file.index().row(row).key());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "finished, zstd",
        "finished, none",
        "appended, zstd",
        "appended, none",
        "unfinished, zstd",
        "unfinished, none",
        "finished, lz4",
        "appended, lz4",
        "unfinished, lz4"
    })
    void aCutFileHoldsWholeChunksOrNothing(String kind, String codec) throws Exception {
        Sample sample = sample(kind, codec);
        Path path = temp.resolve("cut.sz");
        int opened = 0;
        for (int length = 0; length <= sample.bytes().length; length++) {
            Files.write(path, Arrays.copyOf(sample.bytes(), length));
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                assertEquals(sample.finishedLengths().contains(length), file.isComplete());
                assertEquals(file.isComplete(), file.incompleteness().isEmpty());
                assertTrue(file.size() % CHUNK == 0 || file.size() == 8);
                assertHolds(file, sample.records());
                opened++;
            } catch (SzFormatException e) {
                assertFalse(sample.finishedLengths().contains(length), e.toString());
                continue;
            }
            if (length % 7 == 0) {
                assertRepaired(path, sample.records());
            }
        }
        assertTrue(opened > sample.bytes().length / 2);
    }

    private static void assertRepaired(Path path, List<Record> records) throws IOException {
        long size;
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            size = file.size();
        }
        assertEquals(size, repair(path).records());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertTrue(file.isComplete());
            assertEquals(size, file.size());
            assertHolds(file, records);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "finished, zstd",
        "finished, none",
        "appended, zstd",
        "appended, none",
        "unfinished, zstd",
        "unfinished, none",
        "finished, lz4",
        "appended, lz4",
        "unfinished, lz4"
    })
    void aFlippedBitCostsAnErrorOrTheRest(String kind, String codec) throws Exception {
        Sample sample = sample(kind, codec);
        Path path = temp.resolve("flipped.sz");
        SplittableRandom random = new SplittableRandom(5);
        for (int at = 0; at < sample.bytes().length; at++) {
            byte[] flipped = sample.bytes().clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(path, flipped);
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                if (file.isComplete()) {
                    assertEquals(8, file.size());
                }
                assertHolds(file, sample.records());
            } catch (SzFormatException e) {
                // An error is what damage should cost.
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "finished, zstd",
        "finished, none",
        "finished, lz4",
        "finished, bz2",
        "finished, blosc",
        "unfinished, none"
    })
    void hostileBytesUnderGoodChecksumsCostNothingButAnError(String kind, String codec) throws Exception {
        Sample sample = sample(kind, codec);
        Path path = temp.resolve("hostile.sz");
        Limits limits = Limits.defaults()
                .withMaxValueBytes(1 << 20)
                .withMaxChunkBytes(4 << 20)
                .withMaxMetadataBytes(1 << 20)
                .withMaxHeaderBytes(1 << 20);
        SplittableRandom random = new SplittableRandom(6);
        int[] values = {0, 1, 0x7F, 0x80, 0xFF};
        for (int at = 0; at < sample.bytes().length; at++) {
            byte[] changed = sample.bytes().clone();
            int value = random.nextInt(6);
            changed[at] = (byte) (value == 5 ? changed[at] ^ 1 << random.nextInt(8) : values[value]);
            Files.write(path, Seals.resealed(changed));
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults().withLimits(limits))) {
                for (org.szformat.layout.Chunk chunk : file.chunks()) {
                    file.read(chunk, org.szformat.schema.Projection.all(file.schema()));
                    file.statistics(chunk);
                }
                for (long row = 0; row < Math.min(20, file.size()); row++) {
                    file.read(row, org.szformat.schema.Projection.all(file.schema()));
                }
                if (file.schema().key().isPresent()) {
                    file.rows("read-3");
                }
                file.index();
            } catch (SzFormatException e) {
                // Nothing else may happen.
            } catch (RuntimeException | Error e) {
                fail("byte " + at + " as " + changed[at], e);
            }
        }
    }

    @Test
    void joinedFilesAreNoticed() throws Exception {
        Sample sample = sample("finished", "zstd");
        Path path = temp.resolve("joined.sz");
        byte[] joined = Arrays.copyOf(sample.bytes(), 2 * sample.bytes().length);
        System.arraycopy(sample.bytes(), 0, joined, sample.bytes().length, sample.bytes().length);
        Files.write(path, joined);
        SzFormatException e = assertThrows(SzFormatException.class, () -> Layouts.open(path, ReadOptions.defaults()));
        assertTrue(e.expected().contains("joined"), e.toString());
    }

    @Test
    void bigNumbersUnderGoodChecksumsCostNothingButAnError() throws Exception {
        Sample sample = sample("finished", "zstd");
        Path path = temp.resolve("big.sz");
        Limits limits = Limits.defaults().withMaxValueBytes(1 << 20).withMaxChunkBytes(4 << 20);
        long seed = 12;
        SplittableRandom random = new SplittableRandom(seed);
        long[] values = {-1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, (1L << 31) - 1, 1L << 40, 0x7FFFFFF8L, 0, 65536};
        for (int round = 0; round < 4000; round++) {
            byte[] changed = sample.bytes().clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(changed.length - 8);
                long value = random.nextInt(3) == 0 ? random.nextLong() : values[random.nextInt(values.length)];
                if (random.nextBoolean()) {
                    LittleEndian.putLong(changed, at, value);
                } else {
                    LittleEndian.putInt(changed, at, (int) value);
                }
            }
            Files.write(path, Seals.resealed(changed));
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults().withLimits(limits))) {
                Containers.byChunk(file);
                if (file.size() < 100) {
                    Containers.byRow(file);
                }
                if (file.schema().key().isPresent()) {
                    file.rows("read-3");
                }
                file.index();
                file.verifyStructure();
            } catch (SzFormatException e) {
                // Nothing else may happen.
            } catch (RuntimeException | Error e) {
                fail("seed " + seed + ", round " + round, e);
            }
        }
    }

    @Test
    void damagedTablesAreMadeAnew() throws Exception {
        Sample sample = sample("finished", "zstd");
        Path path = temp.resolve("tables.sz");
        byte[] damaged = sample.bytes().clone();
        int run = lastFrame(damaged, 'I');
        damaged[run + MetadataFrame.HEADER + PagedTable.HEADER + 3] ^= 1;
        Files.write(path, damaged);
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertThrows(SzFormatException.class, () -> file.rows("read-1"));
            assertEquals(sample.records(), Containers.byChunk(file));
        }
        RepairableLayout.Repair repair = repair(path);
        assertEquals(8, repair.records());
        assertEquals(sample.bytes().length - run, repair.cutBytes());
        try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
            assertTrue(file.isComplete());
            assertHolds(file, sample.records());
        }
    }

    @Test
    void repairCutsNothingOffAFinishedFile() throws Exception {
        Sample sample = sample("finished", "zstd");
        Path path = temp.resolve("both.sz");
        byte[] damaged = sample.bytes().clone();
        damaged[lastFrame(damaged, 'I') + 50] ^= 1;
        damaged[firstFrame(damaged, 'C') + 30] ^= 1;
        Files.write(path, damaged);
        SzFormatException e = assertThrows(SzFormatException.class, () -> repair(path));
        assertTrue(e.expected().contains("copy the sound ones"), e.toString());
        assertEquals(-1, Arrays.mismatch(damaged, Files.readAllBytes(path)));
    }

    @Test
    void aDamagedFooterShowsNoOlderOne() throws Exception {
        Sample sample = sample("appended", "zstd");
        Path path = temp.resolve("footer.sz");
        for (char letter : new char[] {'E', 'R'}) {
            byte[] damaged = sample.bytes().clone();
            damaged[lastFrame(damaged, letter) + 24] ^= 1;
            Files.write(path, damaged);
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                assertEquals('E', letter);
                assertFalse(file.isComplete());
                assertTrue(file.incompleteness().get().contains("CRC32C"), file.incompleteness() + "");
                assertEquals(8, file.size());
            } catch (SzFormatException e) {
                assertEquals('R', letter);
            }
            assertEquals(8, repair(path).records());
            try (RecordFile file = Layouts.open(path, ReadOptions.defaults())) {
                assertTrue(file.isComplete());
                assertHolds(file, sample.records());
            }
        }
    }

    private static int lastFrame(byte[] file, char letter) {
        int last = -1;
        for (int at = 0; at + MetadataFrame.HEADER < file.length; at++) {
            last = isFrame(file, at, letter) ? at : last;
        }
        return last;
    }

    private static int firstFrame(byte[] file, char letter) {
        int at = 0;
        while (!isFrame(file, at, letter)) {
            at++;
        }
        return at;
    }

    private static boolean isFrame(byte[] file, int at, char letter) {
        return LittleEndian.getInt(file, at) == MetadataFrame.MAGIC
                && file[at + 8] == 'S'
                && file[at + 9] == 'Z'
                && file[at + 10] == letter;
    }
}
