package org.szformat.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every compressor of bytes, over seeded content and bytes. */
class ByteCodecPropertiesTest {

    private static final long SEED = 20260103;

    static Stream<ByteCodec> codecs() {
        return Stream.of(
                ByteCodec.zstd(1),
                ByteCodec.lz4(),
                ByteCodec.bzip2(),
                ByteCodec.blosc(1),
                ByteCodec.blosc(4),
                ByteCodec.blosc(255),
                ByteCodec.none());
    }

    private static byte[] content(int length, Random random) {
        byte[] bytes = new byte[length];
        int way = random.nextInt(5);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte)
                    switch (way) {
                        case 0 -> random.nextInt();
                        case 1 -> i % 4 == 0 ? random.nextInt(50) : 0;
                        case 2 -> 7;
                        // Runs of four, which bzip2's first stage makes longer.
                        case 3 -> (i / 4) * 31 + (i / 4 >> 3) * 7;
                        default -> random.nextGaussian() * 10;
                    };
        }
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void whatIsCompressedIsDecompressed(ByteCodec codec) throws Exception {
        Random random = new Random(SEED);
        try (ByteCompressor compressor = codec.newCompressor();
                ByteDecompressor decompressor = codec.newDecompressor()) {
            for (int length = 0; length <= 300; length++) {
                roundTrip(compressor, decompressor, content(length, random), random);
            }
            for (int length : new int[] {4096, 65_535, 65_536, 131_072, 1_000_000, 3_000_001}) {
                for (int k = 0; k < 3; k++) {
                    roundTrip(compressor, decompressor, content(length, random), random);
                }
            }
        }
    }

    private static void roundTrip(
            ByteCompressor compressor, ByteDecompressor decompressor, byte[] content, Random random) throws Exception {
        int before = random.nextInt(9);
        byte[] in = new byte[before + content.length + 5];
        System.arraycopy(content, 0, in, before, content.length);
        int at = random.nextInt(9);
        int room = at + (int) compressor.maxCompressedLength(content.length);
        byte[] out = new byte[room + 8];
        Arrays.fill(out, room, out.length, (byte) 9);
        int end = compressor.compress(in, before, before + content.length, out, at);
        assertTrue(end <= room);
        for (int i = room; i < out.length; i++) {
            assertEquals(9, out[i], "nothing after is touched");
        }
        assertEquals(content.length, decompressor.contentLength(out, at, end, 0, Integer.MAX_VALUE));
        byte[] decompressed = new byte[content.length + 12];
        decompressor.decompress(out, at, end, decompressed, 6, content.length);
        assertArrayEquals(content, Arrays.copyOfRange(decompressed, 6, 6 + content.length));
        for (int i = 0; i < 6; i++) {
            assertEquals(0, decompressed[i] | decompressed[6 + content.length + i]);
        }
        if (content.length > 0) {
            assertThrows(
                    CorruptDataException.class, () -> decompressor.contentLength(out, at, end, 0, content.length - 1));
        }
        assertThrows(
                CorruptDataException.class,
                () -> decompressor.contentLength(out, at, end, content.length + 1, Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void anyAndChangedBytesAreDecompressedOrCorrupt(ByteCodec codec) throws Exception {
        Random random = new Random(SEED);
        try (ByteCompressor compressor = codec.newCompressor();
                ByteDecompressor decompressor = codec.newDecompressor()) {
            for (int i = 0; i < (codec == ByteCodec.bzip2() ? 400 : 4000); i++) {
                byte[] content = content(random.nextInt(1000), random);
                byte[] out = new byte[(int) compressor.maxCompressedLength(content.length)];
                int end = compressor.compress(content, 0, content.length, out, 0);
                byte[] in = Arrays.copyOf(out, Math.max(0, end + (random.nextInt(4) == 0 ? random.nextInt(9) - 4 : 0)));
                for (int k = random.nextInt(5); k > 0 && in.length > 0; k--) {
                    in[random.nextInt(random.nextBoolean() ? in.length : Math.min(in.length, 24))] =
                            (byte) random.nextInt();
                }
                if (random.nextInt(10) == 0) {
                    random.nextBytes(in);
                }
                byte[] result = decompress(decompressor, in);
                byte[] framed = new byte[in.length + 40];
                Arrays.fill(framed, (byte) -1);
                System.arraycopy(in, 0, framed, 20, in.length);
                assertArrayEquals(
                        result, decompress(decompressor, framed, 20, 20 + in.length), "only the range counts");
            }
        }
    }

    private static byte[] decompress(ByteDecompressor decompressor, byte[] in) {
        return decompress(decompressor, in, 0, in.length);
    }

    /** The content, or null if the bytes are corrupt. */
    private static byte[] decompress(ByteDecompressor decompressor, byte[] in, int from, int to) {
        try {
            byte[] out = new byte[decompressor.contentLength(in, from, to, 0, 100_000)];
            decompressor.decompress(in, from, to, out, 0, out.length);
            return out;
        } catch (CorruptDataException e) {
            return null;
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void everyCutIsCorrupt(ByteCodec codec) throws Exception {
        try (ByteCompressor compressor = codec.newCompressor();
                ByteDecompressor decompressor = codec.newDecompressor()) {
            byte[] content = content(500, new Random(SEED));
            byte[] out = new byte[(int) compressor.maxCompressedLength(500)];
            int end = compressor.compress(content, 0, 500, out, 0);
            for (int to = 0; to < end; to++) {
                int cut = to;
                assertThrows(
                        CorruptDataException.class,
                        () -> decompressor.decompress(out, 0, cut, new byte[500], 0, 500),
                        () -> codec.name() + " " + cut);
            }
            byte[] longer = Arrays.copyOf(out, end + 1);
            assertThrows(
                    CorruptDataException.class,
                    () -> decompressor.decompress(longer, 0, end + 1, new byte[500], 0, 500));
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void closedOnesAndBadRangesAreRefused(ByteCodec codec) {
        ByteCompressor compressor = codec.newCompressor();
        ByteDecompressor decompressor = codec.newDecompressor();
        byte[] out = new byte[(int) compressor.maxCompressedLength(10)];
        byte[] in = new byte[10];
        assertThrows(IndexOutOfBoundsException.class, () -> compressor.compress(in, 0, 11, out, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> compressor.compress(in, 0, 10, out, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> decompressor.contentLength(in, 0, 11, 0, 10));
        assertThrows(IndexOutOfBoundsException.class, () -> decompressor.decompress(in, 0, 10, out, 0, out.length + 1));
        int end = compressor.compress(in, 0, 10, out, 0);
        compressor.close();
        compressor.close();
        decompressor.close();
        decompressor.close();
        if (!codec.isIdentity()) {
            assertThrows(IllegalStateException.class, () -> compressor.compress(in, 0, 10, out, 0));
            assertThrows(IllegalStateException.class, () -> decompressor.decompress(out, 0, end, in, 0, 10));
        }
    }

    /** "ABAB…", compressed by hand or by the format's own program. */
    @ParameterizedTest
    @CsvSource({
        "none, 4142414241424142",
        "lz4, 08000000 80 4142414241424142",
        "bz2, 08000000 425a6839314159265359f05e53ce00000184003000200030802a6911c5dc914e14243c1794f380",
        "blosc, 02 01 33 01 08000000 08000000 18000000 4142414241424142",
        "blosc, 02 01 31 01 08000000 08000000 20000000 14000000 08000000 4142414241424142",
        "blosc(2), 02 01 21 02 08000000 08000000 24000000 14000000 04000000 41414141 04000000 42424242",
        "blosc(3), 02 01 31 03 08000000 08000000 20000000 14000000 08000000 4142424141424142"
    })
    void goldenBytesAreRead(String codec, String hex) throws Exception {
        byte[] in = HexFormat.of().parseHex(hex.replace(" ", ""));
        try (ByteDecompressor decompressor =
                ColumnCodec.parse("plain, " + codec).bytes().newDecompressor()) {
            byte[] out = new byte[8];
            decompressor.decompress(in, 0, in.length, out, 0, 8);
            assertEquals("ABABABAB", new String(out, US_ASCII));
        }
    }

    /** Two literals, a match of eight at distance two, five literals. */
    @Test
    void aGoldenMatchIsRead() throws Exception {
        byte[] in = HexFormat.of().parseHex("0f000000" + "24" + "4142" + "0200" + "50" + "4142414241");
        try (ByteDecompressor decompressor = ByteCodec.lz4().newDecompressor()) {
            byte[] out = new byte[15];
            decompressor.decompress(in, 0, in.length, out, 0, 15);
            assertEquals("ABABABABABABABA", new String(out, US_ASCII));
        }
    }

    @Test
    void bombsStopAtTheirLength() throws Exception {
        for (ByteCodec codec : codecs().toList()) {
            try (ByteCompressor compressor = codec.newCompressor();
                    ByteDecompressor decompressor = codec.newDecompressor()) {
                int length = 20_000_000;
                byte[] out = new byte[(int) compressor.maxCompressedLength(length)];
                int end = compressor.compress(new byte[length], 0, length, out, 0);
                assertThrows(
                        CorruptDataException.class,
                        () -> decompressor.contentLength(out, 0, end, 0, 1000),
                        codec.name());
                if (codec == ByteCodec.lz4() || codec == ByteCodec.bzip2()) {
                    SizePrefix.put(1000, out, 0);
                    assertThrows(
                            CorruptDataException.class,
                            () -> decompressor.decompress(out, 0, end, new byte[1000], 0, 1000),
                            codec.name());
                }
            }
        }
    }

    @Test
    void allZstdLevelsRoundTrip() {
        byte[] content = content(5000, new Random(SEED));
        IntStream.rangeClosed(-7, 22).forEach(level -> {
            try (ByteCompressor compressor = ByteCodec.zstd(level).newCompressor();
                    ByteDecompressor decompressor = ByteCodec.zstd(level).newDecompressor()) {
                roundTrip(compressor, decompressor, content, new Random(SEED));
            } catch (Exception e) {
                throw new AssertionError("level " + level, e);
            }
        });
        assertThrows(IllegalArgumentException.class, () -> ByteCodec.zstd(-8));
        assertThrows(IllegalArgumentException.class, () -> ByteCodec.zstd(23));
        assertThrows(IllegalArgumentException.class, () -> ByteCodec.blosc(0));
        assertThrows(IllegalArgumentException.class, () -> ByteCodec.blosc(256));
    }
}
