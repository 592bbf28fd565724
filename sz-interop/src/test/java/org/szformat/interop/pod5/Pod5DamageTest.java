package org.szformat.interop.pod5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordSource;
import org.szformat.record.Record;

class Pod5DamageTest {
    @TempDir
    Path directory;

    private Path file;
    private Path damaged;
    private byte[] whole;
    private List<Record> records;

    @BeforeEach
    void write() throws Exception {
        file = directory.resolve("whole.pod5");
        damaged = directory.resolve("damaged.pod5");
        List<Record> made = Pod5Files.madeUp(3, 6);
        Pod5Files.write(file, Pod5Files.SCHEMA, Pod5Files.runs(), made, 2);
        whole = Files.readAllBytes(file);
        records = Pod5Files.read(file);
    }

    private List<Record> read(byte[] bytes) throws IOException {
        Files.write(damaged, bytes);
        return Pod5Files.read(damaged);
    }

    private SzFormatException refused(byte[] bytes) {
        return assertThrows(SzFormatException.class, () -> read(bytes));
    }

    /** Reads what can be read, part by part. */
    private void readAll(byte[] bytes, String what) throws IOException {
        Files.write(damaged, bytes);
        FormatOptions options =
                FormatOptions.defaults().withLimits(Limits.defaults().withMaxValueBytes(10_000_000));
        try (RecordSource source = Pod5Files.POD5.open(damaged, options)) {
            source.size();
            while (true) {
                try {
                    RecordSource.Part part = source.next();
                    if (part == null) {
                        break;
                    }
                    part.decode();
                } catch (SzFormatException e) {
                    assertTrue(e.getMessage().contains("damaged.pod5"), what);
                }
            }
        } catch (SzFormatException e) {
            assertTrue(e.getMessage().contains("damaged.pod5"), what);
        } catch (RuntimeException | Error e) {
            fail(what, e);
        }
    }

    private void flipBytes(int rounds, long seed) throws IOException {
        Random random = new Random(seed);
        // The signals themselves are most of the file; what leads to them is where damage goes far.
        int tables = indexOf("ARROW1\0\0FFFF", 100);
        for (int round = 0; round < rounds; round++) {
            byte[] bytes = whole.clone();
            int flips = 1 + random.nextInt(3);
            for (int i = 0; i < flips; i++) {
                int at = random.nextInt(4) == 0
                        ? random.nextInt(bytes.length)
                        : tables + random.nextInt(bytes.length - tables);
                bytes[at] = (byte) (random.nextBoolean() ? bytes[at] ^ 1 << random.nextInt(8) : random.nextInt());
            }
            readAll(bytes, "seed " + seed + ", round " + round);
        }
    }

    private int indexOf(String start, int from) {
        byte[] wanted = start.substring(0, 8).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        for (int i = from; i < whole.length - 8; i++) {
            if (Arrays.equals(whole, i, i + 8, wanted, 0, 8)) {
                return i;
            }
        }
        throw new AssertionError(start + " is nowhere");
    }

    @Test
    void flippedBytesCostAnExceptionAtMost() throws IOException {
        flipBytes(1500, 7);
    }

    @Test
    @Tag("long")
    void flippedBytesCostAnExceptionAtMostForLong() throws IOException {
        flipBytes(200_000, 8);
    }

    @Test
    void everyLengthIsReadOrRefused() throws IOException {
        int tables = indexOf("ARROW1\0\0FFFF", 100);
        for (int length = 0; length < whole.length; length += length < tables ? 9973 : 13) {
            byte[] cut = Arrays.copyOf(whole, length);
            int end = length;
            try {
                List<Record> found = read(cut);
                assertTrue(found.isEmpty() || found.equals(records), () -> "cut at " + end);
            } catch (SzFormatException e) {
                assertTrue(e.getMessage().contains("damaged.pod5"), () -> "cut at " + end);
            }
        }
    }

    @Test
    void anUnfinishedFileIsReadAsFarAsItGoes() throws IOException {
        int footer = indexOf("FOOTER\0\0", 100);
        Files.write(damaged, Arrays.copyOf(whole, footer));
        try (RecordSource source = Pod5Files.POD5.open(damaged, FormatOptions.defaults())) {
            assertEquals(records, source.next().decode());
            assertTrue(source.warnings().get(0).contains("not finished"), source.warnings()::toString);
        }
        try (RecordSource source = Pod5Files.POD5.open(file, FormatOptions.defaults())) {
            assertEquals(List.of(), source.warnings());
        }
        SzFormatException e = refused(Arrays.copyOf(whole, indexOf("ARROW1\0\0FFFF", 100)));
        assertTrue(e.getMessage().contains("reads table"), e.getMessage());
    }

    @Test
    void otherFilesAreRefusedByName() throws IOException {
        assertTrue(refused(new byte[0]).found().contains("no POD5 file"));
        assertTrue(refused("nothing of that kind".getBytes()).found().contains("no POD5 file"));
        byte[] arrow = Arrays.copyOfRange(whole, 24, whole.length);
        assertTrue(refused(arrow).found().contains("no POD5 file"));
        assertFalse(Pod5Files.POD5.recognises(arrow));
        assertTrue(Pod5Files.POD5.recognises(whole));
    }

    @Test
    void aLyingFooterIsRefused() {
        byte[] bytes = whole.clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length - 32, Long.MAX_VALUE);
        assertTrue(refused(bytes).found().contains("a footer of " + Long.MAX_VALUE));
        bytes = whole.clone();
        bytes[bytes.length - 9] ^= 1;
        assertTrue(refused(bytes).found().contains("section marker"));
        int at = indexOf("FOOTER\0\0", 100) + 8;
        long[] found = {0};
        for (int i = at; i < whole.length - 40; i += 4) {
            byte[] changed = whole.clone();
            ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(i, 0x7FFF_FFF0);
            try {
                if (!read(changed).equals(records)) {
                    fail("other records with a damaged footer at " + i);
                }
            } catch (SzFormatException e) {
                found[0]++;
            } catch (IOException e) {
                fail(e);
            }
        }
        assertTrue(found[0] > 10);
    }

    @Test
    void aSignalBeyondTheLimitIsRefused() {
        FormatOptions options =
                FormatOptions.defaults().withLimits(Limits.defaults().withMaxValueBytes(10));
        SzFormatException e = assertThrows(SzFormatException.class, () -> {
            try (RecordSource source = Pod5Files.POD5.open(file, options)) {
                source.next().decode();
            }
        });
        assertTrue(e.getMessage().contains("at most 5"), e.getMessage());
    }
}
