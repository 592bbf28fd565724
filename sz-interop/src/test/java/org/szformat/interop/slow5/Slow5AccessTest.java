package org.szformat.interop.slow5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.exchange.Damage;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordAccess;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.Accesses;
import org.szformat.layout.Extent;
import org.szformat.record.Record;
import org.szformat.schema.Header;
import org.szformat.schema.Projection;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

class Slow5AccessTest {
    private static final long SEED = 20261121;

    @TempDir
    Path directory;

    private static RecordAccess access(Path file) throws IOException {
        return access(file, FormatOptions.defaults());
    }

    private static RecordAccess access(Path file, FormatOptions options) throws IOException {
        return RecordFormats.of(file).orElseThrow().access(file, options);
    }

    private Path made(String name, int records, String... options) throws IOException {
        Schema schema = Schema.builder()
                .attribute("read_id", ValueType.S)
                .attribute("digitisation", ValueType.F64)
                .attribute("offset", ValueType.F64)
                .attribute("range", ValueType.F64)
                .attribute("sampling_rate", ValueType.F64)
                .dataset("raw_signal", ValueType.I16)
                .dataset("marks", ValueType.I32)
                .build();
        Random random = new Random(SEED);
        List<Record> made = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            short[] signal = new short[i == 17 ? 1_500_000 : random.nextInt(20_000)];
            for (int k = 0; k < signal.length; k++) {
                signal[k] = (short) (500 + random.nextGaussian() * 40);
            }
            made.add(Record.builder(schema)
                    .set("read_id", "read-" + i)
                    .set("digitisation", 8192.0)
                    .set("offset", random.nextDouble())
                    .set("range", 1467.61)
                    .set("sampling_rate", 4000.0)
                    .set("raw_signal", signal)
                    .set("marks", random.ints(1 + random.nextInt(9)).toArray())
                    .build());
        }
        Path file = directory.resolve(name);
        Slow5Files.write(file, new Slow5Files.Contents(schema, Header.empty(), made, List.of()), options);
        return file;
    }

    /** An index as slow5lib writes it, of what a scan without one tells. */
    private static Path index(Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] head = new byte[64];
        System.arraycopy("SLOW5IDX\1\0\2\0".getBytes(StandardCharsets.ISO_8859_1), 0, head, 0, 12);
        out.writeBytes(head);
        try (RecordAccess access = access(file)) {
            for (RecordAccess.Placed placed : Accesses.scan(access)) {
                byte[] id = placed.attributes().key().getBytes(StandardCharsets.UTF_8);
                out.writeBytes(ByteBuffer.allocate(2 + id.length + 16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) id.length)
                        .put(id)
                        .putLong(placed.place().position())
                        .putLong(placed.place().length())
                        .array());
            }
        }
        out.writeBytes("XDI5WOLS".getBytes(StandardCharsets.ISO_8859_1));
        return Files.write(indexOf(file), out.toByteArray());
    }

    private static Path indexOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".idx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "golden.slow5",
                "golden-none-none.blow5",
                "golden-none-svb-zd.blow5",
                "golden-none-ex-zd.blow5",
                "golden-zlib-none.blow5",
                "golden-zlib-svb-zd.blow5",
                "golden-zlib-ex-zd.blow5",
                "golden-zstd-none.blow5",
                "golden-zstd-svb-zd.blow5",
                "golden-zstd-ex-zd.blow5"
            })
    void everyCompressionIsReadInPlace(String name) throws IOException {
        Path file = Slow5Files.golden(name, directory);
        Slow5Files.Contents contents = Slow5Files.read(file);
        try (RecordAccess access = access(file)) {
            assertEquals(contents.schema(), access.schema());
            assertEquals(contents.header(), access.header());
            assertEquals(
                    contents.schema().key().get().name(),
                    access.attributeSchema().key().get().name());
            Accesses.assertSame(contents.records(), access);
            assertEquals(List.of(), access.warnings());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"golden.slow5", "golden-zlib-svb-zd.blow5"})
    void indexesOfSlow5toolsAreTheSameAsOurs(String name) throws IOException {
        Path file = Slow5Files.golden(name, directory);
        byte[] ours = Files.readAllBytes(index(file));
        Path theirs = Slow5Files.golden(name + ".idx", directory);
        assertEquals(ByteBuffer.wrap(Files.readAllBytes(theirs)), ByteBuffer.wrap(ours));
        try (RecordAccess access = access(file)) {
            Accesses.assertSame(Slow5Files.read(file).records(), access);
            assertEquals(List.of(), access.warnings());
        }
    }

    @ParameterizedTest
    @CsvSource({"blow5,zlib", "blow5,none", "slow5,"})
    void partsOfAnIndexAreDecodedAtOnce(String format, String compression) throws Exception {
        String[] options = compression == null ? new String[0] : new String[] {"record-compression=" + compression};
        Path file = made("many." + format, 300, options);
        List<Record> records = Slow5Files.read(file).records();
        index(file);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (RecordAccess access = access(file)) {
            List<Future<List<RecordAccess.Placed>>> parts = new ArrayList<>();
            for (RecordAccess.Part part = access.next(); part != null; part = access.next()) {
                RecordAccess.Part one = part;
                parts.add(threads.submit(one::decode));
            }
            assertTrue(parts.size() > 1, parts.size() + " parts");
            int row = 0;
            for (Future<List<RecordAccess.Placed>> part : parts) {
                for (RecordAccess.Placed placed : part.get()) {
                    assertEquals(records.get(row++), access.read(placed.place(), Projection.all(access.schema())));
                }
            }
            assertEquals(300, row);
        } finally {
            threads.shutdown();
        }
    }

    private void assertIndexIgnored(Path file, UnaryOperator<byte[]> change) throws IOException {
        Path index = index(file);
        Files.write(index, change.apply(Files.readAllBytes(index)));
        try (RecordAccess access = access(file)) {
            assertEquals(
                    Slow5Files.read(file).records().size(),
                    Accesses.scan(access).size());
            assertEquals(1, access.warnings().size());
            assertTrue(
                    access.warnings().get(0).contains(index + ": offset "),
                    access.warnings().get(0));
        }
        Files.delete(index);
    }

    private static UnaryOperator<byte[]> flip(int at) {
        return bytes -> {
            bytes[at < 0 ? bytes.length + at : at] ^= 1;
            return bytes;
        };
    }

    @Test
    void indexesThatDoNotFitAreIgnored() throws IOException {
        Path file = made("fits.blow5", 5);
        assertIndexIgnored(file, flip(0));
        assertIndexIgnored(file, flip(10));
        assertIndexIgnored(file, flip(64 + 2 + 6));
        assertIndexIgnored(file, flip(64 + 2 + 6 + 8));
        assertIndexIgnored(file, flip(-1));
        assertIndexIgnored(file, bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 9));
        assertIndexIgnored(file, bytes -> java.util.Arrays.copyOf(bytes, bytes.length + 1));
        assertIndexIgnored(file, bytes -> java.util.Arrays.copyOf(bytes, 30));
        assertIndexIgnored(file, bytes -> new byte[0]);
    }

    @Test
    void anIndexThatFitsAnotherFileOfTheSameSizeIsNamed() throws IOException {
        Path file = made("one.blow5", 40, "record-compression=none", "signal-compression=none");
        Path index = index(file);
        byte[] bytes = Files.readAllBytes(index);
        ByteBuffer entries = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 64;
        for (int i = 0; i < 40; i++) {
            at += 2 + entries.getShort(at);
            entries.putLong(at, entries.getLong(at) - (i > 0 ? 4 : 0));
            entries.putLong(at + 8, entries.getLong(at + 8) + (i == 0 ? -4 : i == 39 ? 4 : 0));
            at += 16;
        }
        Files.write(index, bytes);
        try (RecordAccess access = access(file)) {
            SzFormatException e = assertThrows(SzFormatException.class, () -> Accesses.scan(access));
            assertTrue(e.getMessage().contains("index .idx"), e.getMessage());
        }
    }

    @Test
    void placesThatAreNoneAreRefused() throws IOException {
        for (Path file : List.of(made("places.blow5", 4), made("places.slow5", 4))) {
            try (RecordAccess access = access(file)) {
                RecordAccess.Place place = Accesses.scan(access).get(1).place();
                Projection all = Projection.all(access.schema());
                for (RecordAccess.Place wrong : List.of(
                        new RecordAccess.Place(place.position() + 1, place.length()),
                        new RecordAccess.Place(place.position(), place.length() + 1),
                        new RecordAccess.Place(place.position(), place.length() - 1),
                        new RecordAccess.Place(place.position(), 0),
                        new RecordAccess.Place(place.position(), 3),
                        new RecordAccess.Place(0, place.length()),
                        new RecordAccess.Place(Long.MAX_VALUE - 1, place.length()),
                        new RecordAccess.Place(place.position(), Long.MAX_VALUE),
                        new RecordAccess.Place(access.bytes() - 1, 1),
                        new RecordAccess.Place(-5, 20))) {
                    SzFormatException e =
                            assertThrows(SzFormatException.class, () -> access.read(wrong, all), wrong + "");
                    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
                }
                assertEquals("read-1", access.read(place, all).key());
            }
        }
    }

    @Test
    void damageCostsARecordAndIsNamed() throws IOException {
        Path file = made("damaged.blow5", 6, "record-compression=zstd");
        List<RecordAccess.Placed> placed;
        try (RecordAccess access = access(file)) {
            placed = Accesses.scan(access);
        }
        long before;
        try (RecordAccess access = access(file)) {
            before = access.fingerprint();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (placed.get(2).place().position() + 8)] ^= 0x55;
        Files.write(file, bytes);
        try (RecordAccess access = access(file)) {
            assertNotEquals(before, access.fingerprint());
            Projection all = Projection.all(access.schema());
            SzFormatException e = assertThrows(
                    SzFormatException.class, () -> access.read(placed.get(2).place(), all));
            assertTrue(e.getMessage().contains("offset " + placed.get(2).place().position()), e.getMessage());
            assertEquals("read-3", access.read(placed.get(3).place(), all).key());
            assertThrows(SzFormatException.class, () -> Accesses.scan(access));
        }
        try (RecordSource source = RecordFormats.open(file, FormatOptions.defaults())) {
            List<Damage> damages = new ArrayList<>();
            List<String> ids = new ArrayList<>();
            for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                part.decodeSound(damages::add).forEach(record -> ids.add(record.key()));
            }
            assertEquals(List.of("read-0", "read-1", "read-3", "read-4", "read-5"), ids);
            assertEquals(1, damages.size());
            assertEquals(1, damages.get(0).records().orElseThrow());
        }
    }

    @Test
    void extentsAreTheRecordsBytes() throws IOException {
        Path file = made("extents.blow5", 3);
        try (RecordAccess access = access(file)) {
            RecordAccess.Place place = Accesses.scan(access).get(2).place();
            assertEquals(
                    List.of(new Extent(
                            file,
                            null,
                            9,
                            0,
                            place.position(),
                            place.length(),
                            "blow5",
                            Extent.UNKNOWN,
                            Extent.UNKNOWN,
                            Extent.UNKNOWN)),
                    access.extents(place, 9));
        }
    }

    /** Whatever the bytes of file and index are, records or our exception come of them. */
    @Test
    void damageGivesRecordsOrOurException() throws IOException {
        FormatOptions small = FormatOptions.defaults()
                .withLimits(Limits.defaults().withMaxValueBytes(1 << 22).withMaxHeaderBytes(1 << 20));
        Random random = new Random(SEED);
        for (String name : List.of("golden.slow5", "golden-zlib-svb-zd.blow5")) {
            Path file = Slow5Files.golden(name, directory);
            Path index = Slow5Files.golden(name + ".idx", directory);
            byte[] whole = Files.readAllBytes(file);
            byte[] entries = Files.readAllBytes(index);
            RecordFormat format = RecordFormats.of(file).orElseThrow();
            List<RecordAccess.Place> places;
            try (RecordAccess access = access(file)) {
                places = Accesses.scan(access).stream()
                        .map(RecordAccess.Placed::place)
                        .toList();
            }
            for (int i = 0; i < 400; i++) {
                byte[] bytes = whole.clone();
                byte[] other = entries.clone();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                for (int k = 0; k < i % 3; k++) {
                    other[random.nextInt(other.length)] = (byte) random.nextInt();
                }
                Files.write(file, bytes);
                Files.write(index, other);
                try (RecordAccess access = format.access(file, small)) {
                    try {
                        Accesses.scan(access);
                    } catch (SzFormatException e) {
                        assertTrue(e.getMessage().contains("expected"), e.getMessage());
                    }
                    access.read(places.get(random.nextInt(places.size())), Projection.all(access.schema()));
                } catch (SzFormatException e) {
                    assertTrue(e.getMessage().contains("expected"), e.getMessage());
                } catch (RuntimeException | Error e) {
                    throw new AssertionError("seed " + SEED + ", " + name + ", try " + i, e);
                }
            }
        }
    }
}
