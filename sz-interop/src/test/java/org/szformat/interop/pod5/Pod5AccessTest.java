package org.szformat.interop.pod5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordAccess;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.Accesses;
import org.szformat.interop.vbz.VbzDecoder;
import org.szformat.layout.Extent;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

class Pod5AccessTest {
    private static final long SEED = 31;

    @TempDir
    Path directory;

    private Path file;
    private List<Record> records;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("reads.pod5");
        Pod5Files.write(file, Pod5Files.SCHEMA, Pod5Files.runs(), Pod5Files.madeUp(1200, SEED), 100);
        records = Pod5Files.read(file);
    }

    private static RecordAccess access(Path file) throws IOException {
        return Pod5Files.POD5.access(file, FormatOptions.defaults());
    }

    @Test
    void readsAreReadInPlace() throws IOException {
        try (RecordAccess access = access(file)) {
            assertEquals(Pod5Files.header(file), access.header());
            assertEquals("read_id", access.attributeSchema().key().get().name());
            Accesses.assertSame(records, access);
            assertEquals(List.of(), access.warnings());
        }
    }

    @Test
    void placesThatAreNoneAreRefused() throws IOException {
        try (RecordAccess access = access(file)) {
            Projection all = Projection.all(access.schema());
            for (RecordAccess.Place wrong : List.of(
                    new RecordAccess.Place(-1, 0),
                    new RecordAccess.Place(1L << 32, 0),
                    new RecordAccess.Place(99, 0),
                    new RecordAccess.Place(0, -1),
                    new RecordAccess.Place(0, 1L << 32),
                    new RecordAccess.Place(0, 1_000_000))) {
                SzFormatException e = assertThrows(SzFormatException.class, () -> access.read(wrong, all));
                assertTrue(e.getMessage().contains("no read " + wrong.length()), e.getMessage());
                assertThrows(SzFormatException.class, () -> access.extents(wrong, 0));
            }
        }
    }

    @Test
    void extentsAreThePiecesOfTheSignal() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        try (RecordAccess access = access(file);
                VbzDecoder decoder = new VbzDecoder()) {
            List<RecordAccess.Placed> placed = Accesses.scan(access);
            for (int row : new int[] {0, 3, 5, 1199}) {
                short[] expected = records.get(row).getShorts("raw_signal");
                short[] signal = new short[expected.length];
                int at = 0;
                List<Extent> extents = access.extents(placed.get(row).place(), row);
                for (Extent extent : extents) {
                    assertEquals("vbz", extent.codec());
                    assertEquals(row, extent.row());
                    assertEquals("raw_signal", extent.field().name());
                    int from = (int) extent.offset();
                    decoder.decode(bytes, from, from + (int) extent.length(), signal, at, (int) extent.values());
                    at += (int) extent.values();
                }
                assertEquals(expected.length, at);
                assertArrayEquals(expected, signal);
                assertEquals(
                        extents.size() - 1,
                        extents.isEmpty() ? -1 : extents.get(extents.size() - 1).part());
            }
        }
    }

    @Test
    void aDamagedSignalCostsOneRead() throws IOException {
        RecordAccess.Place place;
        Extent extent;
        try (RecordAccess access = access(file)) {
            place = Accesses.scan(access).get(700).place();
            extent = access.extents(place, 700).get(0);
        }
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, (int) extent.offset(), (int) (extent.offset() + extent.length()), (byte) 0x55);
        Files.write(file, bytes);
        try (RecordAccess access = access(file)) {
            // What is told of reads without their signals is as it was.
            List<RecordAccess.Placed> placed = Accesses.scan(access);
            Projection all = Projection.all(access.schema());
            assertThrows(SzFormatException.class, () -> access.read(place, all));
            assertEquals(records.get(701), access.read(placed.get(701).place(), all));
        }
        List<Damage> damages = new ArrayList<>();
        List<Record> sound = new ArrayList<>();
        try (RecordSource source = Pod5Files.POD5.open(file, FormatOptions.defaults())) {
            for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                sound.addAll(part.decodeSound(damages::add));
            }
        }
        List<Record> expected = new ArrayList<>(records);
        expected.remove(700);
        assertEquals(expected, sound);
        assertEquals(1, damages.size());
        assertEquals(1, damages.get(0).records().orElseThrow());
    }

    @Test
    void damageGivesRecordsOrOurException() throws IOException {
        Pod5Files.write(file, Pod5Files.SCHEMA, Pod5Files.runs(), Pod5Files.madeUp(5, SEED), 100);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(SEED);
        FormatOptions small =
                FormatOptions.defaults().withLimits(Limits.defaults().withMaxValueBytes(10_000_000));
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = whole.clone();
            for (int k = 0; k <= i % 3; k++) {
                int at = Math.max(0, bytes.length - 1 - random.nextInt(i % 2 == 0 ? bytes.length : 20_000));
                bytes[at] = (byte) random.nextInt();
            }
            Files.write(file, bytes);
            try (RecordAccess access = Pod5Files.POD5.access(file, small)) {
                for (RecordAccess.Placed placed : Accesses.scan(access)) {
                    access.extents(placed.place(), 0);
                    access.read(placed.place(), Projection.all(access.schema()));
                }
            } catch (SzFormatException e) {
                assertTrue(e.getMessage().contains("expected"), e.getMessage());
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + SEED + ", try " + i, e);
            }
        }
    }
}
