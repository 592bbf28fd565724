package org.szformat.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.archive.Archives;
import org.szformat.codec.ColumnCodec;
import org.szformat.codec.ColumnDecoder;
import org.szformat.codec.CorruptDataException;
import org.szformat.codec.StreamVByte;
import org.szformat.json.JsonSyntaxException;
import org.szformat.json.JsonValue;
import org.szformat.layout.Chunk;
import org.szformat.layout.Layouts;
import org.szformat.layout.ReadOptions;
import org.szformat.layout.RecordFile;
import org.szformat.number.FloatText;
import org.szformat.schema.Projection;
import org.szformat.schema.ValueType;

/**
 * Whatever comes in, data or our exception comes out. With JAZZER_FUZZ=1 in the environment Jazzer searches for inputs;
 * without, the tests run on a few.
 */
class FormatsFuzzTest {
    private static final int MAX_COUNT = 1000;

    @FuzzTest(maxDuration = "2m")
    void streamVByte(FuzzedDataProvider data) {
        int count = data.consumeInt(0, MAX_COUNT);
        byte[] in = data.consumeRemainingAsBytes();
        int[] values = new int[count];
        try {
            StreamVByte.decode(in, 0, in.length, values, 0, count);
        } catch (CorruptDataException e) {
            return;
        }
        byte[] again = new byte[Math.toIntExact(StreamVByte.maxEncodedLength(count))];
        int end = StreamVByte.encode(values, 0, count, again, 0);
        int[] back = new int[count];
        try {
            StreamVByte.decode(again, 0, end, back, 0, count);
        } catch (CorruptDataException e) {
            throw new AssertionError(e);
        }
        assertArrayEquals(values, back);
    }

    @FuzzTest(maxDuration = "2m")
    void columns(FuzzedDataProvider data) {
        ValueType type = data.pickValue(ValueType.values());
        ColumnCodec codec = ColumnCodec.parse(data.pickValue(
                new String[] {"plain, zstd(1)", "svb, zstd(1)", "delta-zigzag, svb, none", "plain, none"}));
        int count = data.consumeInt(0, MAX_COUNT);
        byte[] in = data.consumeRemainingAsBytes();
        if (codec.supports(type)) {
            try (ColumnDecoder<?> decoder = codec.newDecoder(type)) {
                decoder.decode(in, 0, in.length, count, 1 << 16);
            } catch (CorruptDataException e) {
                assertTrue(e.position() >= 0);
            }
        }
    }

    @FuzzTest(maxDuration = "2m")
    void json(byte[] utf8) {
        try {
            JsonValue value = JsonValue.parse(new String(utf8, StandardCharsets.UTF_8));
            assertEquals(value, JsonValue.parse(value.toString()));
        } catch (JsonSyntaxException e) {
            assertTrue(e.column() >= 1);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void decimals(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        try {
            double value = FloatText.parseDouble(text);
            assertEquals(value, FloatText.parseDouble(FloatText.shortest(value).toLowerCase(Locale.ROOT)));
            FloatText.parseFloat80(text);
            FloatText.parseHalf(text);
            FloatText.parseFloat(text);
        } catch (NumberFormatException e) {
            assertFalse(text.matches("[0-9]{1,100}"));
        }
    }

    @FuzzTest(maxDuration = "2m")
    void directory(FuzzedDataProvider data) throws IOException {
        Path directory = Files.createTempDirectory("fuzz");
        Path index = directory.resolve("index");
        Path dat = directory.resolve("dat");
        try {
            boolean columnsGiven = data.consumeBoolean();
            Files.write(dat, data.consumeBytes(200));
            byte[] head = "#{}\nLENGTH\tOFFSET\tID:A:S\tx:A:F32\td:D:I16\tt:D:S\n".getBytes(StandardCharsets.UTF_8);
            byte[] rest = data.consumeRemainingAsBytes();
            byte[] bytes = columnsGiven ? concat(head, rest) : rest;
            Files.write(index, bytes);
            Limits small = Limits.defaults().withMaxValueBytes(1 << 16).withMaxLineBytes(1 << 12);
            try (RecordFile file =
                    Layouts.open(directory, ReadOptions.defaults().withLimits(small))) {
                for (Chunk chunk : file.chunks()) {
                    assertEquals(
                            chunk.records(),
                            file.read(chunk, Projection.all(file.schema())).size());
                }
            } catch (SzFormatException e) {
                assertTrue(e.getMessage().contains("expected"));
            }
        } finally {
            Files.deleteIfExists(index);
            Files.deleteIfExists(dat);
            Files.delete(directory);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void archives(FuzzedDataProvider data) throws IOException {
        boolean isTar = data.consumeBoolean();
        byte[] bytes = data.consumeRemainingAsBytes();
        Path file = Files.createTempFile("fuzz", isTar ? ".tar" : ".zip");
        try {
            Files.write(file, isTar ? tar(bytes) : concat("PK\3\4".getBytes(StandardCharsets.ISO_8859_1), bytes));
            for (Archives.Member member : Archives.members(file)) {
                assertTrue(!member.isReadable() || member.offset() + member.length() <= Files.size(file));
            }
        } catch (SzFormatException e) {
            assertTrue(e.getMessage().contains("expected"));
        } finally {
            Files.delete(file);
        }
    }

    /** Blocks of 512 bytes, each with the sum that makes it a header. */
    private static byte[] tar(byte[] bytes) {
        byte[] blocks = Arrays.copyOf(bytes, Math.max(1, (bytes.length + 511) / 512) * 512);
        for (int at = 0; at < blocks.length; at += 512) {
            byte[] magic = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(magic, 0, blocks, at + 257, magic.length);
            Arrays.fill(blocks, at + 148, at + 156, (byte) ' ');
            int sum = 0;
            for (int i = at; i < at + 512; i++) {
                sum += blocks[i] & 0xFF;
            }
            byte[] octal = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(octal, 0, blocks, at + 148, octal.length);
        }
        return blocks;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
