package org.szformat.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamVByteTest {

    private static final int GUARD = 0x5A5A5A5A;

    @Test
    void golden() throws CorruptDataException {
        int[] values = {0, 0x100, 0x10000, 0x1000000, 255, -1};
        byte[] expected = {(byte) 0b11_10_01_00, 0b11_00, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, (byte) 255, -1, -1, -1, -1};
        byte[] out = new byte[StreamVByte.maxEncodedLength(values.length)];
        int end = StreamVByte.encode(values, 0, values.length, out, 0);
        assertArrayEquals(expected, Arrays.copyOf(out, end));
        int[] decoded = new int[values.length];
        StreamVByte.decode(expected, 0, expected.length, decoded, 0, decoded.length);
        assertArrayEquals(values, decoded);
    }

    @Test
    void everyLengthAgainstThePlainVersion() throws CorruptDataException {
        long seed = 1234;
        Random random = new Random(seed);
        for (int round = 0; round < 1_600; round++) {
            int count = round < 1_505 ? round % 301 : 5_000 + random.nextInt(70_000);
            roundTrip(Columns.ints(random, count), random, "seed " + seed + ", round " + round);
        }
    }

    private static void roundTrip(int[] values, Random random, String at) throws CorruptDataException {
        int count = values.length;
        int before = random.nextInt(20);
        byte[] expected = PlainStreamVByte.encode(values);
        assertArrayEquals(values, PlainStreamVByte.decode(expected, count), at);

        int[] padded = new int[count + 7];
        System.arraycopy(values, 0, padded, 3, count);
        int max = StreamVByte.maxEncodedLength(count);
        byte[] out = new byte[before + max + 9];
        Arrays.fill(out, (byte) GUARD);
        int end = StreamVByte.encode(padded, 3, count, out, before);
        assertArrayEquals(expected, Arrays.copyOfRange(out, before, end), at);
        assertTrue(expected.length >= StreamVByte.minEncodedLength(count) && expected.length <= max, at);
        for (int i = 0; i < out.length; i++) {
            if (i < before || i >= before + max) {
                assertEquals((byte) GUARD, out[i], at);
            }
        }

        int[] decoded = new int[count + 5];
        Arrays.fill(decoded, GUARD);
        StreamVByte.decode(out, before, end, decoded, 2, count);
        assertArrayEquals(values, Arrays.copyOfRange(decoded, 2, 2 + count), at);
        assertTrue(decoded[0] == GUARD && decoded[1] == GUARD && decoded[count + 2] == GUARD, at);
    }

    @Test
    void everyControlByte() throws CorruptDataException {
        for (int control = 0; control < 256; control++) {
            int[] values = new int[12];
            for (int i = 0; i < values.length; i++) {
                int code = (control >>> (2 * (i & 3))) & 3;
                values[i] = code == 0 ? 0xA0 + i : (0xA0 << (8 * code)) | i;
            }
            byte[] encoded = PlainStreamVByte.encode(values);
            assertEquals((byte) control, encoded[0]);
            int[] decoded = new int[12];
            StreamVByte.decode(encoded, 0, encoded.length, decoded, 0, 12);
            assertArrayEquals(values, decoded);
        }
    }

    @Test
    void lengths() {
        assertEquals(0, StreamVByte.maxEncodedLength(0));
        assertEquals(5, StreamVByte.maxEncodedLength(1));
        assertEquals(17, StreamVByte.maxEncodedLength(4));
        assertEquals(22, StreamVByte.maxEncodedLength(5));
        assertEquals(7, StreamVByte.minEncodedLength(5));
        int fifth = (int) ((1L << 31) / 5);
        assertEquals(4L * fifth + (fifth + 3L) / 4, StreamVByte.maxEncodedLength(fifth));
        assertTrue(StreamVByte.maxEncodedLength(StreamVByte.MAX_COUNT) > 2_147_000_000);
        for (int count : new int[] {-1, StreamVByte.MAX_COUNT + 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> StreamVByte.maxEncodedLength(count));
            assertThrows(IllegalArgumentException.class, () -> StreamVByte.minEncodedLength(count));
        }
    }

    @Test
    void refusesRangesOutsideTheArrays() {
        int[] values = new int[10];
        byte[] bytes = new byte[StreamVByte.maxEncodedLength(10)];
        assertThrows(IndexOutOfBoundsException.class, () -> StreamVByte.encode(values, 1, 10, bytes, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> StreamVByte.encode(values, 0, 10, bytes, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> StreamVByte.encode(values, -1, 1, bytes, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> StreamVByte.decode(bytes, 0, 44, values, 0, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> StreamVByte.decode(bytes, 0, 13, values, 1, 10));
        assertThrows(IllegalArgumentException.class, () -> StreamVByte.decode(bytes, 0, 13, values, 0, -1));
    }

    @Test
    void namesWhatIsCorrupt() {
        CorruptDataException unused = corrupt(new byte[] {0b0100, 7}, 1);
        assertEquals(0, unused.position());
        assertEquals("svb", unused.what());
        assertEquals("the last control byte 0x4", unused.found());
        assertEquals("zeros from its bit 2 on", unused.expected());
        assertEquals(
                "svb: found the last control byte 0x4 at byte 0, expected zeros from its bit 2 on",
                unused.getMessage());
        CorruptDataException tooShort = corrupt(new byte[] {0, 1, 2}, 3);
        assertEquals(3, tooShort.position());
        assertEquals("at least 4 bytes for 3 values", tooShort.expected());
        CorruptDataException trailing = corrupt(new byte[] {0, 1, 2}, 1);
        assertEquals(2, trailing.position());
        assertEquals("3 bytes in all", trailing.found());
        CorruptDataException cut = corrupt(new byte[] {3, 1, 2}, 1);
        assertEquals("5 by the control bytes", cut.expected());
        assertEquals(0, corrupt(new byte[1], 0).position());
        assertEquals(0, corrupt(new byte[0], StreamVByte.MAX_COUNT / 2_000).position());
    }

    private static CorruptDataException corrupt(byte[] bytes, int count) {
        return assertThrows(
                CorruptDataException.class, () -> StreamVByte.decode(bytes, 0, bytes.length, new int[count], 0, count));
    }

    @Test
    void anyBytesAreDecodedOrCorrupt() {
        long seed = 99;
        Random random = new Random(seed);
        int decoded = 0;
        for (int round = 0; round < 40_000; round++) {
            int count = random.nextInt(80);
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (random.nextInt(3) > 0) {
                bytes = PlainStreamVByte.encode(Columns.ints(random, count));
                for (int k = random.nextInt(3); k > 0 && bytes.length > 0; k--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            int[] values = new int[count + 1];
            values[count] = GUARD;
            try {
                StreamVByte.decode(bytes, 0, bytes.length, values, 0, count);
                assertArrayEquals(PlainStreamVByte.decode(bytes, count), Arrays.copyOf(values, count));
                decoded++;
            } catch (CorruptDataException e) {
                assertTrue(e.position() >= 0 && e.position() <= bytes.length, "seed " + seed + ", round " + round);
            }
            assertEquals(GUARD, values[count], "seed " + seed + ", round " + round);
        }
        assertTrue(decoded > 10_000, decoded + " decoded");
    }

    @Test
    void deltaZigzag() {
        int[] values = {5, 4, 4, -3, Integer.MAX_VALUE, Integer.MIN_VALUE, 0};
        // 2^31 - 1 - (-3) is -2^31 + 2, and -2^31 - (2^31 - 1) is 1, modulo 2^32.
        int[] expected = {10, 1, 0, 13, -5, 2, -1};
        int[] encoded = new int[values.length];
        DeltaZigzag.encode(values, 0, values.length, encoded, 0);
        assertArrayEquals(expected, encoded);
        int[] decoded = new int[values.length + 1];
        DeltaZigzag.decode(encoded, 0, encoded.length, decoded, 1);
        assertArrayEquals(values, Arrays.copyOfRange(decoded, 1, decoded.length));
        int[] inPlace = values.clone();
        DeltaZigzag.encode(inPlace, 0, inPlace.length, inPlace, 0);
        assertArrayEquals(encoded, inPlace);
        DeltaZigzag.decode(inPlace, 0, inPlace.length, inPlace, 0);
        assertArrayEquals(values, inPlace);
        assertThrows(IndexOutOfBoundsException.class, () -> DeltaZigzag.encode(values, 1, 7, encoded, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> DeltaZigzag.decode(values, 0, 7, encoded, 1));
    }

    @Test
    void deltaZigzagAgainstThePlainVersion() {
        long seed = 3;
        Random random = new Random(seed);
        for (int count = 0; count <= 300; count++) {
            int[] values = Columns.ints(random, count);
            int[] encoded = new int[count];
            DeltaZigzag.encode(values, 0, count, encoded, 0);
            assertArrayEquals(PlainStreamVByte.deltaZigzag(values), encoded, "seed " + seed + ", count " + count);
        }
    }
}
