package org.szformat.interop.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.szformat.Limits;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordSource;
import org.szformat.interop.Formats;
import org.szformat.record.Record;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/**
 * Whatever text comes in, records or our exception come out, and records come back when they are written. With
 * JAZZER_FUZZ=1 in the environment Jazzer searches for inputs; without, the tests run on a few.
 */
class TextFuzzTest {
    private static final FormatOptions SMALL = FormatOptions.defaults()
            .withLimits(Limits.defaults().withMaxValueBytes(1 << 16).withMaxLineBytes(1 << 14));

    private static final Schema GIVEN = Schema.builder()
            .attribute("id", ValueType.S)
            .attribute("u8", ValueType.U8)
            .attribute("u64", ValueType.U64)
            .attribute("f32", ValueType.F32)
            .attribute("f128", ValueType.F128)
            .dataset("i16", ValueType.I16)
            .dataset("f16", ValueType.F16)
            .dataset("text", ValueType.S)
            .build();

    @FuzzTest(maxDuration = "2m")
    void csv(FuzzedDataProvider data) throws IOException {
        delimited("csv", ',', data);
    }

    @FuzzTest(maxDuration = "2m")
    void tsv(FuzzedDataProvider data) throws IOException {
        delimited("tsv", '\t', data);
    }

    private static void delimited(String format, char delimiter, FuzzedDataProvider data) throws IOException {
        boolean given = data.consumeBoolean();
        String names = given
                ? String.join(
                                "" + delimiter,
                                GIVEN.fields().stream()
                                        .map(field -> field.name())
                                        .toList()) + "\n"
                : "";
        there(format, names.getBytes(StandardCharsets.UTF_8), given, data.consumeRemainingAsBytes());
    }

    @FuzzTest(maxDuration = "2m")
    void jsonl(FuzzedDataProvider data) throws IOException {
        boolean given = data.consumeBoolean();
        there("jsonl", new byte[0], given, data.consumeRemainingAsBytes());
    }

    @FuzzTest(maxDuration = "2m")
    void fastq(byte[] bytes) throws IOException {
        there("fastq", new byte[0], false, bytes);
    }

    @FuzzTest(maxDuration = "2m")
    void gzip(byte[] bytes) throws IOException {
        there("fastq", new byte[] {0x1F, (byte) 0x8B, 8}, false, bytes);
    }

    private static void there(String name, byte[] head, boolean given, byte[] rest) throws IOException {
        RecordFormat format = Formats.named(name);
        FormatOptions options = given ? SMALL.withSchema(GIVEN) : SMALL;
        Path file = Files.createTempFile("fuzz", "." + name);
        try {
            byte[] bytes = new byte[head.length + rest.length];
            System.arraycopy(head, 0, bytes, 0, head.length);
            System.arraycopy(rest, 0, bytes, head.length, rest.length);
            Files.write(file, bytes);
            format.recognises(bytes);
            skipping(format, file, options);
            List<Record> records = read(format, file, options);
            if (!records.isEmpty()) {
                andBack(format, file, options, records);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static List<Record> read(RecordFormat format, Path file, FormatOptions options) throws IOException {
        try {
            return Formats.read(format, file, options);
        } catch (SzFormatException e) {
            assertTrue(e.getMessage().startsWith(file + ": ") && e.getMessage().contains("expected"), e.getMessage());
            return List.of();
        }
    }

    /** What is sound in spite of what is not. */
    private static void skipping(RecordFormat format, Path file, FormatOptions options) throws IOException {
        try (RecordSource source = format.open(file, options)) {
            List<Record> sound = new ArrayList<>();
            for (int parts = 0; ; parts++) {
                assertTrue(parts < 10_000, "it does not end");
                try {
                    RecordSource.Part part = source.next();
                    if (part == null) {
                        break;
                    }
                    sound.addAll(part.decodeSound(
                            damage -> assertTrue(!damage.which().isEmpty())));
                } catch (SzFormatException e) {
                    // The next call goes on behind it, or ends.
                }
            }
            sound.forEach(record -> assertEquals(source.schema(), record.schema()));
        } catch (SzFormatException e) {
            assertTrue(e.getMessage().contains("expected"), e.getMessage());
        }
    }

    private static void andBack(RecordFormat format, Path file, FormatOptions options, List<Record> records)
            throws IOException {
        Schema schema = records.get(0).schema();
        Formats.write(format, file, records, FormatOptions.defaults());
        FormatOptions known = format.name().equals("fastq") ? SMALL : SMALL.withSchema(schema);
        assertEquals(records, Formats.read(format, file, known));
    }
}
