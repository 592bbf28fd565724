package org.szformat.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.szformat.number.Float80;
import org.szformat.number.Float80Array;
import org.szformat.schema.ValueType;

class ColumnCodecTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delta-zigzag, svb, zstd(3) | delta-zigzag, svb, zstd(3)",
                "  delta-zigzag ,svb,zstd( -7 ) | delta-zigzag, svb, zstd(-7)",
                "plain,zstd(022) | plain, zstd(22)",
                "svb, none | svb, none"
            })
    void textIsCanonical(String text, String canonical) {
        ColumnCodec codec = ColumnCodec.parse(text);
        assertEquals(canonical, codec.toString());
        assertEquals(codec, ColumnCodec.parse(canonical));
        assertEquals(codec.hashCode(), ColumnCodec.parse(canonical).hashCode());
    }

    @Test
    void codecsCompareByValue() {
        assertEquals(new ColumnCodec(ValueCodec.plain(), ByteCodec.zstd(3)), ColumnCodec.parse("plain, zstd(3)"));
        assertNotEquals(ColumnCodec.parse("plain, zstd(4)"), ColumnCodec.parse("plain, zstd(3)"));
        assertSame(
                ValueCodec.deltaStreamVByte(),
                ColumnCodec.parse("delta-zigzag, svb, none").values());
        assertEquals(
                List.of(
                        "plain",
                        "svb",
                        "delta-zigzag, svb",
                        "delta-zigzag, split16",
                        "svb64",
                        "delta-zigzag, svb64",
                        "packed",
                        "delta-zigzag, packed",
                        "planes",
                        "delta-zigzag, planes",
                        "degrade(BITS), CODEC",
                        "quantize(BOUND), CODEC"),
                ValueCodec.known());
        assertEquals(
                List.of("zstd(LEVEL)", "zstd-checksum(LEVEL)", "lz4", "bz2", "blosc(WIDTH)", "none"),
                ByteCodec.known());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, none | 'codec stage 1 \"gzip\" at character 0 is unknown there; known are [plain, svb, delta-zigzag, svb64, packed, planes, degrade(BITS), quantize(BOUND)]'",
                "svb, lzma(3) | 'codec stage 2 \"lzma(3)\" at character 5 is unknown there; known are [zstd(LEVEL), zstd-checksum(LEVEL), lz4, bz2, blosc(WIDTH), none]'",
                "delta-zigzag, plain, none | 'codec stage 2 \"plain\" at character 14 is unknown there; known are [svb, split16, svb64, packed, planes]'",
                "svb, svb, none | 'codec stage 2 \"svb\" at character 5 is unknown there; known are []'",
                "delta-zigzag, none | 'codec stage 1 \"delta-zigzag\" at character 0 must be followed by one of [svb, split16, svb64, packed, planes]'",
                "svb | 'codec stage 1 \"svb\" at character 0 is followed by no compressor; known are [zstd(LEVEL), zstd-checksum(LEVEL), lz4, bz2, blosc(WIDTH), none]'",
                "plain, zstd | 'codec stage 2 \"zstd\" at character 7 needs a whole number from -7 to 22 in brackets'",
                "plain, zstd(x) | 'codec stage 2 \"zstd(x)\" at character 7 needs a whole number from -7 to 22 in brackets'",
                "plain, zstd(23) | 'codec stage 2 \"zstd(23)\" at character 7 needs a whole number from -7 to 22 in brackets'",
                "plain, zstd(9999999999) | 'codec stage 2 \"zstd(9999999999)\" at character 7 needs a whole number from -7 to 22 in brackets'",
                "plain(1), none | 'codec stage 1 \"plain(1)\" at character 0 takes no argument'",
                "plain,, none | 'codec stage 2 \"\" at character 6 is neither NAME nor NAME(ARGUMENT)'",
                "plain, zstd(3 | 'codec stage 2 \"zstd(3\" at character 7 is neither NAME nor NAME(ARGUMENT)'",
                "'' | 'codec stage 1 \"\" at character 0 is neither NAME nor NAME(ARGUMENT)'"
            })
    void errorsNameTheStage(String text, String message) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ColumnCodec.parse(text));
        assertEquals(message, e.getMessage());
    }

    @Test
    void longTextsAreRefused() {
        String text = "svb, ".repeat(300) + "none";
        assertThrows(IllegalArgumentException.class, () -> ColumnCodec.parse(text));
    }

    private static List<String> codecsOf(ValueType type) {
        List<String> texts = new ArrayList<>();
        for (String values : ValueCodec.known()) {
            if (values.endsWith("CODEC")) {
                continue;
            }
            for (String bytes : List.of("zstd(1)", "zstd-checksum(1)", "none")) {
                String text = values + ", " + bytes;
                if (ColumnCodec.parse(text).supports(type)) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeThroughEveryCodec(ValueType type) throws CorruptDataException {
        assertTrue(codecsOf(type).size() >= 2);
        for (String text : codecsOf(type)) {
            ColumnCodec codec = ColumnCodec.parse(text);
            try (ColumnEncoder<?> encoder = codec.newEncoder(type);
                    ColumnDecoder<?> decoder = codec.newDecoder(type)) {
                assertSame(ArrayKind.of(type), encoder.kind());
                for (int count : new int[] {0, 1, 2, 3, 4, 5, 31, 32, 33, 1000, 20_000}) {
                    roundTrip(encoder, decoder, type, count);
                }
            }
        }
    }

    private static <A> void roundTrip(ColumnEncoder<?> encoder, ColumnDecoder<A> decoder, ValueType type, int count)
            throws CorruptDataException {
        Random random = new Random(count);
        A values = decoder.kind().cast(Columns.any(random, decoder.kind(), count + 3));
        ByteArrayBuilder out = new ByteArrayBuilder(0);
        out.append(new byte[] {1, 2, 3}, 0, 3);
        int length = encoder.appendAny(values, 2, count, out);
        assertEquals(length, out.length() - 3);
        byte[] bytes = Arrays.copyOf(out.array(), out.length());
        assertEquals(1 + 2 + 3, bytes[0] + bytes[1] + bytes[2]);

        long limit = (long) count * type.width();
        A decoded = decoder.decode(bytes, 3, bytes.length, count, limit);
        assertEquals(count, decoder.kind().length(decoded));
        assertSameValues(values, 2, decoded, 0, count);

        A part = decoder.kind().allocate(count + 5);
        decoder.decodeInto(bytes, 3, bytes.length, part, 4, count);
        assertSameValues(values, 2, part, 4, count);
        if (count > 0) {
            CorruptDataException e = assertThrows(
                    CorruptDataException.class, () -> decoder.decode(bytes, 3, bytes.length, count, limit - 1));
            assertEquals("at most " + (limit - 1) + " bytes", e.expected());
        }
        assertThrows(
                CorruptDataException.class,
                () -> decoder.decode(bytes, 3, bytes.length, count + 1 + count * 9, Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> decoder.decode(bytes, 3, bytes.length, -1, Long.MAX_VALUE));
    }

    private static void assertSameValues(Object expected, int from, Object actual, int at, int count) {
        if (expected instanceof Float80Array e) {
            assertEquals(e.slice(from, from + count), ((Float80Array) actual).slice(at, at + count));
        } else {
            ArrayCodec<?> plain = ValueCodec.plain().forType(typeOf(expected));
            assertArrayEquals(bytes(plain, expected, from, count), bytes(plain, actual, at, count));
        }
    }

    private static ValueType typeOf(Object array) {
        return Arrays.stream(ValueType.values())
                .filter(type -> ArrayKind.of(type).arrayClass().isInstance(array))
                .findFirst()
                .orElseThrow();
    }

    private static <A> byte[] bytes(ArrayCodec<A> plain, Object array, int from, int count) {
        byte[] out = new byte[(int) plain.maxEncodedLength(count)];
        plain.encode(plain.kind().cast(array), from, count, out, 0);
        return out;
    }

    @ParameterizedTest
    @EnumSource
    void plainColumnsTellTheirCount(ValueType type) throws CorruptDataException {
        for (String text : List.of("plain, zstd(1)", "plain, none")) {
            ColumnCodec codec = ColumnCodec.parse(text);
            try (ColumnEncoder<?> encoder = codec.newEncoder(type);
                    ColumnDecoder<?> decoder = codec.newDecoder(type)) {
                for (int count : new int[] {0, 1, 77}) {
                    decodeAll(encoder, decoder, type, count);
                }
            }
        }
    }

    private static <A> void decodeAll(ColumnEncoder<?> encoder, ColumnDecoder<A> decoder, ValueType type, int count)
            throws CorruptDataException {
        A values = decoder.kind().cast(Columns.any(new Random(1), decoder.kind(), count));
        ByteArrayBuilder out = new ByteArrayBuilder(10);
        encoder.appendAny(values, 0, count, out);
        byte[] bytes = out.toByteArray();
        A decoded = decoder.decodeAll(bytes, 0, bytes.length, (long) count * type.width());
        assertEquals(count, decoder.kind().length(decoded));
        assertSameValues(values, 0, decoded, 0, count);
        if (count > 0) {
            assertThrows(
                    CorruptDataException.class,
                    () -> decoder.decodeAll(bytes, 0, bytes.length, (long) count * type.width() - 1));
        }
    }

    @Test
    void wholeValuesOnly() {
        try (ColumnDecoder<int[]> decoder =
                ColumnCodec.parse("plain, none").newDecoder(ValueType.I32, ArrayKind.INTS)) {
            CorruptDataException e =
                    assertThrows(CorruptDataException.class, () -> decoder.decodeAll(new byte[7], 0, 7, 100));
            assertEquals("I32 column: found 7 bytes at byte 7, expected a multiple of 4 bytes", e.getMessage());
            assertThrows(CorruptDataException.class, () -> decoder.decode(new byte[7], 0, 7, 2, 100));
        }
        ArrayCodec<?> plain = ValueCodec.plain().forType(ValueType.I32);
        assertThrows(CorruptDataException.class, () -> decodeInts(plain, new byte[7]));
        try (ColumnDecoder<?> decoder = ColumnCodec.parse("svb, none").newDecoder(ValueType.U32)) {
            assertThrows(IllegalStateException.class, () -> decoder.decodeAll(new byte[8], 0, 8, 100));
        }
    }

    private static <A> void decodeInts(ArrayCodec<A> codec, byte[] bytes) throws CorruptDataException {
        codec.decode(bytes, 0, bytes.length, codec.kind().allocate(2), 0, 2);
    }

    @Test
    void plainIsLittleEndianAndPadsWithZeros() throws CorruptDataException {
        ArrayCodec<?> shorts = ValueCodec.plain().forType(ValueType.F16);
        assertArrayEquals(new byte[] {2, 1, 4, 3}, bytes(shorts, new short[] {0x0102, 0x0304}, 0, 2));
        ArrayCodec<?> extended = ValueCodec.plain().forType(ValueType.F128);
        byte[] stored = bytes(extended, Float80Array.of(Float80.fromDouble(-1)), 0, 1);
        byte[] expected = new byte[16];
        expected[7] = (byte) 0x80;
        expected[8] = (byte) 0xFF;
        expected[9] = (byte) 0xBF;
        assertArrayEquals(expected, stored);
        Arrays.fill(stored, 10, 16, (byte) 0x77);
        try (ColumnDecoder<Float80Array> decoder =
                ColumnCodec.parse("plain, none").newDecoder(ValueType.F128, ArrayKind.FLOAT80S)) {
            assertEquals(Float80Array.ofDoubles(-1), decoder.decodeAll(stored, 0, 16, 16));
        }
    }

    @Test
    void kindsMustFit() {
        ColumnCodec codec = ColumnCodec.parse("plain, none");
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> codec.newEncoder(ValueType.I16, ArrayKind.INTS));
        assertEquals("values of type I16 travel in short[], not int[]", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> codec.newDecoder(ValueType.S, ArrayKind.SHORTS));
        ColumnCodec svb = ColumnCodec.parse("svb, none");
        e = assertThrows(IllegalArgumentException.class, () -> svb.newEncoder(ValueType.F32));
        assertEquals("codec \"svb\" cannot hold values of type F32", e.getMessage());
        try (ColumnEncoder<?> encoder = codec.newEncoder(ValueType.I16)) {
            ByteArrayBuilder out = new ByteArrayBuilder(0);
            assertThrows(ClassCastException.class, () -> encoder.appendAny(new int[1], 0, 1, out));
            assertThrows(IndexOutOfBoundsException.class, () -> encoder.appendAny(new short[1], 0, 2, out));
            assertEquals(0, out.length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delta-zigzag, svb, zstd(3)", "svb, none", "plain, zstd(1)"})
    void anyBytesAreDecodedOrCorrupt(String text) {
        long seed = 17;
        Random random = new Random(seed);
        ColumnCodec codec = ColumnCodec.parse(text);
        try (ColumnEncoder<short[]> encoder = codec.newEncoder(ValueType.U16, ArrayKind.SHORTS);
                ColumnDecoder<short[]> decoder = codec.newDecoder(ValueType.U16, ArrayKind.SHORTS)) {
            for (int round = 0; round < 10_000; round++) {
                int count = random.nextInt(300);
                ByteArrayBuilder out = new ByteArrayBuilder(0);
                encoder.append(Columns.shorts(random, count), 0, count, out);
                byte[] bytes = out.toByteArray();
                for (int k = random.nextInt(4); k > 0 && bytes.length > 0; k--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                int claimed = random.nextInt(4) == 0 ? random.nextInt() >>> 1 : count;
                try {
                    short[] decoded = decoder.decode(bytes, 0, bytes.length, claimed, 1 << 20);
                    assertEquals(claimed, decoded.length);
                } catch (CorruptDataException e) {
                    assertTrue(e.position() >= 0, "seed " + seed + ", round " + round);
                }
            }
        }
    }

    @Test
    void buildersGrow() {
        ByteArrayBuilder builder = new ByteArrayBuilder(0);
        byte[] expected = new byte[1000];
        new Random(2).nextBytes(expected);
        for (int i = 0; i < 1000; i += 10) {
            builder.append(expected, i, i + 10);
        }
        assertArrayEquals(expected, builder.toByteArray());
        assertSame(builder.array(), builder.reserve(0));
        builder.setLength(3);
        assertArrayEquals(Arrays.copyOf(expected, 3), builder.toByteArray());
        byte[] kept = builder.array();
        builder.clear();
        assertEquals(0, builder.length());
        assertSame(kept, builder.reserve(1000));
        assertThrows(IndexOutOfBoundsException.class, () -> builder.setLength(kept.length + 1));
        assertThrows(IndexOutOfBoundsException.class, () -> builder.setLength(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> builder.append(expected, 5, 1001));
        assertThrows(IllegalArgumentException.class, () -> builder.reserve(ByteArrayBuilder.MAX_LENGTH + 1L));
    }
}
