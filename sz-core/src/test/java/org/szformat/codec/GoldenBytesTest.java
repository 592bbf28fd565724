package org.szformat.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.szformat.number.Float80Array;
import org.szformat.schema.ValueType;

/** Bytes written by hand from the formats, both ways; and texts that name no codec. */
class GoldenBytesTest {

    /** The values are integers of the type's bits. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delta-zigzag, split16 | I16 | 5 4 131 4 132 3 | 0a 01 fe fd ff ff   01 02  00 00",
                "delta-zigzag, split16 | I16 | 0 -32768 0 32767 | 00 ff ff ff   00 00 ff  ff ff fe",
                "delta-zigzag, split16 | U16 | 65535 0 | 01 02",
                "delta-zigzag, split16 | I16 | '' | ''",
                "svb64 | U64 | 0 1 256 -1 | 10 82   01  00 01  ff ff ff ff ff ff ff ff",
                "delta-zigzag, svb64 | I64 | -1 -1 127 | 01 02   01  00 01",
                "packed | U16 | 1 2 3 | 02   39",
                "packed | I16 | -1 0 | 10   ff ff 00 00",
                "packed | U32 | 0 0 | 00",
                "delta-zigzag, packed | I32 | 1 0 7 | 04   12 0e",
                "planes | I32 | 67305985 134678021 | 01 05 02 06 03 07 04 08",
                "planes | U64 | 578437695752307201 | 01 02 03 04 05 06 07 08",
                "delta-zigzag, planes | I16 | -1 255 0 | 01 00 fd  00 02 01",
                "delta-zigzag, planes | U8 | 255 0 128 | 01 02 ff",
                "degrade(2), packed | U16 | 4 8 12 | 02   39",
            })
    void integers(String codec, ValueType type, String values, String hex) throws Exception {
        check(codec, type, values, hex);
    }

    private static void check(String codec, ValueType type, String values, String hex) throws Exception {
        String[] words = values.isBlank() ? new String[0] : values.split(" ");
        Object array = ArrayKind.of(type).allocate(words.length);
        for (int i = 0; i < words.length; i++) {
            Arrays2.set(array, i, Long.parseLong(words[i]), 0);
        }
        bothWays(ColumnCodec.parse(codec + ", none").values().forType(type), array, words.length, hex);
    }

    private static <A> void bothWays(ArrayCodec<A> codec, Object array, int count, String hex) throws Exception {
        byte[] expected = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertEquals(
                HexFormat.of().formatHex(expected),
                HexFormat.of().formatHex(ValueCodecPropertiesTest.encode(codec, array, count)));
        A decoded = codec.kind().allocate(count);
        codec.decode(expected, 0, expected.length, decoded, 0, count);
        assertTrue(Arrays2.sameBits(array, 0, decoded, 0, count));
    }

    @Test
    void planesOfFloats() throws Exception {
        ValueCodec planes = ValueCodec.planes();
        bothWays(planes.forType(ValueType.F32), new float[] {1, -2}, 2, "0000 0000 8000 3fc0");
        bothWays(planes.forType(ValueType.F64), new double[] {1}, 1, "000000000000f03f");
        bothWays(planes.forType(ValueType.F16), new short[] {0x3C00, 0x3C01}, 2, "0001 3c3c");
        bothWays(
                planes.forType(ValueType.F128),
                Float80Array.ofDoubles(1, -1),
                2,
                "0000 0000 0000 0000 0000 0000 0000 8080 ffff 3fbf");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delta-zigzag, split16 | I16 | 2 | 00 ff",
                "delta-zigzag, split16 | I16 | 2 | 00 ff 00",
                "delta-zigzag, split16 | I16 | 2 | ff ff 00 00",
                "delta-zigzag, split16 | I16 | 2 | 00 00 00 00",
                "delta-zigzag, split16 | I16 | 1 | ff 01 ff",
                "svb64 | U64 | 1 | 09 00 00 00 00 00 00 00 00",
                "svb64 | U64 | 1 | 11 00 00",
                "svb64 | U64 | 2 | 11 00",
                "packed | U16 | 1 | 11 00 00 00",
                "packed | U32 | 1 | 21 00 00 00 00 00",
                "packed | U32 | 1 | 02 07",
                "packed | U32 | 1 | 02 01 00",
                "planes | U32 | 1 | 01 02 03",
            })
    void malformed(String codec, ValueType type, int count, String hex) {
        byte[] in = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThrows(CorruptDataException.class, () -> decode(valueCodec(codec).forType(type), in, count));
    }

    private static ValueCodec valueCodec(String codec) {
        return ColumnCodec.parse(codec + ", none").values();
    }

    private static <A> void decode(ArrayCodec<A> codec, byte[] in, int count) throws Exception {
        codec.decode(in, 0, in.length, codec.kind().allocate(count), 0, count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "degrade( 3 ) ,delta-zigzag,split16 , zstd(1) | degrade(3), delta-zigzag, split16, zstd(1)",
                "quantize(0.010), delta-zigzag, svb, lz4 | quantize(0.01), delta-zigzag, svb, lz4",
                "quantize(1e-3), plain, bz2 | quantize(0.001), plain, bz2",
                "quantize(1), packed, none | quantize(1.0), packed, none",
                "planes, blosc(1) | planes, blosc",
                "plain,blosc( 8 ) | plain, blosc(8)",
                "planes, zstd(-07) | planes, zstd(-7)",
            })
    void textsBecomeCanonical(String text, String canonical) {
        ColumnCodec codec = ColumnCodec.parse(text);
        assertEquals(canonical, codec.toString());
        assertEquals(codec, ColumnCodec.parse(canonical));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "degrade(3), zstd(1) | stage 1 \"degrade(3)\" at character 0 must be followed by one of",
                "degrade(0), plain, none | stage 1 \"degrade(0)\" at character 0 needs a whole number from 1 to 16",
                "degrade, plain, none | stage 1 \"degrade\" at character 0 needs a whole number",
                "degrade(3), plane, none | stage 2 \"plane\" at character 12 is unknown there",
                "degrade(3), degrade(3), plain, none | stage 2 \"degrade(3)\" at character 12 is unknown there",
                "quantize(-1), plain, none | stage 1 \"quantize(-1)\" at character 0 needs a decimal number above 0",
                "quantize(1e999), plain, none | stage 1 \"quantize(1e999)\" at character 0 needs a decimal number",
                "quantize(NaN), plain, none | stage 1 \"quantize(NaN)\" at character 0 needs a decimal number",
                "quantize(1), svb64, none | stage 2 \"svb64\" at character 13 cannot follow quantize",
                "split16, none | stage 1 \"split16\" at character 0 is unknown there; known are [plain, svb,",
                "delta-zigzag, none | stage 1 \"delta-zigzag\" at character 0 must be followed by one of [svb, split16,",
                "delta-zigzag, split16(1), none | stage 2 \"split16(1)\" at character 14 takes no argument",
                "plain, blosc(0) | stage 2 \"blosc(0)\" at character 7 needs a whole number from 1 to 255",
                "plain, lz4(1) | stage 2 \"lz4(1)\" at character 7 takes no argument",
                "plain, zstd(23) | stage 2 \"zstd(23)\" at character 7 needs a whole number from -7 to 22",
                "plain, gzip | stage 2 \"gzip\" at character 7 is unknown there; known are [zstd(LEVEL), zstd-checksum(LEVEL), lz4, bz2,",
            })
    void errorsNameTheBadStage(String text, String complaint) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> ColumnCodec.parse(text));
        assertTrue(e.getMessage().contains(complaint), e.getMessage());
    }

    @Test
    void knownNamesListEverything() {
        assertTrue(ValueCodec.known()
                .containsAll(Arrays.asList(
                        "plain",
                        "delta-zigzag, split16",
                        "delta-zigzag, svb64",
                        "degrade(BITS), CODEC",
                        "quantize(BOUND), CODEC")));
        assertTrue(ByteCodec.known().containsAll(Arrays.asList("zstd(LEVEL)", "lz4", "bz2", "blosc(WIDTH)", "none")));
    }
}
