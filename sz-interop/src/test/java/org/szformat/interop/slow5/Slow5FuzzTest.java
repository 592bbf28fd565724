package org.szformat.interop.slow5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordAccess;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordSource;
import org.szformat.record.Record;
import org.szformat.schema.Projection;

/**
 * Whatever comes in, records or our exception come out. With JAZZER_FUZZ=1 in the environment Jazzer searches for inputs;
 * without, the tests run on a few.
 */
class Slow5FuzzTest {
    private static final FormatOptions SMALL = FormatOptions.defaults()
            .withLimits(Limits.defaults()
                    .withMaxValueBytes(1 << 16)
                    .withMaxLineBytes(1 << 12)
                    .withMaxChunkBytes(1 << 20)
                    .withMaxHeaderBytes(1 << 16));
    private static final String HEADER = "@run_id\ta\n" + Slow5Files.TYPES + "\tchar*\tint32_t*\tenum{a,b}\tdouble\n"
            + Slow5Files.NAMES + "\tchannel_number\txs\te\td\n";

    @FuzzTest(maxDuration = "2m")
    void text(FuzzedDataProvider data) throws IOException {
        boolean headerGiven = data.consumeBoolean();
        byte[] head = ("#slow5_version\t0.2.0\n" + (headerGiven ? "#num_read_groups\t1\n" + HEADER : ""))
                .getBytes(StandardCharsets.UTF_8);
        readAll(new Slow5Format(), concat(head, data.consumeRemainingAsBytes()));
    }

    @FuzzTest(maxDuration = "2m")
    void binary(FuzzedDataProvider data) throws IOException {
        byte[] text = HEADER.getBytes(StandardCharsets.UTF_8);
        byte[] head = Arrays.copyOf("BLOW5\1\0\2\0".getBytes(StandardCharsets.ISO_8859_1), 68);
        head[9] = (byte) data.consumeInt(0, 2);
        head[10] = 1;
        head[14] = (byte) data.consumeInt(0, 2);
        head[64] = (byte) text.length;
        head[65] = (byte) (text.length >>> 8);
        byte[] record = data.consumeRemainingAsBytes();
        byte[] size = new byte[8];
        LittleEndian.putLong(size, 0, record.length);
        byte[] end = "5WOLB".getBytes(StandardCharsets.ISO_8859_1);
        readAll(new Blow5Format(), concat(concat(concat(head, text), concat(size, record)), end));
    }

    @FuzzTest(maxDuration = "2m")
    void binaryAsItComes(byte[] bytes) throws IOException {
        readAll(new Blow5Format(), concat("BLOW5\1".getBytes(StandardCharsets.ISO_8859_1), bytes));
    }

    @FuzzTest(maxDuration = "2m")
    void index(FuzzedDataProvider data) throws IOException {
        Path file = Slow5Files.golden("golden-zlib-svb-zd.blow5", Files.createTempDirectory("fuzz"));
        Path index = file.resolveSibling(file.getFileName() + ".idx");
        try {
            byte[] head = Arrays.copyOf("SLOW5IDX\1\0\2\0".getBytes(StandardCharsets.ISO_8859_1), 64);
            Files.write(index, concat(head, data.consumeRemainingAsBytes()));
            try (RecordAccess access = new Blow5Format().access(file, SMALL)) {
                for (RecordAccess.Part part = access.next(); part != null; part = access.next()) {
                    part.decode()
                            .forEach(placed -> assertEquals(
                                    access.attributeSchema(),
                                    placed.attributes().schema()));
                }
            } catch (SzFormatException e) {
                assertTrue(e.getMessage().contains("expected"), e.getMessage());
            }
        } finally {
            Files.deleteIfExists(index);
            Files.delete(file);
            Files.delete(file.getParent());
        }
    }

    @FuzzTest(maxDuration = "2m")
    void signals(FuzzedDataProvider data) {
        SignalCompression compression = data.pickValue(SignalCompression.values());
        byte[] bytes = data.consumeRemainingAsBytes();
        try (SignalDecoder decoder = compression.newDecoder(1 << 16)) {
            assertTrue(decoder.decode(bytes, 0, bytes.length).length <= bytes.length);
        } catch (Fault e) {
            assertEquals(true, e.in(Path.of("x"), "there").getMessage().contains("expected"));
        }
    }

    private static void readAll(RecordFormat format, byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzz", "." + format.name());
        try {
            Files.write(file, bytes);
            try (RecordSource source = format.open(file, SMALL)) {
                for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                    part.decode().forEach(record -> assertEquals(source.schema(), record.schema()));
                }
            } catch (SzFormatException e) {
                assertTrue(e.getMessage().contains("expected"), e.getMessage());
            }
            inPlace(format, file);
        } finally {
            Files.delete(file);
        }
    }

    /** What a record is in place, it is wherever it was found. */
    private static void inPlace(RecordFormat format, Path file) throws IOException {
        try (RecordAccess access = format.access(file, SMALL)) {
            Projection all = Projection.all(access.schema());
            for (RecordAccess.Part part = access.next(); part != null; part = access.next()) {
                for (RecordAccess.Placed placed : part.decode()) {
                    Record record = access.read(placed.place(), all);
                    assertEquals(placed.attributes().key(), record.key());
                    access.extents(placed.place(), 0);
                }
            }
        } catch (SzFormatException e) {
            assertTrue(e.getMessage().contains("expected"), e.getMessage());
        }
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
