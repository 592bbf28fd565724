package org.szformat.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZstdTest {

    private static final ByteCodec CODEC = ByteCodec.zstd(3);

    private static byte[] content(int length) {
        Random random = new Random(length);
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (random.nextInt(5) + (i >>> 10));
        }
        return content;
    }

    private static byte[] compress(ByteCodec codec, byte[] content) {
        try (ByteCompressor compressor = codec.newCompressor()) {
            byte[] out = new byte[(int) compressor.maxCompressedLength(content.length)];
            return Arrays.copyOf(out, compressor.compress(content, 0, content.length, out, 0));
        }
    }

    private static byte[] decompress(ByteCodec codec, byte[] frame, int max) throws CorruptDataException {
        try (ByteDecompressor decompressor = codec.newDecompressor()) {
            byte[] out = new byte[decompressor.contentLength(frame, 0, frame.length, 0, max)];
            decompressor.decompress(frame, 0, frame.length, out, 0, out.length);
            return out;
        }
    }

    @Test
    void framesHaveAChecksumOnlyWhenAsked() throws CorruptDataException {
        byte[] content = content(1000);
        byte[] plain = compress(ByteCodec.zstd(3), content);
        byte[] sealed = compress(ByteCodec.zstdWithChecksum(3), content);
        assertEquals(0, plain[4] & 4, "the flag of RFC 8878, section 3.1.1.1.1");
        assertEquals(4, sealed[4] & 4);
        assertEquals(plain.length + 4, sealed.length);
        assertArrayEquals(content, decompress(ByteCodec.zstd(3), sealed, 1000));
        sealed[sealed.length - 1] ^= 1;
        assertThrows(CorruptDataException.class, () -> decompress(ByteCodec.zstd(3), sealed, 1000));
    }

    @ParameterizedTest
    @ValueSource(ints = {-7, -1, 0, 1, 3, 9, 22})
    void everyLevelRoundTrips(int level) throws CorruptDataException {
        ByteCodec codec = ByteCodec.zstd(level);
        assertEquals("zstd(" + level + ")", codec.name());
        assertFalse(codec.isIdentity());
        for (int length : new int[] {0, 1, 2, 255, 256, 257, 65_791, 65_792, 131_071, 131_072, 131_073, 400_000}) {
            byte[] content = content(length);
            byte[] frame = compress(codec, content);
            assertEquals(length, Zstd.getFrameContentSize(frame));
            assertEquals(0, frame[4] & 0b0000_0111, "no checksum, no dictionary");
            assertArrayEquals(content, decompress(codec, frame, length));
            assertArrayEquals(content, Zstd.decompress(frame, length));
        }
    }

    @Test
    void theEmptyFrameIsPyszs() {
        assertEquals("28b52ffd2000010000", HexFormat.of().formatHex(compress(CODEC, new byte[0])));
    }

    @Test
    void levelsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> ByteCodec.zstd(-8));
        assertThrows(IllegalArgumentException.class, () -> ByteCodec.zstd(23));
    }

    @Test
    void reusedAcrossInputsAndInTheMiddleOfArrays() throws CorruptDataException {
        try (ByteCompressor compressor = CODEC.newCompressor();
                ByteDecompressor decompressor = CODEC.newDecompressor()) {
            for (int length = 0; length < 2_000; length += 37) {
                byte[] content = content(length);
                byte[] padded = new byte[length + 8];
                System.arraycopy(content, 0, padded, 3, length);
                byte[] frame = new byte[20 + (int) compressor.maxCompressedLength(length)];
                int end = compressor.compress(padded, 3, 3 + length, frame, 11);
                assertEquals(length, decompressor.contentLength(frame, 11, end, length, length));
                byte[] out = new byte[length + 4];
                decompressor.decompress(frame, 11, end, out, 2, length);
                assertArrayEquals(content, Arrays.copyOfRange(out, 2, 2 + length));
                assertEquals(0, out[0] | out[1] | out[length + 2] | out[length + 3]);
                assertArrayEquals(compress(CODEC, content), Arrays.copyOfRange(frame, 11, end));
            }
        }
    }

    @Test
    void refusesRangesOutsideTheArrays() {
        byte[] frame = compress(CODEC, content(100));
        try (ByteCompressor compressor = CODEC.newCompressor();
                ByteDecompressor decompressor = CODEC.newDecompressor()) {
            assertThrows(IndexOutOfBoundsException.class, () -> compressor.compress(frame, 1, 10_000, new byte[99], 0));
            assertThrows(IndexOutOfBoundsException.class, () -> compressor.compress(frame, 0, 20, new byte[20], 0));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> decompressor.contentLength(frame, 0, frame.length + 1, 0, 100));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> decompressor.decompress(frame, 0, frame.length, new byte[99], 0, 100));
        }
    }

    @Test
    void closedIsClosed() {
        ByteCompressor compressor = CODEC.newCompressor();
        compressor.close();
        compressor.close();
        byte[] room = new byte[100];
        assertThrows(IllegalStateException.class, () -> compressor.compress(room, 0, 1, room, 10));
        ByteDecompressor decompressor = CODEC.newDecompressor();
        byte[] frame = compress(CODEC, content(10));
        decompressor.close();
        decompressor.close();
        assertThrows(IllegalStateException.class, () -> decompressor.decompress(frame, 0, frame.length, room, 0, 10));
    }

    private static CorruptDataException corrupt(byte[] frame, int max) {
        return assertThrows(CorruptDataException.class, () -> decompress(CODEC, frame, max));
    }

    /** Frames written by hand after RFC 8878. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "502a4d18 00000000                  | a skippable frame",
                "5f2a4d18 00000000                  | a skippable frame",
                "28b52ffe 20 00 010000              | magic number 0xfe2fb528",
                "28b52ffd 28 00 010000              | the reserved bit set in the frame header",
                "28b52ffd 00 58 010000              | an unknown content size",
                "28b52ffd 21 07 00 010000           | dictionary ID 7",
                "28b52ffd 22 0701 00 010000         | dictionary ID 263",
                "28b52ffd 23 07010000 00 010000     | dictionary ID 263",
                "28b52ffd 20 00 070000              | a block of reserved type",
                "28b52ffd 20 00 010000 00           | 1 more bytes",
                "28b52ffd 20 00 010000 28b52ffd 20 00 010000 | 9 more bytes",
                "28b52ffd 20 00 0100                | the end",
                "28b52ffd 20 05 290000 31323334     | the end",
                "28b52ffd 24 00 010000 1122         | the end",
                "28b52ffd 20                        | the end",
                "28b52ffd                           | the end",
                "28b52f                             | the end",
                "28b52ffd a0 01000200 0b000061      | 'a content of 131073 bytes'",
                "28b52ffd e0 ffffffffffffffff 010000 | a content of -1 bytes",
                "28b52ffd e0 ffffffffffffff7f 010000 | a content of 9223372036854775807 bytes",
                "28b52ffd 20 05 210000 31323334     | \""
            })
    void namesWhatIsCorrupt(String hex, String found) {
        byte[] frame = HexFormat.of().parseHex(hex.replace(" ", ""));
        CorruptDataException e = corrupt(frame, 1 << 20);
        assertEquals("zstd frame", e.what());
        assertTrue(e.found().startsWith(found), e::getMessage);
        assertTrue(e.position() >= 0 && e.position() <= frame.length, e::getMessage);
    }

    @Test
    void handWrittenFramesDecode() throws CorruptDataException {
        byte[] raw = HexFormat.of().parseHex("28b52ffd20052900003132333435");
        assertArrayEquals(new byte[] {0x31, 0x32, 0x33, 0x34, 0x35}, decompress(CODEC, raw, 5));
        byte[] zeroDictionary = HexFormat.of().parseHex("28b52ffd2100052900003132333435");
        assertEquals(5, decompress(CODEC, zeroDictionary, 5).length);
        byte[] repeated = HexFormat.of().parseHex("28b52ffda000000200" + "030010" + "61");
        byte[] content = decompress(CODEC, repeated, 1 << 17);
        assertEquals(1 << 17, content.length);
        assertEquals(0x61, content[100_000]);
    }

    @Test
    void claimsAreHeldAgainstTheExpectedRange() throws CorruptDataException {
        byte[] frame = compress(CODEC, content(1000));
        try (ByteDecompressor decompressor = CODEC.newDecompressor()) {
            assertEquals(1000, decompressor.contentLength(frame, 0, frame.length, 1000, 1000));
            for (long[] range : new long[][] {{1001, 2000}, {0, 999}, {5, 5}}) {
                CorruptDataException e = assertThrows(
                        CorruptDataException.class,
                        () -> decompressor.contentLength(frame, 0, frame.length, range[0], range[1]));
                assertEquals("a content of 1000 bytes", e.found());
            }
            byte[] zeros = compress(CODEC, new byte[1 << 26]);
            assertTrue(zeros.length < 10_000);
            assertThrows(
                    CorruptDataException.class,
                    () -> decompressor.contentLength(zeros, 0, zeros.length, 0, (1 << 26) - 1));
        }
    }

    @Test
    void checksumsAreVerified() throws CorruptDataException {
        byte[] content = content(3_000);
        byte[] frame;
        try (ZstdCompressCtx context = new ZstdCompressCtx().setChecksum(true)) {
            frame = context.compress(content);
        }
        assertArrayEquals(content, decompress(CODEC, frame, 3_000));
        frame[frame.length - 1] ^= 1;
        assertEquals("a sound frame", corrupt(frame, 3_000).expected());
    }

    @Test
    void mutationsAreCorruptOrDecodeToTheSameLength() {
        long seed = 31;
        Random random = new Random(seed);
        byte[][] frames = {
            compress(CODEC, content(50)), compress(CODEC, content(5_000)), compress(CODEC, content(300_000))
        };
        int refused = 0;
        for (int round = 0; round < 6_000; round++) {
            byte[] frame = frames[round % 3].clone();
            int kind = random.nextInt(4);
            if (kind == 0) {
                frame = Arrays.copyOf(frame, random.nextInt(frame.length));
            } else if (kind == 1) {
                frame = Arrays.copyOf(frame, frame.length + 1 + random.nextInt(9));
            } else {
                for (int k = 0; k < kind - 1; k++) {
                    int at = random.nextBoolean() ? random.nextInt(frame.length) : random.nextInt(16);
                    frame[at] ^= (byte) (1 + random.nextInt(255));
                }
            }
            try {
                assertTrue(decompress(CODEC, frame, 300_000).length <= 300_000);
                assertTrue(kind > 1, "seed " + seed + ", round " + round);
            } catch (CorruptDataException e) {
                refused++;
                assertTrue(e.position() >= 0 && e.position() <= frame.length, "seed " + seed + ", round " + round);
            }
        }
        assertTrue(refused > 3_000, refused + " refused");
    }

    @Test
    void noCompressionCopies() throws CorruptDataException {
        ByteCodec none = ByteCodec.none();
        assertTrue(none.isIdentity());
        byte[] content = content(100);
        assertArrayEquals(content, compress(none, content));
        assertArrayEquals(content, decompress(none, content, 100));
        assertThrows(CorruptDataException.class, () -> decompress(none, content, 99));
        try (ByteCompressor compressor = none.newCompressor();
                ByteDecompressor decompressor = none.newDecompressor()) {
            assertThrows(IndexOutOfBoundsException.class, () -> compressor.compress(content, 0, 9, new byte[8], 0));
            assertThrows(CorruptDataException.class, () -> decompressor.decompress(content, 0, 9, new byte[20], 0, 8));
        }
    }
}
