package org.szformat.interop;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.szformat.SzFormatException;
import org.szformat.exchange.FormatOptions;
import org.szformat.exchange.RecordFormat;
import org.szformat.exchange.RecordFormats;
import org.szformat.exchange.RecordSink;
import org.szformat.exchange.RecordSource;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.record.Record;
import org.szformat.record.RecordBuilder;
import org.szformat.schema.Field;
import org.szformat.schema.Header;
import org.szformat.schema.Schema;
import org.szformat.schema.ValueType;

/** What tests of formats have in common. */
public final class Formats {
    /** An attribute and a dataset of each type. */
    public static final Schema ALL_TYPES = allTypes();

    private static final String MARKS = "\"@+,\n\r\t{}[]e-9";
    private static final String[] TEXTS = {
        "",
        " ",
        "a",
        "é𝄞",
        "a,b",
        "a\tb",
        "\"",
        "\"\"x",
        "line\nfeed",
        "car\rriage",
        "\\",
        "NaN",
        "7",
        "null",
        "#",
        "\u0001"
    };

    private Formats() {}

    private static Schema allTypes() {
        Schema.Builder schema = Schema.builder().attribute("id", ValueType.S);
        for (ValueType type : ValueType.values()) {
            schema.attribute("a" + type, type).dataset("d" + type, type);
        }
        return schema.build();
    }

    public static RecordFormat named(String name) {
        return RecordFormats.named(name).orElseThrow();
    }

    /** Records of all types, some values missing, some empty, some extreme. */
    public static List<Record> random(Random random, int count) {
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RecordBuilder record = Record.builder(ALL_TYPES);
            for (Field field : ALL_TYPES.fields()) {
                if (field.name().equals("id")) {
                    record.set(field, "read-" + i);
                } else if (random.nextInt(8) == 0) {
                    record.setMissing(field);
                } else {
                    set(record, field, random);
                }
            }
            records.add(record.build());
        }
        return records;
    }

    private static void set(RecordBuilder record, Field field, Random random) {
        if (field.isText()) {
            record.set(field, TEXTS[random.nextInt(TEXTS.length)]);
        } else if (field.isDataset()) {
            record.setStored(field, array(field.type(), random));
        } else if (field.type() == ValueType.F128) {
            record.setStored(field, extended(random));
        } else {
            record.setBits(field, bits(field.type(), random));
        }
    }

    private static long bits(ValueType type, Random random) {
        if (type.isInteger()) {
            long any = switch (random.nextInt(4)) {
                case 0 -> type.minValue();
                case 1 -> type.maxValue();
                default -> random.nextLong();
            };
            int shift = 64 - 8 * type.width();
            return type.isSigned() ? any << shift >> shift : any << shift >>> shift;
        }
        return switch (type) {
            // One NaN reads as another, since text has no payload; all others come back as they are.
            case F16 -> random.nextInt(0x7C00) | (random.nextBoolean() ? 0x8000 : 0);
            case F32 ->
                Integer.toUnsignedLong(Float.floatToIntBits(
                        random.nextInt(5) == 0 ? Float.NaN : Float.intBitsToFloat(random.nextInt())));
            default ->
                Double.doubleToLongBits(
                        random.nextInt(5) == 0 ? Double.NEGATIVE_INFINITY : Double.longBitsToDouble(random.nextLong()));
        };
    }

    private static Float80 extended(Random random) {
        return new Float80((short) (random.nextInt(0x7FFE) + 1), random.nextLong() | Long.MIN_VALUE);
    }

    private static Object array(ValueType type, Random random) {
        int length = random.nextInt(4) == 0 ? 0 : random.nextInt(50);
        switch (type) {
            case I8, U8 -> {
                byte[] values = new byte[length];
                random.nextBytes(values);
                return values;
            }
            case I16, U16, F16 -> {
                short[] values = new short[length];
                for (int i = 0; i < length; i++) {
                    values[i] = (short) bits(type, random);
                }
                return values;
            }
            case I32, U32 -> {
                return random.ints(length).toArray();
            }
            case I64, U64 -> {
                return random.longs(length).toArray();
            }
            case F32 -> {
                float[] values = new float[length];
                for (int i = 0; i < length; i++) {
                    values[i] = Float.intBitsToFloat((int) bits(type, random));
                }
                return values;
            }
            case F64 -> {
                double[] values = new double[length];
                for (int i = 0; i < length; i++) {
                    values[i] = Double.longBitsToDouble(bits(type, random));
                }
                return values;
            }
            default -> {
                Float80[] values = new Float80[length];
                for (int i = 0; i < length; i++) {
                    values[i] = extended(random);
                }
                return Float80Array.of(values);
            }
        }
    }

    public static List<String> write(RecordFormat format, Path path, List<Record> records, FormatOptions options)
            throws IOException {
        try (RecordSink sink = format.create(path, records.get(0).schema(), Header.empty(), options)) {
            for (int i = 0; i < records.size(); i += 7) {
                sink.append(sink.encode(records.subList(i, Math.min(records.size(), i + 7))));
            }
            sink.finish();
            return sink.warnings();
        }
    }

    public static List<Record> read(RecordFormat format, Path path, FormatOptions options) throws IOException {
        List<Record> records = new ArrayList<>();
        try (RecordSource source = format.open(path, options)) {
            long position = 0;
            for (RecordSource.Part part = source.next(); part != null; part = source.next()) {
                assertTrue(part.footprint() > 0 && part.position() >= position && part.position() <= source.bytes());
                position = part.position();
                records.addAll(part.decode());
            }
        }
        return records;
    }

    public static List<Record> read(RecordFormat format, Path path) throws IOException {
        return read(format, path, FormatOptions.defaults());
    }

    /** That reading fails, in one line that says so. */
    public static void assertRefused(RecordFormat format, Path path, FormatOptions options, String... parts) {
        SzFormatException e = assertThrows(SzFormatException.class, () -> read(format, path, options));
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), () -> "'" + e.getMessage() + "' does not say '" + part + "'");
        }
        assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
    }

    /** Spoils files at random; whatever comes of it, it is records or a fault, in no more than the file's own size. */
    public static void spoil(RecordFormat format, byte[] good, Path path, FormatOptions options, long seed, int rounds)
            throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            byte[] bad = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bad[random.nextInt(bad.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt() : MARKS.charAt(random.nextInt(MARKS.length())));
            }
            if (random.nextInt(3) == 0) {
                bad = java.util.Arrays.copyOf(bad, random.nextInt(bad.length));
            }
            Files.write(path, bad);
            try {
                read(format, path, options);
            } catch (SzFormatException e) {
                assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
            } catch (RuntimeException | IOException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
            skipping(format, path, options, seed, round);
        }
    }

    private static void skipping(RecordFormat format, Path path, FormatOptions options, long seed, int round) {
        try (RecordSource source = format.open(path, options)) {
            boolean more = true;
            for (int parts = 0; more; parts++) {
                assertTrue(parts < 10_000, "it does not end");
                try {
                    RecordSource.Part part = source.next();
                    more = part != null;
                    if (part != null) {
                        part.decodeSound(damage -> assertTrue(!damage.which().isEmpty()));
                    }
                } catch (SzFormatException e) {
                    // The next call goes on behind it, or ends.
                }
            }
        } catch (SzFormatException e) {
            // It does not open.
        } catch (RuntimeException | IOException e) {
            throw new AssertionError("seed " + seed + ", round " + round + ", skipping", e);
        }
    }

    public static byte[] gzip(String... members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String member : members) {
            try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
                out.write(member.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
